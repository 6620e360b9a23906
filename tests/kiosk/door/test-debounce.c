/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "debounce.h"

#define MS 1000

static void
test_same_code (void)
{
  FoyerDebounce debounce = { 0 };

  g_assert_true (foyer_debounce_take (&debounce, "A", 10 * MS));
  g_assert_false (foyer_debounce_take (&debounce, "A", 500 * MS));
  g_assert_true (foyer_debounce_take (&debounce, "A", 500 * MS + FOYER_DEBOUNCE_US));
}

/* A phone that trembles in and out of view for a minute is still one scan. */
static void
test_held (void)
{
  FoyerDebounce debounce = { 0 };

  g_assert_true (foyer_debounce_take (&debounce, "A", 0));
  for (gint64 i = 1; i < 60; i++)
    g_assert_false (foyer_debounce_take (&debounce, "A", i * G_USEC_PER_SEC));
}

static void
test_two_codes (void)
{
  FoyerDebounce debounce = { 0 };

  g_assert_true (foyer_debounce_take (&debounce, "A", 0));
  g_assert_true (foyer_debounce_take (&debounce, "B", 1));
  g_assert_true (foyer_debounce_take (&debounce, "A", 2));
  g_assert_true (foyer_debounce_is_last (&debounce, "A"));
  g_assert_false (foyer_debounce_is_last (&debounce, "B"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kiosk/door/debounce/same-code", test_same_code);
  g_test_add_func ("/kiosk/door/debounce/held", test_held);
  g_test_add_func ("/kiosk/door/debounce/two-codes", test_two_codes);
  return g_test_run ();
}
