/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "door.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerSelfPage:
 *
 * A guest without a code finds themselves: the whole phone number, the surname,
 * and whether they are who was found. What came of it is the door's outcome.
 * Nothing that was typed or found outlives the page's being shown.
 *
 * FoyerSelfPage::left: the guest gave up, or went away
 */
#define FOYER_TYPE_SELF_PAGE (foyer_self_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSelfPage, foyer_self_page, FOYER, SELF_PAGE, GtkWidget)

GtkWidget *foyer_self_page_new (FoyerDoor *door);

/** How long nothing may happen before the guest has gone away: half a minute at first. */
void       foyer_self_page_set_patience (FoyerSelfPage *self, guint ms);

G_END_DECLS
