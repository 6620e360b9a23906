/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "change.h"
#include "fleet.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define FOYER_CONNECTOR_ERROR (foyer_connector_error_quark ())
GQuark foyer_connector_error_quark (void);

/**
 * FoyerConnectorError:
 * @FOYER_CONNECTOR_ERROR_OFFLINE: nothing answered; try again, later each time
 * @FOYER_CONNECTOR_ERROR_BUSY: the service asked us to wait; obey its delay
 * @FOYER_CONNECTOR_ERROR_REFUSED: the service said no to this request; a person has to look
 * @FOYER_CONNECTOR_ERROR_NONSENSE: the answer is not the protocol (a broken or lying service); keep
 * working on what is here and try again, later each time
 * @FOYER_CONNECTOR_ERROR_STRANGER: somebody else answers at the service's address: a network that
 * wants a sign-in first, or another machine; tell people, and try again, later each time
 * @FOYER_CONNECTOR_ERROR_ENROLMENT: this kiosk is not trusted; stop until it is enrolled anew
 * @FOYER_CONNECTOR_ERROR_REVOKED: the service proved that it has expelled this kiosk: seal what is
 * unsent and wipe the rest
 * @FOYER_CONNECTOR_ERROR_PURGED: the service proved that the event is over and its people are removed:
 * wipe everything, and say so
 *
 * Each code names what the caller has to do. Why it happened is in the message.
 */
typedef enum {
  FOYER_CONNECTOR_ERROR_OFFLINE,
  FOYER_CONNECTOR_ERROR_BUSY,
  FOYER_CONNECTOR_ERROR_REFUSED,
  FOYER_CONNECTOR_ERROR_NONSENSE,
  FOYER_CONNECTOR_ERROR_STRANGER,
  FOYER_CONNECTOR_ERROR_ENROLMENT,
  FOYER_CONNECTOR_ERROR_REVOKED,
  FOYER_CONNECTOR_ERROR_PURGED,
} FoyerConnectorError;

/**
 * FoyerPosition:
 * @cursor: up to where the feed was read
 * @epoch: (nullable): in which life of the service
 * @digest: (nullable): that the service told there
 */
typedef struct {
  gint64 cursor;
  char  *epoch;
  char  *digest;
} FoyerPosition;

void foyer_position_clear (FoyerPosition *self);

/**
 * FoyerConnector:
 * @pull: the changes after @position, waiting up to @wait_s for one
 * @push: @entries (element-type FoyerEntry); returns (element-type FoyerAnswer) and the hub's epoch
 * @offer: what the service lost (element-type FoyerChange)
 * @status: tells how this kiosk is
 * @fleet: how all kiosks are (element-type FoyerFleetKiosk), and when that was, by the service's clock
 * @hub_time: the service's clock, µs since the epoch, and how long the question took
 * @retire: after REVOKED: seals @unsent (element-type FoyerEntry) for the service, sends them or
 * keeps them on this machine where it can't be reached, and forgets the enrolment
 * @purge: after PURGED, and once the store is wiped: removes what else this machine keeps of the
 * event, tells the service, and forgets the enrolment; safe to repeat
 * @retry_after_ms: after BUSY: how long it asked us to wait; 0 unknown
 * @close: ends any call under way from another thread, for good
 * @free: after the last call
 *
 * One wire format. Owns no timing, no retry and no storage: the engine does.
 * Every call blocks; errors are #FoyerConnectorError. One thread pulls, while
 * another may do all else; neither waits for the other.
 */
typedef struct _FoyerConnector FoyerConnector;
struct _FoyerConnector {
  FoyerPage *(*pull)           (FoyerConnector *self, const FoyerPosition *position, guint wait_s,
                                GError **error);
  GPtrArray *(*push)           (FoyerConnector *self, GPtrArray *entries, char **epoch, GError **error);
  gboolean   (*offer)          (FoyerConnector *self, GPtrArray *changes, GError **error);
  gboolean   (*status)         (FoyerConnector *self, const FoyerKioskStatus *status, GError **error);
  GPtrArray *(*fleet)          (FoyerConnector *self, gint64 *as_of_us, GError **error);
  gboolean   (*hub_time)       (FoyerConnector *self, gint64 *hub_us, gint64 *round_trip_us,
                                GError **error);
  gboolean   (*retire)         (FoyerConnector *self, GPtrArray *unsent, GError **error);
  gboolean   (*purge)          (FoyerConnector *self, GError **error);
  guint      (*retry_after_ms) (FoyerConnector *self);
  void       (*close)          (FoyerConnector *self);
  void       (*free)           (FoyerConnector *self);
};

G_END_DECLS
