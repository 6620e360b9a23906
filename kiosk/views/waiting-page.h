/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "camera.h"
#include "door.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerWaitingPage:
 *
 * Invites the next guest: whose door this is, and where to hold the code.
 * Emits "staff" when a volunteer wants to come to the desk, "language" when
 * someone wants to read in the other one, and "self" when a guest without a code
 * wants to find themselves.
 */
#define FOYER_TYPE_WAITING_PAGE (foyer_waiting_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerWaitingPage, foyer_waiting_page, FOYER, WAITING_PAGE, GtkWidget)

GtkWidget *foyer_waiting_page_new (FoyerDoor *door, FoyerCamera *camera);

G_END_DECLS
