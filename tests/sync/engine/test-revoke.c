/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clock.h"
#include "code.h"
#include "engine-fixture.h"
#include "journal.h"
#include "parcel.h"
#include "registry.h"
#include "revocation.h"

/* Expelling a kiosk. */

static void
expel (HubFixture *f, Kiosk *kiosk)
{
  GError *error = NULL;
  g_autoptr (json_t) answer =
    foyer_organizer_revoke_kiosk (f->organizer, FIXTURE_EVENT, kiosk->enrolment->kiosk, &error);

  g_assert_no_error (error);
  g_assert_true (json_is_true (json_object_get (answer, "revoked")));
}

static gpointer
is_empty (FoyerStore *store, gpointer data, GError **error)
{
  g_autoptr (FoyerEvent) event = foyer_registry_event (store, NULL);
  g_autoptr (GPtrArray) entries = foyer_journal_unsent (store, 0, 10, error);
  g_autofree char *kiosk = foyer_store_get_setting (store, "kiosk", NULL);

  g_assert_null (event);
  g_assert_null (kiosk);
  g_assert_cmpuint (entries->len, ==, 0);
  return data;
}

static void
assert_wiped (Kiosk *kiosk)
{
  g_autofree char *enrolment = g_build_filename (kiosk->dir, "enrolment", NULL);

  g_assert_nonnull (foyer_replica_read (kiosk->replica, is_empty, kiosk, NULL));
  g_assert_false (g_file_test (enrolment, G_FILE_TEST_EXISTS));
}

static json_t *
parcels (HubFixture *f)
{
  GError *error = NULL;
  g_autoptr (json_t) answer = foyer_organizer_parcels (f->organizer, FIXTURE_EVENT, &error);

  g_assert_no_error (error);
  return json_incref (json_object_get (answer, "parcels"));
}

static void
open_parcel (HubFixture *f, json_t *parcel, int accepted, int duplicate)
{
  GError *error = NULL;
  const char *id = json_string_value (json_object_get (parcel, "id"));
  g_autoptr (json_t) answer = foyer_organizer_open_parcel (f->organizer, FIXTURE_EVENT, id, &error);

  g_assert_no_error (error);
  g_assert_cmpint (json_integer_value (json_object_get (answer, "accepted")), ==, accepted);
  g_assert_cmpint (json_integer_value (json_object_get (answer, "duplicate")), ==, duplicate);
  g_assert_cmpint (json_integer_value (json_object_get (answer, "refused")), ==, 0);
}

/* One that is online: there is nothing to seal, and it is gone at once. */
static void
test_online (HubFixture *f, gconstpointer unused)
{
  G_GNUC_UNUSED g_autoptr (json_t) summary = hub_fixture_import (f, 0, 5);
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  g_autoptr (Kiosk) other = kiosk_new (f);
  FoyerEngine *engine = start_engine (kiosk);
  FoyerEngine *other_engine = start_engine (other);
  g_autoptr (json_t) list = NULL;

  kiosk_record (kiosk, 3);
  wait_until (engine, is_same, 0);
  wait_until (other_engine, is_same, 0);
  expel (f, kiosk);
  wait_until (engine, is_wiped, 0);
  assert_wiped (kiosk);
  list = parcels (f);
  g_assert_cmpuint (json_array_size (list), ==, 0);
  kiosk_record (other, 1);
  wait_for_kind (f, "note", 4);
  wait_until (other_engine, is_same, 0);
  end_engine (engine);
  end_engine (other_engine);
}

/* One that was away: what it made meanwhile is sealed into the quarantine, and
 * an organizer lets it in. */
static void
test_unsent (HubFixture *f, gconstpointer unused)
{
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  g_autoptr (json_t) list = NULL;
  FoyerEngine *engine;

  kiosk_record (kiosk, 7);
  expel (f, kiosk);
  engine = start_engine (kiosk);
  wait_until (engine, is_wiped, 0);
  assert_wiped (kiosk);
  list = parcels (f);
  g_assert_cmpuint (json_array_size (list), ==, 1);
  g_assert_cmpint (json_integer_value (json_object_get (json_array_get (list, 0), "entries")), ==, 8);
  g_assert_cmpuint (count_kind (f, "note"), ==, 0);
  open_parcel (f, json_array_get (list, 0), 8, 0);   /* and the clock */
  open_parcel (f, json_array_get (list, 0), 0, 8);
  g_assert_cmpuint (count_kind (f, "note"), ==, 7);
  end_engine (engine);
}

static json_t *
make_parcel (Kiosk *kiosk)
{
  g_autoptr (GPtrArray) unsent = kiosk_unsent (kiosk, 100);
  json_t *parcel = foyer_parcel_seal (kiosk->enrolment, unsent, foyer_clock_now_us ());

  g_assert_nonnull (parcel);
  return parcel;
}

