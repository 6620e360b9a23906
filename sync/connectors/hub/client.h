/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "connector.h"
#include "enrolment.h"

G_BEGIN_DECLS

/**
 * foyer_hub_connector_new:
 * @enrolment: copied
 *
 * Speaks to the hub that enrolled this kiosk. Pulls run on a connection of
 * their own: one may be held open while another thread pushes.
 */
FoyerConnector *foyer_hub_connector_new (const FoyerEnrolment *enrolment, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
