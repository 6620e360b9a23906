/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _XOPEN_SOURCE 700   /* nftw */
#include "hub-fixture.h"

#include "clock.h"
#include "feed.h"
#include "journal.h"

#include <ftw.h>
#include <glib/gstdio.h>
#include <stdio.h>

static const char event_json[] =
  "{'id': '" FIXTURE_EVENT "', 'name': {'zh_CN': '开源技术日', 'en': 'Open Tech Day'},"
  " 'zone': 'Asia/Shanghai', 'walk_in_status': 'confirmed',"
  " 'lists': [{'id': 'morning', 'name': {'zh_CN': '上午场', 'en': 'Morning'}, 'badge': true},"
  "           {'id': 'afternoon', 'name': {'zh_CN': '下午场', 'en': 'Afternoon'}}],"
  " 'staff': [{'id': '0199f0c2-7c00-7001-8a11-5f0d3c9b7e01', 'name': '小林'}]}";

static int
remove_one (const char *path, const struct stat *status, int type, struct FTW *at)
{
  return remove (path);
}

void
remove_tree (const char *path)
{
  g_assert_cmpint (nftw (path, remove_one, 16, FTW_DEPTH | FTW_PHYS), ==, 0);
}

static json_t *
parse (const char *text)
{
  g_autofree char *quoted = g_strdelimit (g_strdup (text), "'", '"');
  json_t *json = foyer_json_parse (quoted, -1, NULL);

  g_assert_nonnull (json);
  return json;
}

static void
new_organizer (HubFixture *self)
{
  g_autofree char *token_path = g_build_filename (self->state, "organizer-token", NULL);
  g_autofree char *token = NULL;
  g_autofree char *pin = NULL;
  GError *error = NULL;

  g_file_get_contents (token_path, &token, NULL, &error);
  g_assert_no_error (error);
  if (self->tls)
    pin = g_strdup (foyer_hub_get_pin (self->hub));
  self->organizer = foyer_organizer_new (foyer_hub_get_address (self->hub), pin, token, &error);
  g_assert_no_error (error);
}

void
hub_fixture_start (HubFixture *self)
{
  g_autofree char *listen = g_strdup_printf ("127.0.0.1:%u", self->port);
  FoyerHubOptions options = { self->state, listen, self->tls, NULL };
  GError *error = NULL;

  self->hub = foyer_hub_new (&options);
  foyer_hub_start (self->hub, &error);
  g_assert_no_error (error);
  self->port = foyer_hub_get_port (self->hub);
  new_organizer (self);
}

void
hub_fixture_stop (HubFixture *self)
{
  g_clear_pointer (&self->organizer, foyer_organizer_free);
  g_clear_pointer (&self->hub, foyer_hub_free);
}

