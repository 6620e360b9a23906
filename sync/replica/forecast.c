/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "forecast.h"

#include <math.h>

/* What is usual for free events, and how sure of it one can be: of ten who are
 * confirmed seven come, give or take a sixth. In minutes: most come ten before
 * the start, two thirds of those within twelve of that; up to a half of all after
 * that, one by one, as in LATE. */
#define SHOW_RATE    0.7
#define SHOW_SHAPE   20.0
#define MIDDLE       -10.0
#define MIDDLE_SIGMA 20.0
#define SPREAD       12.0
#define SPREAD_SIGMA 0.55
#define LATE         15.0
/* People come in groups: a bucket of five tells as much as two strangers do. */
#define GROUP        2.5
/* Where nobody said when it begins. */
#define START_AFTER  60.0

#define N_MIDDLES    25
#define N_SPREADS    11
#define N_LATE       4
#define N_CURVES     (N_MIDDLES * N_SPREADS * N_LATE)
#define SOON_US      (10 * G_TIME_SPAN_MINUTE)

/* When people come: most around @middle minutes after the start, the @late part of
 * them after that. */
typedef struct {
  double middle;
  double spread;
  double late;
} Curve;

/* The morning in minutes after the start. */
typedef struct {
  const FoyerForecastFacts *facts;
  double opens;
  double now;
  double width;
  double came;
} Morning;

/* The part of all who come that is there at @minute. */
static double
part_at (const Curve *curve, double minute)
{
  double after_middle = minute - curve->middle;
  double swell = 0.5 * erfc (-after_middle / (curve->spread * G_SQRT2));
  double ebb = after_middle > 0 ? -expm1 (-after_middle / LATE) : 0;

  return (1 - curve->late) * swell + curve->late * ebb;
}

static double
square (double x)
{
  return x * x;
}

static double
log_prior (const Curve *curve)
{
  return -0.5 * square ((curve->middle - MIDDLE) / MIDDLE_SIGMA) -
         0.5 * square (log (curve->spread / SPREAD) / SPREAD_SIGMA);
}

/* Gamma-Poisson: how many come in all is summed over. */
static double
log_weight (const Morning *morning, const Curve *curve, double prior_rate)
{
  double weight = log_prior (curve);
  double before = 0;

  for (gsize i = 0; i < morning->facts->n_arrivals; i++) {
    double end = MIN (morning->opens + (double) (i + 1) * morning->width, morning->now);
    double part = part_at (curve, end);

    weight += (double) morning->facts->arrivals[i] / GROUP * log (MAX (part - before, 1e-9));
    before = MAX (part, before);
  }
  return weight - (SHOW_SHAPE + morning->came / GROUP) *
                  log (prior_rate + part_at (curve, morning->now) / GROUP);
}

static void
curve_at (guint i, Curve *curve)
{
  static const double late[N_LATE] = { 0, 0.15, 0.3, 0.5 };
  guint spread = i / N_MIDDLES % N_SPREADS;

  curve->middle = MIDDLE + MIDDLE_SIGMA * 2.5 * (2.0 * (i % N_MIDDLES) / (N_MIDDLES - 1) - 1);
  curve->spread = SPREAD * exp (SPREAD_SIGMA * 2.5 * (2.0 * spread / (N_SPREADS - 1) - 1));
  curve->late = late[i / (N_MIDDLES * N_SPREADS)];
}

/* Of each curve, how many come in all by it, times how much it is to be believed. */
static void
weigh (const Morning *morning, double alls[N_CURVES])
{
  double prior_rate = SHOW_SHAPE / (SHOW_RATE * MAX ((double) morning->facts->expected, 1));
  double best = -G_MAXDOUBLE;
  double sum = 0;
  Curve curve;

  for (guint i = 0; i < N_CURVES; i++) {
    curve_at (i, &curve);
    alls[i] = log_weight (morning, &curve, prior_rate);
    best = MAX (best, alls[i]);
  }
  for (guint i = 0; i < N_CURVES; i++) {
    double weight = exp (alls[i] - best);

    curve_at (i, &curve);
    sum += weight;
    alls[i] = weight * (SHOW_SHAPE + morning->came / GROUP) /
              (prior_rate + part_at (&curve, morning->now) / GROUP);
  }
  for (guint i = 0; i < N_CURVES; i++)
    alls[i] /= sum;
}

