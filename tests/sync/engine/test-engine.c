/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-fixture.h"
#include "feed.h"
#include "journal.h"

#include <string.h>

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

static gpointer
read_cursor (FoyerStore *store, gpointer data, GError **error)
{
  g_autofree char *epoch = NULL;

  return foyer_feed_cursor (store, data, &epoch, error) ? data : NULL;
}

/* Until the kiosk has seen all that the hub holds: only then can it tell that
 * the hub is older. */
static void
wait_until_pulled (HubFixture *f, Kiosk *kiosk)
{
  g_autofree char *db = hub_fixture_store (f);
  g_autoptr (FoyerStore) store = foyer_store_open (db, FOYER_STORE_READ, NULL);
  gint64 until_us = g_get_monotonic_time () + DEADLINE_US;
  gint64 cursor = -1;

  while (cursor < foyer_feed_head (store, NULL)) {
    g_assert_cmpint (g_get_monotonic_time (), <, until_us);
    g_main_context_iteration (NULL, FALSE);
    g_assert_nonnull (foyer_replica_read (kiosk->replica, read_cursor, &cursor, NULL));
  }
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
  wait_until_pulled (f, kiosk);
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
    g_log_set_handler ("foyer-hub-feed", G_LOG_LEVEL_WARNING, count_warning, &n_warnings);

  put_back (f, FALSE);
  g_log_remove_handler ("foyer-hub-feed", counter);
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
    .parent = { .hub_time = busy_time, .retry_after_ms = busy_retry_after_ms, .close = busy_close,
                .free = busy_close }
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

/* A hub of the test's own making: each of its answers is asked for. */
typedef struct {
  FoyerConnector parent;
  GMutex         lock;           /* guards what follows */
  GCond          changed;
  gboolean       closed;
  gboolean       dead;           /* nothing answers but the page that is held */
  gboolean       hold_page;      /* the next page waits for this to become FALSE */
  guint          n_pulled;
  guint          n_pushed;       /* requests */
  GHashTable    *kept;           /* ids of entries */
  char          *poison;         /* (nullable): the body that no batch may hold */
  FoyerConnectorError poisoned; /* what it answers then */
  gboolean       full;           /* keeps nothing */
  gboolean       refusing;       /* every request */
} ScriptedHub;

static gboolean
is_dead (ScriptedHub *hub, GError **error)
{
  if (hub->dead || hub->closed)
    g_set_error_literal (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_OFFLINE, "dead");
  return hub->dead || hub->closed;
}

/* Nothing ever happens at this hub; a page without news takes a moment. */
static FoyerPage *
scripted_pull (FoyerConnector *connector, const FoyerPosition *position, guint wait_s,
               GError **error)
{
  ScriptedHub *hub = (ScriptedHub *) connector;
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&hub->lock);
  gint64 until_us = g_get_monotonic_time () + (wait_s > 0 ? 20 * 1000 : 0);
  FoyerPage *page;

  if (is_dead (hub, error))
    return NULL;
  hub->n_pulled++;
  g_cond_broadcast (&hub->changed);
  while (hub->hold_page)
    g_cond_wait (&hub->changed, &hub->lock);
  while (!hub->closed && !hub->dead && g_cond_wait_until (&hub->changed, &hub->lock, until_us))
    continue;
  page = foyer_page_new ();
  page->epoch = g_strdup ("scripted");
  page->next = position->cursor;
  return page;
}

static gboolean
is_too_much (ScriptedHub *hub, GPtrArray *entries)
{
  if (hub->refusing)
    return TRUE;
  for (guint i = 0; hub->poison != NULL && i < entries->len; i++) {
    if (g_strcmp0 (((FoyerEntry *) g_ptr_array_index (entries, i))->body, hub->poison) == 0)
      return TRUE;
  }
  return FALSE;
}

static GPtrArray *
scripted_push (FoyerConnector *connector, GPtrArray *entries, char **epoch, GError **error)
{
  ScriptedHub *hub = (ScriptedHub *) connector;
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&hub->lock);
  GPtrArray *answers;

  if (is_dead (hub, error))
    return NULL;
  hub->n_pushed++;
  if (is_too_much (hub, entries)) {
    g_set_error_literal (error, FOYER_CONNECTOR_ERROR, hub->poisoned, "poisoned");
    return NULL;
  }
  answers = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_answer_free);
  for (guint i = 0; i < entries->len; i++) {
    const FoyerEntry *entry = g_ptr_array_index (entries, i);

    if (!hub->full)
      g_hash_table_add (hub->kept, g_strdup (entry->id));
    g_ptr_array_add (answers, foyer_answer_new (entry->id, hub->full ? FOYER_ANSWER_NOT_KEPT
                                                                     : FOYER_ANSWER_ACCEPTED, NULL));
  }
  *epoch = g_strdup ("scripted");
  return answers;
}

