/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "credential.h"
#include "hub.h"
#include "hub-event.h"
#include "http-server.h"
#include "json.h"
#include "seats.h"
#include "state-folder.h"

G_BEGIN_DECLS

/**
 * FoyerHubCall:
 * @event: (nullable): of the path
 * @kiosk: (nullable): who asks, where it is a kiosk
 * @until_us: monotonic; until when a held request waits; 0: it was not held yet
 * @inside: it was held, and let into the event before the others were shut out
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
  gboolean          inside;
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
void foyer_hub_stage_import     (FoyerHubCall *call);
void foyer_hub_finish_import    (FoyerHubCall *call);
void foyer_hub_drop_import      (FoyerHubCall *call);
void foyer_hub_organize         (FoyerHubCall *call);
void foyer_hub_registrations    (FoyerHubCall *call);
void foyer_hub_tickets          (FoyerHubCall *call);
void foyer_hub_staff_codes      (FoyerHubCall *call);
void foyer_hub_change_staff     (FoyerHubCall *call);
void foyer_hub_decide           (FoyerHubCall *call);
void foyer_hub_do_deed          (FoyerHubCall *call);
void foyer_hub_report           (FoyerHubCall *call);
void foyer_hub_entries          (FoyerHubCall *call);
void foyer_hub_new_enrolment    (FoyerHubCall *call);
void foyer_hub_take_offers      (FoyerHubCall *call);
void foyer_hub_take_status      (FoyerHubCall *call);
void foyer_hub_list_kiosks      (FoyerHubCall *call);
void foyer_hub_tell_fleet       (FoyerHubCall *call);
void foyer_hub_name_kiosk       (FoyerHubCall *call);
void foyer_hub_revoke_kiosk     (FoyerHubCall *call);
void foyer_hub_take_parcel      (FoyerHubCall *call);
void foyer_hub_list_parcels     (FoyerHubCall *call);
void foyer_hub_open_parcel      (FoyerHubCall *call);
void foyer_hub_restore          (FoyerHubCall *call);
void foyer_hub_confirm_purge    (FoyerHubCall *call);

/** What the server asks for each request: where it goes and who may. */
extern const FoyerHttpHandler foyer_hub_handler;

/** The request's JSON object; NULL after the call was answered with what is wrong. */
json_t *foyer_hub_call_body     (FoyerHubCall *call) G_GNUC_WARN_UNUSED_RESULT;

/** Whether the asking kiosk may still work; FALSE after the call was answered. */
gboolean foyer_hub_call_check_kiosk (FoyerHubCall *call);

/** (nullable): the member of @body that has to be a text of at most @max bytes; NULL after the
 * call was answered. */
const char *foyer_hub_call_text (FoyerHubCall *call, const json_t *body, const char *name, gsize max);

/** Whether the event's people were removed here: it is not to be made again, or a kiosk that was away
 * would bring them back. */
gboolean foyer_hub_is_purged     (FoyerHub *hub, const char *event);

/** Whether the asking kiosk was told to remove what it has of @event; then the call was answered. */
gboolean foyer_hub_call_tell_purged (FoyerHubCall *call, const char *event);

/** Answers with what a job returned (transfer full), or with its error (transfer full). */
void    foyer_hub_call_answer   (FoyerHubCall *call, json_t *result, GError *error);

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
/** For who reads or writes out much JSON. */
FoyerSeats       *foyer_hub_get_seats  (FoyerHub *self);
FoyerHubEvent    *foyer_hub_get_event  (FoyerHub *self, const char *id);
/** (nullable): why the event of that id can't be opened. */
char             *foyer_hub_get_broken (FoyerHub *self, const char *id) G_GNUC_WARN_UNUSED_RESULT;
/** {id: why} of all that can't be opened. */
json_t           *foyer_hub_get_all_broken (FoyerHub *self) G_GNUC_WARN_UNUSED_RESULT;
/** (element-type FoyerHubEvent): all there are now. */
GPtrArray        *foyer_hub_get_events (FoyerHub *self) G_GNUC_WARN_UNUSED_RESULT;
/** The event of that id, made where there is none. */
FoyerHubEvent    *foyer_hub_make_event (FoyerHub *self, const char *id, GError **error);
/** Serves the event of that id from what was prepared in @aside; as foyer_hub_event_restore(). */
gboolean          foyer_hub_restore_event (FoyerHub *self, const char *id, const char *aside,
                                           GError **error);

/** Enters the event, or answers that it is to be asked for again. */
gboolean          foyer_hub_call_enter (FoyerHubCall *call, FoyerHubEvent *event);

G_END_DECLS