/* By a stick: twice is once, and what was pushed meanwhile is known. */
static void
test_stick (HubFixture *f, gconstpointer unused)
{
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  g_autoptr (json_t) parcel = NULL;
  g_autoptr (json_t) list = NULL;
  GError *error = NULL;
  FoyerEngine *engine;

  kiosk_record (kiosk, 4);
  parcel = make_parcel (kiosk);
  for (int i = 0; i < 2; i++)
    json_decref (foyer_organizer_send_parcel (f->organizer, FIXTURE_EVENT, parcel, &error));
  g_assert_no_error (error);
  engine = start_engine (kiosk);
  wait_until (engine, is_online, 0);
  list = parcels (f);
  g_assert_cmpuint (json_array_size (list), ==, 1);
  open_parcel (f, json_array_get (list, 0), 0, 4);
  g_assert_cmpuint (count_kind (f, "note"), ==, 4);
  end_engine (engine);
}

static void
refuse_parcel (HubFixture *f, json_t *parcel)
{
  g_autoptr (json_t) answer = NULL;
  GError *error = NULL;

  answer = foyer_organizer_send_parcel (f->organizer, FIXTURE_EVENT, parcel, &error);
  g_assert_error (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_REFUSED);
  g_clear_error (&error);
}

static void
test_bad_parcels (HubFixture *f, gconstpointer unused)
{
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  g_autoptr (Kiosk) other = kiosk_new (f);
  g_autoptr (json_t) parcel = NULL;
  g_autoptr (json_t) foreign = NULL;

  kiosk_record (kiosk, 4);
  kiosk_record (other, 2);
  parcel = make_parcel (kiosk);
  foreign = make_parcel (other);
  json_object_set (parcel, "credential", json_object_get (foreign, "credential"));
  refuse_parcel (f, parcel);
  json_object_del (foreign, "signature");
  refuse_parcel (f, foreign);
  json_object_clear (foreign);
  refuse_parcel (f, foreign);
}

/* A revocation counts for one kiosk of one event, by one key. */
static void
test_forged (HubFixture *f, gconstpointer unused)
{
  guint8 public_key[32], secret_key[64], other_public[32], other_secret[64];
  static const char kiosk[] = "0199f0c2-7c00-7000-8f00-3b6f1d2e4a01";
  static const char other[] = "0199f0c2-7c00-7000-8f00-3b6f1d2e4a02";
  g_autofree char *text = NULL;
  g_autofree char *spoilt = NULL;

  foyer_code_make_key (public_key, secret_key);
  foyer_code_make_key (other_public, other_secret);
  text = foyer_revocation_make (kiosk, FIXTURE_EVENT, 1, secret_key);
  g_assert_true (foyer_revocation_check (text, kiosk, FIXTURE_EVENT, public_key));
  g_assert_false (foyer_revocation_check (text, other, FIXTURE_EVENT, public_key));
  g_assert_false (foyer_revocation_check (text, kiosk, other, public_key));
  g_assert_false (foyer_revocation_check (text, kiosk, FIXTURE_EVENT, other_public));
  g_assert_false (foyer_revocation_check (NULL, kiosk, FIXTURE_EVENT, public_key));
  spoilt = g_strdup (text);
  spoilt[5]++;
  g_assert_false (foyer_revocation_check (spoilt, kiosk, FIXTURE_EVENT, public_key));
}

static json_t *
find_kiosk (HubFixture *f, Kiosk *kiosk)
{
  g_autoptr (json_t) answer = foyer_organizer_kiosks (f->organizer, FIXTURE_EVENT, NULL);
  json_t *one;
  size_t i;

  json_array_foreach (json_object_get (answer, "kiosks"), i, one) {
    if (g_strcmp0 (json_string_value (json_object_get (one, "id")), kiosk->enrolment->kiosk) == 0)
      return json_incref (one);
  }
  return NULL;
}

/* What the organizer sees of a kiosk. */
static void
test_status (HubFixture *f, gconstpointer unused)
{
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  FoyerEngine *engine = start_engine (kiosk);
  gint64 until_us = g_get_monotonic_time () + DEADLINE_US;
  const char *id = kiosk->enrolment->kiosk;
  gboolean told = FALSE;
  GError *error = NULL;

  json_decref (foyer_organizer_name_kiosk (f->organizer, FIXTURE_EVENT, id, "West door", &error));
  g_assert_no_error (error);
  while (!told) {
    g_autoptr (json_t) one = find_kiosk (f, kiosk);
    const json_t *status = json_object_get (one, "status");

    g_assert_cmpstr (json_string_value (json_object_get (one, "name")), ==, "West door");
    told = json_is_true (json_object_get (status, "same")) &&
           json_integer_value (json_object_get (status, "unsent")) == 0;
    g_assert_cmpint (g_get_monotonic_time (), <, until_us);
    g_main_context_iteration (NULL, FALSE);
  }
  g_assert_null (foyer_organizer_name_kiosk (f->organizer, FIXTURE_EVENT, FIXTURE_EVENT, "x", &error));
  g_assert_error (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_REFUSED);
  g_clear_error (&error);
  end_engine (engine);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  hub_fixture_add ("/sync/engine/revoke/online", test_online);
  hub_fixture_add ("/sync/engine/revoke/unsent", test_unsent);
  hub_fixture_add ("/sync/engine/revoke/stick", test_stick);
  hub_fixture_add ("/sync/engine/revoke/bad-parcels", test_bad_parcels);
  hub_fixture_add ("/sync/engine/revoke/forged", test_forged);
  hub_fixture_add ("/sync/engine/revoke/status", test_status);
  return g_test_run ();
}
