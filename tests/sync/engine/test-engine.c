/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine.h"
#include "feed.h"
#include "hub-fixture.h"
#include "journal.h"

#include <string.h>

#define DEADLINE_US (20 * G_USEC_PER_SEC)

/* A kiosk whose engine runs. */
static FoyerEngine *
start_engine (Kiosk *kiosk)
{
  FoyerEngine *engine = foyer_engine_new (kiosk->replica, g_steal_pointer (&kiosk->connector));

  foyer_engine_start (engine);
  return engine;
}

static void
end_engine (FoyerEngine *engine)
{
  gint64 until_us = g_get_monotonic_time () + DEADLINE_US;
  gpointer alive = engine;

  foyer_engine_stop (engine);
  g_object_add_weak_pointer (G_OBJECT (engine), &alive);
  g_object_unref (engine);
  /* A count may still be on its way. */
  while (alive != NULL && g_get_monotonic_time () < until_us)
    g_main_context_iteration (NULL, FALSE);
  g_assert_null (alive);
}

typedef gboolean (*Holds) (const FoyerSyncFacts *facts, gint64 value);

static gboolean
on_beat (gpointer unused)
{
  return G_SOURCE_CONTINUE;
}

/* Runs the main loop until the facts say so. */
static void
wait_until (FoyerEngine *engine, Holds holds, gint64 value)
{
  gint64 until_us = g_get_monotonic_time () + DEADLINE_US;
  guint beat = g_timeout_add (20, on_beat, NULL);
  FoyerSyncFacts facts;

  foyer_engine_get_facts (engine, &facts);
  while (!holds (&facts, value)) {
    if (g_get_monotonic_time () > until_us)
      g_error ("state %d, unsent %" G_GINT64_FORMAT ", refused %" G_GINT64_FORMAT ": %s",
               facts.state, facts.unsent, facts.refused, facts.message);
    g_main_context_iteration (NULL, TRUE);
    foyer_engine_get_facts (engine, &facts);
  }
  g_source_remove (beat);
}

static gboolean
is_online (const FoyerSyncFacts *facts, gint64 unsent)
{
  return facts->state == FOYER_SYNC_ONLINE && facts->unsent == unsent;
}

static gboolean
is_alone (const FoyerSyncFacts *facts, gint64 unsent)
{
  return facts->state == FOYER_SYNC_ALONE && facts->unsent == unsent;
}

static gboolean
is_not_enrolled (const FoyerSyncFacts *facts, gint64 unused)
{
  return facts->state == FOYER_SYNC_NOT_ENROLLED;
}

static gsize
count_kind (HubFixture *f, const char *kind)
{
  g_autoptr (json_t) entries = hub_fixture_entries (f);
  gsize n = 0;
  const json_t *entry;
  size_t i;

  json_array_foreach (entries, i, entry)
    n += g_strcmp0 (json_string_value (json_object_get (entry, "kind")), kind) == 0;
  return n;
}

/* While a pull is held open, what happens here is at the hub at once. */
static void
test_at_once (HubFixture *f, gconstpointer unused)
{
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  FoyerEngine *engine = start_engine (kiosk);
  gint64 since_us;

  wait_until (engine, is_online, 0);
  g_usleep (300 * 1000);   /* the poll is held by now; if not, this proves less */
  since_us = g_get_monotonic_time ();
  kiosk_record (kiosk, 1);
  while (count_kind (f, "note") < 1)
    g_assert_cmpint (g_get_monotonic_time () - since_us, <, 5 * G_USEC_PER_SEC);
  g_test_message ("at the hub after %.1f ms", (g_get_monotonic_time () - since_us) / 1000.0);
  end_engine (engine);
}