/* The mean over all curves of how many come from minute @from to minute @to. */
static double
people_between (const double alls[N_CURVES], double from, double to)
{
  double people = 0;
  Curve curve;

  for (guint i = 0; i < N_CURVES; i++) {
    curve_at (i, &curve);
    people += alls[i] * (part_at (&curve, to) - part_at (&curve, from));
  }
  return people;
}

/* People a minute in the ten minutes that end at @end_us. */
static double
rate_until (const FoyerForecastFacts *facts, gint64 end_us)
{
  gint64 from_us = end_us - SOON_US;
  double people = 0;

  for (gsize i = 0; i < facts->n_arrivals; i++) {
    gint64 begin_us = facts->opens_us + (gint64) i * facts->width_us;
    gint64 stop_us = MIN (begin_us + facts->width_us, facts->now_us);
    gint64 shared_us = MIN (stop_us, end_us) - MAX (begin_us, from_us);

    if (shared_us > 0)
      people += (double) facts->arrivals[i] * (double) shared_us / (double) (stop_us - begin_us);
  }
  return people / ((double) SOON_US / G_TIME_SPAN_MINUTE);
}

static double
best_rate (const FoyerForecastFacts *facts)
{
  double best = 0;

  for (gsize i = 0; i < facts->n_arrivals; i++)
    best = MAX (best, rate_until (facts, MIN (facts->opens_us + (gint64) (i + 1) * facts->width_us,
                                              facts->now_us)));
  return best;
}

static double
minutes (gint64 us)
{
  return (double) us / G_TIME_SPAN_MINUTE;
}

static gint64
after (gint64 now_us, double people, double rate)
{
  return rate > 0 ? now_us + (gint64) (people / rate * G_TIME_SPAN_MINUTE) : 0;
}

static Morning
morning_of (const FoyerForecastFacts *facts)
{
  gint64 starts_us = facts->starts_us != 0
                       ? facts->starts_us
                       : facts->opens_us + (gint64) (START_AFTER * G_TIME_SPAN_MINUTE);
  Morning morning = { facts, minutes (facts->opens_us - starts_us),
                      minutes (facts->now_us - starts_us), minutes (facts->width_us), 0 };

  for (gsize i = 0; i < facts->n_arrivals; i++)
    morning.came += (double) facts->arrivals[i];
  return morning;
}

void
foyer_forecast (const FoyerForecastFacts *facts, FoyerForecast *forecast)
{
  Morning morning = morning_of (facts);
  double lanes = MAX (facts->lanes, 1);
  double best = best_rate (facts);
  double alls[N_CURVES];
  double still;

  weigh (&morning, alls);
  still = people_between (alls, morning.now, INFINITY);
  forecast->soon = people_between (alls, morning.now, morning.now + 10);
  forecast->total = morning.came + still;
  forecast->rate = rate_until (facts, facts->now_us);
  forecast->pressure = best > 0 ? forecast->soon / (10 * best) : 0;
  forecast->clears_us = after (facts->now_us, still, forecast->rate);
  forecast->clears_more_us = after (facts->now_us, still, forecast->rate * (lanes + 1) / lanes);
}

void
foyer_forecast_course (const FoyerForecastFacts *facts, double *people, gsize n)
{
  Morning morning = morning_of (facts);
  double alls[N_CURVES];

  weigh (&morning, alls);
  for (gsize i = 0; i < n; i++) {
    double to = morning.opens + (double) (i + 1) * morning.width;
    double from = MAX (to - morning.width, morning.now);

    /* Who comes before doors stands there when they open. */
    if (i == 0 && morning.now <= morning.opens)
      from = -INFINITY;
    people[i] = to > from ? people_between (alls, from, to) : 0;
  }
}
