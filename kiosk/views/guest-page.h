/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "desk.h"
#include "guest-row.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerGuestPage:
 *
 * One guest, and everything a volunteer can do for them. What takes something back
 * or goes against a verdict asks for a reason first.
 *
 * FoyerGuestPage::done: (const char *text): it is done, and this is what to say
 * FoyerGuestPage::told: (const char *text): the same, while the guest is still looked at
 */
#define FOYER_TYPE_GUEST_PAGE (foyer_guest_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerGuestPage, foyer_guest_page, FOYER, GUEST_PAGE, GtkWidget)

GtkWidget *foyer_guest_page_new (FoyerDoor *door);
/** Shows the guest of that registration. */
void       foyer_guest_page_show (FoyerGuestPage *self, const char *registration);
/** Shows the guest and asks why @action is to be done. @entry: (nullable): the admission meant */
void       foyer_guest_page_ask  (FoyerGuestPage *self, const char *registration, const char *entry,
                                  FoyerGuestAction action);

G_END_DECLS