static void
test_two_kiosks (HubFixture *f, gconstpointer unused)
{
  G_GNUC_UNUSED g_autoptr (json_t) summary = hub_fixture_import (f, 0, 400);
  g_autoptr (Kiosk) a = kiosk_new (f);
  g_autoptr (Kiosk) b = kiosk_new (f);
  FoyerEngine *engine_a = start_engine (a);
  FoyerEngine *engine_b = start_engine (b);
  gint64 until_us = g_get_monotonic_time () + DEADLINE_US;
  FoyerSyncFacts facts;

  wait_until (engine_a, is_online, 0);
  wait_until (engine_b, is_online, 0);
  kiosk_record (a, 20);
  kiosk_record (b, 30);
  wait_until (engine_a, is_online, 0);
  wait_until (engine_b, is_online, 0);
  while (count_kind (f, "note") < 50)
    g_assert_cmpint (g_get_monotonic_time (), <, until_us);
  g_assert_cmpuint (count_kind (f, "clock"), ==, 2);
  foyer_engine_get_facts (engine_a, &facts);
  g_assert_true (facts.clock_trusted);
  g_assert_cmpint (ABS (facts.clock_offset_us), <, G_USEC_PER_SEC);
  g_assert_cmpint (facts.data_us, >, 0);
  g_assert_cmpstr (facts.message, ==, "");
  end_engine (engine_a);
  end_engine (engine_b);
}

static void
test_alone (HubFixture *f, gconstpointer unused)
{
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  FoyerEngine *engine = start_engine (kiosk);
  FoyerSyncFacts facts;

  wait_until (engine, is_online, 0);
  hub_fixture_stop (f);
  wait_until (engine, is_alone, 0);
  kiosk_record (kiosk, 3);
  wait_until (engine, is_alone, 3);
  kiosk_record (kiosk, 2);
  wait_until (engine, is_alone, 5);
  foyer_engine_get_facts (engine, &facts);
  g_assert_cmpint (facts.alone_since_us, >, 0);
  g_assert_cmpint (strlen (facts.message), >, 0);
  hub_fixture_start (f);
  foyer_engine_kick (engine);
  wait_until (engine, is_online, 0);
  g_assert_cmpuint (count_kind (f, "note"), ==, 5);
  foyer_engine_get_facts (engine, &facts);
  g_assert_cmpint (facts.alone_since_us, ==, 0);
  end_engine (engine);
}

/* One clock entry a start of the machine, however often the kiosk starts. */
static void
test_clock_once (HubFixture *f, gconstpointer unused)
{
  g_autoptr (Kiosk) kiosk = kiosk_new (f);

  for (int i = 0; i < 3; i++) {
    FoyerEngine *engine;

    if (kiosk->connector == NULL)
      kiosk->connector = foyer_hub_connector_new (kiosk->enrolment, NULL);
    engine = start_engine (kiosk);
    wait_until (engine, is_online, 0);
    end_engine (engine);
  }
  g_assert_cmpuint (count_kind (f, "clock"), ==, 1);
}

/* A backup put back: the store as it was, living a new life. */
static void
begin_new_life (const char *path)
{
  GError *error = NULL;
  g_autoptr (FoyerStore) store = foyer_store_open (path, FOYER_STORE_OWN, &error);

  g_assert_no_error (error);
  g_assert_true (foyer_store_begin (store, &error));
  g_assert_true (foyer_feed_new_life (store, &error));
  g_assert_true (foyer_store_commit (store, &error));
}

/* Takes the hub back to where it had five of twelve notes. */
static void
put_back (HubFixture *f, gboolean new_life)
{
  g_autofree char *db = hub_fixture_store (f);
  g_autofree char *backup = g_build_filename (f->dir, "backup.db", NULL);
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  FoyerEngine *engine = start_engine (kiosk);
  gint64 until_us = g_get_monotonic_time () + DEADLINE_US;

  kiosk_record (kiosk, 5);
  wait_until (engine, is_online, 0);
  hub_fixture_stop (f);
  copy_store (db, backup);
  hub_fixture_start (f);
  kiosk_record (kiosk, 7);
  foyer_engine_kick (engine);
  while (count_kind (f, "note") < 12 && g_get_monotonic_time () < until_us)
    g_main_context_iteration (NULL, FALSE);
  wait_until (engine, is_online, 0);
  hub_fixture_stop (f);
  copy_store (backup, db);
  if (new_life)
    begin_new_life (db);
  hub_fixture_start (f);
  g_assert_cmpuint (count_kind (f, "note"), <=, 12);
  foyer_engine_kick (engine);
  while (count_kind (f, "note") < 12 && g_get_monotonic_time () < until_us)
    g_main_context_iteration (NULL, FALSE);
  wait_until (engine, is_online, 0);
  g_assert_cmpuint (count_kind (f, "note"), ==, 12);
  g_assert_cmpuint (count_kind (f, "clock"), ==, 1);
  end_engine (engine);
}

