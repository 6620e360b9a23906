/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-hub-connector"

#include "client.h"

#include "bytes.h"
#include "clock.h"
#include "http-client.h"
#include "purge-order.h"
#include "retire.h"
#include "revocation.h"
#include "wire.h"

#include <string.h>

#define PATIENCE_S   15
#define MAX_PAGE     (32 * 1024 * 1024)
#define MAX_ANSWERS  (1024 * 1024)
#define MAX_TIME     4096

typedef struct {
  FoyerConnector   parent;
  FoyerEnrolment  *enrolment;
  FoyerHttpClient *pull_client;
  FoyerHttpClient *push_client;
} HubConnector;

static char *
event_path (HubConnector *self, const char *what)
{
  return g_strdup_printf ("/v1/events/%s/%s", self->enrolment->event, what);
}

/* Only the hub's own signature makes this kiosk give up; without it a refusal
 * is somebody's word. */
static void
look_for_order (HubConnector *self, FoyerHttpClient *client, GError **error)
{
  const FoyerEnrolment *enrolment = self->enrolment;
  const json_t *refusal = foyer_http_client_get_refusal (client);
  const char *revocation = json_string_value (json_object_get (refusal, "revocation"));
  const char *purge = json_string_value (json_object_get (refusal, "purge"));
  guint8 hub_key[32];

  if (revocation == NULL && purge == NULL)
    return;
  g_clear_error (error);
  if (!foyer_bytes_from_text (enrolment->hub_key, hub_key, sizeof hub_key))
    memset (hub_key, 0, sizeof hub_key);
  if (foyer_purge_order_check (purge, enrolment->event, hub_key))
    g_set_error_literal (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_PURGED,
                         "the event is over, and the hub has removed it");
  else if (foyer_revocation_check (revocation, enrolment->kiosk, enrolment->event, hub_key))
    g_set_error_literal (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_REVOKED,
                         "the hub has revoked this kiosk");
  else
    g_set_error_literal (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_NONSENSE,
                         "the hub's answer: an order that the hub did not sign");
}

static json_t *
get (HubConnector *self, FoyerHttpClient *client, const char *path, guint patience_s,
     gsize max_bytes, GError **error)
{
  GError *failure = NULL;
  json_t *json = foyer_http_client_get (client, path, patience_s, max_bytes, &failure);

  if (json == NULL) {
    look_for_order (self, client, &failure);
    g_propagate_error (error, failure);
  }
  return json;
}

static json_t *
post (HubConnector *self, const char *what, const json_t *question, gsize max_bytes, GError **error)
{
  g_autofree char *path = event_path (self, what);
  GError *failure = NULL;
  json_t *json = foyer_http_client_post (self->push_client, path, question, PATIENCE_S, max_bytes,
                                         &failure);

  if (json == NULL) {
    look_for_order (self, self->push_client, &failure);
    g_propagate_error (error, failure);
  }
  return json;
}

/* An answer in JSON that is not the protocol is no better than HTML. */
static gboolean
translate (GError *malformed, GError **error)
{
  g_set_error (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_NONSENSE,
               "the hub's answer: %s", malformed->message);
  g_error_free (malformed);
  return FALSE;
}

static gboolean
nonsense (GError **error, const char *what)
{
  g_set_error (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_NONSENSE, "the hub's answer: %s", what);
  return FALSE;
}

/* A hub that hands out another event's rows must not mix them into ours. */
static gboolean
is_own_event (HubConnector *self, const FoyerPage *page, GError **error)
{
  for (guint i = 0; i < page->changes->len; i++) {
    const FoyerChange *change = g_ptr_array_index (page->changes, i);

    if (change->event != NULL && g_strcmp0 (change->event->id, self->enrolment->event) != 0)
      return nonsense (error, "rows of another event");
  }
  return TRUE;
}

/* Within one life of the hub its feed goes forward only. */
static gboolean
goes_forward (const FoyerPage *page, const FoyerPosition *position, GError **error)
{
  const FoyerChange *first = page->changes->len > 0 ? g_ptr_array_index (page->changes, 0) : NULL;

  if (g_strcmp0 (page->epoch, position->epoch) != 0)
    return TRUE;
  if (page->next < position->cursor || (first != NULL && first->seq <= position->cursor))
    return nonsense (error, "it goes back in time");
  if (page->more && page->next == position->cursor)
    return nonsense (error, "it says that there is more, and gives nothing");
  return TRUE;
}

