/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerKeyboard:
 *
 * Sees every key before any widget of its window does: a hand scanner's become
 * ::line, shortcuts go nowhere, and a person's reach what has the focus, in
 * order and as the same events, so that input methods work.
 *
 * FoyerKeyboard::line: (const char *text)
 */
#define FOYER_TYPE_KEYBOARD (foyer_keyboard_get_type ())
G_DECLARE_FINAL_TYPE (FoyerKeyboard, foyer_keyboard, FOYER, KEYBOARD, GObject)

/** @window: watched until the keyboard is gone; it has to outlive it */
FoyerKeyboard *foyer_keyboard_new (GtkWidget *window) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
