/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bytes.h"
#include "clock.h"
#include "credential.h"
#include "http-client.h"
#include "hub-event.h"
#include "hub-fixture.h"
#include "id.h"
#include "journal.h"
#include "registry.h"

#include <glib/gstdio.h>

#define PATIENCE_S 10
#define MAX_ANSWER (1024 * 1024)

/* Pulling. */

static gboolean
check_row (const FoyerRegistration *registration, gpointer user_data)
{
  json_t *expected = user_data;
  g_autoptr (json_t) json = foyer_registration_to_json (registration);

  g_assert_true (json_equal (json, json_object_get (expected, registration->id)));
  json_object_del (expected, registration->id);
  return TRUE;
}

static gpointer
check_rows (FoyerStore *store, gpointer data, GError **error)
{
  return foyer_registry_foreach (store, check_row, data, error) ? data : NULL;
}

static json_t *
rows_at_hub (HubFixture *f)
{
  json_t *rows = json_object ();
  GError *error = NULL;
  g_autoptr (json_t) listing = foyer_organizer_registrations (f->organizer, FIXTURE_EVENT, &error);
  const json_t *array = json_object_get (listing, "registrations");
  json_t *row;
  size_t i;

  g_assert_no_error (error);
  json_array_foreach (array, i, row)
    json_object_set (rows, json_string_value (json_object_get (row, "id")), row);
  return rows;
}

