/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-fixture.h"

/* How kiosks know of each other. */

typedef gboolean (*Like) (const FoyerFleetKiosk *kiosk);

/* Whether @engine knows of @kiosk, and like that. */
static gboolean
knows (FoyerEngine *engine, Kiosk *kiosk, Like like)
{
  gint64 as_of_us;
  g_autoptr (GPtrArray) fleet = foyer_engine_get_fleet (engine, &as_of_us);

  for (guint i = 0; fleet != NULL && i < fleet->len; i++) {
    const FoyerFleetKiosk *one = g_ptr_array_index (fleet, i);

    if (g_str_equal (one->id, kiosk->enrolment->kiosk))
      return one->seen_us <= as_of_us && like (one);
  }
  return FALSE;
}

static void
wait_until_known (FoyerEngine *engine, Kiosk *kiosk, Like like)
{
  gint64 until_us = g_get_monotonic_time () + DEADLINE_US;

  while (!knows (engine, kiosk, like)) {
    g_assert_cmpint (g_get_monotonic_time (), <, until_us);
    g_main_context_iteration (NULL, FALSE);
  }
}

static gboolean
is_well (const FoyerFleetKiosk *kiosk)
{
  return kiosk->seen_us > 0 && kiosk->status.reader == FOYER_PART_GOOD &&
         kiosk->status.printer == FOYER_PART_NONE;
}

static gboolean
has_no_paper (const FoyerFleetKiosk *kiosk)
{
  return kiosk->status.printer == FOYER_PART_ATTENTION && kiosk->status.badges == 4;
}

/* What one tells is seen by who looks, and by nobody else. */
static void
test_seen (HubFixture *f, gconstpointer unused)
{
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  g_autoptr (Kiosk) other = kiosk_new (f);
  FoyerEngine *engine = start_engine (kiosk);
  FoyerEngine *other_engine = start_engine (other);
  gint64 as_of_us;

  foyer_engine_set_parts (other_engine, FOYER_PART_GOOD, FOYER_PART_NONE, 0);
  foyer_engine_watch_fleet (engine, TRUE);
  wait_until_known (engine, other, is_well);
  foyer_engine_set_parts (other_engine, FOYER_PART_GOOD, FOYER_PART_ATTENTION, 4);
  wait_until_known (engine, other, has_no_paper);
  g_assert_null (foyer_engine_get_fleet (other_engine, &as_of_us));
  end_engine (engine);
  end_engine (other_engine);
}

/* What was known stays known while the hub is away. */
static void
test_alone (HubFixture *f, gconstpointer unused)
{
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  FoyerEngine *engine = start_engine (kiosk);

  foyer_engine_set_parts (engine, FOYER_PART_GOOD, FOYER_PART_NONE, 0);
  foyer_engine_watch_fleet (engine, TRUE);
  wait_until_known (engine, kiosk, is_well);
  hub_fixture_stop (f);
  wait_until (engine, is_alone, 0);
  g_assert_true (knows (engine, kiosk, is_well));
  hub_fixture_start (f);
  end_engine (engine);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  hub_fixture_add ("/sync/engine/fleet/seen", test_seen);
  hub_fixture_add ("/sync/engine/fleet/alone", test_alone);
  return g_test_run ();
}
