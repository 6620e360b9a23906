/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event.h"
#include "guest-file.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerGuestCard:
 *
 * Who a guest is: the name, how they stand, what tells them from others, and
 * what volunteers wrote about them.
 */
#define FOYER_TYPE_GUEST_CARD (foyer_guest_card_get_type ())
G_DECLARE_FINAL_TYPE (FoyerGuestCard, foyer_guest_card, FOYER, GUEST_CARD, GtkWidget)

/** @event: (nullable) */
void foyer_guest_card_show (FoyerGuestCard *self, const FoyerGuestFile *file, const FoyerEvent *event);

G_END_DECLS