static void
assert_same_rows (HubFixture *f, Kiosk *kiosk, gsize n)
{
  g_autoptr (json_t) rows = rows_at_hub (f);
  GError *error = NULL;

  g_assert_cmpuint (json_object_size (rows), ==, n);
  foyer_replica_read (kiosk->replica, check_rows, rows, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (json_object_size (rows), ==, 0);
}

static void
test_pull (HubFixture *f, gconstpointer unused)
{
  g_autoptr (json_t) summary = hub_fixture_import (f, 0, 1400);
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  g_autoptr (json_t) more = NULL;

  g_assert_cmpint (json_integer_value (json_object_get (summary, "new")), ==, 1400);
  kiosk_pull (kiosk);
  assert_same_rows (f, kiosk, 1400);
  more = hub_fixture_import (f, 1390, 1410);
  g_assert_cmpint (json_integer_value (json_object_get (more, "new")), ==, 10);
  g_assert_cmpint (json_integer_value (json_object_get (more, "unchanged")), ==, 10);
  kiosk_pull (kiosk);
  assert_same_rows (f, kiosk, 1410);
}

static void
test_tickets (HubFixture *f, gconstpointer unused)
{
  G_GNUC_UNUSED g_autoptr (json_t) summary = hub_fixture_import (f, 0, 20);
  GError *error = NULL;
  g_autoptr (json_t) first = foyer_organizer_tickets (f->organizer, FIXTURE_EVENT, &error);
  g_autoptr (json_t) second = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (json_object_size (json_object_get (first, "tickets")), ==, 20);
  second = foyer_organizer_tickets (f->organizer, FIXTURE_EVENT, &error);
  g_assert_no_error (error);
  g_assert_true (json_equal (first, second));
}

/* Pushing. */

static void
push (Kiosk *kiosk, GPtrArray *entries, FoyerAnswerKind expected)
{
  g_autofree char *epoch = NULL;
  GError *error = NULL;
  g_autoptr (GPtrArray) answers = kiosk->connector->push (kiosk->connector, entries, &epoch, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (answers->len, ==, entries->len);
  for (guint i = 0; i < answers->len; i++)
    g_assert_cmpint (((FoyerAnswer *) g_ptr_array_index (answers, i))->kind, ==, expected);
  if (expected != FOYER_ANSWER_REFUSED)
    kiosk_answer (kiosk, answers, epoch);
}

static void
test_push (HubFixture *f, gconstpointer unused)
{
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) second = NULL;
  g_autoptr (json_t) entries = NULL;

  kiosk_record (kiosk, 1000);
  first = kiosk_unsent (kiosk, 500);
  push (kiosk, first, FOYER_ANSWER_ACCEPTED);
  g_assert_cmpint (kiosk_count_unsent (kiosk), ==, 500);
  second = kiosk_unsent (kiosk, 500);
  push (kiosk, second, FOYER_ANSWER_ACCEPTED);
  push (kiosk, first, FOYER_ANSWER_DUPLICATE);
  g_assert_cmpint (kiosk_count_unsent (kiosk), ==, 0);
  entries = hub_fixture_entries (f);
  g_assert_cmpuint (json_array_size (entries), ==, 1000);
}

static void
test_other_content (HubFixture *f, gconstpointer unused)
{
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  g_autoptr (GPtrArray) entries = NULL;
  FoyerEntry *entry;

  kiosk_record (kiosk, 1);
  entries = kiosk_unsent (kiosk, 10);
  push (kiosk, entries, FOYER_ANSWER_ACCEPTED);
  entry = g_ptr_array_index (entries, 0);
  g_free (entry->body);
  entry->body = g_strdup ("{\"text\":\"something else\"}");
  push (kiosk, entries, FOYER_ANSWER_REFUSED);
}

/* A client that shows the kiosk's own credential, for requests that a
 * connector would never make. */
static FoyerHttpClient *
raw_client (Kiosk *kiosk, const char *bearer)
{
  GError *error = NULL;
  FoyerHttpClient *client = foyer_http_client_new (
    kiosk->enrolment->address, kiosk->enrolment->pin,
    bearer ? bearer : kiosk->enrolment->credential, &error);

  g_assert_no_error (error);
  return client;
}

static void
test_malformed_entry (HubFixture *f, gconstpointer unused)
{
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  g_autoptr (FoyerHttpClient) client = raw_client (kiosk, NULL);
  g_autoptr (FoyerEntry) walk_in = foyer_entry_new (FOYER_ENTRY_REGISTER);
  g_autoptr (GPtrArray) good = NULL;
  g_autoptr (json_t) body = NULL;
  g_autoptr (json_t) answer = NULL;
  static const char * const expected[] = { "accepted", "refused", "refused", "accepted" };
  GError *error = NULL;

  kiosk_record (kiosk, 2);
  good = kiosk_unsent (kiosk, 2);
  walk_in->id = foyer_id_new (foyer_clock_now_us ());
  walk_in->kiosk = g_strdup (kiosk->enrolment->kiosk);
  walk_in->body = g_strdup ("{\"phone\":\"nobody\"}");
  body = json_pack ("{s:[o, {s:s}, o, o]}", "entries",
                    foyer_entry_to_json (g_ptr_array_index (good, 0)), "kind", "dance",
                    foyer_entry_to_json (walk_in),
                    foyer_entry_to_json (g_ptr_array_index (good, 1)));
  answer = foyer_http_client_post (client, "/v1/events/" FIXTURE_EVENT "/entries", body, PATIENCE_S,
                                   MAX_ANSWER, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (expected); i++) {
    const json_t *one = json_array_get (json_object_get (answer, "answers"), i);

    g_assert_cmpstr (json_string_value (json_object_get (one, "answer")), ==, expected[i]);
  }
  g_autoptr (json_t) entries = hub_fixture_entries (f);
  g_assert_cmpuint (json_array_size (entries), ==, 2);
}

static void
test_restart (HubFixture *f, gconstpointer unused)
{
  G_GNUC_UNUSED g_autoptr (json_t) summary = hub_fixture_import (f, 0, 50);
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (json_t) before = NULL;
  g_autoptr (json_t) after = NULL;
  g_autofree char *epoch_before = NULL;
  g_autofree char *epoch_after = NULL;
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  GError *error = NULL;

  kiosk_record (kiosk, 30);
  entries = kiosk_unsent (kiosk, 100);
  push (kiosk, entries, FOYER_ANSWER_ACCEPTED);
  before = hub_fixture_entries (f);
  g_ptr_array_unref (kiosk->connector->push (kiosk->connector, none, &epoch_before, &error));
  g_assert_no_error (error);
  hub_fixture_stop (f);
  hub_fixture_start (f);
  after = hub_fixture_entries (f);
  g_assert_true (json_equal (before, after));
  g_ptr_array_unref (kiosk->connector->push (kiosk->connector, none, &epoch_after, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (epoch_before, ==, epoch_after);
  kiosk_pull (kiosk);
  assert_same_rows (f, kiosk, 50);
}

/* Waiting. */

typedef struct {
  Kiosk     *kiosk;
  gint64     cursor;
  FoyerPage *page;
  GError    *error;
  gint64     done_us;
} Waiting;

static gpointer
wait_thread (gpointer data)
{
  Waiting *waiting = data;
  FoyerConnector *connector = waiting->kiosk->connector;

  waiting->page = connector->pull (connector, &(FoyerPosition) { waiting->cursor, NULL, NULL }, 20, &waiting->error);
  waiting->done_us = g_get_monotonic_time ();
  return NULL;
}

static gint64
head_of (Kiosk *kiosk)
{
  GError *error = NULL;
  g_autoptr (FoyerPage) page = kiosk->connector->pull (kiosk->connector, &(FoyerPosition) { 0 }, 0, &error);

  g_assert_no_error (error);
  g_assert_false (page->more);
  return page->next;
}

static void
test_long_poll (HubFixture *f, gconstpointer unused)
{
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  Waiting waiting = { kiosk, head_of (kiosk), NULL, NULL, 0 };
  GThread *thread = g_thread_new ("wait", wait_thread, &waiting);
  g_autoptr (json_t) summary = NULL;
  gint64 since_us;

  /* Whether the question arrives before or after the import, it has to be
   * answered by it. */
  g_usleep (200 * 1000);
  since_us = g_get_monotonic_time ();
  summary = hub_fixture_import (f, 0, 1);
  g_thread_join (thread);
  g_assert_no_error (waiting.error);
  g_assert_cmpuint (waiting.page->changes->len, ==, 1);
  g_assert_cmpint (waiting.done_us - since_us, <, 5 * G_USEC_PER_SEC);
  g_test_message ("woken after %.1f ms", (waiting.done_us - since_us) / 1000.0);
  foyer_page_free (waiting.page);
}

static void
test_stop_answers (HubFixture *f, gconstpointer unused)
{
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  Waiting waiting = { kiosk, head_of (kiosk), NULL, NULL, 0 };
  GThread *thread = g_thread_new ("wait", wait_thread, &waiting);
  gint64 since_us;

  g_usleep (300 * 1000);
  since_us = g_get_monotonic_time ();
  hub_fixture_stop (f);
  g_assert_cmpint (g_get_monotonic_time () - since_us, <, 3 * G_USEC_PER_SEC);
  g_thread_join (thread);
  g_assert_no_error (waiting.error);
  g_assert_cmpuint (waiting.page->changes->len, ==, 0);
  foyer_page_free (waiting.page);
}

/* Trust. */

static void
assert_refused (Kiosk *kiosk, const char *bearer, const char *path)
{
  g_autoptr (FoyerHttpClient) client = raw_client (kiosk, bearer);
  GError *error = NULL;
  g_autoptr (json_t) answer =
    foyer_http_client_get (client, path, PATIENCE_S, MAX_ANSWER, &error);

  g_assert_null (answer);
  g_assert_error (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_ENROLMENT);
  g_clear_error (&error);
}

static void
test_forged (HubFixture *f, gconstpointer unused)
{
  static const char feed[] = "/v1/events/" FIXTURE_EVENT "/feed";
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  g_autofree char *altered = g_strdup (kiosk->enrolment->credential);
  FoyerCredential own = { kiosk->enrolment->kiosk, (char *) FIXTURE_EVENT, (char *) "Door",
                          (char *) "00", 1 };
  g_autofree char *forged = foyer_credential_sign (&own, kiosk->enrolment->secret_key);

  for (gsize i = 3; i < strlen (altered); i += 7) {
    char was = altered[i];

    altered[i] = was == 'A' ? 'B' : 'A';
    assert_refused (kiosk, altered, feed);
    altered[i] = was;
  }
  assert_refused (kiosk, forged, feed);
  assert_refused (kiosk, "", feed);
  assert_refused (kiosk, "k1..", feed);
}

static void
test_roles (HubFixture *f, gconstpointer unused)
{
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  g_autofree char *path = g_build_filename (f->state, "organizer-token", NULL);
  g_autofree char *token = NULL;

  g_assert_true (g_file_get_contents (path, &token, NULL, NULL));
  assert_refused (kiosk, NULL, "/v1/events");
  assert_refused (kiosk, NULL, "/v1/events/" FIXTURE_EVENT "/report");
  assert_refused (kiosk, NULL, "/v1/events/" FIXTURE_EVENT "/registrations");
  assert_refused (kiosk, token, "/v1/events/" FIXTURE_EVENT "/feed");
  assert_refused (kiosk, NULL, "/v1/events/0199f0c2-7c00-7000-8f00-000000000000/feed");
}

static void
test_token_once (HubFixture *f, gconstpointer unused)
{
  g_autofree char *uri = hub_fixture_new_uri (f);
  g_autofree char *dir = g_build_filename (f->dir, "once", NULL);
  g_autofree char *file = g_build_filename (dir, "enrolment", NULL);
  GError *error = NULL;
  g_autoptr (FoyerEnrolment) first = foyer_enrol_with_uri (uri, dir, &error);
  g_autoptr (FoyerEnrolment) loaded = NULL;
  GStatBuf status;

  g_assert_no_error (error);
  g_assert_null (foyer_enrol_with_uri (uri, dir, &error));
  g_assert_error (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_ENROLMENT);
  g_clear_error (&error);
  g_assert_cmpint (g_stat (file, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  loaded = foyer_enrolment_load (dir, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (loaded->credential, ==, first->credential);
  g_assert_cmpmem (loaded->secret_key, 64, first->secret_key, 64);
}

/* The code says whose signature to believe; an answer from another hub is not. */
static void
test_other_hub (HubFixture *f, gconstpointer unused)
{
  g_autofree char *uri = hub_fixture_new_uri (f);
  g_autoptr (FoyerEnrolmentUri) parsed = foyer_enrolment_uri_parse (uri);
  g_autofree char *dir = g_build_filename (f->dir, "other", NULL);
  g_autofree char *altered = NULL;
  guint8 key[32] = { 1, 2, 3 };
  GError *error = NULL;

  g_free (parsed->hub_key);
  parsed->hub_key = foyer_bytes_to_text (key, sizeof key);
  altered = foyer_enrolment_uri_make (parsed);
  g_assert_null (foyer_enrol_with_uri (altered, dir, &error));
  g_assert_error (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_NONSENSE);
  g_clear_error (&error);
}

/* A credential says all about its kiosk, so a hub that was put back to before
 * the enrolment knows it again. */
static void
test_enrolled_later (HubFixture *f, gconstpointer unused)
{
  g_autofree char *db = hub_fixture_store (f);
  g_autofree char *backup = g_build_filename (f->dir, "backup.db", NULL);
  g_autoptr (Kiosk) kiosk = NULL;
  g_autoptr (FoyerPage) page = NULL;
  gboolean known = FALSE;
  GError *error = NULL;

  hub_fixture_stop (f);
  copy_store (db, backup);
  hub_fixture_start (f);
  kiosk = kiosk_new (f);
  hub_fixture_stop (f);
  copy_store (backup, db);
  hub_fixture_start (f);
  page = kiosk->connector->pull (kiosk->connector, &(FoyerPosition) { 0 }, 0, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < page->changes->len; i++) {
    const FoyerChange *change = g_ptr_array_index (page->changes, i);

    known |= change->key != NULL && g_str_equal (change->key->id, kiosk->enrolment->kiosk);
  }
  g_assert_true (known);
}

static void
revoke_kiosk (const char *path, const char *kiosk)
{
  GError *error = NULL;
  g_autoptr (FoyerStore) store = foyer_store_open (path, FOYER_STORE_OWN, &error);
  g_autoptr (FoyerKey) key = NULL;

  g_assert_no_error (error);
  key = foyer_registry_key (store, kiosk, &error);
  g_assert_nonnull (key);
  key->revoked = TRUE;
  g_assert_true (foyer_store_begin (store, NULL) && foyer_registry_put_key (store, key, NULL) &&
                 foyer_store_commit (store, NULL));
}

static void
test_revoked (HubFixture *f, gconstpointer unused)
{
  g_autofree char *db = hub_fixture_store (f);
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  g_autoptr (GPtrArray) entries = NULL;
  g_autofree char *epoch = NULL;
  GError *error = NULL;

  hub_fixture_stop (f);
  revoke_kiosk (db, kiosk->enrolment->kiosk);
  hub_fixture_start (f);
  assert_refused (kiosk, NULL, "/v1/events/" FIXTURE_EVENT "/feed");
  kiosk_record (kiosk, 1);
  entries = kiosk_unsent (kiosk, 10);
  g_assert_null (kiosk->connector->push (kiosk->connector, entries, &epoch, &error));
  g_assert_error (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_ENROLMENT);
  g_clear_error (&error);
}

static gpointer
write_setting (FoyerStore *store, gpointer data, GError **error)
{
  return foyer_store_set_setting (store, "test", data, error) ? data : NULL;
}

/* A wake that was planned by the last commit finds no event any more. */
static void
test_closed_before_wake (HubFixture *f, gconstpointer unused)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autofree char *path = g_build_filename (f->dir, "other state", NULL);
  GError *error = NULL;
  g_autoptr (FoyerStateFolder) folder = foyer_state_folder_open (path, FALSE, &error);
  FoyerHubEvent *event;

  g_assert_no_error (error);
  event = foyer_hub_event_open (folder, FIXTURE_EVENT, TRUE, context, &error);
  g_assert_no_error (error);
  foyer_replica_write (foyer_hub_event_get_replica (event), FOYER_LANE_SYNC, write_setting,
                       (gpointer) "x", &error);
  g_assert_no_error (error);
  foyer_hub_event_close (event);
  g_assert_false (g_main_context_pending (context));
}

static void
test_tls (HubFixture *f, gconstpointer unused)
{
  G_GNUC_UNUSED g_autoptr (json_t) summary = hub_fixture_import (f, 0, 5);
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  guint8 other_key[32] = { 9 };
  g_autofree char *other_pin = foyer_bytes_to_text (other_key, sizeof other_key);
  g_autoptr (FoyerHttpClient) wrong = NULL;
  GError *error = NULL;

  g_assert_true (g_str_has_prefix (kiosk->enrolment->address, "https://"));
  kiosk_pull (kiosk);
  assert_same_rows (f, kiosk, 5);
  wrong = foyer_http_client_new (kiosk->enrolment->address, other_pin, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (foyer_http_client_get (wrong, "/v1/time", PATIENCE_S, MAX_ANSWER, &error));
  g_assert_error (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_STRANGER);
  g_clear_error (&error);
  hub_fixture_stop (f);
  hub_fixture_start (f);
  kiosk_pull (kiosk);
}

/* Starting. */

static void
assert_no_start (HubFixture *f, const char *state, const char *listen, FoyerHubError code)
{
  FoyerHubOptions options = { state, listen, FALSE, NULL };
  g_autoptr (FoyerHub) hub = foyer_hub_new (&options);
  GError *error = NULL;

  g_assert_false (foyer_hub_start (hub, &error));
  g_assert_error (error, FOYER_HUB_ERROR, (int) code);
  g_assert_null (strchr (error->message, '\n'));
  g_clear_error (&error);
}

static void
overwrite (HubFixture *f, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (f->state, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
test_start_errors (HubFixture *f, gconstpointer unused)
{
  g_autofree char *listen = g_strdup_printf ("127.0.0.1:%u", f->port);
  g_autofree char *other = g_build_filename (f->dir, "other", NULL);
  g_autofree char *under_a_file = g_build_filename (f->state, "hub-key", "state", NULL);

  assert_no_start (f, f->state, "127.0.0.1:0", FOYER_HUB_ERROR_RUNNING);
  assert_no_start (f, other, listen, FOYER_HUB_ERROR_ADDRESS);
  assert_no_start (f, other, "somewhere", FOYER_HUB_ERROR_USAGE);
  assert_no_start (f, other, "192.0.2.1:8470", FOYER_HUB_ERROR_ADDRESS);
  assert_no_start (f, under_a_file, "127.0.0.1:0", FOYER_HUB_ERROR_STATE);
  hub_fixture_stop (f);
  overwrite (f, "hub-key", "garbage");
  assert_no_start (f, f->state, "127.0.0.1:0", FOYER_HUB_ERROR_KEY);
}

/* Only who knows this life of the hub can say that it is not the one it knew. */
static void
test_far_cursor (HubFixture *f, gconstpointer unused)
{
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  g_autoptr (FoyerPage) first = NULL;
  g_autoptr (FoyerPage) far = NULL;
  g_autoptr (FoyerPage) last = NULL;
  GError *error = NULL;

  first = kiosk->connector->pull (kiosk->connector, &(FoyerPosition) { 0 }, 0, &error);
  g_assert_no_error (error);
  far = kiosk->connector->pull (kiosk->connector, &(FoyerPosition) { 1000000, NULL, NULL }, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (far->changes->len, ==, 0);
  last = kiosk->connector->pull (kiosk->connector, &(FoyerPosition) { 0 }, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (last->epoch, ==, first->epoch);
}

/* One event's broken store closes no other event's doors, and is not replaced
 * by an empty one in silence. */
static void
test_broken_event (HubFixture *f, gconstpointer unused)
{
  static const char other[] = "0199f0c2-7c00-7000-8f00-3b6f1d2e4a99";
  GLogLevelFlags fatal = g_log_set_always_fatal (G_LOG_FATAL_MASK);
  g_autofree char *broken_db = g_build_filename (f->state, "events", other, "event.db", NULL);
  g_autofree char *name = g_path_get_dirname (broken_db);
  g_autofree char *key = g_build_filename (name, "key", NULL);
  g_autofree char *good_key = g_build_filename (f->state, "events", FIXTURE_EVENT, "key", NULL);
  g_autofree char *text = NULL;
  g_autoptr (json_t) events = NULL;
  g_autoptr (json_t) answer = NULL;
  GError *error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (name, 0700), ==, 0);
  g_assert_true (g_file_get_contents (good_key, &text, NULL, NULL) &&
                 g_file_set_contents (key, text, -1, NULL) &&
                 g_file_set_contents (broken_db, "this is no database, but long enough to be looked "
                                      "at as one, which takes some hundred bytes of something", -1, NULL));
  hub_fixture_stop (f);
  hub_fixture_start (f);
  g_log_set_always_fatal (fatal);
  json_decref (hub_fixture_import (f, 0, 3));
  events = foyer_organizer_events (f->organizer, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (json_array_size (json_object_get (events, "events")), ==, 1);
  g_assert_nonnull (json_object_get (json_object_get (events, "broken"), other));
  answer = foyer_organizer_report (f->organizer, other, &error);
  g_assert_error (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_BUSY);
  g_clear_error (&error);
  hub_fixture_stop (f);
  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  hub_fixture_start (f);
  g_log_set_always_fatal (fatal);
  json_decref (hub_fixture_import (f, 3, 4));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  hub_fixture_add ("/sync/hub/pull", test_pull);
  hub_fixture_add ("/sync/hub/tickets", test_tickets);
  hub_fixture_add ("/sync/hub/push", test_push);
  hub_fixture_add ("/sync/hub/other-content", test_other_content);
  hub_fixture_add ("/sync/hub/malformed-entry", test_malformed_entry);
  hub_fixture_add ("/sync/hub/restart", test_restart);
  hub_fixture_add ("/sync/hub/long-poll", test_long_poll);
  hub_fixture_add ("/sync/hub/closed-before-wake", test_closed_before_wake);
  hub_fixture_add ("/sync/hub/stop-answers", test_stop_answers);
  hub_fixture_add ("/sync/hub/forged", test_forged);
  hub_fixture_add ("/sync/hub/roles", test_roles);
  hub_fixture_add ("/sync/hub/token-once", test_token_once);
  hub_fixture_add ("/sync/hub/other-hub", test_other_hub);
  hub_fixture_add ("/sync/hub/enrolled-later", test_enrolled_later);
  hub_fixture_add ("/sync/hub/revoked", test_revoked);
  g_test_add ("/sync/hub/tls", HubFixture, "tls", hub_fixture_set_up, test_tls, hub_fixture_tear_down);
  hub_fixture_add ("/sync/hub/start-errors", test_start_errors);
  hub_fixture_add ("/sync/hub/far-cursor", test_far_cursor);
  hub_fixture_add ("/sync/hub/broken-event", test_broken_event);
  return g_test_run ();
}
