/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event.h"
#include "guest-row.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerGuestList:
 *
 * Rows of guests, or a sentence where there are none.
 *
 * FoyerGuestList::chosen: (const char *registration)
 * FoyerGuestList::asked: (const char *registration, const char *admit_entry, guint action)
 */
#define FOYER_TYPE_GUEST_LIST (foyer_guest_list_get_type ())
G_DECLARE_FINAL_TYPE (FoyerGuestList, foyer_guest_list, FOYER, GUEST_LIST, GtkWidget)

/**
 * foyer_guest_list_show:
 * @guests: (nullable) (element-type FoyerGuest): referenced
 * @empty: what to say when there are none
 * @example: (nullable): how it is done, below that
 */
void foyer_guest_list_show (FoyerGuestList *self, GPtrArray *guests, const FoyerEvent *event,
                            const char *empty, const char *example);

G_END_DECLS
