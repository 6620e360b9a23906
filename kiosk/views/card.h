/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerCard:
 *
 * A part of a page under a heading. Can be reached by keys, so that a page that
 * is longer than the screen can be read to its end.
 */
#define FOYER_TYPE_CARD (foyer_card_get_type ())
G_DECLARE_FINAL_TYPE (FoyerCard, foyer_card, FOYER, CARD, GtkWidget)

GtkWidget *foyer_card_new       (const char *title);
void       foyer_card_set_title (FoyerCard *self, const char *title);

/**
 * foyer_card_begin:
 * @said: everything that the card will say
 *
 * Empties the card for new content. Where it says the same already it is left
 * alone: whoever is about to touch something there does not lose it.
 *
 * Returns: whether to add the content
 */
gboolean   foyer_card_begin     (FoyerCard *self, const char *said);
void       foyer_card_add       (FoyerCard *self, GtkWidget *child);

G_END_DECLS
