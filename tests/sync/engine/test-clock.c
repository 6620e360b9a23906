/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "admission.h"
#include "clock.h"
#include "engine-fixture.h"
#include "projection.h"
#include "registry.h"

/* Kiosks whose clocks are wrong: by a day, and in 1970. */

#define DAY_US (24 * 3600 * (gint64) G_USEC_PER_SEC)

/* A machine's clock that is wrong by so much. */
typedef struct {
  gint64 off_us;
} WrongClock;

static gint64
wrong_now_us (gpointer data)
{
  const WrongClock *clock = data;

  return foyer_clock_now_us () + clock->off_us;
}

static double
no_dice (gpointer data)
{
  return 0.5;
}

static FoyerEngine *
start_with_clock (Kiosk *kiosk, WrongClock *clock)
{
  FoyerEngine *engine = foyer_engine_new (kiosk->replica, g_steal_pointer (&kiosk->connector));
  FoyerEngineMeans means = { wrong_now_us, no_dice, clock };

  foyer_engine_set_means (engine, &means);
  foyer_engine_start (engine);
  return engine;
}

typedef struct {
  const char    *registration;
  gint64         now_us;
  gboolean       clock_trusted;
  FoyerAdmission *admission;
} Guest;

static gpointer
admit (FoyerStore *store, gpointer data, GError **error)
{
  Guest *guest = data;
  FoyerRequest request = { .registration = guest->registration, .list = "morning",
                           .method = FOYER_METHOD_LOOKUP, .now_us = guest->now_us,
                           .clock_trusted = guest->clock_trusted };

  guest->admission = foyer_admission_decide (store, &request, error);
  return guest->admission ? data : NULL;
}

static char *
entry_of (Kiosk *kiosk, FoyerEngine *engine, WrongClock *clock, const char *registration)
{
  FoyerSyncFacts facts = { .clock_trusted = FALSE };
  Guest guest = { registration, wrong_now_us (clock), FALSE, NULL };
  GError *error = NULL;
  char *entry;

  if (engine != NULL)
    foyer_engine_get_facts (engine, &facts);
  guest.clock_trusted = facts.clock_trusted;
  foyer_replica_write (kiosk->replica, FOYER_LANE_DOOR, admit, &guest, &error);
  g_assert_no_error (error);
  g_assert_cmpint (guest.admission->decision.verdict, ==, FOYER_VERDICT_ADMITTED);
  entry = g_strdup (guest.admission->entry);
  foyer_admission_free (guest.admission);
  return entry;
}

static gboolean
keep_first (const FoyerRegistration *row, gpointer id)
{
  *(char **) id = g_strdup (row->id);
  return FALSE;
}

static gpointer
first_row (FoyerStore *store, gpointer data, GError **error)
{
  char *id = NULL;

  return foyer_registry_foreach (store, keep_first, &id, error) ? id : NULL;
}

/* The doors' lists are open now, by the hub's clock. */
static void
put_times (HubFixture *f)
{
  g_autofree char *opens = foyer_time_to_string (foyer_clock_now_us () - 3600 * (gint64) G_USEC_PER_SEC);
  g_autofree char *closes = foyer_time_to_string (foyer_clock_now_us () + 3600 * (gint64) G_USEC_PER_SEC);
  g_autoptr (json_t) event =
    json_pack ("{s:s, s:{s:s}, s:s, s:[{s:s, s:{s:s}, s:s, s:s}]}", "id", FIXTURE_EVENT, "name", "en",
               "Day", "zone", "Asia/Shanghai", "lists", "id", "morning", "name", "en", "Morning",
               "opens", opens, "closes", closes);
  GError *error = NULL;

  json_decref (foyer_organizer_put_event (f->organizer, event, &error));
  g_assert_no_error (error);
}

static gpointer
read_conflicts (FoyerStore *store, gpointer data, GError **error)
{
  return foyer_projection_conflicts (store, error);
}

