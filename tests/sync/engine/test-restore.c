/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "backup.h"
#include "feed.h"
#include "journal.h"
#include "registry.h"
#include "restore.h"
#include "restore-fixture.h"
#include "store-private.h"

#include <glib/gstdio.h>
#include <string.h>

/* A hub that was put back, and what comes back to it by itself. */

static void
restore (HubFixture *f, const char *name)
{
  g_autofree char *folder = g_build_filename (f->dir, name, NULL);
  g_autofree char *aside = NULL;
  GError *error = NULL;

  hub_fixture_stop (f);
  foyer_restore_all (folder, f->state, &aside, &error);
  g_assert_no_error (error);
  g_assert_nonnull (aside);
  hub_fixture_start (f);
}

static const char *
digest_here (FoyerStore *store)
{
  g_autofree char *digest = foyer_feed_cursor_digest (store, NULL);

  return g_intern_string (digest);
}

static gpointer
read_digest (FoyerStore *store, gpointer data, GError **error)
{
  return (gpointer) digest_here (store);
}

static const char *
digest_of (Kiosk *kiosk)
{
  return foyer_replica_read (kiosk->replica, read_digest, NULL, NULL);
}

static void
test_restore (HubFixture *f, gconstpointer unused)
{
  check_restore (f, restore);
}

/* The organizer brings today's table in again before the kiosks are back: each
 * sign-up is there twice then, for tickets of both are about, but every person
 * once. */
static void
test_imported_again (HubFixture *f, gconstpointer unused)
{
  G_GNUC_UNUSED g_autoptr (json_t) first = hub_fixture_import (f, 0, 20);
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  FoyerEngine *engine;
  g_autoptr (json_t) report = NULL;

  back_up (f, "yesterday");
  json_decref (hub_fixture_import (f, 20, 30));
  engine = start_engine (kiosk);
  wait_until (engine, is_same, 0);
  end_engine (engine);
  restore (f, "yesterday");
  json_decref (hub_fixture_import (f, 20, 30));
  kiosk->connector = foyer_hub_connector_new (kiosk->enrolment, NULL);
  engine = start_engine (kiosk);
  wait_for_rows (f, 40);
  wait_until (engine, is_same, 0);
  report = foyer_organizer_report (f->organizer, FIXTURE_EVENT, NULL);
  g_assert_cmpint (json_integer_value (json_object_get (report, "people")), ==, 30);
  g_assert_cmpint (json_integer_value (json_object_get (report, "registrations")), ==, 40);
  end_engine (engine);
}

/* Another door's entries: an older copy of the file, put back in silence, that
 * has grown past what the kiosk has seen before anybody noticed. */
static void
test_older_copy_grown (HubFixture *f, gconstpointer unused)
{
  G_GNUC_UNUSED g_autoptr (json_t) first = hub_fixture_import (f, 0, 10);
  GLogLevelFlags fatal = g_log_set_always_fatal (G_LOG_FATAL_MASK);
  g_autofree char *db = hub_fixture_store (f);
  g_autofree char *copy = g_build_filename (f->dir, "copy.db", NULL);
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  FoyerEngine *engine;

  hub_fixture_stop (f);
  copy_store (db, copy);
  hub_fixture_start (f);
  json_decref (hub_fixture_import (f, 10, 15));
  engine = start_engine (kiosk);
  wait_until (engine, is_same, 0);
  end_engine (engine);
  hub_fixture_stop (f);
  copy_store (copy, db);
  hub_fixture_start (f);
  json_decref (hub_fixture_import (f, 20, 60));
  kiosk->connector = foyer_hub_connector_new (kiosk->enrolment, NULL);
  engine = start_engine (kiosk);
  wait_for_rows (f, 55);
  wait_until (engine, is_same, 0);
  end_engine (engine);
  g_log_set_always_fatal (fatal);
}

/* What was taken away since the backup stays away. */
static gpointer
remove_row (FoyerStore *store, gpointer id, GError **error)
{
  return foyer_registry_remove (store, id, error) ? id : NULL;
}

static void
remove_first (HubFixture *f)
{
  g_autoptr (json_t) rows = rows_at_hub (f);
  g_autofree char *db = hub_fixture_store (f);
  const char *id = json_object_iter_key (json_object_iter (rows));
  g_autoptr (FoyerReplica) replica = NULL;
  GError *error = NULL;

  hub_fixture_stop (f);
  replica = foyer_replica_open (db, &error);
  g_assert_no_error (error);
  foyer_replica_write (replica, FOYER_LANE_SYNC, remove_row, (gpointer) id, &error);
  g_assert_no_error (error);
  foyer_replica_close (replica);
  hub_fixture_start (f);
}

static void
test_removed_stays_away (HubFixture *f, gconstpointer unused)
{
  G_GNUC_UNUSED g_autoptr (json_t) first = hub_fixture_import (f, 0, 10);
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  FoyerEngine *engine;

  back_up (f, "yesterday");
  remove_first (f);
  engine = start_engine (kiosk);
  wait_until (engine, is_same, 0);
  restore (f, "yesterday");
  foyer_engine_kick (engine);
  wait_for_rows (f, 9);
  wait_until (engine, is_same, 0);
  end_engine (engine);
}

