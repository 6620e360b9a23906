/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "credential.h"
#include "hub.h"
#include "hub-event.h"
#include "http-server.h"
#include "json.h"
#include "state-folder.h"

G_BEGIN_DECLS

/**
 * FoyerHubCall:
 * @event: (nullable): of the path
 * @kiosk: (nullable): who asks, where it is a kiosk
 * @until_us: monotonic; until when a held request waits; 0: it was not held yet
 *
 * A request on its way through the hub.
 */
typedef struct {
  FoyerHub         *hub;
  FoyerHttpRequest *request;
  FoyerHubEvent    *event;
  FoyerCredential  *kiosk;
  void            (*handle) (gpointer call);
  gint64            until_us;
} FoyerHubCall;

/* What the hub is asked for: each answers @call, at once or later. */
void foyer_hub_enrol_challenge  (FoyerHubCall *call);
void foyer_hub_enrol            (FoyerHubCall *call);
void foyer_hub_time             (FoyerHubCall *call);
void foyer_hub_health           (FoyerHubCall *call);
void foyer_hub_feed             (FoyerHubCall *call);
void foyer_hub_take_entries     (FoyerHubCall *call);
void foyer_hub_put_event        (FoyerHubCall *call);
void foyer_hub_list_events      (FoyerHubCall *call);
void foyer_hub_import           (FoyerHubCall *call);
void foyer_hub_registrations    (FoyerHubCall *call);
void foyer_hub_tickets          (FoyerHubCall *call);
void foyer_hub_staff_codes      (FoyerHubCall *call);
void foyer_hub_report           (FoyerHubCall *call);
void foyer_hub_entries          (FoyerHubCall *call);
void foyer_hub_new_enrolment    (FoyerHubCall *call);

/** The request's JSON object; NULL after the call was answered with what is wrong. */
json_t *foyer_hub_call_body     (FoyerHubCall *call) G_GNUC_WARN_UNUSED_RESULT;

/** A number of the query, @fallback where it is absent or none, within 0 … @max. */
gint64  foyer_hub_call_number   (FoyerHubCall *call, const char *name, gint64 fallback, gint64 max);

/** Answers with @error (transfer full), of whatever domain. */
void    foyer_hub_call_fail     (FoyerHubCall *call, GError *error);

/** Errors that become an answer: the code is the HTTP status. */
#define FOYER_HUB_ANSWER (foyer_hub_answer_quark ())
GQuark  foyer_hub_answer_quark  (void);

FoyerStateFolder *foyer_hub_get_folder (FoyerHub *self);
const char       *foyer_hub_get_public_address (FoyerHub *self);
gboolean          foyer_hub_is_stopping (FoyerHub *self);
const guint8     *foyer_hub_get_challenge_key (FoyerHub *self);
FoyerHubEvent    *foyer_hub_get_event  (FoyerHub *self, const char *id);
/** (element-type FoyerHubEvent): all there are now. */
GPtrArray        *foyer_hub_get_events (FoyerHub *self) G_GNUC_WARN_UNUSED_RESULT;
/** The event of that id, made where there is none. */
FoyerHubEvent    *foyer_hub_make_event (FoyerHub *self, const char *id, GError **error);

G_END_DECLS
