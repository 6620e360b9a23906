/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerWalkInPage:
 *
 * Registers someone who stands at the door without a registration, and says when
 * there seems to be one.
 * 
 * FoyerWalkInPage::chosen: (const char *registration): it is that guest
 */
#define FOYER_TYPE_WALK_IN_PAGE (foyer_walk_in_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerWalkInPage, foyer_walk_in_page, FOYER, WALK_IN_PAGE, GtkWidget)

GtkWidget *foyer_walk_in_page_new (FoyerDoor *door);
/** Forgets what was typed. */
void       foyer_walk_in_page_clear (FoyerWalkInPage *self);

G_END_DECLS
