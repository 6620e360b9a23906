/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerPad:
 *
 * Keys on the screen: digits alone for a PIN, or letters and digits for pinyin
 * initials and phone tails. Property "letters", set while building.
 *
 * FoyerPad::key: (const char *text): a letter, a digit or a space was touched
 * FoyerPad::erase: the last character has to go
 */
#define FOYER_TYPE_PAD (foyer_pad_get_type ())
G_DECLARE_FINAL_TYPE (FoyerPad, foyer_pad, FOYER, PAD, GtkWidget)

/** Writes into @editable what is touched. */
void foyer_pad_serve (FoyerPad *self, GtkEditable *editable);

G_END_DECLS
