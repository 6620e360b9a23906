/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "badge.h"
#include "event.h"
#include "registration.h"

G_BEGIN_DECLS

/**
 * foyer_guest_badge_new:
 * @code: what its QR code says
 * @number: how many badges the guest was given, with this one
 *
 * A guest's badge, at a kiosk and everywhere else. The event has the name that it has in the
 * language in which the guest's name is written, else its first.
 */
FoyerBadge *foyer_guest_badge_new (const FoyerEvent *event, const FoyerRegistration *row,
                                   const char *code, guint number) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
