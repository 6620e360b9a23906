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

G_END_DECLS
