/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk.h"
#include "guest-row.h"
#include "print-queue.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerRecentPage:
 *
 * Who came in last, and above them whose badge somebody has to look for, and
 * whoever came in twice and it has not been said what that was.
 *
 * FoyerRecentPage::chosen: (const char *registration)
 * FoyerRecentPage::asked: (const char *registration, const char *entry, guint action)
 */
#define FOYER_TYPE_RECENT_PAGE (foyer_recent_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerRecentPage, foyer_recent_page, FOYER, RECENT_PAGE, GtkWidget)

/** @badges: (nullable): without a printer */
GtkWidget *foyer_recent_page_new     (FoyerDoor *door, FoyerPrintQueue *badges);
/** Reads everything anew. */
void       foyer_recent_page_refresh (FoyerRecentPage *self);

G_END_DECLS
