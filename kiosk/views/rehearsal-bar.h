/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * foyer_rehearsal_bar_new:
 *
 * Above every screen of a rehearsal: that it is one, the way to its sample
 * codes ("win.samples"), and its end ("win.end-rehearsal").
 */
GtkWidget *foyer_rehearsal_bar_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
