/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "door-fixture.h"

#include "help-queue.h"

#define MINUTE (G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)

static FoyerOutcome *
refusal (FoyerVerdict verdict, const char *registration)
{
  FoyerOutcome *outcome = g_atomic_rc_box_new0 (FoyerOutcome);

  outcome->verdict = verdict;
  outcome->registration = g_strdup (registration);
  return outcome;
}

static void
add (FoyerHelpQueue *queue, FoyerVerdict verdict, const char *registration, gint64 now_us)
{
  g_autoptr (FoyerOutcome) outcome = refusal (verdict, registration);

  foyer_help_queue_add (queue, outcome, now_us);
}

static void
on_changed (guint *times)
{
  ++*times;
}

/* The same guest, however often they try, is one case; the newest stands first. */
static void
test_one_case (void)
{
  g_autoptr (FoyerHelpQueue) queue = foyer_help_queue_new ();
  guint times = 0;

  g_signal_connect_swapped (queue, "changed", G_CALLBACK (on_changed), &times);
  add (queue, FOYER_VERDICT_WAITLISTED, "a", 1);
  add (queue, FOYER_VERDICT_CANCELLED, "b", 2);
  add (queue, FOYER_VERDICT_PENDING, "a", 3);
  g_assert_cmpuint (foyer_help_queue_count (queue), ==, 2);
  g_assert_cmpuint (foyer_help_queue_get (queue, 0)->tries, ==, 2);
  g_assert_cmpint (foyer_help_queue_get (queue, 0)->outcome->verdict, ==, FOYER_VERDICT_PENDING);
  g_assert_cmpint (foyer_help_queue_get (queue, 0)->at_us, ==, 3);
  g_assert_cmpstr (foyer_help_queue_get (queue, 1)->outcome->registration, ==, "b");
  g_assert_cmpuint (times, ==, 3);
}

/* Nobody knows who shows a code of nobody: within a minute it is the same guest,
 * unless somebody sees to that one already. */
static void
test_unknown (void)
{
  g_autoptr (FoyerHelpQueue) queue = foyer_help_queue_new ();

  add (queue, FOYER_VERDICT_UNKNOWN, NULL, MINUTE);
  add (queue, FOYER_VERDICT_NOT_A_TICKET, NULL, MINUTE + 1);
  g_assert_cmpuint (foyer_help_queue_count (queue), ==, 1);
  add (queue, FOYER_VERDICT_UNKNOWN, NULL, 3 * MINUTE);
  g_assert_cmpuint (foyer_help_queue_count (queue), ==, 2);
  foyer_help_queue_take (queue, foyer_help_queue_get (queue, 0)->number, "Lin");
  add (queue, FOYER_VERDICT_UNKNOWN, NULL, 3 * MINUTE + 1);
  g_assert_cmpuint (foyer_help_queue_count (queue), ==, 3);
  g_assert_null (foyer_help_queue_get (queue, 0)->taken_by);
}

static void
test_call (void)
{
  g_autoptr (FoyerHelpQueue) queue = foyer_help_queue_new ();
  g_autoptr (FoyerOutcome) outcome = refusal (FOYER_VERDICT_CANCELLED, "a");

  foyer_help_queue_add (queue, outcome, 1);
  foyer_help_queue_call (queue, outcome, 2);
  g_assert_cmpuint (foyer_help_queue_count (queue), ==, 1);
  g_assert_true (foyer_help_queue_get (queue, 0)->called);
  g_assert_cmpuint (foyer_help_queue_get (queue, 0)->tries, ==, 1);
  foyer_help_queue_call (queue, NULL, 3);
  g_assert_cmpuint (foyer_help_queue_count (queue), ==, 2);
  g_assert_null (foyer_help_queue_get (queue, 0)->outcome);
}

static void
test_admitted (void)
{
  g_autoptr (FoyerHelpQueue) queue = foyer_help_queue_new ();
  guint unknown;

  add (queue, FOYER_VERDICT_CANCELLED, "a", 1);
  add (queue, FOYER_VERDICT_UNKNOWN, NULL, 2);
  unknown = foyer_help_queue_get (queue, 0)->number;
  foyer_help_queue_admitted (queue, "somebody", NULL);
  g_assert_cmpuint (foyer_help_queue_count (queue), ==, 2);
  foyer_help_queue_admitted (queue, "a", NULL);
  g_assert_cmpuint (foyer_help_queue_count (queue), ==, 1);
  foyer_help_queue_admitted (queue, "b", "Lin");
  g_assert_cmpuint (foyer_help_queue_count (queue), ==, 1);
  foyer_help_queue_take (queue, unknown, "Lin");
  foyer_help_queue_admitted (queue, "b", "Lin");
  g_assert_cmpuint (foyer_help_queue_count (queue), ==, 0);
  foyer_help_queue_close (queue, unknown);
}

static void
test_bounds (void)
{
  g_autoptr (FoyerHelpQueue) queue = foyer_help_queue_new ();

  for (int i = 0; i < 3 * FOYER_HELP_CASES; i++) {
    g_autofree char *id = g_strdup_printf ("%d", i);

    add (queue, FOYER_VERDICT_PENDING, id, i * MINUTE);
  }
  g_assert_cmpuint (foyer_help_queue_count (queue), ==, FOYER_HELP_CASES);
  foyer_help_queue_expire (queue, FOYER_HELP_KEPT_US + (3 * FOYER_HELP_CASES - 2) * MINUTE);
  g_assert_cmpuint (foyer_help_queue_count (queue), ==, 1);
  foyer_help_queue_expire (queue, FOYER_HELP_KEPT_US + 3 * FOYER_HELP_CASES * MINUTE);
  g_assert_cmpuint (foyer_help_queue_count (queue), ==, 0);
}

/* What happens at a door reaches the queue by itself. */
static void
test_at_the_door (DoorFixture *self, gconstpointer unused)
{
  FoyerHelpQueue *queue = foyer_door_get_help (self->door);

  foyer_door_scan (self->door, FIXTURE_CANCELLED);
  door_fixture_wait_for (self, FOYER_DOOR_SORRY);
  g_assert_cmpuint (foyer_help_queue_count (queue), ==, 1);
  foyer_door_call (self->door);
  g_assert_true (foyer_help_queue_get (queue, 0)->called);
  foyer_door_override (self->door, foyer_help_queue_get (queue, 0)->outcome->registration, "agreed");
  door_fixture_wait_for (self, FOYER_DOOR_WELCOME);
  g_assert_cmpuint (foyer_help_queue_count (queue), ==, 0);
}

int
main (int argc, char **argv)
{
  door_fixture_freeze ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kiosk/door/help-queue/one-case", test_one_case);
  g_test_add_func ("/kiosk/door/help-queue/unknown", test_unknown);
  g_test_add_func ("/kiosk/door/help-queue/call", test_call);
  g_test_add_func ("/kiosk/door/help-queue/admitted", test_admitted);
  g_test_add_func ("/kiosk/door/help-queue/bounds", test_bounds);
  g_test_add ("/kiosk/door/help-queue/at-the-door", DoorFixture, NULL, door_fixture_set_up,
              test_at_the_door, door_fixture_tear_down);
  return g_test_run ();
}
