/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forecast.h"

#define MINUTE G_TIME_SPAN_MINUTE

/* A morning of five-minute buckets: doors at 0, the start after an hour. */
static FoyerForecast
forecast (const gint64 *arrivals, gsize n, guint lanes)
{
  FoyerForecastFacts facts = {
    .expected = 400, .starts_us = 60 * MINUTE, .now_us = (gint64) n * 5 * MINUTE,
    .width_us = 5 * MINUTE, .arrivals = arrivals, .n_arrivals = n, .lanes = lanes,
  };
  FoyerForecast result;

  foyer_forecast (&facts, &result);
  return result;
}

static void
test_nobody_yet (void)
{
  FoyerForecast result = forecast (NULL, 0, 1);

  g_assert_cmpfloat (result.total, >, 270);
  g_assert_cmpfloat (result.total, <, 290);
  g_assert_cmpint (result.clears_us, ==, 0);
  g_assert_cmpint (result.clears_more_us, ==, 0);
  g_assert_cmpfloat (result.pressure, ==, 0);
}

static void
test_more_lanes (void)
{
  static const gint64 steady[] = { 10, 20, 30, 30, 30, 30, 30 };
  FoyerForecast one = forecast (steady, G_N_ELEMENTS (steady), 1);
  FoyerForecast two = forecast (steady, G_N_ELEMENTS (steady), 2);
  gint64 now_us = G_N_ELEMENTS (steady) * 5 * MINUTE;

  g_assert_cmpfloat_with_epsilon (one.rate, 6, 1e-9);
  g_assert_cmpint (one.clears_us, ==, two.clears_us);
  g_assert_cmpint (one.clears_us, >, now_us);
  /* A second lane halves what is left, a third takes a third of it. */
  g_assert_cmpint (ABS (2 * (one.clears_more_us - now_us) - (one.clears_us - now_us)), <=, 2);
  g_assert_cmpint (ABS (3 * (two.clears_more_us - now_us) - 2 * (two.clears_us - now_us)), <=, 3);
}

/* A morning that is over is no riddle. */
static void
test_over (void)
{
  static const gint64 morning[] = { 5, 15, 25, 30, 35, 40, 35, 30, 25, 15, 8, 4, 2, 1, 0, 0, 0, 0, 0, 0,
                                    0, 0, 0, 0 };
  FoyerForecast result = forecast (morning, G_N_ELEMENTS (morning), 2);

  g_assert_cmpfloat (result.total, >=, 270);
  g_assert_cmpfloat (result.total, <, 276);
  g_assert_cmpfloat (result.rate, ==, 0);
  g_assert_cmpint (result.clears_us, ==, 0);
}

/* Twice as many up to the start are more in the end. */
static void
test_follows_what_comes (void)
{
  static const gint64 few[] = { 3, 5, 8, 10, 12, 14, 16, 16, 15, 12, 9, 6, 4, 2 };
  gint64 many[G_N_ELEMENTS (few)];

  for (gsize i = 0; i < G_N_ELEMENTS (few); i++)
    many[i] = 2 * few[i];
  g_assert_cmpfloat (forecast (many, G_N_ELEMENTS (few), 1).total, >,
                     forecast (few, G_N_ELEMENTS (few), 1).total + 50);
}

/* More at the door in ten minutes than it ever let in: a line. */
static void
test_pressure (void)
{
  static const gint64 slow[] = { 10, 10, 10, 10, 10, 10 };
  static const gint64 ebbing[] = { 10, 40, 60, 60, 40, 20, 10, 5, 2, 1, 0, 1 };

  g_assert_cmpfloat (forecast (slow, G_N_ELEMENTS (slow), 1).pressure, >, 1);
  g_assert_cmpfloat (forecast (ebbing, G_N_ELEMENTS (ebbing), 1).pressure, <, 0.5);
}

/* The parts of what still comes are all of it, and what is over is over. */
static void
test_course (void)
{
  static const gint64 morning[] = { 5, 15, 25, 30, 35, 40 };
  const gsize n = 36;
  FoyerForecastFacts facts = {
    .expected = 400, .starts_us = 60 * MINUTE, .now_us = 28 * MINUTE, .width_us = 5 * MINUTE,
    .arrivals = morning, .n_arrivals = G_N_ELEMENTS (morning), .lanes = 1,
  };
  FoyerForecast result;
  double people[36];
  double sum = 150;

  foyer_forecast (&facts, &result);
  foyer_forecast_course (&facts, people, n);
  for (gsize i = 0; i < n; i++)
    sum += people[i];
  g_assert_cmpfloat (people[4], ==, 0);
  g_assert_cmpfloat (people[5], >, 0);
  g_assert_cmpfloat (people[6], >, people[20]);
  g_assert_cmpfloat_with_epsilon (sum, result.total, 1);
}

/* Before doors: who is early stands there when they open. */
static void
test_usual_course (void)
{
  FoyerForecastFacts facts = { .expected = 400, .starts_us = 60 * MINUTE, .width_us = 10 * MINUTE };
  double people[18];
  double sum = 0;

  foyer_forecast_course (&facts, people, G_N_ELEMENTS (people));
  for (gsize i = 0; i < G_N_ELEMENTS (people); i++)
    sum += people[i];
  g_assert_cmpfloat (people[4], >, people[1]);
  g_assert_cmpfloat (people[4], >, people[10]);
  g_assert_cmpfloat_with_epsilon (sum, 280, 3);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/replica/forecast/nobody-yet", test_nobody_yet);
  g_test_add_func ("/sync/replica/forecast/more-lanes", test_more_lanes);
  g_test_add_func ("/sync/replica/forecast/over", test_over);
  g_test_add_func ("/sync/replica/forecast/follows-what-comes", test_follows_what_comes);
  g_test_add_func ("/sync/replica/forecast/pressure", test_pressure);
  g_test_add_func ("/sync/replica/forecast/course", test_course);
  g_test_add_func ("/sync/replica/forecast/usual-course", test_usual_course);
  return g_test_run ();
}
