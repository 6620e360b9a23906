/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerListsPage:
 *
 * The lists of the event: which one this door serves, which to open before its
 * time, and how many someone counted in the room.
 *
 * FoyerListsPage::ready: whether everything is ready is to be seen
 * FoyerListsPage::done: (const char *text): (nullable): what to say
 */
#define FOYER_TYPE_LISTS_PAGE (foyer_lists_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerListsPage, foyer_lists_page, FOYER, LISTS_PAGE, GtkWidget)

GtkWidget *foyer_lists_page_new  (FoyerDoor *door);
/** As it is now, with nothing begun. */
void       foyer_lists_page_show (FoyerListsPage *self);

G_END_DECLS