static gboolean
scripted_time (FoyerConnector *connector, gint64 *hub_us, gint64 *round_trip_us, GError **error)
{
  ScriptedHub *hub = (ScriptedHub *) connector;
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&hub->lock);

  if (is_dead (hub, error))
    return FALSE;
  *hub_us = g_get_real_time ();
  *round_trip_us = 0;
  return TRUE;
}

static gboolean
scripted_offer (FoyerConnector *connector, GPtrArray *changes, GError **error)
{
  return TRUE;
}

static gboolean
scripted_status (FoyerConnector *connector, const FoyerKioskStatus *status, GError **error)
{
  return TRUE;
}

static guint
scripted_retry_after_ms (FoyerConnector *connector)
{
  return 0;
}

static void
scripted_close (FoyerConnector *connector)
{
  ScriptedHub *hub = (ScriptedHub *) connector;
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&hub->lock);

  hub->closed = TRUE;
  hub->hold_page = FALSE;
  g_cond_broadcast (&hub->changed);
}

static void
scripted_free (FoyerConnector *connector)
{
}

static void
scripted_set_up (ScriptedHub *hub)
{
  memset (hub, 0, sizeof *hub);
  hub->parent = (FoyerConnector) {
    .pull = scripted_pull, .push = scripted_push, .offer = scripted_offer, .status = scripted_status,
    .hub_time = scripted_time, .retry_after_ms = scripted_retry_after_ms, .close = scripted_close,
    .free = scripted_free,
  };
  g_mutex_init (&hub->lock);
  g_cond_init (&hub->changed);
  hub->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
scripted_tear_down (ScriptedHub *hub)
{
  g_hash_table_unref (hub->kept);
  g_mutex_clear (&hub->lock);
  g_cond_clear (&hub->changed);
}

/* Waits until so many pages more were asked for, or entries kept. */
static void
scripted_await (ScriptedHub *hub, guint n_pulled, guint n_kept)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&hub->lock);
  gint64 until_us = g_get_monotonic_time () + DEADLINE_US;

  n_pulled += hub->n_pulled;
  while (hub->n_pulled < n_pulled || g_hash_table_size (hub->kept) < n_kept) {
    if (g_get_monotonic_time () > until_us)
      g_error ("%u pages and %u more wanted, %u entries of %u", hub->n_pulled, n_pulled,
               g_hash_table_size (hub->kept), n_kept);
    g_cond_wait_until (&hub->changed, &hub->lock, g_get_monotonic_time () + 20 * 1000);
  }
}

static void
scripted_set (ScriptedHub *hub, gboolean *what, gboolean value)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&hub->lock);

  *what = value;
  g_cond_broadcast (&hub->changed);
}

/* The page of a held pull comes when the pushing side knows already that the
 * hub has gone: it is not online for that; nor is a stopped engine. */
static void
test_late_page (HubFixture *f, gconstpointer unused)
{
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  ScriptedHub hub;
  FoyerEngine *engine;
  FoyerSyncFacts before, after;

  scripted_set_up (&hub);
  engine = foyer_engine_new (kiosk->replica, &hub.parent);
  foyer_engine_start (engine);
  wait_until (engine, is_online, 0);
  scripted_set (&hub, &hub.hold_page, TRUE);
  scripted_await (&hub, 1, 0);
  scripted_set (&hub, &hub.dead, TRUE);
  kiosk_record (kiosk, 1);
  wait_until (engine, is_alone, 1);
  foyer_engine_get_facts (engine, &before);
  scripted_set (&hub, &hub.hold_page, FALSE);
  wait_until (engine, has_newer_data, before.data_us);
  foyer_engine_get_facts (engine, &after);
  g_assert_cmpint (after.state, ==, FOYER_SYNC_ALONE);
  g_assert_cmpint (after.alone_since_us, ==, before.alone_since_us);

  scripted_set (&hub, &hub.dead, FALSE);
  foyer_engine_kick (engine);
  wait_until (engine, is_online, 0);
  scripted_set (&hub, &hub.hold_page, TRUE);
  scripted_await (&hub, 1, 0);
  foyer_engine_stop (engine);
  foyer_engine_get_facts (engine, &after);
  g_assert_cmpint (after.state, ==, FOYER_SYNC_STOPPED);
  end_engine (engine);
  scripted_tear_down (&hub);
}

