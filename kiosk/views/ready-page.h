/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "door.h"
#include "health.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerReadyPage:
 *
 * Whether the doors can open: each thing that has to work, how it is, and what
 * to do where it does not. Follows @health while it is shown.
 */
#define FOYER_TYPE_READY_PAGE (foyer_ready_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerReadyPage, foyer_ready_page, FOYER, READY_PAGE, GtkWidget)

GtkWidget *foyer_ready_page_new     (FoyerDoor *door, FoyerHealth *health);
/** Counts the guests anew. */
void       foyer_ready_page_refresh (FoyerReadyPage *self);

G_END_DECLS
