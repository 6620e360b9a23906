/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-hub-connector"

#include "client.h"

#include "clock.h"
#include "http-client.h"
#include "wire.h"

#define PATIENCE_S   15
#define MAX_PAGE     (32 * 1024 * 1024)
#define MAX_ANSWERS  (1024 * 1024)
#define MAX_TIME     4096

typedef struct {
  FoyerConnector   parent;
  char            *event;
  FoyerHttpClient *pull_client;
  FoyerHttpClient *push_client;
} HubConnector;

/* An answer in JSON that is not the protocol is no better than HTML. */
static gboolean
translate (GError *malformed, GError **error)
{
  g_set_error (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_NONSENSE,
               "the hub's answer: %s", malformed->message);
  g_error_free (malformed);
  return FALSE;
}

/* A hub that hands out another event's rows must not mix them into ours. */
static gboolean
is_own_event (HubConnector *self, const FoyerPage *page, GError **error)
{
  for (guint i = 0; i < page->changes->len; i++) {
    const FoyerChange *change = g_ptr_array_index (page->changes, i);

    if (change->event != NULL && g_strcmp0 (change->event->id, self->event) != 0) {
      g_set_error_literal (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_NONSENSE,
                           "the hub's answer: rows of another event");
      return FALSE;
    }
  }
  return TRUE;
}

static FoyerPage *
hub_pull (FoyerConnector *connector, gint64 cursor, const char *epoch, guint wait_s, GError **error)
{
  HubConnector *self = (HubConnector *) connector;
  g_autofree char *escaped = g_uri_escape_string (epoch ? epoch : "", NULL, FALSE);
  g_autofree char *path = g_strdup_printf ("/v1/events/%s/feed?after=%" G_GINT64_FORMAT
                                           "&epoch=%s&limit=%d&wait=%u", self->event, cursor,
                                           escaped, FOYER_WIRE_PAGE, wait_s);
  g_autoptr (json_t) json = foyer_http_client_get (self->pull_client, path, wait_s + PATIENCE_S,
                                                   MAX_PAGE, error);
  g_autoptr (FoyerPage) page = NULL;
  GError *malformed = NULL;

  if (json == NULL)
    return NULL;
  page = foyer_wire_page_from_json (json, &malformed);
  if (page == NULL) {
    translate (malformed, error);
    return NULL;
  }
  return is_own_event (self, page, error) ? g_steal_pointer (&page) : NULL;
}

static GPtrArray *
hub_push (FoyerConnector *connector, GPtrArray *entries, char **epoch, GError **error)
{
  HubConnector *self = (HubConnector *) connector;
  g_autofree char *path = g_strdup_printf ("/v1/events/%s/entries", self->event);
  g_autoptr (json_t) question = foyer_wire_entries_to_json (entries);
  g_autoptr (json_t) json = foyer_http_client_post (self->push_client, path, question, PATIENCE_S,
                                                    MAX_ANSWERS, error);
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
  g_set_error_literal (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_NONSENSE,
                       "the hub's answer: no time in it");
  return FALSE;
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
  g_free (self->event);
  g_free (self);
}

FoyerConnector *
foyer_hub_connector_new (const FoyerEnrolment *enrolment, GError **error)
{
  HubConnector *self = g_new0 (HubConnector, 1);

  self->parent = (FoyerConnector) { hub_pull, hub_push, hub_time, hub_retry_after_ms, hub_close,
                                    hub_free };
  self->event = g_strdup (enrolment->event);
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