static void
poison (HubFixture *f, FoyerConnectorError poisoned)
{
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  ScriptedHub hub;
  FoyerEngine *engine;
  FoyerSyncFacts facts;

  scripted_set_up (&hub);
  hub.poison = (char *) "{\"text\":\"note 700\"}";
  hub.poisoned = poisoned;
  kiosk_record (kiosk, 1200);
  engine = foyer_engine_new (kiosk->replica, &hub.parent);
  foyer_engine_start (engine);
  /* All the others and the clock, and it goes on pulling. */
  scripted_await (&hub, 1, 1200);
  wait_until (engine, is_online, 1);
  scripted_await (&hub, 3, 1200);
  g_assert_cmpuint (hub.n_pushed, <, 60);
  /* It does not stand in the way of what comes next, and is not lost. */
  kiosk_record (kiosk, 30);
  scripted_await (&hub, 1, 1230);
  wait_until (engine, is_online, 1);
  foyer_engine_get_facts (engine, &facts);
  g_assert_cmpint (facts.refused, ==, 0);
  g_mutex_lock (&hub.lock);
  hub.poison = NULL;
  g_mutex_unlock (&hub.lock);
  scripted_await (&hub, 0, 1231);
  wait_until (engine, is_online, 0);
  end_engine (engine);
  scripted_tear_down (&hub);
}

static void
test_poisoned_entry (HubFixture *f, gconstpointer unused)
{
  poison (f, FOYER_CONNECTOR_ERROR_REFUSED);
}

/* An inner error of the hub, say. */
static void
test_poisonous_entry (HubFixture *f, gconstpointer unused)
{
  poison (f, FOYER_CONNECTOR_ERROR_OFFLINE);
}

/* Its disk: what it has can be pulled all the same, and it is not asked in a
 * loop, however busy the door is. */
static void
test_full_hub (HubFixture *f, gconstpointer unused)
{
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  ScriptedHub hub;
  FoyerEngine *engine;
  FoyerSyncFacts before, after;

  scripted_set_up (&hub);
  hub.full = TRUE;
  kiosk_record (kiosk, 600);
  engine = foyer_engine_new (kiosk->replica, &hub.parent);
  foyer_engine_start (engine);
  wait_until (engine, is_alone, 601);
  foyer_engine_get_facts (engine, &before);
  for (int i = 0; i < 20; i++) {
    kiosk_record (kiosk, 1);
    scripted_await (&hub, 1, 0);
  }
  wait_until (engine, has_newer_data, before.data_us);
  foyer_engine_get_facts (engine, &after);
  g_assert_cmpint (after.state, ==, FOYER_SYNC_ALONE);
  g_assert_cmpint (strlen (after.message), >, 0);
  g_assert_cmpuint (hub.n_pushed, <, 20);
  scripted_set (&hub, &hub.full, FALSE);
  foyer_engine_kick (engine);
  wait_until (engine, is_online, 0);
  g_assert_cmpuint (g_hash_table_size (hub.kept), ==, 621);
  end_engine (engine);
  scripted_tear_down (&hub);
}

/* It takes nothing at all; then everything. */
static void
test_refusing_hub (HubFixture *f, gconstpointer unused)
{
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  ScriptedHub hub;
  FoyerEngine *engine;
  guint n_pushed;

  scripted_set_up (&hub);
  hub.refusing = TRUE;
  kiosk_record (kiosk, 2000);
  engine = foyer_engine_new (kiosk->replica, &hub.parent);
  foyer_engine_start (engine);
  wait_until (engine, is_alone, 2001);
  g_mutex_lock (&hub.lock);
  n_pushed = hub.n_pushed;
  g_mutex_unlock (&hub.lock);
  g_assert_cmpuint (n_pushed, <, 200);
  scripted_await (&hub, 3, 0);
  scripted_set (&hub, &hub.refusing, FALSE);
  foyer_engine_kick (engine);
  wait_until (engine, is_online, 0);
  g_assert_cmpuint (g_hash_table_size (hub.kept), ==, 2001);
  end_engine (engine);
  scripted_tear_down (&hub);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  hub_fixture_add ("/sync/engine/at-once", test_at_once);
  hub_fixture_add ("/sync/engine/two-kiosks", test_two_kiosks);
  hub_fixture_add ("/sync/engine/alone", test_alone);
  hub_fixture_add ("/sync/engine/clock-once", test_clock_once);
  hub_fixture_add ("/sync/engine/restored-hub", test_restored_hub);
  hub_fixture_add ("/sync/engine/older-copy", test_older_copy);
  hub_fixture_add ("/sync/engine/not-enrolled", test_not_enrolled);
  hub_fixture_add ("/sync/engine/retry-after", test_retry_after);
  hub_fixture_add ("/sync/engine/late-page", test_late_page);
  hub_fixture_add ("/sync/engine/poisoned-entry", test_poisoned_entry);
  hub_fixture_add ("/sync/engine/poisonous-entry", test_poisonous_entry);
  hub_fixture_add ("/sync/engine/full-hub", test_full_hub);
  hub_fixture_add ("/sync/engine/refusing-hub", test_refusing_hub);
  return g_test_run ();
}
