/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "organizer.h"

#include "http-client.h"

#define PATIENCE_S 120
/* Well within what a hub takes, and progress shows. */
#define ROWS_A_REQUEST 5000
/* Half a million rows in one transaction. */
#define IMPORT_PATIENCE_S 900
#define MAX_ANSWER (64 * 1024 * 1024)

struct _FoyerOrganizer {
  FoyerHttpClient *client;
};

FoyerOrganizer *
foyer_organizer_new (const char *address, const char *pin, const char *token, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (token));
  FoyerHttpClient *client = foyer_http_client_new (address, pin, stripped, error);
  FoyerOrganizer *self;

  if (client == NULL)
    return NULL;
  self = g_new0 (FoyerOrganizer, 1);
  self->client = client;
  return self;
}

void
foyer_organizer_free (FoyerOrganizer *self)
{
  if (self == NULL)
    return;
  foyer_http_client_free (self->client);
  g_free (self);
}

static json_t *
get (FoyerOrganizer *self, const char *path, GError **error)
{
  return foyer_http_client_get (self->client, path, PATIENCE_S, MAX_ANSWER, error);
}

static json_t *
post (FoyerOrganizer *self, const char *path, const json_t *body, GError **error)
{
  return foyer_http_client_post (self->client, path, body, PATIENCE_S, MAX_ANSWER, error);
}

static char *
event_path (const char *event, const char *what)
{
  g_autofree char *escaped = g_uri_escape_string (event, NULL, FALSE);

  return g_strconcat ("/v1/events/", escaped, "/", what, NULL);
}

/* Asks page after page of an event's @what and puts them into one answer. */
static json_t *
get_all (FoyerOrganizer *self, const char *event, const char *what, GError **error)
{
  g_autoptr (json_t) all = json_array ();
  gint64 after = 0;
  gboolean more = TRUE;

  while (more) {
    g_autofree char *query = g_strdup_printf ("%s?after=%" G_GINT64_FORMAT, what, after);
    g_autofree char *path = event_path (event, query);
    g_autoptr (json_t) page = get (self, path, error);

    if (page == NULL)
      return NULL;
    json_array_extend (all, json_object_get (page, what));
    more = json_is_true (json_object_get (page, "more"));
    after = json_integer_value (json_object_get (page, "next"));
  }
  return json_pack ("{s:O}", what, all);
}

static json_t *
post_empty (FoyerOrganizer *self, const char *event, const char *what, GError **error)
{
  g_autofree char *path = event_path (event, what);
  g_autoptr (json_t) body = json_object ();

  return post (self, path, body, error);
}

json_t *
foyer_organizer_put_event (FoyerOrganizer *self, const json_t *event, GError **error)
{
  return post (self, "/v1/events", event, error);
}

json_t *
foyer_organizer_events (FoyerOrganizer *self, GError **error)
{
  return get (self, "/v1/events", error);
}

json_t *
foyer_organizer_import (FoyerOrganizer *self, const char *event, const char *channel,
                        json_t *drafts, GError **error)
{
  g_autofree char *path = event_path (event, "registrations");
  g_autoptr (json_t) body = json_pack ("{s:s, s:O}", "channel", channel, "registrations", drafts);

  return post (self, path, body, error);
}

json_t *
foyer_organizer_stage (FoyerOrganizer *self, const char *event, const char *import,
                       const char *channel, guint from, json_t *drafts, json_t *rows, GError **error)
{
  g_autofree char *path = event_path (event, "imports/stage");
  g_autoptr (json_t) body = json_pack ("{s:s, s:s, s:i, s:O, s:O}", "import", import, "channel", channel,
                                       "from", (int) from, "registrations", drafts, "rows", rows);

  return post (self, path, body, error);
}

static gboolean
stage_chunk (FoyerOrganizer *self, const char *event, const char *import, const char *channel,
             const FoyerRowsToSend *send, guint from, guint end, GError **error)
{
  g_autoptr (json_t) drafts = json_array ();
  g_autoptr (json_t) rows = json_array ();
  g_autoptr (json_t) answer = NULL;

  for (guint i = from; i < end; i++) {
    json_array_append_new (drafts, foyer_registration_to_json (g_ptr_array_index (send->drafts, i)));
    json_array_append_new (rows, json_integer (g_array_index (send->rows, gint64, i)));
  }
  answer = foyer_organizer_stage (self, event, import, channel, from, drafts, rows, error);
  return answer != NULL;
}

gboolean
foyer_organizer_stage_rows (FoyerOrganizer *self, const char *event, const char *import,
                            const char *channel, const FoyerRowsToSend *send, GError **error)
{
  guint total = send->drafts->len;
  guint from = 0;

  do {
    guint end = MIN (from + ROWS_A_REQUEST, total);

    if (!stage_chunk (self, event, import, channel, send, from, end, error))
      return FALSE;
    from = end;
    if (send->progress != NULL && !send->progress (from, total, error))
      return FALSE;
  } while (from < total);
  return TRUE;
}

