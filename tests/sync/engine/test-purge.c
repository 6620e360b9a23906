/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* memmem() */
#include "code.h"
#include "engine-fixture.h"
#include "journal.h"
#include "purge.h"
#include "purge-order.h"
#include "purged.h"
#include "registry.h"

#include <string.h>

/* An event that is over goes from the hub, and then from every kiosk of it. */

#define GUESTS 5
#define LATER_US (G_GINT64_CONSTANT (1900000000) * G_USEC_PER_SEC)

static void
purge_hub (HubFixture *f)
{
  GError *error = NULL;
  g_autoptr (json_t) proof = NULL;

  hub_fixture_stop (f);
  proof = foyer_purge_run (&(FoyerPurge) { f->state, NULL, LATER_US, 30, FALSE }, &error);
  g_assert_no_error (error);
  g_assert_cmpint (json_integer_value (json_object_get (proof, "left")), ==, 0);
  hub_fixture_start (f);
}

static gboolean
is_purged (const FoyerSyncFacts *facts, gint64 unused)
{
  return facts->state == FOYER_SYNC_PURGED && facts->wiped;
}

static guint
count_in_file (const char *path)
{
  g_autofree char *bytes = NULL;
  guint found = 0;
  gsize size;

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  for (guint i = 0; i < GUESTS; i++) {
    g_autofree char *phone = g_strdup_printf ("138%08u", i);

    found += memmem (bytes, size, phone, strlen (phone)) != NULL;
  }
  return found;
}

/* How many of the guests' phones are in the raw bytes of a folder's files. */
static guint
count_phones (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint found = 0;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    found += g_file_test (path, G_FILE_TEST_IS_DIR) ? count_phones (path) : count_in_file (path);
  }
  return found;
}

static void
leave (Kiosk *kiosk, const char *name)
{
  g_autofree char *path = g_build_filename (kiosk->dir, name, NULL);

  g_assert_true (g_file_set_contents (path, "13800000001", -1, NULL));
}

static guint
count_confirmed (HubFixture *f)
{
  g_autoptr (json_t) record = foyer_purged_read (f->state, FIXTURE_EVENT);
  const json_t *row;
  guint confirmed = 0;
  size_t i;

  json_array_foreach (json_object_get (record, "kiosks"), i, row)
    confirmed += json_object_get (row, "confirmed") != NULL;
  return confirmed;
}

static void
assert_gone (Kiosk *kiosk)
{
  g_autofree char *enrolment = g_build_filename (kiosk->dir, "enrolment", NULL);

  g_assert_cmpuint (count_phones (kiosk->dir), ==, 0);
  g_assert_false (g_file_test (enrolment, G_FILE_TEST_EXISTS));
}

/* The engine that ended took the connector with it. */
static void
switch_on (Kiosk *kiosk)
{
  GError *error = NULL;

  kiosk->connector = foyer_hub_connector_new (kiosk->enrolment, &error);
  g_assert_no_error (error);
}

static void
fill (HubFixture *f, Kiosk *kiosk)
{
  FoyerEngine *engine = start_engine (kiosk);

  kiosk_record (kiosk, 3);
  wait_until (engine, is_same, 0);
  end_engine (engine);
  switch_on (kiosk);
  g_assert_cmpuint (count_phones (kiosk->dir), >=, GUESTS);
}

/* One that was away when it happened, with entries that nobody else has: when it
 * hears the hub again, it sends nothing and keeps nothing. */
static void
test_away (HubFixture *f, gconstpointer unused)
{
  G_GNUC_UNUSED g_autoptr (json_t) summary = hub_fixture_import (f, 0, GUESTS);
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  g_autoptr (Kiosk) other = kiosk_new (f);
  FoyerEngine *engine;

  fill (f, kiosk);
  fill (f, other);
  kiosk_record (kiosk, 2);
  leave (kiosk, "badges.db");
  leave (kiosk, "parcel-of-before");
  leave (kiosk, FIXTURE_EVENT ".db.broken-20261128");
  purge_hub (f);
  g_assert_cmpuint (count_phones (f->state), ==, 0);
  g_assert_cmpuint (count_confirmed (f), ==, 0);

  engine = start_engine (kiosk);
  wait_until (engine, is_purged, 0);
  assert_gone (kiosk);
  g_assert_cmpuint (count_confirmed (f), ==, 1);
  end_engine (engine);

  engine = start_engine (other);
  wait_until (engine, is_purged, 0);
  end_engine (engine);
  g_assert_cmpuint (count_confirmed (f), ==, 2);
}

