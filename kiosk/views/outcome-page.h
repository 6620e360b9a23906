/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "door.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerOutcomePage:
 *
 * Shows what an admission has come to, so that a queue can tell it from afar:
 * by icon, colour and words.
 */
#define FOYER_TYPE_OUTCOME_PAGE (foyer_outcome_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerOutcomePage, foyer_outcome_page, FOYER, OUTCOME_PAGE, GtkWidget)

GtkWidget *foyer_outcome_page_new (FoyerDoor *door);
/** Shows @outcome, or that help is on its way where @state says so. */
void       foyer_outcome_page_show (FoyerOutcomePage *self, FoyerDoorState state,
                                    const FoyerOutcome *outcome);
/** @place: (nullable): where the badge comes out; until the next outcome */
void       foyer_outcome_page_tell_place (FoyerOutcomePage *self, const char *place);

G_END_DECLS
