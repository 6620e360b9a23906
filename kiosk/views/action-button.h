/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerActionButton:
 *
 * A large button with a symbol and words. Its accessible name is its words.
 * Properties: "text", "symbol" (of our icons, without "foyer-" and "-symbolic"),
 * "stacked" (the symbol is above the words).
 */
#define FOYER_TYPE_ACTION_BUTTON (foyer_action_button_get_type ())
G_DECLARE_FINAL_TYPE (FoyerActionButton, foyer_action_button, FOYER, ACTION_BUTTON, GtkButton)

/** @symbol: (nullable) */
GtkWidget *foyer_action_button_new      (const char *symbol, const char *text);
void       foyer_action_button_set_text (FoyerActionButton *self, const char *text);

G_END_DECLS
