/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "backoff.h"

static void
test_table (void)
{
  static const struct {
    guint  failures;
    double roll;
    guint  asked_ms;
    guint  expected_ms;
  } rows[] = {
    { 1,          0.0,    0,      0 },
    { 1,          0.5,    0,      250 },
    { 1,          0.999,  0,      499 },
    { 2,          0.5,    0,      500 },
    { 5,          0.5,    0,      4000 },
    { 7,          0.5,    0,      15000 },
    { 8,          0.5,    0,      15000 },
    { G_MAXUINT,  0.5,    0,      15000 },
    { G_MAXUINT,  0.999,  0,      29970 },
    { 0,          0.5,    0,      250 },
    { 1,          0.0,    5000,   5000 },
    { 1,          0.5,    5000,   5250 },
    { 8,          0.999,  5000,   29970 },
    { 1,          0.0,    600000, 600000 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpuint (foyer_backoff_ms (rows[i].failures, rows[i].roll, rows[i].asked_ms), ==,
                      rows[i].expected_ms);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/engine/backoff", test_table);
  return g_test_run ();
}
