/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-hub-decision"

#include "hub-private.h"

#include "clock.h"
#include "deed.h"
#include "places.h"

#include <microhttpd.h>
#include <string.h>

/* What an organizer decides about people: who has a place, and what a desk
 * would write down. */

#define MAX_TEXT 2000

/* Statuses. */

typedef struct {
  GStrv       ids;
  FoyerStatus status;
} Decision;

static gpointer
decide (FoyerStore *store, gpointer data, GError **error)
{
  const Decision *decision = data;
  g_autoptr (GPtrArray) moved =
    foyer_places_decide (store, (const char * const *) decision->ids, decision->status, error);
  json_t *promoted;

  if (moved == NULL)
    return NULL;
  promoted = json_array ();
  for (guint i = 0; i < moved->len; i++)
    json_array_append_new (promoted, json_string (g_ptr_array_index (moved, i)));
  return json_pack ("{s:I, s:o}", "decided", (json_int_t) g_strv_length (decision->ids), "promoted", promoted);
}

static GStrv
read_ids (const json_t *array)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  const json_t *value;
  size_t i;

  json_array_foreach (array, i, value) {
    if (json_is_string (value))
      g_strv_builder_add (ids, json_string_value (value));
  }
  return g_strv_builder_end (ids);
}

void
foyer_hub_decide (FoyerHubCall *call)
{
  g_autoptr (json_t) body = foyer_hub_call_body (call);
  const json_t *array = json_object_get (body, "registrations");
  Decision decision = { NULL, FOYER_STATUS_CONFIRMED };
  GError *error = NULL;
  json_t *result;

  if (body == NULL)
    return;
  if (!json_is_array (array) ||
      !foyer_status_from_string (json_string_value (json_object_get (body, "status")), &decision.status)) {
    foyer_http_request_fail (call->request, MHD_HTTP_BAD_REQUEST, "malformed",
                             "a decision has registrations and a status");
    return;
  }
  decision.ids = read_ids (array);
  result = foyer_replica_write (foyer_hub_event_get_replica (call->event), FOYER_LANE_SYNC, decide,
                                &decision, &error);
  g_strfreev (decision.ids);
  foyer_hub_call_answer (call, result, error);
}

/* Deeds. */

static gpointer
do_deed (FoyerStore *store, gpointer data, GError **error)
{
  return foyer_deed_do (store, data, NULL, foyer_clock_now_us (), error) ? json_object () : NULL;
}

/* What an organizer does from afar: opening a list and printing are a kiosk's. */
static gboolean
read_kind (const json_t *body, FoyerDeedKind *kind)
{
  return foyer_deed_kind_from_string (json_string_value (json_object_get (body, "kind")), kind) &&
         *kind != FOYER_DEED_OPEN_LIST && *kind != FOYER_DEED_REPRINT;
}

static gboolean
is_too_long (const char *text)
{
  return text != NULL && strlen (text) > MAX_TEXT;
}

/* (nullable): the notice of a deed that sends one. */
static FoyerNotice *
read_notice (const json_t *body, const FoyerDeed *deed, GError **error)
{
  return deed->kind == FOYER_DEED_NOTICE ? foyer_notice_from_json (json_object_get (body, "notice"), error)
                                         : NULL;
}

void
foyer_hub_do_deed (FoyerHubCall *call)
{
  g_autoptr (json_t) body = foyer_hub_call_body (call);
  FoyerDeed deed = {
    .about = json_string_value (json_object_get (body, "about")),
    .field = json_string_value (json_object_get (body, "field")),
    .text = json_string_value (json_object_get (body, "text")),
    .amount = json_integer_value (json_object_get (body, "amount")),
  };
  g_autoptr (FoyerNotice) notice = NULL;
  GError *error = NULL;
  json_t *result = NULL;

  if (body == NULL)
    return;
  if (!read_kind (body, &deed.kind) || (deed.about == NULL) != (deed.kind == FOYER_DEED_NOTICE) ||
      is_too_long (deed.about) || is_too_long (deed.field) || is_too_long (deed.text)) {
    foyer_http_request_fail (call->request, MHD_HTTP_BAD_REQUEST, "malformed",
                             "a deed has a known kind and what it is about, and no long texts");
    return;
  }
  deed.notice = notice = read_notice (body, &deed, &error);
  if (error == NULL)
    result = foyer_replica_write (foyer_hub_event_get_replica (call->event), FOYER_LANE_SYNC, do_deed,
                                  &deed, &error);
  foyer_hub_call_answer (call, result, error);
}