/* The event itself, changed since. */
static void
test_changed_event (HubFixture *f, gconstpointer unused)
{
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  g_autoptr (json_t) events = foyer_organizer_events (f->organizer, NULL);
  json_t *event = json_array_get (json_object_get (events, "events"), 0);
  gint64 until_us = g_get_monotonic_time () + DEADLINE_US;
  const char *zone = NULL;
  FoyerEngine *engine;

  back_up (f, "yesterday");
  json_object_set_new (event, "zone", json_string ("Asia/Tokyo"));
  json_decref (foyer_organizer_put_event (f->organizer, event, NULL));
  engine = start_engine (kiosk);
  wait_until (engine, is_same, 0);
  restore (f, "yesterday");
  foyer_engine_kick (engine);
  while (g_strcmp0 (zone, "Asia/Tokyo") != 0) {
    g_autoptr (json_t) again = foyer_organizer_events (f->organizer, NULL);
    const json_t *one = json_array_get (json_object_get (again, "events"), 0);

    zone = g_intern_string (json_string_value (json_object_get (one, "zone")));
    g_assert_cmpint (g_get_monotonic_time (), <, until_us);
    g_main_context_iteration (NULL, FALSE);
  }
  wait_until (engine, is_same, 0);
  end_engine (engine);
}

/* Nobody who was expelled today comes in again by yesterday's backup. */
static gboolean
is_revoked (HubFixture *f, const char *kiosk)
{
  g_autoptr (json_t) answer = foyer_organizer_kiosks (f->organizer, FIXTURE_EVENT, NULL);
  gboolean revoked = FALSE;
  json_t *one;
  size_t i;

  json_array_foreach (json_object_get (answer, "kiosks"), i, one)
    revoked |= g_strcmp0 (json_string_value (json_object_get (one, "id")), kiosk) == 0 &&
               json_is_true (json_object_get (one, "revoked"));
  return revoked;
}

static void
test_expelled_stays_out (HubFixture *f, gconstpointer unused)
{
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  g_autoptr (Kiosk) expelled = kiosk_new (f);
  gint64 until_us = g_get_monotonic_time () + DEADLINE_US;
  const char *id = expelled->enrolment->kiosk;
  FoyerEngine *engine;
  GError *error = NULL;

  back_up (f, "yesterday");
  json_decref (foyer_organizer_revoke_kiosk (f->organizer, FIXTURE_EVENT, id, &error));
  g_assert_no_error (error);
  engine = start_engine (kiosk);
  wait_until (engine, is_same, 0);
  restore (f, "yesterday");
  g_assert_false (is_revoked (f, id));
  foyer_engine_kick (engine);
  while (!is_revoked (f, id)) {
    g_assert_cmpint (g_get_monotonic_time (), <, until_us);
    g_main_context_iteration (NULL, FALSE);
  }
  g_assert_null (expelled->connector->pull (expelled->connector, &(FoyerPosition) { 0 }, 0, &error));
  g_assert_error (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_REVOKED);
  g_clear_error (&error);
  end_engine (engine);
}

/* A row that went bad here is found by the digest, and read again. */
static gpointer
spoil (FoyerStore *store, gpointer data, GError **error)
{
  return foyer_store_set_setting (store, "fed_sum", "00112233445566778899aabbccddeeff", error)
           ? data : NULL;
}

static void
test_repair (HubFixture *f, gconstpointer unused)
{
  G_GNUC_UNUSED g_autoptr (json_t) first = hub_fixture_import (f, 0, 10);
  GLogLevelFlags fatal = g_log_set_always_fatal (G_LOG_FATAL_MASK);
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  g_autoptr (Kiosk) other = kiosk_new (f);
  GError *error = NULL;

  kiosk_pull (kiosk);
  kiosk_pull (other);
  g_assert_cmpstr (digest_of (kiosk), ==, digest_of (other));
  foyer_replica_write (kiosk->replica, FOYER_LANE_SYNC, spoil, kiosk, &error);
  g_assert_no_error (error);
  json_decref (hub_fixture_import (f, 10, 11));
  kiosk_pull (kiosk);
  g_assert_null (digest_of (kiosk));
  kiosk_pull (kiosk);
  kiosk_pull (other);
  g_assert_cmpstr (digest_of (kiosk), ==, digest_of (other));
  g_log_set_always_fatal (fatal);
}

/* A newer hub sends a kind of thing that this kiosk does not know: nothing is
 * proved any more, and nothing is read again for it. */
static gpointer
apply_page (FoyerStore *store, gpointer page, GError **error)
{
  return foyer_feed_apply (store, page, error) ? page : NULL;
}

static gpointer
read_position (FoyerStore *store, gpointer data, GError **error)
{
  FoyerPosition *position = data;

  return foyer_feed_cursor (store, &position->cursor, &position->epoch, error) ? data : NULL;
}

static gpointer
read_proof (FoyerStore *store, gpointer data, GError **error)
{
  *(FoyerFeedProof *) data = foyer_feed_proof (store);
  return data;
}