void
hub_fixture_set_up (HubFixture *self, gconstpointer tls)
{
  g_autoptr (json_t) event = parse (event_json);
  g_autoptr (json_t) answer = NULL;
  GError *error = NULL;

  self->tls = tls != NULL;
  self->dir = g_dir_make_tmp ("foyer-hub-XXXXXX", NULL);
  self->state = g_build_filename (self->dir, "hub state", NULL);
  hub_fixture_start (self);
  answer = foyer_organizer_put_event (self->organizer, event, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (json_string_value (json_object_get (answer, "id")), ==, FIXTURE_EVENT);
}

void
hub_fixture_tear_down (HubFixture *self, gconstpointer unused)
{
  hub_fixture_stop (self);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  remove_tree (self->dir);
  g_free (self->state);
  g_free (self->dir);
}

json_t *
hub_fixture_import (HubFixture *self, guint from, guint to)
{
  g_autoptr (json_t) drafts = json_array ();
  GError *error = NULL;
  json_t *summary;

  for (guint i = from; i < to; i++) {
    g_autofree char *name = g_strdup_printf ("王%u", i);
    g_autofree char *phone = g_strdup_printf ("138%08u", i);
    g_autofree char *reference = g_strdup_printf ("A-%u", i);

    json_array_append_new (drafts, json_pack ("{s:s, s:s, s:s, s:s, s:s, s:s}", "name", name, "phone",
                                              phone, "reference", reference, "status", "confirmed",
                                              "company", "示例公司", "category", "attendee"));
  }
  summary = foyer_organizer_import (self->organizer, FIXTURE_EVENT, "own-form", drafts, &error);
  g_assert_no_error (error);
  return summary;
}

char *
hub_fixture_new_uri (HubFixture *self)
{
  g_autofree char *name = g_strdup_printf ("Door %u", ++self->n_kiosks);
  GError *error = NULL;
  g_autoptr (json_t) answer =
    foyer_organizer_enrolment (self->organizer, FIXTURE_EVENT, name, &error);

  g_assert_no_error (error);
  return g_strdup (json_string_value (json_object_get (answer, "uri")));
}

json_t *
hub_fixture_entries (HubFixture *self)
{
  GError *error = NULL;
  g_autoptr (json_t) answer = foyer_organizer_entries (self->organizer, FIXTURE_EVENT, &error);

  g_assert_no_error (error);
  return json_incref (json_object_get (answer, "entries"));
}

/* Kiosks. */

static gpointer
set_kiosk (FoyerStore *store, gpointer data, GError **error)
{
  return foyer_journal_set_kiosk (store, data, error) ? data : NULL;
}

Kiosk *
kiosk_new (HubFixture *fixture)
{
  g_autofree char *uri = hub_fixture_new_uri (fixture);
  g_autofree char *name = g_strdup_printf ("kiosk-%u", fixture->n_kiosks);
  Kiosk *self = g_new0 (Kiosk, 1);
  GError *error = NULL;

  self->dir = g_build_filename (fixture->dir, name, NULL);
  self->path = g_build_filename (self->dir, "event.db", NULL);
  self->enrolment = foyer_enrol_with_uri (uri, self->dir, &error);
  g_assert_no_error (error);
  self->connector = foyer_hub_connector_new (self->enrolment, &error);
  g_assert_no_error (error);
  self->replica = foyer_replica_open (self->path, &error);
  g_assert_no_error (error);
  foyer_replica_write (self->replica, FOYER_LANE_DOOR, set_kiosk, self->enrolment->kiosk, &error);
  g_assert_no_error (error);
  return self;
}

void
kiosk_free (Kiosk *self)
{
  if (self->connector != NULL)
    self->connector->free (self->connector);
  foyer_replica_close (self->replica);
  g_object_unref (self->replica);
  foyer_enrolment_free (self->enrolment);
  g_free (self->path);
  g_free (self->dir);
  g_free (self);
}

static gpointer
record (FoyerStore *store, gpointer data, GError **error)
{
  for (guint i = 0; i < GPOINTER_TO_UINT (data); i++) {
    g_autoptr (FoyerEntry) entry = foyer_entry_new (FOYER_ENTRY_NOTE);

    entry->body = g_strdup_printf ("{\"text\":\"note %u\"}", i);
    if (!foyer_journal_record (store, entry, foyer_clock_now_us (), error))
      return NULL;
  }
  return store;
}

void
kiosk_record (Kiosk *self, guint n)
{
  GError *error = NULL;

  foyer_replica_write (self->replica, FOYER_LANE_DOOR, record, GUINT_TO_POINTER (n), &error);
  g_assert_no_error (error);
}

static gpointer
read_unsent (FoyerStore *store, gpointer data, GError **error)
{
  return foyer_journal_unsent (store, 0, GPOINTER_TO_UINT (data), error);
}

GPtrArray *
kiosk_unsent (Kiosk *self, guint limit)
{
  GError *error = NULL;
  GPtrArray *entries =
    foyer_replica_read (self->replica, read_unsent, GUINT_TO_POINTER (limit), &error);

  g_assert_no_error (error);
  return entries;
}

static gpointer
count_unsent (FoyerStore *store, gpointer data, GError **error)
{
  *(gint64 *) data = foyer_journal_count_unsent (store, error);
  return data;
}

gint64
kiosk_count_unsent (Kiosk *self)
{
  gint64 unsent = -1;

  g_assert_nonnull (foyer_replica_read (self->replica, count_unsent, &unsent, NULL));
  return unsent;
}

typedef struct {
  GPtrArray  *answers;
  const char *epoch;
} Answered;

static gpointer
answer (FoyerStore *store, gpointer data, GError **error)
{
  Answered *answered = data;

  for (guint i = 0; i < answered->answers->len; i++) {
    if (!foyer_journal_answer (store, g_ptr_array_index (answered->answers, i), answered->epoch, error))
      return NULL;
  }
  return data;
}

void
kiosk_answer (Kiosk *self, GPtrArray *answers, const char *epoch)
{
  Answered answered = { answers, epoch };
  GError *error = NULL;

  foyer_replica_write (self->replica, FOYER_LANE_SYNC, answer, &answered, &error);
  g_assert_no_error (error);
}

static gpointer
read_position (FoyerStore *store, gpointer data, GError **error)
{
  FoyerPosition *position = data;

  position->digest = foyer_feed_cursor_digest (store, NULL);
  return foyer_feed_cursor (store, &position->cursor, &position->epoch, error) ? data : NULL;
}

static gpointer
apply (FoyerStore *store, gpointer data, GError **error)
{
  return foyer_feed_apply (store, data, error) ? data : NULL;
}

void
kiosk_pull (Kiosk *self)
{
  gboolean more = TRUE;

  while (more) {
    FoyerPosition position = { 0, NULL, NULL };
    g_autoptr (FoyerPage) page = NULL;
    GError *error = NULL;

    foyer_replica_read (self->replica, read_position, &position, &error);
    g_assert_no_error (error);
    page = self->connector->pull (self->connector, &position, 0, &error);
    g_assert_no_error (error);
    foyer_position_clear (&position);
    foyer_replica_write (self->replica, FOYER_LANE_SYNC, apply, page, &error);
    g_assert_no_error (error);
    more = page->more;
  }
}

/* Stores as files. */

char *
hub_fixture_store (HubFixture *self)
{
  return g_build_filename (self->state, "events", FIXTURE_EVENT, "event.db", NULL);
}

void
copy_store (const char *from, const char *to)
{
  static const char * const ends[] = { "", "-wal", "-shm" };

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++) {
    g_autofree char *from_path = g_strconcat (from, ends[i], NULL);
    g_autofree char *to_path = g_strconcat (to, ends[i], NULL);
    g_autofree char *data = NULL;
    gsize length;

    g_unlink (to_path);
    if (!g_file_get_contents (from_path, &data, &length, NULL))
      continue;
    g_assert_true (g_file_set_contents (to_path, data, length, NULL));
  }
}

void
hub_fixture_add (const char *path, void (*test) (HubFixture *, gconstpointer))
{
  g_test_add (path, HubFixture, NULL, hub_fixture_set_up, test, hub_fixture_tear_down);
}
