/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk.h"
#include "guest-row.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerRecentPage:
 *
 * Who came in last, and above them whoever came in twice and it has not been
 * said what that was.
 *
 * FoyerRecentPage::chosen: (const char *registration)
 * FoyerRecentPage::asked: (const char *registration, const char *entry, guint action)
 */
#define FOYER_TYPE_RECENT_PAGE (foyer_recent_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerRecentPage, foyer_recent_page, FOYER, RECENT_PAGE, GtkWidget)

GtkWidget *foyer_recent_page_new     (FoyerDoor *door);
/** Reads everything anew. */
void       foyer_recent_page_refresh (FoyerRecentPage *self);

G_END_DECLS
