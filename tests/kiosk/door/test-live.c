/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "conflict-file.h"
#include "desk.h"
#include "door-fixture.h"
#include "id.h"
#include "journal.h"
#include "language.h"
#include "live-words.h"
#include "registry.h"

/* What the live page shows, and in which words. */

#define MINUTE G_TIME_SPAN_MINUTE
#define OPEN_US (G_GINT64_CONSTANT (1795824000) * G_USEC_PER_SEC)   /* 08:00 in Shanghai */
#define NOW_US  (OPEN_US + 45 * MINUTE)
#define DOOR_2  "01930000-0000-7000-8000-0000000000d2"

static gpointer
read_live (FoyerStore *store, gpointer list, GError **error)
{
  return foyer_live_read (store, list, NOW_US, error);
}

static FoyerLive *
live_of (DoorFixture *f, const char *list)
{
  GError *error = NULL;
  FoyerLive *live = foyer_replica_read (f->replica, read_live, (gpointer) list, &error);

  g_assert_no_error (error);
  return live;
}

static void
come (DoorFixture *f, const char *code)
{
  g_assert_true (foyer_door_scan (f->door, code));
  door_fixture_wait_for (f, FOYER_DOOR_WELCOME);
  foyer_door_dismiss (f->door);
}

static void
assert_line (DoorFixture *f, const FoyerLive *live, const char *expected)
{
  g_autofree char *line = foyer_live_tell_line (live, foyer_door_get_event (f->door));

  g_assert_cmpstr (line, ==, expected);
}

static gint64
sum_of (GPtrArray *counts)
{
  gint64 sum = 0;

  for (guint i = 0; i < counts->len; i++)
    sum += ((FoyerHeadcount *) g_ptr_array_index (counts, i))->came;
  return sum;
}

/* Every number comes of the same moment: the parts are the whole. */
static void
test_sums (DoorFixture *f, gconstpointer unused)
{
  g_autoptr (FoyerLive) live = NULL;
  gint64 came = 0;

  come (f, FIXTURE_ZHANG);
  come (f, FIXTURE_OUYANG);
  live = live_of (f, "morning");
  g_assert_cmpint (foyer_live_count (live)->came, ==, 2);
  g_assert_cmpint (sum_of (live->categories), ==, 2);
  g_assert_cmpint (sum_of (live->channels), ==, 2);
  for (guint i = 0; i < live->buckets->len; i++)
    came += g_array_index (live->buckets, FoyerLiveBucket, i).came;
  g_assert_cmpint (came, ==, 2);
  g_assert_cmpint (g_array_index (live->buckets, FoyerLiveBucket, 0).from_us, ==, OPEN_US);
  g_assert_cmpint (live->unsent, ==, 2);
  g_assert_cmpint (live->unsent_us / G_USEC_PER_SEC, ==, NOW_US / G_USEC_PER_SEC);
}

static void
test_nobody_yet (DoorFixture *f, gconstpointer unused)
{
  g_autoptr (FoyerLive) live = live_of (f, "morning");
  g_autoptr (FoyerLive) whole = live_of (f, NULL);

  g_assert_false (live->has_forecast);
  assert_line (f, live, "Nobody has come in yet. Of so many registered, about 6 usually come.");
  assert_line (f, whole, "Nobody has come in yet.");
}

static void
test_whole_event (DoorFixture *f, gconstpointer unused)
{
  g_autoptr (FoyerLive) live = NULL;

  come (f, FIXTURE_ZHANG);
  live = live_of (f, NULL);
  g_assert_cmpint (foyer_live_count (live)->came, ==, 1);
  assert_line (f, live, "Choose a list to see how its line will go.");
  g_assert_null (foyer_live_tell_rate (live));
}

/* Words for figures that are given. */
static void
test_line (DoorFixture *f, gconstpointer unused)
{
  g_autoptr (FoyerLive) live = NULL;

  come (f, FIXTURE_ZHANG);
  live = live_of (f, "morning");
  g_assert_true (live->has_forecast);
  live->forecast = (FoyerForecast) { .total = 240.4, .soon = 60, .rate = 6.25, .pressure = 1.2,
                                     .clears_us = OPEN_US + 80 * MINUTE,
                                     .clears_more_us = OPEN_US + 65 * MINUTE };
  live->lanes = 1;
  assert_line (f, live, "At this rate the line clears at 09:20; a second lane would make it 09:05.");
  live->lanes = 2;
  assert_line (f, live, "At this rate the line clears at 09:20; one more lane would make it 09:05.");
  live->forecast.pressure = 0.5;
  assert_line (f, live, "No line is expected: about 60 more people in the next ten minutes.");
  live->forecast.soon = 0.4;
  assert_line (f, live, "Hardly anyone more is expected in the next ten minutes.");
}

static void
test_arrivals_in_words (DoorFixture *f, gconstpointer unused)
{
  g_autoptr (FoyerLive) live = NULL;
  g_autofree char *text = NULL;

  come (f, FIXTURE_ZHANG);
  live = live_of (f, "morning");
  text = foyer_live_tell_arrivals (live, foyer_door_get_event (f->door));
  g_assert_true (g_str_has_prefix (text, "08:00: 0 came, usual 0; "));
  g_assert_nonnull (strstr (text, "08:40: 1 came, usual 1"));
}

