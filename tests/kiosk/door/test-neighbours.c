/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "door-fixture.h"
#include "headcount.h"
#include "language.h"
#include "neighbours.h"

/* What a volunteer reads of the kiosks, and for which of them the sums are complete. */

#define NOW_US (G_GINT64_CONSTANT (1795826700) * G_USEC_PER_SEC)   /* 08:45 in Shanghai */
#define MINUTE G_TIME_SPAN_MINUTE

typedef struct {
  FoyerNeighbours *neighbours;
  FoyerHealth     *health;
  FoyerEvent      *event;
  GPtrArray       *counts;
  GPtrArray       *fleet;
} Fixture;

static void
count_free (gpointer data)
{
  g_free (data);
}

static void
set_up (Fixture *f, gconstpointer unused)
{
  f->neighbours = foyer_neighbours_new ();
  f->health = foyer_health_new ();
  f->event = foyer_event_new ();
  f->event->zone = g_strdup ("Asia/Shanghai");
  f->counts = g_ptr_array_new_with_free_func (count_free);
  f->fleet = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_fleet_kiosk_free);
  foyer_health_set_zone (f->health, "Asia/Shanghai");
  foyer_health_set_hub (f->health, 0, NOW_US);
  foyer_neighbours_set_own (f->neighbours, "a");
}

static void
tear_down (Fixture *f, gconstpointer unused)
{
  g_assert_finalize_object (f->neighbours);
  g_assert_finalize_object (f->health);
  foyer_event_free (f->event);
  g_ptr_array_unref (f->counts);
  g_ptr_array_unref (f->fleet);
}

/* @entries of the kiosk are here; @seen_us: when the hub heard of it, -1 it does not know it. */
static FoyerFleetKiosk *
add (Fixture *f, const char *id, const char *name, gint64 entries, gint64 seen_us)
{
  FoyerKioskCount *count = g_new0 (FoyerKioskCount, 1);
  FoyerFleetKiosk *kiosk;

  count->kiosk = (char *) id;
  count->name = (char *) name;
  count->entries = entries;
  count->last_us = entries > 0 ? NOW_US - 3 * MINUTE : 0;
  g_ptr_array_add (f->counts, count);
  if (seen_us < 0)
    return NULL;
  kiosk = foyer_fleet_kiosk_new ();
  kiosk->id = g_strdup (id);
  kiosk->name = g_strdup (name);
  kiosk->seen_us = seen_us;
  g_ptr_array_add (f->fleet, kiosk);
  return kiosk;
}

static void
assert_row (Fixture *f, guint i, const char *name, const char *text, gboolean attention)
{
  g_autoptr (GPtrArray) rows = foyer_neighbours_tell (f->neighbours, f->counts, f->health, f->event, NOW_US);
  const FoyerNeighbourRow *row;

  g_assert_cmpuint (rows->len, >, i);
  row = g_ptr_array_index (rows, i);
  g_assert_cmpstr (row->name, ==, name);
  g_assert_cmpstr (row->text, ==, text);
  g_assert_cmpint (row->attention, ==, attention);
}

static void
assert_complete (Fixture *f, const char *expected)
{
  g_autofree char *text = foyer_neighbours_complete (f->neighbours, f->counts, f->health, f->event);

  g_assert_cmpstr (text, ==, expected);
}

static void
tell (Fixture *f)
{
  foyer_neighbours_set (f->neighbours, f->fleet, NOW_US);
}

static void
test_well (Fixture *f, gconstpointer unused)
{
  FoyerFleetKiosk *kiosk;

  add (f, "b", "Door 2", 4, NOW_US);
  add (f, "a", "Door 1", 3, NOW_US);
  add (f, "h", NULL, 2, -1);            /* the hub's own entries */
  kiosk = add (f, "c", "Hall B", 9, NOW_US - MINUTE);
  kiosk->status.printer = FOYER_PART_ATTENTION;
  kiosk->status.badges = 3;
  tell (f);
  assert_row (f, 0, "Door 1 (this one)", "Connected, guest list up to date · No printer", FALSE);
  assert_row (f, 1, "Door 2", "All well", FALSE);
  assert_row (f, 2, "Hall B", "Printer needs a look · 3 badges waiting", TRUE);
  assert_complete (f, "Counted at Door 2, Door 1, Hall B.");
}

static void
test_missing (Fixture *f, gconstpointer unused)
{
  FoyerFleetKiosk *kiosk;

  add (f, "a", "Door 1", 3, NOW_US);
  add (f, "b", "Door 2", 4, NOW_US - 5 * MINUTE);
  add (f, "d", "Spare", 0, 0);
  kiosk = add (f, "c", "Hall B", 9, NOW_US);
  kiosk->status.unsent = 2;
  tell (f);
  assert_row (f, 1, "Door 2", "Silent since 08:40", TRUE);
  assert_row (f, 2, "Spare", "Not used yet", FALSE);
  assert_row (f, 3, "Hall B", "2 entries unsent", FALSE);
  assert_complete (f, "Counted at Door 1. Missing: Door 2 since 08:40, Hall B since 08:42.");
}

/* Nobody can say what the others do; what is known of them stands there with its time. */
static void
test_alone (Fixture *f, gconstpointer unused)
{
  add (f, "a", "Door 1", 3, NOW_US);
  add (f, "b", "Door 2", 4, NOW_US);
  tell (f);
  foyer_health_set_hub (f->health, NOW_US - 2 * MINUTE, NOW_US);
  assert_complete (f, "Counted at Door 1. Missing: Door 2 since 08:43.");
}

/* A hub that says nothing of its fleet: what came from them is all there is. */
static void
test_older_hub (Fixture *f, gconstpointer unused)
{
  add (f, "a", "Door 1", 3, -1);
  add (f, "b", "Door 2", 4, -1);
  assert_row (f, 1, "Door 2", "Last heard of at 08:42", FALSE);
  assert_complete (f, "Counted at Door 1, Door 2.");
}

static void
on_notify (gboolean *told)
{
  *told = TRUE;
}

static void
test_watched (Fixture *f, gconstpointer unused)
{
  gboolean told = FALSE;

  g_signal_connect_swapped (f->neighbours, "notify::watched", G_CALLBACK (on_notify), &told);
  foyer_neighbours_set_watched (f->neighbours, FALSE);
  g_assert_false (told);
  foyer_neighbours_set_watched (f->neighbours, TRUE);
  g_assert_true (told);
  g_assert_true (foyer_neighbours_get_watched (f->neighbours));
}

static void
add_test (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  foyer_language_init ("en");
  g_test_init (&argc, &argv, NULL);
  add_test ("/kiosk/door/neighbours/well", test_well);
  add_test ("/kiosk/door/neighbours/missing", test_missing);
  add_test ("/kiosk/door/neighbours/alone", test_alone);
  add_test ("/kiosk/door/neighbours/older-hub", test_older_hub);
  add_test ("/kiosk/door/neighbours/watched", test_watched);
  return g_test_run ();
}
