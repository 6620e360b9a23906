/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"
#include "forecast.h"

#include <math.h>

/*
 * How far off a forecast is, on a hundred mornings that are replayed minute by
 * minute. They are of four kinds, each drawn by another rule than the one that
 * forecasts: two swells of different width with buses that bring thirty at once;
 * one swell that begins and ends slowly; a trickle all the time with a rush in it;
 * and doors that let in fewer than come, so that a line stands before them. From
 * less than half to nearly all of those expected come.
 */

#define N_MORNINGS 100
#define EXPECTED   400
#define MINUTES    240
#define START      75
#define STEP       5

typedef struct {
  gint64 people[MINUTES];
  gint64 total;
} Day;

static double
normal (GRand *rand)
{
  return sqrt (-2 * log (1 - g_rand_double (rand))) * cos (2 * G_PI * g_rand_double (rand));
}

static void
arrive (Day *day, double minute, gint64 people)
{
  guint at = (guint) CLAMP (minute, 0, MINUTES - 1);

  day->people[at] += people;
  day->total += people;
}

typedef void (*DrawFunc) (GRand *rand, Day *day, gint64 come);

static void
draw_two_swells (GRand *rand, Day *day, gint64 come)
{
  double early = START + g_rand_double_range (rand, -40, -5);
  double late = early + g_rand_double_range (rand, 10, 40);
  double part = g_rand_double_range (rand, 0.5, 1);
  guint buses = (guint) g_rand_int_range (rand, 0, 3);

  while (buses-- > 0)
    arrive (day, early + 15 * normal (rand), 30);
  while (day->total < come) {
    gboolean first = g_rand_double (rand) < part;

    arrive (day, first ? early + 10 * normal (rand) : late - 18 * log (1 - g_rand_double (rand)), 1);
  }
}

static void
draw_slow_ends (GRand *rand, Day *day, gint64 come)
{
  double middle = START + g_rand_double_range (rand, -25, 5);
  double width = g_rand_double_range (rand, 5, 13);

  while (day->total < come) {
    double part = g_rand_double_range (rand, 0.001, 0.999);

    arrive (day, middle + width * log (part / (1 - part)), 1);
  }
}

static void
draw_trickle (GRand *rand, Day *day, gint64 come)
{
  double rush = START + g_rand_double_range (rand, -30, 0);
  double width = g_rand_double_range (rand, 5, 12);
  double part = g_rand_double_range (rand, 0.4, 0.7);
  double end = START + g_rand_double_range (rand, 10, 50);

  while (day->total < come) {
    gboolean rushes = g_rand_double (rand) < part;

    arrive (day, rushes ? rush + width * normal (rand) : g_rand_double_range (rand, 0, end), 1);
  }
}

static void
draw_line (GRand *rand, Day *day, gint64 come)
{
  double middle = START + g_rand_double_range (rand, -30, -5);
  double width = g_rand_double_range (rand, 8, 20);
  double most = (double) come / g_rand_double_range (rand, 35, 70);
  double line = 0;
  Day before = { 0 };

  while (before.total < come)
    arrive (&before, middle + width * normal (rand), 1);
  for (guint i = 0; i < MINUTES; i++) {
    gint64 in = (gint64) MIN (line + (double) before.people[i], most * (i + 1) - (double) day->total);

    line += (double) (before.people[i] - in);
    arrive (day, i, in);
  }
}

static void
draw_day (GRand *rand, guint number, Day *day)
{
  static const DrawFunc kinds[] = { draw_two_swells, draw_slow_ends, draw_trickle, draw_line };

  *day = (Day) { 0 };
  kinds[number % G_N_ELEMENTS (kinds)] (rand, day,
                                        (gint64) (EXPECTED * g_rand_double_range (rand, 0.45, 0.95)));
}

/* Five minutes a bucket, up to @now. */
static gsize
buckets_of (const Day *day, guint now, gint64 *buckets)
{
  gsize n = (now + STEP - 1) / STEP;

  for (gsize i = 0; i < n; i++)
    buckets[i] = 0;
  for (guint i = 0; i < now; i++)
    buckets[i / STEP] += day->people[i];
  return n;
}

static double
forecast (const Day *day, guint now)
{
  gint64 buckets[MINUTES / STEP + 1];
  FoyerForecastFacts facts = {
    .expected = EXPECTED, .opens_us = 0, .starts_us = START * G_TIME_SPAN_MINUTE,
    .now_us = now * G_TIME_SPAN_MINUTE, .width_us = STEP * G_TIME_SPAN_MINUTE, .arrivals = buckets,
    .n_arrivals = buckets_of (day, now, buckets), .lanes = 2,
  };
  FoyerForecast result;

  foyer_forecast (&facts, &result);
  return result.total;
}

/* As a person would with a ruler: as fast as in the last twenty minutes, until
 * half an hour after the start. */
static double
straight_line (const Day *day, guint now)
{
  double came = 0, recent = 0;

  for (guint i = 0; i < now; i++) {
    came += (double) day->people[i];
    if (i + 20 >= now)
      recent += (double) day->people[i];
  }
  return MIN (came + recent / 20 * MAX (START + 30.0 - now, 0), EXPECTED);
}

static void
measure (guint now, const char *name)
{
  g_autoptr (GArray) ours = bench_times_new ();
  g_autoptr (GArray) theirs = bench_times_new ();
  GRand *rand = g_rand_new_with_seed (20261128);

  for (guint i = 0; i < N_MORNINGS; i++) {
    Day day;
    double error;

    draw_day (rand, i, &day);
    error = fabs (forecast (&day, now) - (double) day.total) / (double) day.total * 100;
    g_array_append_val (ours, error);
    error = fabs (straight_line (&day, now) - (double) day.total) / (double) day.total * 100;
    g_array_append_val (theirs, error);
  }
  g_rand_free (rand);
  bench_say ("%s", name);
  bench_line ("  half of all days within", bench_times_at (ours, 50), "%", "a straight line",
              bench_times_at (theirs, 50));
  bench_line ("  nine of ten within", bench_times_at (ours, 90), "%", "a straight line",
              bench_times_at (theirs, 90));
}

int
main (void)
{
  measure (5, "final headcount, said 5 minutes after doors opened, 70 before the start");
  measure (15, "15 minutes after doors opened, 60 before the start");
  measure (30, "30 minutes after doors opened, 45 before the start");
  measure (45, "45 minutes after doors opened, 30 before the start");
  measure (START, "at the start");
  measure (START + 15, "15 minutes after the start");
  measure (START + 30, "30 minutes after the start");
  measure (START + 45, "45 minutes after the start");
  return 0;
}