/* What another kiosk did that nobody could hear. */
static gpointer
admit_elsewhere (FoyerStore *store, gpointer registration, GError **error)
{
  g_autoptr (FoyerEntry) entry = foyer_entry_new (FOYER_ENTRY_ADMIT);
  g_autoptr (FoyerKey) key = foyer_key_new ();
  FoyerAnswerKind answer;

  key->id = g_strdup (DOOR_2);
  key->name = g_strdup ("Door 2");
  key->public_key = g_strdup_printf ("%064d", 2);
  entry->id = foyer_id_new (NOW_US - 4 * MINUTE);
  entry->kiosk = g_strdup (DOOR_2);
  entry->boot = foyer_id_new (OPEN_US);
  entry->number = 1;
  entry->wall_us = NOW_US - 4 * MINUTE;
  entry->uptime_us = 1;
  entry->staff = g_strdup (FIXTURE_STAFF);
  entry->list = g_strdup ("morning");
  entry->registration = g_strdup (registration);
  entry->verdict = FOYER_VERDICT_ADMITTED;
  return GINT_TO_POINTER (foyer_registry_put_key (store, key, error) &&
                          foyer_journal_keep (store, entry, &answer, error));
}

/* Both doors, times and volunteers, as far as anybody knows them. */
static void
test_conflict (DoorFixture *f, gconstpointer unused)
{
  g_autoptr (FoyerLive) live = NULL;
  g_autofree char *registration = NULL;
  const FoyerConflictFile *file;

  g_assert_true (foyer_door_scan (f->door, FIXTURE_ZHANG));
  door_fixture_wait_for (f, FOYER_DOOR_WELCOME);
  registration = g_strdup (foyer_door_get_outcome (f->door)->registration);
  g_assert_nonnull (foyer_replica_write (f->replica, FOYER_LANE_DOOR, admit_elsewhere, registration, NULL));
  live = live_of (f, "morning");
  g_assert_cmpuint (live->conflicts->len, ==, 1);
  file = g_ptr_array_index (live->conflicts, 0);
  g_assert_cmpstr (file->name, ==, "张伟");
  g_assert_cmpstr (file->first_side, ==, "08:41 · Door 2 · 陈晨");
  g_assert_cmpstr (file->second_side, ==, "08:45");
}

static gpointer
refuse_first (FoyerStore *store, gpointer unused, GError **error)
{
  g_autoptr (GPtrArray) unsent = foyer_journal_unsent (store, 0, 1, error);
  const FoyerEntry *entry = g_ptr_array_index (unsent, 0);
  g_autoptr (FoyerAnswer) answer = foyer_answer_new (entry->id, FOYER_ANSWER_REFUSED, "changed meanwhile");

  return GINT_TO_POINTER (foyer_journal_answer (store, answer, "epoch", error));
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer written)
{
  g_assert_null (foyer_desk_write_finish (result));
  *(gboolean *) written = TRUE;
}

static gboolean
is_true (gpointer flag)
{
  return *(gboolean *) flag;
}

/* Until somebody says what came of it. */
static void
test_refused (DoorFixture *f, gconstpointer unused)
{
  g_autoptr (FoyerLive) live = NULL;
  g_autoptr (FoyerLive) after = NULL;
  const FoyerRefusedFile *file;
  FoyerDeed deed = { FOYER_DEED_RESOLVE, .text = "seen" };
  gboolean written = FALSE;

  come (f, FIXTURE_ZHANG);
  g_assert_nonnull (foyer_replica_write (f->replica, FOYER_LANE_DOOR, refuse_first, NULL, NULL));
  live = live_of (f, "morning");
  g_assert_cmpint (live->n_refused, ==, 1);
  file = g_ptr_array_index (live->refused, 0);
  g_assert_cmpint (file->kind, ==, FOYER_ENTRY_ADMIT);
  g_assert_cmpstr (file->name, ==, "张伟");
  g_assert_cmpstr (file->time, ==, "08:45");
  deed.about = file->entry;
  foyer_desk_do_async (f->door, &deed, on_written, &written);
  door_fixture_wait (is_true, &written);
  after = live_of (f, "morning");
  g_assert_cmpint (after->n_refused, ==, 0);
  g_assert_cmpuint (after->refused->len, ==, 0);
}

static void
on_live (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(FoyerLive **) user_data = foyer_live_finish (result, NULL);
}

static gboolean
is_there (gpointer place)
{
  return *(gpointer *) place != NULL;
}

static void
test_async (DoorFixture *f, gconstpointer unused)
{
  g_autoptr (FoyerLive) live = NULL;

  foyer_live_async (f->door, "morning", NULL, on_live, &live);
  door_fixture_wait (is_there, &live);
  g_assert_cmpstr (live->list, ==, "morning");
  g_assert_cmpint (foyer_live_count (live)->expected, >, 0);
}

int
main (int argc, char *argv[])
{
  door_fixture_freeze ();
  foyer_language_init ("en");
  g_test_init (&argc, &argv, NULL);
  door_fixture_add ("/kiosk/door/live/sums", test_sums);
  door_fixture_add ("/kiosk/door/live/nobody-yet", test_nobody_yet);
  door_fixture_add ("/kiosk/door/live/whole-event", test_whole_event);
  door_fixture_add ("/kiosk/door/live/line", test_line);
  door_fixture_add ("/kiosk/door/live/arrivals-in-words", test_arrivals_in_words);
  door_fixture_add ("/kiosk/door/live/conflict", test_conflict);
  door_fixture_add ("/kiosk/door/live/refused", test_refused);
  door_fixture_add ("/kiosk/door/live/async", test_async);
  return g_test_run ();
}
