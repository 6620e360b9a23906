/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "restore.h"
#include "restore-fixture.h"

#include <string.h>

/* A backup that is put back while the hub runs, and what may go wrong meanwhile. */

static char *
prepare (HubFixture *f, const char *name)
{
  g_autofree char *folder = g_build_filename (f->dir, name, NULL);
  GError *error = NULL;
  char *prepared = foyer_restore_prepare (folder, f->state, FIXTURE_EVENT, &error);

  g_assert_no_error (error);
  return prepared;
}

static void
restore (HubFixture *f, const char *name)
{
  g_autofree char *prepared = prepare (f, name);
  GError *error = NULL;
  g_autoptr (json_t) answer = foyer_organizer_restore (f->organizer, FIXTURE_EVENT, prepared, &error);

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (json_string_value (json_object_get (answer, "aside")),
                                   FOYER_RESTORE_REPLACED));
}

static void
test_restore (HubFixture *f, gconstpointer unused)
{
  check_restore (f, restore);
}

/* Again and again, and back: a kiosk keeps up with all of it. */
static void
test_again (HubFixture *f, gconstpointer unused)
{
  G_GNUC_UNUSED g_autoptr (json_t) first = hub_fixture_import (f, 0, 10);
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  FoyerEngine *engine = start_engine (kiosk);

  wait_until (engine, is_same, 0);
  back_up (f, "yesterday");
  for (guint i = 1; i <= 4; i++) {
    kiosk_record (kiosk, 2);
    restore (f, "yesterday");
    foyer_engine_kick (engine);
    wait_for_kind (f, "note", 2 * i);
    wait_until (engine, is_same, 0);
  }
  wait_for_rows (f, 10);
  end_engine (engine);
}

/* What comes in the middle of it waits, and gets its answer. */

typedef struct {
  Kiosk *kiosk;
  int    over;   /* atomic */
  gsize  made;
} Pusher;

static gpointer
push_thread (gpointer data)
{
  Pusher *self = data;
  FoyerConnector *connector = self->kiosk->connector;

  while (!g_atomic_int_get (&self->over)) {
    g_autoptr (GError) error = NULL;
    g_autofree char *epoch = NULL;
    g_autoptr (GPtrArray) entries = NULL;
    g_autoptr (GPtrArray) answers = NULL;

    kiosk_record (self->kiosk, 3);
    self->made += 3;
    entries = kiosk_unsent (self->kiosk, 100);
    answers = connector->push (connector, entries, &epoch, &error);
    if (answers != NULL)
      kiosk_answer (self->kiosk, answers, epoch);
    else
      g_assert_error (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_BUSY);
  }
  return NULL;
}

static void
test_under_load (HubFixture *f, gconstpointer unused)
{
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  g_autoptr (Kiosk) other = kiosk_new (f);
  Pusher pushers[] = { { kiosk, FALSE, 0 }, { other, FALSE, 0 } };
  GThread *threads[G_N_ELEMENTS (pushers)];
  gsize made = 0;
  FoyerEngine *engine;

  back_up (f, "yesterday");
  for (gsize i = 0; i < G_N_ELEMENTS (pushers); i++)
    threads[i] = g_thread_new ("push", push_thread, &pushers[i]);
  for (guint i = 0; i < 5; i++)
    restore (f, "yesterday");
  for (gsize i = 0; i < G_N_ELEMENTS (pushers); i++) {
    g_atomic_int_set (&pushers[i].over, TRUE);
    g_thread_join (threads[i]);
    engine = start_engine (pushers[i].kiosk);
    wait_until (engine, is_same, 0);
    end_engine (engine);
    made += pushers[i].made;
  }
  g_assert_cmpuint (count_kind (f, "note"), ==, made);
}

/* What is refused leaves the hub as it was. */

static char *
epoch_of (Kiosk *kiosk)
{
  GError *error = NULL;
  FoyerPosition position = { 0, NULL, NULL };
  g_autoptr (FoyerPage) page = kiosk->connector->pull (kiosk->connector, &position, 0, &error);

  g_assert_no_error (error);
  return g_strdup (page->epoch);
}

static void
assert_refused (HubFixture *f, const char *prepared, int code)
{
  GError *error = NULL;

  g_assert_null (foyer_organizer_restore (f->organizer, FIXTURE_EVENT, prepared, &error));
  g_assert_error (error, FOYER_CONNECTOR_ERROR, code);
  g_clear_error (&error);
}

static void
overwrite (HubFixture *f, const char *prepared, const char *name)
{
  g_autofree char *path =
    g_build_filename (f->state, prepared, "events", FIXTURE_EVENT, name, NULL);
  g_autofree char *text = g_strnfill (20000, 'x');

  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
test_refused (HubFixture *f, gconstpointer unused)
{
  G_GNUC_UNUSED g_autoptr (json_t) first = hub_fixture_import (f, 0, 10);
  GLogLevelFlags fatal = g_log_set_always_fatal (G_LOG_FATAL_MASK);
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  g_autofree char *epoch = epoch_of (kiosk);
  g_autofree char *epoch_now = NULL;
  g_autofree char *damaged = NULL;
  g_autofree char *others = NULL;
  g_autoptr (json_t) rows = NULL;

  back_up (f, "yesterday");
  damaged = prepare (f, "yesterday");
  others = prepare (f, "yesterday");
  overwrite (f, damaged, "event.db");
  overwrite (f, others, "key");
  assert_refused (f, damaged, FOYER_CONNECTOR_ERROR_OFFLINE);
  assert_refused (f, others, FOYER_CONNECTOR_ERROR_REFUSED);
  assert_refused (f, "events", FOYER_CONNECTOR_ERROR_REFUSED);
  assert_refused (f, FOYER_RESTORE_PREPARED "/../../elsewhere", FOYER_CONNECTOR_ERROR_REFUSED);
  assert_refused (f, FOYER_RESTORE_PREPARED "nowhere", FOYER_CONNECTOR_ERROR_REFUSED);
  epoch_now = epoch_of (kiosk);
  rows = rows_at_hub (f);
  g_assert_cmpstr (epoch_now, ==, epoch);
  g_assert_cmpuint (json_object_size (rows), ==, 10);
  g_log_set_always_fatal (fatal);
}

/* An event whose store is damaged is served again without a restart. */
static void
test_broken (HubFixture *f, gconstpointer unused)
{
  G_GNUC_UNUSED g_autoptr (json_t) first = hub_fixture_import (f, 0, 10);
  GLogLevelFlags fatal = g_log_set_always_fatal (G_LOG_FATAL_MASK);
  g_autofree char *db = hub_fixture_store (f);
  g_autofree char *text = g_strnfill (20000, 'x');
  g_autoptr (json_t) events = NULL;

  back_up (f, "yesterday");
  hub_fixture_stop (f);
  g_assert_true (g_file_set_contents (db, text, -1, NULL));
  hub_fixture_start (f);
  restore (f, "yesterday");
  wait_for_rows (f, 10);
  events = foyer_organizer_events (f->organizer, NULL);
  g_assert_cmpuint (json_object_size (json_object_get (events, "broken")), ==, 0);
  g_log_set_always_fatal (fatal);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  hub_fixture_add ("/sync/engine/restore-running/all-comes-back", test_restore);
  hub_fixture_add ("/sync/engine/restore-running/again", test_again);
  hub_fixture_add ("/sync/engine/restore-running/under-load", test_under_load);
  hub_fixture_add ("/sync/engine/restore-running/refused", test_refused);
  hub_fixture_add ("/sync/engine/restore-running/broken", test_broken);
  return g_test_run ();
}