json_t *
foyer_organizer_finish (FoyerOrganizer *self, const char *event, const char *import,
                        const json_t *how, GError **error)
{
  g_autofree char *path = event_path (event, "imports/finish");
  g_autoptr (json_t) body = json_copy ((json_t *) how);

  json_object_set_new (body, "import", json_string (import));
  return foyer_http_client_post (self->client, path, body, IMPORT_PATIENCE_S, MAX_ANSWER, error);
}

json_t *
foyer_organizer_drop (FoyerOrganizer *self, const char *event, const char *import, GError **error)
{
  g_autofree char *path = event_path (event, "imports/drop");
  g_autoptr (json_t) body = json_pack ("{s:s}", "import", import);

  return post (self, path, body, error);
}

json_t *
foyer_organizer_organize (FoyerOrganizer *self, const char *event, const char *what, const json_t *ask,
                          GError **error)
{
  g_autofree char *path = event_path (event, "organize");
  g_autoptr (json_t) body = json_copy ((json_t *) ask);

  json_object_set_new (body, "do", json_string (what));
  return foyer_http_client_post (self->client, path, body, IMPORT_PATIENCE_S, MAX_ANSWER, error);
}

json_t *
foyer_organizer_registrations (FoyerOrganizer *self, const char *event, GError **error)
{
  return get_all (self, event, "registrations", error);
}

json_t *
foyer_organizer_tickets (FoyerOrganizer *self, const char *event, GError **error)
{
  return post_empty (self, event, "tickets", error);
}

json_t *
foyer_organizer_staff_codes (FoyerOrganizer *self, const char *event, GError **error)
{
  return post_empty (self, event, "staff-codes", error);
}

json_t *
foyer_organizer_change_staff (FoyerOrganizer *self, const char *event, const json_t *change,
                              GError **error)
{
  g_autofree char *path = event_path (event, "staff");

  return post (self, path, change, error);
}

json_t *
foyer_organizer_decide (FoyerOrganizer *self, const char *event, json_t *ids, FoyerStatus status,
                        GError **error)
{
  g_autofree char *path = event_path (event, "decide");
  g_autoptr (json_t) body = json_pack ("{s:O, s:s}", "registrations", ids, "status",
                                       foyer_status_to_string (status));

  return post (self, path, body, error);
}

json_t *
foyer_organizer_do (FoyerOrganizer *self, const char *event, const json_t *deed, GError **error)
{
  g_autofree char *path = event_path (event, "deeds");

  return post (self, path, deed, error);
}

json_t *
foyer_organizer_report (FoyerOrganizer *self, const char *event, GError **error)
{
  g_autofree char *path = event_path (event, "report");

  return get (self, path, error);
}

json_t *
foyer_organizer_entries (FoyerOrganizer *self, const char *event, GError **error)
{
  return get_all (self, event, "entries", error);
}

json_t *
foyer_organizer_enrolment (FoyerOrganizer *self, const char *event, const char *name,
                           GError **error)
{
  g_autofree char *path = event_path (event, "enrolments");
  g_autoptr (json_t) body = json_pack ("{s:s}", "name", name);

  return post (self, path, body, error);
}

json_t *
foyer_organizer_kiosks (FoyerOrganizer *self, const char *event, GError **error)
{
  g_autofree char *path = event_path (event, "kiosks");

  return get (self, path, error);
}

json_t *
foyer_organizer_name_kiosk (FoyerOrganizer *self, const char *event, const char *kiosk,
                            const char *name, GError **error)
{
  g_autofree char *path = event_path (event, "kiosks/name");
  g_autoptr (json_t) body = json_pack ("{s:s, s:s}", "kiosk", kiosk, "name", name);

  return post (self, path, body, error);
}

json_t *
foyer_organizer_revoke_kiosk (FoyerOrganizer *self, const char *event, const char *kiosk,
                              GError **error)
{
  g_autofree char *path = event_path (event, "kiosks/revoke");
  g_autoptr (json_t) body = json_pack ("{s:s}", "kiosk", kiosk);

  return post (self, path, body, error);
}

json_t *
foyer_organizer_parcels (FoyerOrganizer *self, const char *event, GError **error)
{
  g_autofree char *path = event_path (event, "parcels");

  return get (self, path, error);
}

json_t *
foyer_organizer_send_parcel (FoyerOrganizer *self, const char *event, const json_t *parcel,
                             GError **error)
{
  g_autofree char *path = event_path (event, "parcels");

  return post (self, path, parcel, error);
}

json_t *
foyer_organizer_open_parcel (FoyerOrganizer *self, const char *event, const char *id, GError **error)
{
  g_autofree char *path = event_path (event, "parcels/open");
  g_autoptr (json_t) body = json_pack ("{s:s}", "id", id);

  return post (self, path, body, error);
}

json_t *
foyer_organizer_restore (FoyerOrganizer *self, const char *event, const char *prepared, GError **error)
{
  g_autoptr (json_t) body = json_pack ("{s:s, s:s}", "event", event, "prepared", prepared);

  return post (self, "/v1/restore", body, error);
}
