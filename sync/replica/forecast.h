/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FoyerForecastFacts:
 * @expected: people who are confirmed
 * @opens_us: when doors opened; who was there before came in with the first
 * @starts_us: when what they come for begins; 0 unknown
 * @now_us: until when @arrivals count
 * @width_us: of a bucket
 * @arrivals: how many came in each bucket from @opens_us on; the last may still run
 * @lanes: kiosks at which people came in
 *
 * What a door knows of its own morning.
 */
typedef struct {
  gint64        expected;
  gint64        opens_us;
  gint64        starts_us;
  gint64        now_us;
  gint64        width_us;
  const gint64 *arrivals;
  gsize         n_arrivals;
  guint         lanes;
} FoyerForecastFacts;

/**
 * FoyerForecast:
 * @total: people who will have come in the end
 * @soon: of those, in the next ten minutes
 * @rate: people a minute who came in the last ten minutes
 * @pressure: @soon against what the doors did in their best ten minutes; above 1 a line grows
 * @clears_us: when everyone who still comes is in, at @rate; 0 where nobody comes in just now
 * @clears_more_us: the same with one more lane as fast as those there are
 */
typedef struct {
  double total;
  double soon;
  double rate;
  double pressure;
  gint64 clears_us;
  gint64 clears_more_us;
} FoyerForecast;

/**
 * foyer_forecast:
 *
 * Weighs the curves that mornings have (a swell before the start, earlier or
 * later, steeper or flatter, and fewer or more who come late, of more or fewer of
 * those expected) by how well
 * they tell what came so far, and takes the mean. Pure: the same facts, the same
 * forecast. Before anybody came, it is what is usual: seven of ten.
 */
void foyer_forecast (const FoyerForecastFacts *facts, FoyerForecast *forecast);

/**
 * foyer_forecast_course:
 * @people: (out caller-allocates): of each of @n buckets from doors on, how many still come in it
 *
 * When those who still come do: 0 in what is over. With nobody come yet and
 * @now_us when doors open it is what is usual for so many who are confirmed.
 */
void foyer_forecast_course (const FoyerForecastFacts *facts, double *people, gsize n);

G_END_DECLS