static gpointer
wipe (FoyerStore *store, gpointer data, GError **error)
{
  return foyer_store_wipe (store, error) ? data : NULL;
}

/* The hub went away before it was told: the kiosk tells it the next time. */
static void
test_interrupted (HubFixture *f, gconstpointer unused)
{
  G_GNUC_UNUSED g_autoptr (json_t) summary = hub_fixture_import (f, 0, GUESTS);
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  FoyerEngine *engine;
  GError *error = NULL;

  fill (f, kiosk);
  purge_hub (f);
  hub_fixture_stop (f);
  g_assert_nonnull (foyer_replica_write (kiosk->replica, FOYER_LANE_DOOR, wipe, kiosk, NULL));
  g_assert_cmpuint (count_phones (kiosk->dir), ==, 0);
  g_assert_false (kiosk->connector->purge (kiosk->connector, &error));
  g_assert_error (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_OFFLINE);
  g_clear_error (&error);

  hub_fixture_start (f);
  engine = start_engine (kiosk);
  wait_until (engine, is_purged, 0);
  assert_gone (kiosk);
  g_assert_cmpuint (count_confirmed (f), ==, 1);
  end_engine (engine);
}

/* Nobody brings it back: not an organizer, and so not a kiosk that was away. */
static void
test_not_again (HubFixture *f, gconstpointer unused)
{
  g_autoptr (json_t) event =
    json_pack ("{s:s, s:{s:s}, s:[{s:s, s:{s:s}}]}", "id", FIXTURE_EVENT, "name", "en", "Again",
               "lists", "id",
               "door", "name", "en", "Door");
  GError *error = NULL;

  purge_hub (f);
  g_assert_null (foyer_organizer_put_event (f->organizer, event, &error));
  g_assert_error (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_REFUSED);
  g_clear_error (&error);
}

/* A purge that was interrupted: the hub shows nobody what is left. */
static void
test_half (HubFixture *f, gconstpointer unused)
{
  G_GNUC_UNUSED g_autoptr (json_t) summary = hub_fixture_import (f, 0, GUESTS);
  g_autoptr (json_t) record = json_pack ("{s:s}", "event", FIXTURE_EVENT);
  g_autoptr (json_t) listing = NULL;
  GError *error = NULL;

  hub_fixture_stop (f);
  g_assert_true (foyer_purged_write (f->state, FIXTURE_EVENT, record, &error));
  g_test_expect_message ("foyer-hub", G_LOG_LEVEL_WARNING, "its purge was interrupted*");
  hub_fixture_start (f);
  g_test_assert_expected_messages ();
  listing = foyer_organizer_registrations (f->organizer, FIXTURE_EVENT, &error);
  g_assert_null (listing);
  g_assert_error (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_BUSY);
  g_clear_error (&error);
  purge_hub (f);
  g_assert_cmpuint (count_phones (f->state), ==, 0);
}

static void
test_forged (HubFixture *f, gconstpointer unused)
{
  guint8 public_key[32], secret_key[64], other_public[32], other_secret[64];
  g_autofree char *text = NULL;

  foyer_code_make_key (public_key, secret_key);
  foyer_code_make_key (other_public, other_secret);
  text = foyer_purge_order_make (FIXTURE_EVENT, 1, secret_key);
  g_assert_true (foyer_purge_order_check (text, FIXTURE_EVENT, public_key));
  g_assert_false (foyer_purge_order_check (text, "0199f0c2-7c00-7000-8f00-3b6f1d2e4a01", public_key));
  g_assert_false (foyer_purge_order_check (text, FIXTURE_EVENT, other_public));
  g_assert_false (foyer_purge_order_check (NULL, FIXTURE_EVENT, public_key));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  hub_fixture_add ("/sync/engine/purge/away", test_away);
  hub_fixture_add ("/sync/engine/purge/interrupted", test_interrupted);
  hub_fixture_add ("/sync/engine/purge/not-again", test_not_again);
  hub_fixture_add ("/sync/engine/purge/half", test_half);
  hub_fixture_add ("/sync/engine/purge/forged", test_forged);
  return g_test_run ();
}
