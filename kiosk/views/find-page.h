/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk.h"
#include "guest-row.h"
#include "print-queue.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerFindPage:
 *
 * Finds guests by what is typed: hanzi, pinyin, initials, a company, the tail of a
 * phone number.
 * 
 * FoyerFindPage::chosen: (const char *registration)
 * FoyerFindPage::lists: another list is to be chosen
 * FoyerFindPage::typed: the next guest is looked for
 * FoyerFindPage::asked: (const char *registration, const char *admit_entry, guint action)
 */
#define FOYER_TYPE_FIND_PAGE (foyer_find_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerFindPage, foyer_find_page, FOYER, FIND_PAGE, GtkWidget)

/** @badges: (nullable): without a printer */
GtkWidget *foyer_find_page_new (FoyerDoor *door, FoyerPrintQueue *badges);
/** Empties the box, ready for the next guest. */
void       foyer_find_page_clear   (FoyerFindPage *self);
/** Looks again for the same, after something happened. */
void       foyer_find_page_refresh (FoyerFindPage *self);

G_END_DECLS
