/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "health.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerStatusBar:
 *
 * Which kiosk this is and how it is doing, in one calm line at the foot of every page.
 */
#define FOYER_TYPE_STATUS_BAR (foyer_status_bar_get_type ())
G_DECLARE_FINAL_TYPE (FoyerStatusBar, foyer_status_bar, FOYER, STATUS_BAR, GtkWidget)

/** @name: (nullable): what this place is called */
GtkWidget *foyer_status_bar_new (FoyerHealth *health, const char *name);

G_END_DECLS
