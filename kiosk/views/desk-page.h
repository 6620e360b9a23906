/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk.h"
#include "health.h"
#include "neighbours.h"
#include "print-queue.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerDeskPage:
 *
 * Where volunteers solve what a scan cannot. Locked until one of them shows who
 * they are. Emits "left" when the screen is the guests' again.
 */
#define FOYER_TYPE_DESK_PAGE (foyer_desk_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerDeskPage, foyer_desk_page, FOYER, DESK_PAGE, GtkWidget)

/** @badges: (nullable): without a printer */
GtkWidget *foyer_desk_page_new (FoyerDoor *door, FoyerHealth *health, FoyerNeighbours *neighbours,
                                FoyerPrintQueue *badges);

G_END_DECLS
