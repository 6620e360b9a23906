/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "card.h"
#include "live.h"
#include "neighbours.h"

G_BEGIN_DECLS

/*
 * What stands in each card of the live page. Each leaves alone what says the
 * same as before, and hides the card where there is nothing to say.
 */

/** @counts: (element-type FoyerHeadcount); @name_of: what people call a key */
void foyer_live_cards_show_counts    (FoyerCard *card, GPtrArray *counts,
                                      const char *(*name_of) (const char *key));
void foyer_live_cards_show_refusals  (FoyerCard *card, GPtrArray *refusals);
/** @rows: (element-type FoyerNeighbourRow) */
void foyer_live_cards_show_kiosks    (FoyerCard *card, GPtrArray *rows);

/** @on_settle: of the rows' buttons, which have the data "registration" and "entry" */
void foyer_live_cards_show_conflicts (FoyerCard *card, GPtrArray *conflicts, GCallback on_settle,
                                      gpointer data);
/** @on_chosen: of a row with the data "registration"; @on_settled: of a button with the data "entry" */
void foyer_live_cards_show_entries   (FoyerCard *card, const FoyerLive *live, const FoyerEvent *event,
                                      GCallback on_chosen, GCallback on_settled, gpointer data);

G_END_DECLS
