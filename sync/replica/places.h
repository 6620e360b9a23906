/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "registration.h"
#include "store.h"

G_BEGIN_DECLS

/*
 * Hub: who has a place. An event may have a cap on the people who are
 * confirmed; whoever waits longest gets the place that becomes free.
 */

/** People who are confirmed; -1 on failure. */
gint64     foyer_places_taken  (FoyerStore *store, GError **error);

/**
 * foyer_places_decide:
 * @ids: of registrations; NULL-terminated
 *
 * Gives them that status, in the given order, then fills places that became
 * free from the waiting list: first signed up, first served. Confirming more
 * than the cap is the organizer's right. MISSING for an id that is not here;
 * nothing is decided then, once the caller takes the transaction back.
 *
 * Returns: (transfer full) (element-type utf8): ids of those who moved up
 */
GPtrArray *foyer_places_decide (FoyerStore *store, const char * const *ids, FoyerStatus status,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_places_offer:
 * @draft: who signs up anew
 * @decided: the service where they signed up said the status
 * @taken: places taken, -1 at first; kept between the calls of one transaction
 *
 * Gives @draft the status that the event has for who signs up: pending where it
 * asks for approval, waitlisted where the places are taken. Whoever is confirmed
 * already keeps that place by another sign-up.
 */
gboolean   foyer_places_offer  (FoyerStore *store, FoyerRegistration *draft, gboolean decided,
                                gint64 *taken, GError **error);

G_END_DECLS