static void
test_unknown_kind (HubFixture *f, gconstpointer unused)
{
  G_GNUC_UNUSED g_autoptr (json_t) first = hub_fixture_import (f, 0, 3);
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  g_autoptr (FoyerPage) page = foyer_page_new ();
  FoyerPosition position = { 0, NULL, NULL };
  FoyerFeedProof proof = FOYER_FEED_UNPROVED;
  GError *error = NULL;
  gint64 next;

  kiosk_pull (kiosk);
  foyer_replica_read (kiosk->replica, read_proof, &proof, NULL);
  g_assert_cmpint (proof, ==, FOYER_FEED_SAME);
  foyer_replica_read (kiosk->replica, read_position, &position, NULL);
  page->epoch = g_strdup (position.epoch);
  page->next = next = position.cursor + 1;
  page->digest = g_strdup ("00112233445566778899aabbccddeeff");
  page->partial = TRUE;
  foyer_replica_write (kiosk->replica, FOYER_LANE_SYNC, apply_page, page, &error);
  g_assert_no_error (error);
  foyer_position_clear (&position);
  foyer_replica_read (kiosk->replica, read_position, &position, NULL);
  foyer_replica_read (kiosk->replica, read_proof, &proof, NULL);
  g_assert_cmpint (position.cursor, ==, next);
  g_assert_cmpint (proof, ==, FOYER_FEED_UNPROVED);
  foyer_position_clear (&position);
}

/* A hub's store of before there were digests gets them when it is opened, and a
 * kiosk that knows its cursor goes on from there. */
static gpointer
forget_digests (FoyerStore *store, gpointer data, GError **error)
{
  return foyer_sql_run (store, error, "DELETE FROM feed_mark", NULL) &&
         foyer_sql_run (store, error, "UPDATE feed SET digest = NULL", NULL) ? data : NULL;
}

static void
test_before_digests (HubFixture *f, gconstpointer unused)
{
  G_GNUC_UNUSED g_autoptr (json_t) first = hub_fixture_import (f, 0, 12);
  g_autofree char *db = hub_fixture_store (f);
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  g_autoptr (FoyerReplica) replica = NULL;
  FoyerFeedProof proof = FOYER_FEED_UNPROVED;
  GError *error = NULL;

  kiosk_pull (kiosk);
  hub_fixture_stop (f);
  replica = foyer_replica_open (db, &error);
  g_assert_no_error (error);
  foyer_replica_write (replica, FOYER_LANE_SYNC, forget_digests, replica, &error);
  g_assert_no_error (error);
  foyer_replica_close (replica);
  hub_fixture_start (f);
  json_decref (hub_fixture_import (f, 12, 15));
  kiosk_pull (kiosk);
  foyer_replica_read (kiosk->replica, read_proof, &proof, NULL);
  g_assert_cmpint (proof, ==, FOYER_FEED_SAME);
}

/* Backups that are none. */
static void
test_bad_backup (HubFixture *f, gconstpointer unused)
{
  g_autofree char *folder = g_build_filename (f->dir, "yesterday", NULL);
  g_autofree char *token = g_build_filename (folder, "organizer-token", NULL);
  g_autofree char *aside = NULL;
  GError *error = NULL;

  back_up (f, "yesterday");
  g_assert_false (foyer_backup_make (f->state, folder, &error));
  g_assert_error (error, FOYER_HUB_ERROR, FOYER_HUB_ERROR_STATE);
  g_clear_error (&error);
  g_assert_false (foyer_restore_all (folder, f->state, &aside, &error));
  g_assert_error (error, FOYER_HUB_ERROR, FOYER_HUB_ERROR_RUNNING);
  g_clear_error (&error);
  hub_fixture_stop (f);
  g_assert_true (g_file_set_contents (token, "mine", -1, NULL));
  g_assert_false (foyer_restore_all (folder, f->state, &aside, &error));
  g_assert_error (error, FOYER_HUB_ERROR, FOYER_HUB_ERROR_KEY);
  g_clear_error (&error);
  g_assert_false (foyer_restore_all (f->state, f->state, &aside, &error));
  g_assert_error (error, FOYER_HUB_ERROR, FOYER_HUB_ERROR_KEY);
  g_clear_error (&error);
  hub_fixture_start (f);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  hub_fixture_add ("/sync/engine/restore/all-comes-back", test_restore);
  hub_fixture_add ("/sync/engine/restore/imported-again", test_imported_again);
  hub_fixture_add ("/sync/engine/restore/older-copy-grown", test_older_copy_grown);
  hub_fixture_add ("/sync/engine/restore/removed-stays-away", test_removed_stays_away);
  hub_fixture_add ("/sync/engine/restore/changed-event", test_changed_event);
  hub_fixture_add ("/sync/engine/restore/expelled-stays-out", test_expelled_stays_out);
  hub_fixture_add ("/sync/engine/restore/repair", test_repair);
  hub_fixture_add ("/sync/engine/restore/unknown-kind", test_unknown_kind);
  hub_fixture_add ("/sync/engine/restore/before-digests", test_before_digests);
  hub_fixture_add ("/sync/engine/restore/bad-backup", test_bad_backup);
  return g_test_run ();
}