static FoyerPage *
hub_pull (FoyerConnector *connector, const FoyerPosition *position, guint wait_s, GError **error)
{
  HubConnector *self = (HubConnector *) connector;
  g_autofree char *escaped = g_uri_escape_string (position->epoch ? position->epoch : "", NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("/v1/events/%s/feed?after=%" G_GINT64_FORMAT
                                           "&epoch=%s%s%s&limit=%d&wait=%u", self->enrolment->event,
                                           position->cursor, escaped,
                                           position->digest ? "&digest=" : "",
                                           position->digest ? position->digest : "",
                                           FOYER_WIRE_PAGE, wait_s);
  g_autoptr (json_t) json = get (self, self->pull_client, path, wait_s + PATIENCE_S, MAX_PAGE, error);
  g_autoptr (FoyerPage) page = NULL;
  GError *malformed = NULL;

  if (json == NULL)
    return NULL;
  page = foyer_wire_page_from_json (json, &malformed);
  if (page == NULL) {
    translate (malformed, error);
    return NULL;
  }
  return is_own_event (self, page, error) && goes_forward (page, position, error)
           ? g_steal_pointer (&page) : NULL;
}

static GPtrArray *
hub_push (FoyerConnector *connector, GPtrArray *entries, char **epoch, GError **error)
{
  HubConnector *self = (HubConnector *) connector;
  g_autoptr (json_t) question = foyer_wire_entries_to_json (entries);
  g_autoptr (json_t) json = post (self, "entries", question, MAX_ANSWERS, error);
  GError *malformed = NULL;
  GPtrArray *answers;

  if (json == NULL)
    return NULL;
  answers = foyer_wire_answers_from_json (json, entries, epoch, &malformed);
  if (answers == NULL)
    translate (malformed, error);
  return answers;
}

static gboolean
hub_offer (FoyerConnector *connector, GPtrArray *changes, GError **error)
{
  HubConnector *self = (HubConnector *) connector;
  g_autoptr (json_t) question = foyer_wire_offers_to_json (changes);
  g_autoptr (json_t) json = post (self, "offers", question, MAX_ANSWERS, error);

  return json != NULL;
}

static gboolean
hub_status (FoyerConnector *connector, const FoyerKioskStatus *status, GError **error)
{
  HubConnector *self = (HubConnector *) connector;
  g_autoptr (json_t) question = foyer_kiosk_status_to_json (status);
  g_autoptr (json_t) json = NULL;

  json_object_set_new (question, "version", json_string (FOYER_VERSION));
  json = post (self, "status", question, MAX_TIME, error);
  return json != NULL;
}

static GPtrArray *
hub_fleet (FoyerConnector *connector, gint64 *as_of_us, GError **error)
{
  HubConnector *self = (HubConnector *) connector;
  g_autofree char *path = event_path (self, "fleet");
  g_autoptr (json_t) json = get (self, self->push_client, path, PATIENCE_S, MAX_ANSWERS, error);
  GError *malformed = NULL;
  GPtrArray *fleet = json ? foyer_fleet_from_json (json, as_of_us, &malformed) : NULL;

  if (malformed != NULL)
    translate (malformed, error);
  return fleet;
}

static gboolean
hub_retire (FoyerConnector *connector, GPtrArray *unsent, GError **error)
{
  HubConnector *self = (HubConnector *) connector;

  return foyer_retire (self->enrolment, self->push_client, unsent, error);
}

static gboolean
hub_purge (FoyerConnector *connector, GError **error)
{
  HubConnector *self = (HubConnector *) connector;

  return foyer_retire_purge (self->enrolment, self->push_client, error);
}

static gboolean
hub_time (FoyerConnector *connector, gint64 *hub_us, gint64 *round_trip_us, GError **error)
{
  HubConnector *self = (HubConnector *) connector;
  gint64 asked_us = foyer_clock_uptime_us ();
  g_autoptr (json_t) json = foyer_http_client_get (self->push_client, "/v1/time", PATIENCE_S,
                                                   MAX_TIME, error);
  const char *now = json_string_value (json_object_get (json, "now"));

  if (json == NULL)
    return FALSE;
  *round_trip_us = foyer_clock_uptime_us () - asked_us;
  if (now != NULL && foyer_time_from_string (now, hub_us))
    return TRUE;
  return nonsense (error, "no time in it");
}

static guint
hub_retry_after_ms (FoyerConnector *connector)
{
  HubConnector *self = (HubConnector *) connector;

  return MAX (foyer_http_client_get_retry_after_ms (self->pull_client),
              foyer_http_client_get_retry_after_ms (self->push_client));
}

static void
hub_close (FoyerConnector *connector)
{
  HubConnector *self = (HubConnector *) connector;

  foyer_http_client_close (self->pull_client);
  foyer_http_client_close (self->push_client);
}

static void
hub_free (FoyerConnector *connector)
{
  HubConnector *self = (HubConnector *) connector;

  g_clear_pointer (&self->pull_client, foyer_http_client_free);
  g_clear_pointer (&self->push_client, foyer_http_client_free);
  foyer_enrolment_free (self->enrolment);
  g_free (self);
}

FoyerConnector *
foyer_hub_connector_new (const FoyerEnrolment *enrolment, GError **error)
{
  HubConnector *self = g_new0 (HubConnector, 1);

  self->parent = (FoyerConnector) { hub_pull, hub_push, hub_offer, hub_status, hub_fleet, hub_time,
                                    hub_retire,
                                    hub_purge, hub_retry_after_ms, hub_close, hub_free };
  self->enrolment = foyer_enrolment_copy (enrolment);
  self->pull_client = foyer_http_client_new (enrolment->address, enrolment->pin,
                                             enrolment->credential, error);
  if (self->pull_client != NULL)
    self->push_client = foyer_http_client_new (enrolment->address, enrolment->pin,
                                               enrolment->credential, error);
  if (self->push_client != NULL)
    return &self->parent;
  hub_free (&self->parent);
  return NULL;
}
