/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-hub-parcel"

#include "hub-private.h"

#include "journal.h"
#include "parcel.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <microhttpd.h>
#include <string.h>

/*
 * Sealed entries of kiosks that can't push them: kept as they come, in the
 * event's folder, until an organizer has them opened. Named by their content,
 * so that the same parcel by two ways is one.
 */

#define MAX_PARCELS 1000
#define ID_LENGTH   32

static char *
parcel_path (FoyerHubCall *call, const char *name)
{
  g_autofree char *folder = foyer_state_folder_event_path (
    foyer_hub_get_folder (call->hub), foyer_hub_event_get_id (call->event), "parcels");

  return g_build_filename (folder, name, NULL);
}

static char *
id_of (const json_t *parcel)
{
  const char *sealed = json_string_value (json_object_get (parcel, "sealed"));
  char *id = g_compute_checksum_for_string (G_CHECKSUM_SHA256, sealed, -1);

  id[ID_LENGTH] = '\0';
  return id;
}

static gboolean
is_id (const char *text)
{
  return strlen (text) == ID_LENGTH && strspn (text, "0123456789abcdef") == ID_LENGTH;
}

/* The names in the quarantine; empty where there is none yet. */
static GPtrArray *
list_names (FoyerHubCall *call)
{
  g_autofree char *folder = parcel_path (call, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  return names;
}

/* Taking one in. */

static gboolean
may_keep (FoyerHubCall *call, const json_t *parcel)
{
  g_autoptr (FoyerCredential) maker =
    foyer_parcel_check (parcel, foyer_hub_get_folder (call->hub)->public_key);
  g_autoptr (GPtrArray) names = list_names (call);

  if (maker == NULL || g_strcmp0 (maker->event, foyer_hub_event_get_id (call->event)) != 0) {
    foyer_http_request_fail (call->request, MHD_HTTP_BAD_REQUEST, "malformed",
                             "this is no parcel of a kiosk of this event");
    return FALSE;
  }
  if (names->len < MAX_PARCELS)
    return TRUE;
  foyer_http_request_fail (call->request, MHD_HTTP_SERVICE_UNAVAILABLE, "full",
                           "the hub has too many parcels; open them first");
  return FALSE;
}

static gboolean
write_parcel (FoyerHubCall *call, const json_t *parcel, const char *id, GError **error)
{
  g_autofree char *folder = parcel_path (call, NULL);
  g_autofree char *path = parcel_path (call, id);
  g_autofree char *opened = g_strconcat (path, FOYER_PARCEL_OPENED, NULL);
  g_autofree char *text = foyer_json_line (parcel);

  g_mkdir_with_parents (folder, 0700);
  return g_file_test (opened, G_FILE_TEST_EXISTS) ||
         g_file_set_contents_full (path, text, -1,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}

void
foyer_hub_take_parcel (FoyerHubCall *call)
{
  g_autoptr (json_t) parcel = foyer_hub_call_body (call);
  g_autofree char *id = NULL;
  GError *error = NULL;
  gboolean written;

  if (parcel == NULL || !may_keep (call, parcel))
    return;
  id = id_of (parcel);
  written = write_parcel (call, parcel, id, &error);
  foyer_hub_call_answer (call, written ? json_pack ("{s:s}", "id", id) : NULL, error);
}

/* Looking at them. */

static json_t *
read_parcel (FoyerHubCall *call, const char *name)
{
  g_autofree char *path = parcel_path (call, name);
  g_autofree char *text = NULL;
  gsize length;

  return g_file_get_contents (path, &text, &length, NULL)
           ? foyer_json_parse (text, (gssize) length, NULL) : NULL;
}

static json_t *
describe (FoyerHubCall *call, const char *name)
{
  g_autoptr (json_t) parcel = read_parcel (call, name);
  g_autoptr (FoyerCredential) maker =
    parcel ? foyer_parcel_check (parcel, foyer_hub_get_folder (call->hub)->public_key) : NULL;
  g_autofree char *id = g_strndup (name, ID_LENGTH);

  if (maker == NULL)
    return NULL;
  return json_pack ("{s:s, s:s, s:s, s:s*, s:I, s:b}", "id", id, "kiosk", maker->kiosk, "name",
                    maker->name, "made", json_string_value (json_object_get (parcel, "made")),
                    "entries", json_integer_value (json_object_get (parcel, "entries")), "opened",
                    g_str_has_suffix (name, FOYER_PARCEL_OPENED));
}

void
foyer_hub_list_parcels (FoyerHubCall *call)
{
  g_autoptr (GPtrArray) names = list_names (call);
  json_t *array = json_array ();

  for (guint i = 0; i < names->len; i++) {
    json_t *json = describe (call, g_ptr_array_index (names, i));

    if (json != NULL)
      json_array_append_new (array, json);
  }
  foyer_http_request_answer_json (call->request, MHD_HTTP_OK, json_pack ("{s:o}", "parcels", array));
}

/* Opening one. */

typedef struct {
  json_int_t counts[FOYER_ANSWER_N];
  json_t    *entries;
} Opening;

static gpointer
keep_entries (FoyerStore *store, gpointer data, GError **error)
{
  Opening *opening = data;
  const json_t *json;
  size_t i;

  memset (opening->counts, 0, sizeof opening->counts);
  json_array_foreach (opening->entries, i, json) {
    g_autoptr (FoyerEntry) entry = foyer_entry_from_json (json, NULL);
    FoyerAnswerKind kind = FOYER_ANSWER_REFUSED;

    if (entry != NULL && !foyer_journal_keep (store, entry, &kind, error))
      return NULL;
    opening->counts[kind]++;
  }
  return json_pack ("{s:I, s:I, s:I}", "accepted", opening->counts[FOYER_ANSWER_ACCEPTED],
                    "duplicate", opening->counts[FOYER_ANSWER_DUPLICATE], "refused",
                    opening->counts[FOYER_ANSWER_REFUSED]);
}

static json_t *
keep_parcel (FoyerHubCall *call, const json_t *parcel, GError **error)
{
  FoyerStateFolder *folder = foyer_hub_get_folder (call->hub);
  g_autoptr (json_t) content = foyer_parcel_open (parcel, folder->public_key, folder->secret_key);
  Opening opening = { .entries = json_object_get (content, "entries") };

  if (!json_is_array (opening.entries)) {
    g_set_error_literal (error, FOYER_HUB_ANSWER, MHD_HTTP_BAD_REQUEST,
                         "this parcel was not sealed for this hub");
    return NULL;
  }
  return foyer_replica_write (foyer_hub_event_get_replica (call->event), FOYER_LANE_SYNC, keep_entries,
                              &opening, error);
}

static void
mark_opened (FoyerHubCall *call, const char *id)
{
  g_autofree char *from = parcel_path (call, id);
  g_autofree char *to = g_strconcat (from, FOYER_PARCEL_OPENED, NULL);

  if (g_rename (from, to) != 0 && errno != ENOENT)
    g_warning ("parcel %s: %s", id, g_strerror (errno));
}

static json_t *
find_parcel (FoyerHubCall *call, const char *id)
{
  g_autofree char *opened = g_strconcat (id, FOYER_PARCEL_OPENED, NULL);
  json_t *parcel = read_parcel (call, id);

  return parcel ? parcel : read_parcel (call, opened);
}

void
foyer_hub_open_parcel (FoyerHubCall *call)
{
  g_autoptr (json_t) body = foyer_hub_call_body (call);
  const char *id = body ? foyer_hub_call_text (call, body, "id", ID_LENGTH) : NULL;
  g_autoptr (json_t) parcel = id && is_id (id) ? find_parcel (call, id) : NULL;
  GError *error = NULL;
  json_t *result = NULL;

  if (id == NULL)
    return;
  if (parcel == NULL)
    g_set_error_literal (&error, FOYER_HUB_ANSWER, MHD_HTTP_NOT_FOUND, "there is no such parcel");
  else
    result = keep_parcel (call, parcel, &error);
  if (result != NULL)
    mark_opened (call, id);
  foyer_hub_call_answer (call, result, error);
}
