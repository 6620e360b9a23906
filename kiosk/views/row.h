/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * A symbol with a name and, below it, details: what lists of things that are
 * not guests are made of. @details: (nullable)
 */

/** To be read. @attention: someone should see to it. */
GtkWidget *foyer_row_new        (const char *symbol, const char *name, const char *details,
                                 gboolean attention);

/** To be touched; its accessible name is @name. */
GtkWidget *foyer_row_button_new (const char *symbol, const char *name, const char *details);

/** Takes all children out of a box, and the focus with them. */
void       foyer_rows_clear     (GtkWidget *box);

G_END_DECLS
