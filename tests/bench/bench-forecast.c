/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"
#include "forecast.h"

#include <math.h>

/*
 * How far off a forecast is, on a hundred mornings that are replayed minute by
 * minute. They are drawn by another rule than the one that forecasts: two swells
 * of different width, buses that bring thirty at once, and from half to nearly
 * all of those expected.
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

static void
draw_day (GRand *rand, Day *day)
{
  gint64 come = (gint64) (EXPECTED * g_rand_double_range (rand, 0.45, 0.95));
  double early = START + g_rand_double_range (rand, -40, -5);
  double late = early + g_rand_double_range (rand, 10, 40);
  double part = g_rand_double_range (rand, 0.5, 1);
  guint buses = (guint) g_rand_int_range (rand, 0, 3);

  *day = (Day) { 0 };
  while (buses-- > 0)
    arrive (day, early + 15 * normal (rand), 30);
  while (day->total < come) {
    gboolean first = g_rand_double (rand) < part;

    arrive (day, first ? early + 10 * normal (rand) : late - 18 * log (1 - g_rand_double (rand)), 1);
  }
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

    draw_day (rand, &day);
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
  measure (START - 30, "final headcount, said 30 minutes before the start");
  measure (START - 15, "15 minutes before");
  measure (START, "at the start");
  measure (START + 15, "15 minutes after");
  return 0;
}
