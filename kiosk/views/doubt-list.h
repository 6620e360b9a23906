/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "badge-doubt.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerDoubtList:
 *
 * Badges of which the printer can't tell whether they came out, or that it gave
 * up: whose, what the printer said last, and what a volunteer who has looked can
 * answer. Hidden while there are none.
 *
 * FoyerDoubtList::changed: there are more or fewer
 */
#define FOYER_TYPE_DOUBT_LIST (foyer_doubt_list_get_type ())
G_DECLARE_FINAL_TYPE (FoyerDoubtList, foyer_doubt_list, FOYER, DOUBT_LIST, GtkWidget)

GtkWidget *foyer_doubt_list_new   (void);
/** @queue: (nullable): without a printer there is nothing to doubt. Once. */
void       foyer_doubt_list_watch (FoyerDoubtList *self, FoyerDoor *door, FoyerPrintQueue *queue);
/** How many there are. */
guint      foyer_doubt_list_count (FoyerDoubtList *self);

G_END_DECLS
