/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * foyer_pages_show:
 *
 * Shows the page of that name and hides the others from everyone. A stack alone
 * only leaves them undrawn: a screen reader would still read them, and could
 * press the buttons of a locked desk.
 */
void foyer_pages_show (GtkStack *stack, const char *name);

/**
 * foyer_pages_drop_focus:
 *
 * For what is about to be hidden or emptied: the focus is no longer in it. GTK 4.8
 * would remember what was hidden with the focus in it until the next event, and
 * forget to let go of it when that happens twice: a page would outlive its window.
 */
void foyer_pages_drop_focus (GtkWidget *widget);

G_END_DECLS
