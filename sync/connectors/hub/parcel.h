/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "connector.h"
#include "credential.h"
#include "enrolment.h"
#include "json.h"

G_BEGIN_DECLS

/*
 * Entries of a kiosk that can't or may not push them any more, sealed so that
 * only the hub reads them, and signed by the kiosk so that the hub knows whose
 * they are. It travels by a request or on a USB stick.
 *
 * {"parcel": 1, "event", "made", "entries": N, "credential", "sealed", "signature"}
 */

/** @entries: (element-type FoyerEntry). NULL when the hub's key is not one. */
json_t          *foyer_parcel_seal  (const FoyerEnrolment *enrolment, GPtrArray *entries,
                                     gint64 now_us) G_GNUC_WARN_UNUSED_RESULT;

/** (nullable): whose it is; NULL for anything that no kiosk of this hub made. */
FoyerCredential *foyer_parcel_check (const json_t *parcel, const guint8 *hub_public_key)
  G_GNUC_WARN_UNUSED_RESULT;

/** (nullable): {"entries": [ENTRY, …]}; NULL when it was not sealed for this hub. */
json_t          *foyer_parcel_open  (const json_t *parcel, const guint8 *hub_public_key,
                                     const guint8 *hub_secret_key) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
