/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "change.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define FOYER_CONNECTOR_ERROR (foyer_connector_error_quark ())
GQuark foyer_connector_error_quark (void);

/**
 * FoyerConnectorError:
 * @FOYER_CONNECTOR_ERROR_OFFLINE: nothing answered; try again, later each time
 * @FOYER_CONNECTOR_ERROR_BUSY: the service asked us to wait; obey its delay
 * @FOYER_CONNECTOR_ERROR_REFUSED: the service said no to this request; a person has to look
 * @FOYER_CONNECTOR_ERROR_NONSENSE: the answer is not the protocol (a captive portal, a broken or lying
 * service); keep working on what is here and try again, later each time
 * @FOYER_CONNECTOR_ERROR_ENROLMENT: this kiosk is not trusted; stop until it is enrolled anew
 *
 * Each code names what the caller has to do. Why it happened is in the message.
 */
typedef enum {
  FOYER_CONNECTOR_ERROR_OFFLINE,
  FOYER_CONNECTOR_ERROR_BUSY,
  FOYER_CONNECTOR_ERROR_REFUSED,
  FOYER_CONNECTOR_ERROR_NONSENSE,
  FOYER_CONNECTOR_ERROR_ENROLMENT,
} FoyerConnectorError;

/**
 * FoyerConnector:
 * @pull: the changes after @cursor of @epoch (nullable), waiting up to @wait_s for one
 * @push: @entries (element-type FoyerEntry); returns (element-type FoyerAnswer) and the hub's epoch
 * @hub_time: the service's clock, µs since the epoch, and how long the question took
 * @retry_after_ms: after BUSY: how long it asked us to wait; 0 unknown
 * @close: ends any call under way from another thread, for good
 * @free: after the last call
 *
 * One wire format. Owns no timing, no retry and no storage: the engine does.
 * Every call blocks; errors are #FoyerConnectorError. One thread pulls, while
 * another may push and ask the time; neither waits for the other.
 */
typedef struct _FoyerConnector FoyerConnector;
struct _FoyerConnector {
  FoyerPage *(*pull)           (FoyerConnector *self, gint64 cursor, const char *epoch, guint wait_s,
                                GError **error);
  GPtrArray *(*push)           (FoyerConnector *self, GPtrArray *entries, char **epoch, GError **error);
  gboolean   (*hub_time)       (FoyerConnector *self, gint64 *hub_us, gint64 *round_trip_us,
                                GError **error);
  guint      (*retry_after_ms) (FoyerConnector *self);
  void       (*close)          (FoyerConnector *self);
  void       (*free)           (FoyerConnector *self);
};

G_END_DECLS
