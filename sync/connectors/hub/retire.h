/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "enrolment.h"
#include "http-client.h"

G_BEGIN_DECLS

/** DIR/parcel-KIOSK: where a kiosk keeps what it could not send. */
char    *foyer_retire_parcel_path (const FoyerEnrolment *enrolment, const char *directory)
  G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_retire:
 * @unsent: (element-type FoyerEntry)
 *
 * The hub expelled this kiosk. Seals what is unsent and keeps it as a file,
 * then sends it and removes the file again; then forgets the enrolment. TRUE
 * also where only the file could be made: it goes home on a stick. Safe to
 * repeat.
 */
gboolean foyer_retire (const FoyerEnrolment *enrolment, FoyerHttpClient *client, GPtrArray *unsent,
                       GError **error);

/**
 * foyer_retire_purge:
 *
 * The event is over, and its store here was wiped. Removes what else the
 * enrolment's folder keeps of it (badges, parcels, copies of damaged stores), then
 * tells the hub that nothing is left, then forgets the enrolment. Unsent entries
 * go too: there is nothing left for them to be about. Safe to repeat.
 */
gboolean foyer_retire_purge (const FoyerEnrolment *enrolment, FoyerHttpClient *client, GError **error);

G_END_DECLS
