/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-hub-import"

#include "hub-private.h"

#include "clock.h"
#include "import-run.h"
#include "import-staging.h"
#include "organize.h"

#include <microhttpd.h>

#define NIL_ID "00000000-0000-0000-0000-000000000000"
#define MAX_ID 100
#define MAX_NAME 200

static FoyerReplica *
replica_of (FoyerHubCall *call)
{
  return foyer_hub_event_get_replica (call->event);
}

/* Registrations in. */

/* A draft has no id and no person yet: the import gives them. */
static FoyerRegistration *
read_draft (json_t *json, const char *channel, GError **error)
{
  FoyerRegistration *draft;

  if (json_is_object (json)) {
    json_object_set_new (json, "id", json_string (NIL_ID));
    json_object_set_new (json, "person", json_string (NIL_ID));
    json_object_set_new (json, "channel", json_string (channel));
  }
  draft = foyer_registration_from_json (json, error);
  if (draft == NULL)
    return NULL;
  g_clear_pointer (&draft->id, g_free);
  g_clear_pointer (&draft->person, g_free);
  draft->revision = 0;
  draft->ticket_serial = 0;
  return draft;
}

static GPtrArray *
read_drafts (const json_t *body, GError **error)
{
  g_autoptr (GPtrArray) drafts =
    g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_registration_free);
  const char *channel = json_string_value (json_object_get (body, "channel"));
  const json_t *array = json_object_get (body, "registrations");
  json_t *value;
  size_t i;

  if (channel == NULL || *channel == '\0' || !json_is_array (array)) {
    g_set_error_literal (error, FOYER_JSON_ERROR, FOYER_JSON_ERROR_MALFORMED,
                         "\"channel\" and \"registrations\" have to be there");
    return NULL;
  }
  json_array_foreach (array, i, value) {
    FoyerRegistration *draft = read_draft (value, channel, error);

    if (draft == NULL) {
      g_prefix_error (error, "row %" G_GSIZE_FORMAT ": ", i + 1);
      return NULL;
    }
    g_ptr_array_add (drafts, draft);
  }
  return g_steal_pointer (&drafts);
}

/* (element-type gint64): as many as there are @drafts, 0 where nothing was said. */
static GArray *
read_rows (const json_t *body, const GPtrArray *drafts)
{
  GArray *rows = g_array_new (FALSE, TRUE, sizeof (gint64));
  const json_t *given = json_object_get (body, "rows");

  g_array_set_size (rows, drafts->len);
  for (guint i = 0; i < drafts->len; i++)
    g_array_index (rows, gint64, i) = json_integer_value (json_array_get (given, i));
  return rows;
}

static char **
read_fields (const json_t *body)
{
  const json_t *fields = json_object_get (body, "fields");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  const json_t *field;
  size_t i;

  if (!json_is_array (fields))
    return NULL;
  json_array_foreach (fields, i, field) {
    if (json_is_string (field))
      g_strv_builder_add (builder, json_string_value (field));
  }
  return g_strv_builder_end (builder);
}

/* Brings in @drafts as @body says; answers. */
static void
import (FoyerHubCall *call, const json_t *body, GPtrArray *drafts, GArray *rows)
{
  g_auto (GStrv) fields = read_fields (body);
  FoyerImport self = {
    .channel = json_string_value (json_object_get (body, "channel")),
    .file = json_string_value (json_object_get (body, "file")), .drafts = drafts, .rows = rows,
    .fields = fields, .renumbered = json_is_true (json_object_get (body, "renumbered")),
    .now_us = foyer_clock_now_us (),
  };
  GError *error = NULL;
  json_t *result = foyer_hub_import_run (call->hub, call->event, &self,
                                         json_is_true (json_object_get (body, "dry")), &error);

  foyer_hub_call_answer (call, result, error);
}

void
foyer_hub_import (FoyerHubCall *call)
{
  g_autoptr (json_t) body = foyer_hub_call_body (call);
  GError *error = NULL;
  g_autoptr (GPtrArray) drafts = body ? read_drafts (body, &error) : NULL;
  g_autoptr (GArray) rows = drafts ? read_rows (body, drafts) : NULL;

  if (body != NULL && drafts == NULL)
    foyer_hub_call_fail (call, error);
  else if (body != NULL)
    import (call, body, drafts, rows);
}

/* A file in several requests. */

void
foyer_hub_stage_import (FoyerHubCall *call)
{
  g_autoptr (json_t) body = foyer_hub_call_body (call);
  const char *id = body ? foyer_hub_call_text (call, body, "import", MAX_ID) : NULL;
  GError *error = NULL;
  g_autoptr (GPtrArray) drafts = id ? read_drafts (body, &error) : NULL;
  g_autoptr (GArray) rows = drafts ? read_rows (body, drafts) : NULL;
  guint from = (guint) CLAMP (json_integer_value (json_object_get (body, "from")), 0, G_MAXINT32);

  if (id == NULL)
    return;
  if (drafts == NULL ||
      !foyer_import_staging_add (foyer_hub_event_get_staging (call->event), id, from, drafts, rows, &error))
    foyer_hub_call_fail (call, error);
  else
    foyer_http_request_answer_json (call->request, MHD_HTTP_OK, json_object ());
}

void
foyer_hub_finish_import (FoyerHubCall *call)
{
  g_autoptr (json_t) body = foyer_hub_call_body (call);
  const char *id = body ? foyer_hub_call_text (call, body, "import", MAX_ID) : NULL;
  const char *channel = id ? foyer_hub_call_text (call, body, "channel", MAX_NAME) : NULL;
  g_autoptr (GArray) rows = NULL;
  g_autoptr (GPtrArray) drafts = NULL;

  if (channel == NULL)
    return;
  drafts = foyer_import_staging_take (foyer_hub_event_get_staging (call->event), id, &rows);
  if (drafts == NULL)
    foyer_http_request_fail (call->request, MHD_HTTP_NOT_FOUND, "not_found",
                             "no rows of that import are here; send them again");
  else
    import (call, body, drafts, rows);
}

void
foyer_hub_drop_import (FoyerHubCall *call)
{
  g_autoptr (json_t) body = foyer_hub_call_body (call);
  const char *id = body ? foyer_hub_call_text (call, body, "import", MAX_ID) : NULL;

  if (id == NULL)
    return;
  foyer_import_staging_drop (foyer_hub_event_get_staging (call->event), id);
  foyer_http_request_answer_json (call->request, MHD_HTTP_OK, json_object ());
}

/* People and imports. */

static gpointer
organize (FoyerStore *store, gpointer data, GError **error)
{
  const json_t *ask = data;

  return foyer_organize (store, json_string_value (json_object_get (ask, "do")), ask,
                         foyer_clock_now_us (), error);
}

void
foyer_hub_organize (FoyerHubCall *call)
{
  g_autoptr (json_t) ask = foyer_hub_call_body (call);
  const char *what = ask ? foyer_hub_call_text (call, ask, "do", MAX_NAME) : NULL;
  gboolean writes = FALSE;
  GError *error = NULL;
  json_t *answer;

  if (what == NULL)
    return;
  if (!foyer_organize_knows (what, &writes)) {
    foyer_http_request_fail (call->request, MHD_HTTP_BAD_REQUEST, "malformed",
                             "this hub knows nothing to do of that name");
    return;
  }
  answer = writes ? foyer_replica_write (replica_of (call), FOYER_LANE_SYNC, organize, ask, &error)
                  : foyer_replica_read (replica_of (call), organize, ask, &error);
  foyer_hub_call_answer (call, answer, error);
}
