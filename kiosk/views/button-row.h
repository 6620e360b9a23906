/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerButtonRow:
 *
 * Buttons of one width side by side; on two lines or more where large text
 * leaves too little room for one. Children are added by gtk_widget_set_parent(),
 * or in a template.
 */
#define FOYER_TYPE_BUTTON_ROW (foyer_button_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerButtonRow, foyer_button_row, FOYER, BUTTON_ROW, GtkWidget)

GtkWidget *foyer_button_row_new   (void);
/** Takes all buttons out, and the focus with them. */
void       foyer_button_row_clear (FoyerButtonRow *self);

G_END_DECLS
