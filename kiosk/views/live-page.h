/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "door.h"
#include "health.h"
#include "neighbours.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerLivePage:
 *
 * How the event is doing: who came, how fast, until when, what has to be settled
 * and which kiosks are well. Reads anew every few seconds while it is shown, and
 * never while it is not.
 *
 * FoyerLivePage::asked: (const char *registration, const char *entry, guint
 * #FoyerGuestAction): a conflict is to be settled
 * FoyerLivePage::chosen: (const char *registration): a guest is to be looked at
 * FoyerLivePage::notice: something is to be said on all kiosks
 * FoyerLivePage::told: (const char *text): what came of it
 */
#define FOYER_TYPE_LIVE_PAGE (foyer_live_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerLivePage, foyer_live_page, FOYER, LIVE_PAGE, GtkWidget)

GtkWidget *foyer_live_page_new  (FoyerDoor *door, FoyerHealth *health, FoyerNeighbours *neighbours);
/** Looks at the list that this door serves. */
void       foyer_live_page_show (FoyerLivePage *self);

G_END_DECLS