static GPtrArray *
wait_for_conflict (FoyerReplica *replica)
{
  gint64 until_us = g_get_monotonic_time () + DEADLINE_US;
  GPtrArray *conflicts = foyer_replica_read (replica, read_conflicts, NULL, NULL);

  while (conflicts->len == 0 && g_get_monotonic_time () < until_us) {
    g_ptr_array_unref (conflicts);
    g_main_context_iteration (NULL, FALSE);
    conflicts = foyer_replica_read (replica, read_conflicts, NULL, NULL);
  }
  return conflicts;
}

/* Every store says that @first came before @second. */
static void
assert_order (FoyerReplica *replica, const char *first, const char *second)
{
  g_autoptr (GPtrArray) conflicts = wait_for_conflict (replica);
  const FoyerConflict *conflict;

  g_assert_cmpuint (conflicts->len, ==, 1);
  conflict = g_ptr_array_index (conflicts, 0);
  g_assert_cmpstr (conflict->first, ==, first);
  g_assert_cmpstr (conflict->second, ==, second);
}

static void
assert_order_at_hub (HubFixture *f, const char *first, const char *second)
{
  g_autofree char *db = hub_fixture_store (f);
  g_autoptr (FoyerReplica) replica = NULL;
  GError *error = NULL;

  hub_fixture_stop (f);
  replica = foyer_replica_open (db, &error);
  g_assert_no_error (error);
  assert_order (replica, first, second);
  foyer_replica_close (replica);
}

/* Two doors that can't hear each other let the same guest in, 20 ms apart: the
 * order is right whatever their clocks say. The later one had no contact since
 * its machine started, so its clock is told only afterwards. */
static void
meet_at_doors (HubFixture *f, gint64 early_off_us, gint64 late_off_us)
{
  G_GNUC_UNUSED g_autoptr (json_t) summary = hub_fixture_import (f, 0, 1);
  WrongClock early_clock = { early_off_us };
  WrongClock late_clock = { late_off_us };
  g_autoptr (Kiosk) early = kiosk_new (f);
  g_autoptr (Kiosk) late = kiosk_new (f);
  FoyerEngine *early_engine, *late_engine;
  g_autofree char *guest = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  FoyerSyncFacts facts;

  put_times (f);
  kiosk_pull (late);
  early_engine = start_with_clock (early, &early_clock);
  wait_until (early_engine, is_same, 0);
  foyer_engine_get_facts (early_engine, &facts);
  g_assert_cmpint (ABS (facts.clock_offset_us + early_off_us), <, 50000);
  g_assert_true (facts.clock_trusted == (ABS (early_off_us) < 60 * (gint64) G_USEC_PER_SEC));
  hub_fixture_stop (f);
  guest = foyer_replica_read (early->replica, first_row, NULL, NULL);
  first = entry_of (early, early_engine, &early_clock, guest);
  g_usleep (20000);
  second = entry_of (late, NULL, &late_clock, guest);

  hub_fixture_start (f);
  late_engine = start_with_clock (late, &late_clock);
  foyer_engine_kick (early_engine);
  wait_for_kind (f, "admit", 2);
  wait_for_kind (f, "clock", 2);
  wait_until (early_engine, is_same, 0);
  wait_until (late_engine, is_same, 0);
  foyer_engine_get_facts (late_engine, &facts);
  g_assert_true (facts.clock_trusted == (ABS (late_off_us) < 60 * (gint64) G_USEC_PER_SEC));
  assert_order (early->replica, first, second);
  assert_order (late->replica, first, second);
  end_engine (early_engine);
  end_engine (late_engine);
  assert_order_at_hub (f, first, second);
}

static void
test_day_ahead (HubFixture *f, gconstpointer unused)
{
  meet_at_doors (f, DAY_US, 0);
}

static void
test_day_behind (HubFixture *f, gconstpointer unused)
{
  meet_at_doors (f, 0, -DAY_US);
}

static void
test_1970 (HubFixture *f, gconstpointer unused)
{
  meet_at_doors (f, DAY_US, 60 * (gint64) G_USEC_PER_SEC - foyer_clock_now_us ());
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  hub_fixture_add ("/sync/engine/clock/day-ahead", test_day_ahead);
  hub_fixture_add ("/sync/engine/clock/day-behind", test_day_behind);
  hub_fixture_add ("/sync/engine/clock/1970", test_1970);
  return g_test_run ();
}