static void
test_restored_hub (HubFixture *f, gconstpointer unused)
{
  put_back (f, TRUE);
}

static void
count_warning (const char *domain, GLogLevelFlags level, const char *message, gpointer n_warnings)
{
  g_atomic_int_inc ((int *) n_warnings);
}

/* Someone copied the file back, and told nobody. */
static void
test_older_copy (HubFixture *f, gconstpointer unused)
{
  GLogLevelFlags fatal = g_log_set_always_fatal (G_LOG_FATAL_MASK);
  int n_warnings = 0;
  guint counter =
    g_log_set_handler ("foyer-hub-event", G_LOG_LEVEL_WARNING, count_warning, &n_warnings);

  put_back (f, FALSE);
  g_log_remove_handler ("foyer-hub-event", counter);
  g_log_set_always_fatal (fatal);
  g_assert_cmpint (g_atomic_int_get (&n_warnings), ==, 1);
}

/* Another hub on the same address does not know this kiosk: it stops asking,
 * and keeps what it has. */
static void
test_not_enrolled (HubFixture *f, gconstpointer unused)
{
  g_autofree char *key = g_build_filename (f->state, "hub-key", NULL);
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  FoyerEngine *engine = start_engine (kiosk);

  wait_until (engine, is_online, 0);
  hub_fixture_stop (f);
  g_assert_cmpint (remove (key), ==, 0);
  kiosk_record (kiosk, 4);
  hub_fixture_start (f);
  wait_until (engine, is_not_enrolled, 0);
  g_assert_cmpint (kiosk_count_unsent (kiosk), ==, 4);
  end_engine (engine);
}

/* A service that asks to wait is not asked again before. */
typedef struct {
  FoyerConnector parent;
  int            n_asked;   /* atomic */
} BusyConnector;

static gboolean
busy_time (FoyerConnector *connector, gint64 *hub_us, gint64 *round_trip_us, GError **error)
{
  g_atomic_int_inc (&((BusyConnector *) connector)->n_asked);
  g_set_error_literal (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_BUSY, "busy");
  return FALSE;
}

static guint
busy_retry_after_ms (FoyerConnector *connector)
{
  return 60000;
}

static void
busy_close (FoyerConnector *connector)
{
}

static gboolean
set_flag (gpointer flag)
{
  *(gboolean *) flag = TRUE;
  return G_SOURCE_REMOVE;
}

static void
test_retry_after (HubFixture *f, gconstpointer unused)
{
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  BusyConnector busy = {
    { NULL, NULL, busy_time, busy_retry_after_ms, busy_close, busy_close }, 0
  };
  FoyerEngine *engine = foyer_engine_new (kiosk->replica, &busy.parent);
  gboolean over = FALSE;

  foyer_engine_start (engine);
  wait_until (engine, is_alone, 0);
  g_timeout_add (1500, set_flag, &over);   /* three times the longest first pause */
  while (!over)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (g_atomic_int_get (&busy.n_asked), ==, 1);
  foyer_engine_kick (engine);
  while (g_atomic_int_get (&busy.n_asked) < 2)
    g_main_context_iteration (NULL, FALSE);
  end_engine (engine);
}

static void
add (const char *path, void (*test) (HubFixture *, gconstpointer))
{
  g_test_add (path, HubFixture, NULL, hub_fixture_set_up, test, hub_fixture_tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  add ("/sync/engine/at-once", test_at_once);
  add ("/sync/engine/two-kiosks", test_two_kiosks);
  add ("/sync/engine/alone", test_alone);
  add ("/sync/engine/clock-once", test_clock_once);
  add ("/sync/engine/restored-hub", test_restored_hub);
  add ("/sync/engine/older-copy", test_older_copy);
  add ("/sync/engine/not-enrolled", test_not_enrolled);
  add ("/sync/engine/retry-after", test_retry_after);
  return g_test_run ();
}
