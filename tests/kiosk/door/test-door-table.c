/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "door-table.h"

/* Whatever happens, waiting long enough brings the kiosk back to the next guest. */
static void
test_never_stuck (void)
{
  for (int i = FOYER_DOOR_WAITING; i < FOYER_DOOR_N_STATES; i++) {
    FoyerDoorState state = (FoyerDoorState) i;
    int steps = 0;

    while (state != FOYER_DOOR_WAITING && steps++ < FOYER_DOOR_N_STATES)
      state = foyer_door_next (state, FOYER_DOOR_TIMED_OUT);
    g_assert_cmpint (state, ==, FOYER_DOOR_WAITING);
  }
}

/* Nothing but a committed admission, asked for before, makes a screen green. */
static void
test_green_only_when_asked (void)
{
  for (int i = 0; i < FOYER_DOOR_N_STATES; i++) {
    for (int j = 0; j < FOYER_DOOR_N_EVENTS; j++) {
      if (foyer_door_next ((FoyerDoorState) i, (FoyerDoorEvent) j) != FOYER_DOOR_WELCOME)
        continue;
      g_assert_cmpint (j, ==, FOYER_DOOR_WELCOMED);
      g_assert_true (i == FOYER_DOOR_CHECKING || i == FOYER_DOOR_HELP);
    }
  }
}

static void
test_second_code_while_checking (void)
{
  g_assert_cmpint (foyer_door_next (FOYER_DOOR_CHECKING, FOYER_DOOR_ASKED), ==, FOYER_DOOR_NONE);
}

/* Wherever an outcome is shown, the next guest does not have to wait for it to go. */
static void
test_next_guest_at_once (void)
{
  static const FoyerDoorState shown[] = { FOYER_DOOR_ASKING, FOYER_DOOR_WELCOME, FOYER_DOOR_SORRY, FOYER_DOOR_HELP,
                                          FOYER_DOOR_TROUBLE };

  for (gsize i = 0; i < G_N_ELEMENTS (shown); i++)
    g_assert_cmpint (foyer_door_next (shown[i], FOYER_DOOR_ASKED), ==, FOYER_DOOR_CHECKING);
}

static void
test_nothing_leaves_none (void)
{
  for (int j = 0; j < FOYER_DOOR_N_EVENTS; j++)
    g_assert_cmpint (foyer_door_next (FOYER_DOOR_NONE, (FoyerDoorEvent) j), ==, FOYER_DOOR_NONE);
}

static void
test_names (void)
{
  for (int i = 0; i < FOYER_DOOR_N_STATES; i++)
    g_assert_cmpstr (foyer_door_state_to_string ((FoyerDoorState) i), !=, NULL);
  for (int j = 0; j < FOYER_DOOR_N_EVENTS; j++)
    g_assert_cmpstr (foyer_door_event_to_string ((FoyerDoorEvent) j), !=, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kiosk/door/table/never-stuck", test_never_stuck);
  g_test_add_func ("/kiosk/door/table/green-only-when-asked", test_green_only_when_asked);
  g_test_add_func ("/kiosk/door/table/second-code-while-checking", test_second_code_while_checking);
  g_test_add_func ("/kiosk/door/table/next-guest-at-once", test_next_guest_at_once);
  g_test_add_func ("/kiosk/door/table/nothing-leaves-none", test_nothing_leaves_none);
  g_test_add_func ("/kiosk/door/table/names", test_names);
  return g_test_run ();
}
