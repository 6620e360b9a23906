/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-hub-decision"

#include "hub-private.h"

#include "admission.h"
#include "amend.h"
#include "clock.h"
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

typedef struct {
  const char *kind;
  const char *about;
  const char *field;
  const char *text;
  gint64      amount;
} Deed;

typedef gboolean (*DeedFunc) (FoyerStore *store, const Deed *deed, gint64 now_us, GError **error);

static gboolean
do_amend (FoyerStore *store, const Deed *deed, gint64 now_us, GError **error)
{
  if (deed->field != NULL && foyer_amend_allows (deed->field))
    return foyer_admission_amend (store, deed->about, deed->field, deed->text, NULL, now_us, error);
  g_set_error_literal (error, FOYER_HUB_ANSWER, MHD_HTTP_BAD_REQUEST, "this field can't be corrected");
  return FALSE;
}

static gboolean
do_note (FoyerStore *store, const Deed *deed, gint64 now_us, GError **error)
{
  return foyer_admission_note (store, deed->about, deed->text ? deed->text : "", NULL, now_us, error);
}

static gboolean
do_pay (FoyerStore *store, const Deed *deed, gint64 now_us, GError **error)
{
  return foyer_admission_pay (store, deed->about, deed->amount, deed->text, NULL, now_us, error);
}

static gboolean
do_reissue (FoyerStore *store, const Deed *deed, gint64 now_us, GError **error)
{
  return foyer_admission_reissue (store, deed->about, deed->text, NULL, now_us, error) > 0;
}

static gboolean
do_undo (FoyerStore *store, const Deed *deed, gint64 now_us, GError **error)
{
  return foyer_admission_undo (store, deed->about, deed->text, NULL, now_us, error);
}

static gboolean
do_resolve (FoyerStore *store, const Deed *deed, gint64 now_us, GError **error)
{
  return foyer_admission_resolve (store, deed->about, deed->text, NULL, now_us, error);
}

static gboolean
do_erase (FoyerStore *store, const Deed *deed, gint64 now_us, GError **error)
{
  return foyer_admission_erase (store, deed->about, NULL, now_us, error);
}

static gboolean
do_count (FoyerStore *store, const Deed *deed, gint64 now_us, GError **error)
{
  return foyer_admission_count (store, deed->about, deed->amount, NULL, now_us, error);
}

static const struct {
  const char *kind;
  DeedFunc    func;
} deeds[] = {
  { "amend",   do_amend },
  { "note",    do_note },
  { "pay",     do_pay },
  { "reissue", do_reissue },
  { "undo",    do_undo },
  { "resolve", do_resolve },
  { "erase",   do_erase },
  { "count",   do_count },
};

static gpointer
do_deed (FoyerStore *store, gpointer data, GError **error)
{
  const Deed *deed = data;

  for (gsize i = 0; i < G_N_ELEMENTS (deeds); i++) {
    if (g_strcmp0 (deeds[i].kind, deed->kind) == 0)
      return deeds[i].func (store, deed, foyer_clock_now_us (), error) ? json_object () : NULL;
  }
  g_set_error_literal (error, FOYER_HUB_ANSWER, MHD_HTTP_BAD_REQUEST, "there is no such kind of deed");
  return NULL;
}

static gboolean
is_too_long (const char *text)
{
  return text != NULL && strlen (text) > MAX_TEXT;
}

void
foyer_hub_do_deed (FoyerHubCall *call)
{
  g_autoptr (json_t) body = foyer_hub_call_body (call);
  const Deed deed = {
    .kind = json_string_value (json_object_get (body, "kind")),
    .about = json_string_value (json_object_get (body, "about")),
    .field = json_string_value (json_object_get (body, "field")),
    .text = json_string_value (json_object_get (body, "text")),
    .amount = json_integer_value (json_object_get (body, "amount")),
  };
  GError *error = NULL;
  json_t *result;

  if (body == NULL)
    return;
  if (deed.about == NULL || is_too_long (deed.about) || is_too_long (deed.field) || is_too_long (deed.text)) {
    foyer_http_request_fail (call->request, MHD_HTTP_BAD_REQUEST, "malformed",
                             "a deed has a kind and what it is about, and no long texts");
    return;
  }
  result = foyer_replica_write (foyer_hub_event_get_replica (call->event), FOYER_LANE_SYNC, do_deed,
                                (gpointer) &deed, &error);
  foyer_hub_call_answer (call, result, error);
}
