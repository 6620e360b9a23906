/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "triples.h"

#include <math.h>

typedef struct {
  GArray             *finders;
  const FoyerOutline *outlines;   /* one for each finder */
} Candidates;

double
foyer_triples_odds (double a, double b)
{
  return fabs (log (a / b));
}

/* How much of a finder's sides points towards (dx, dy), of length one: 1 if one of them does. */
static double
alignment (const FoyerOutline *outline, double dx, double dy)
{
  double best = 0;

  for (int i = 0; i < 4; i++) {
    const FoyerPoint *a = &outline->corners[i], *b = &outline->corners[(i + 1) % 4];
    double x = b->x - a->x, y = b->y - a->y;

    best = MAX (best, (x * dx + y * dy) / hypot (x, y));
  }
  return best;
}

static gboolean
points_at (const Candidates *self, guint from, guint to)
{
  const FoyerFinder *a = &g_array_index (self->finders, FoyerFinder, from);
  const FoyerFinder *b = &g_array_index (self->finders, FoyerFinder, to);
  double length = hypot (b->x - a->x, b->y - a->y);

  return !self->outlines[from].has_corners
         || alignment (&self->outlines[from], (b->x - a->x) / length, (b->y - a->y) / length)
              > 0.94;
}

/* Whether two finders may be of one code. */
static gboolean
is_pair (const Candidates *self, guint one, guint other)
{
  const FoyerFinder *a = &g_array_index (self->finders, FoyerFinder, one);
  const FoyerFinder *b = &g_array_index (self->finders, FoyerFinder, other);
  double length = hypot (b->x - a->x, b->y - a->y);
  double small = MIN (a->module, b->module), large = MAX (a->module, b->module);

  return one != other && a->light == b->light && large < 4 * small && length > 7 * small
         && length < 190 * large && points_at (self, one, other)
         && points_at (self, other, one);
}

static gboolean
weigh (const Candidates *self, FoyerTriple *triple)
{
  const FoyerFinder *f[3];
  double ax, ay, bx, by, a, b, module, lean, votes = 0;

  for (int i = 0; i < 3; i++)
    f[i] = &g_array_index (self->finders, FoyerFinder, triple->at[i]);
  ax = f[1]->x - f[0]->x;
  ay = f[1]->y - f[0]->y;
  bx = f[2]->x - f[0]->x;
  by = f[2]->y - f[0]->y;
  if (ax * by - ay * bx <= 0)
    return FALSE;
  a = hypot (ax, ay);
  b = hypot (bx, by);
  module = cbrt (f[0]->module * f[1]->module * f[2]->module);
  lean = fabs (ax * bx + ay * by) / (a * b);
  if (MAX (a, b) > 5 * MIN (a, b) || lean > 0.9)
    return FALSE;
  for (int i = 0; i < 3; i++)
    votes += MIN (1, f[i]->votes / (1.5 * f[i]->module)) / 3;
  triple->oddness = foyer_triples_odds (a, b) + 1.5 * lean + foyer_triples_odds (f[0]->module, module)
                    + foyer_triples_odds (f[1]->module, module) + foyer_triples_odds (f[2]->module, module) + (1 - votes);
  return triple->oddness < 3;
}

static int
by_oddness (gconstpointer a, gconstpointer b)
{
  double first = ((const FoyerTriple *) a)->oddness;
  double second = ((const FoyerTriple *) b)->oddness;

  return (first > second) - (first < second);
}

GArray *
foyer_triples_find (GArray *finders, const FoyerOutline *outlines)
{
  Candidates self = { finders, outlines };
  GArray *triples = g_array_new (FALSE, FALSE, sizeof (FoyerTriple));
  guint n = finders->len;
  g_autofree gboolean *pairs = g_new (gboolean, MAX (n * n, 1));

  for (guint i = 0; i < n * n; i++)
    pairs[i] = is_pair (&self, i / n, i % n);
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n; j++)
      for (guint k = 0; pairs[i * n + j] && k < n; k++) {
        FoyerTriple triple = { { i, j, k }, 0 };

        if (k != j && pairs[i * n + k] && weigh (&self, &triple))
          g_array_append_val (triples, triple);
      }
  g_array_sort (triples, by_oddness);
  return triples;
}

FoyerOutline *
foyer_triples_outline (const FoyerGrey *grey, GArray *finders)
{
  FoyerOutline *outlines = g_new0 (FoyerOutline, finders->len);

  for (guint i = 0; i < finders->len; i++) {
    const FoyerFinder *finder = &g_array_index (finders, FoyerFinder, i);

    outlines[i].level = foyer_outline_level (grey, finder);
    outlines[i].has_corners =
      foyer_outline_corners (grey, finder, outlines[i].level, outlines[i].corners);
  }
  return outlines;
}
