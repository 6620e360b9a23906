/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "straighten.h"

#include <math.h>
#include <string.h>

/* The side of a module, in pixels, at which lattices are laid. */
#define BEST_MODULE 5.0

/* Three finders that may be those of a code: at its corner, to the right of it, below it. */
typedef struct {
  guint  at[3];
  double oddness;   /* 0 for a square that is seen from the front */
} Triple;

typedef struct {
  const FoyerGrey    *grey;
  GArray             *finders;
  FoyerEffort         effort;
  FoyerStraightenFunc func;
  gpointer            user_data;
  gint64              until_us;
} Search;

/* One triple in a picture of its own. */
typedef struct {
  const Search *search;
  FoyerGrey    *grey;
  FoyerFinder   finders[3];
  double        levels[3];
  FoyerPoint    corners[3][4];
  gboolean      has_corners;
} View;

static double
odds (double a, double b)
{
  return fabs (log (a / b));
}

static gboolean
weigh (GArray *finders, Triple *triple)
{
  const FoyerFinder *f[3];
  double ax, ay, bx, by, a, b, module, lean, votes = 0;

  for (int i = 0; i < 3; i++)
    f[i] = &g_array_index (finders, FoyerFinder, triple->at[i]);
  ax = f[1]->x - f[0]->x;
  ay = f[1]->y - f[0]->y;
  bx = f[2]->x - f[0]->x;
  by = f[2]->y - f[0]->y;
  if (f[0]->light != f[1]->light || f[0]->light != f[2]->light || ax * by - ay * bx <= 0)
    return FALSE;
  a = hypot (ax, ay);
  b = hypot (bx, by);
  module = cbrt (f[0]->module * f[1]->module * f[2]->module);
  lean = fabs (ax * bx + ay * by) / (a * b);
  if (MIN (a, b) < 7 * module || MAX (a, b) > 190 * module || MAX (a, b) > 5 * MIN (a, b)
      || lean > 0.9)
    return FALSE;
  for (int i = 0; i < 3; i++)
    votes += MIN (1, f[i]->votes / (1.5 * f[i]->module)) / 3;
  triple->oddness = odds (a, b) + 1.5 * lean + odds (f[0]->module, module)
                    + odds (f[1]->module, module) + odds (f[2]->module, module) + (1 - votes);
  return triple->oddness < 3;
}

static int
by_oddness (gconstpointer a, gconstpointer b)
{
  double first = ((const Triple *) a)->oddness;
  double second = ((const Triple *) b)->oddness;

  return (first > second) - (first < second);
}

static GArray *
find_triples (GArray *finders)
{
  GArray *triples = g_array_new (FALSE, FALSE, sizeof (Triple));

  for (guint i = 0; i < finders->len; i++)
    for (guint j = 0; j < finders->len; j++)
      for (guint k = 0; k < finders->len; k++) {
        Triple triple = { { i, j, k }, 0 };

        if (i != j && i != k && j != k && weigh (finders, &triple))
          g_array_append_val (triples, triple);
      }
  g_array_sort (triples, by_oddness);
  return triples;
}

/* A view: the part of the picture around a triple, at the size that suits. */

static void
bounds_of (const FoyerFinder *f, double module, double *left, double *top, double *right,
           double *bottom)
{
  double margin = 8 * module;
  double fourth_x = f[1].x + f[2].x - f[0].x, fourth_y = f[1].y + f[2].y - f[0].y;
  /* Seen from the side, the fourth corner is farther than it seems. */
  double spare_x = 0.35 * (fourth_x - f[0].x), spare_y = 0.35 * (fourth_y - f[0].y);

  *left = MIN (MIN (f[0].x, f[1].x), MIN (f[2].x, MIN (fourth_x, fourth_x + spare_x))) - margin;
  *top = MIN (MIN (f[0].y, f[1].y), MIN (f[2].y, MIN (fourth_y, fourth_y + spare_y))) - margin;
  *right = MAX (MAX (f[0].x, f[1].x), MAX (f[2].x, MAX (fourth_x, fourth_x + spare_x))) + margin;
  *bottom = MAX (MAX (f[0].y, f[1].y), MAX (f[2].y, MAX (fourth_y, fourth_y + spare_y))) + margin;
}

static FoyerGrey *
cut (const FoyerGrey *grey, FoyerFinder *f)
{
  double module = cbrt (f[0].module * f[1].module * f[2].module);
  double factor = module > 3 * BEST_MODULE ? BEST_MODULE / module : 1;
  double left, top, right, bottom;
  g_autoptr (FoyerGrey) part = NULL;

  bounds_of (f, module, &left, &top, &right, &bottom);
  left = MAX (0, floor (left));
  top = MAX (0, floor (top));
  part = foyer_grey_crop (grey, (int) left, (int) top, (int) ceil (right - left),
                          (int) ceil (bottom - top));
  if (part == NULL || part->width < 15 || part->height < 15)
    return NULL;
  for (int i = 0; i < 3; i++) {
    f[i].x = (f[i].x - left) * factor;
    f[i].y = (f[i].y - top) * factor;
    f[i].module *= factor;
  }
  return factor == 1 ? g_steal_pointer (&part) : foyer_grey_scale (part, factor);
}

static gboolean
view_open (View *self, const Search *search, const Triple *triple)
{
  memset (self, 0, sizeof *self);
  self->search = search;
  for (int i = 0; i < 3; i++)
    self->finders[i] = g_array_index (search->finders, FoyerFinder, triple->at[i]);
  self->grey = cut (search->grey, self->finders);
  if (self->grey == NULL)
    return FALSE;
  if (self->finders[0].light)
    foyer_grey_invert (self->grey);
  self->has_corners = TRUE;
  for (int i = 0; i < 3; i++) {
    self->levels[i] = foyer_outline_level (self->grey, &self->finders[i]);
    self->has_corners = foyer_outline_corners (self->grey, &self->finders[i], self->levels[i],
                                               self->corners[i])
                        && self->has_corners;
  }
  return TRUE;
}

/* The side of a module near finder @from, seen towards @to. */
static double
module_towards (const View *self, int from, int to)
{
  const FoyerFinder *f = &self->finders[from];
  double dx = self->finders[to].x - f->x, dy = self->finders[to].y - f->y;
  double length = hypot (dx, dy);
  double ahead = foyer_outline_reach (self->grey, f, self->levels[from], dx / length, dy / length);
  double back = foyer_outline_reach (self->grey, f, self->levels[from], -dx / length, -dy / length);

  if (ahead > 0 && back > 0)
    return (ahead + back) / 7;
  return ahead + back > 0 ? (ahead + back) / 3.5 : f->module;
}

/* Exact however the code is tilted: along a line seen from the side, the geometric mean of the
 * scales at its ends is that of the whole. */
static double
modules_between (const View *self, int one, int other)
{
  double length = hypot (self->finders[one].x - self->finders[other].x,
                         self->finders[one].y - self->finders[other].y);

  return length / sqrt (module_towards (self, one, other) * module_towards (self, other, one));
}

/* The corner that lies farthest towards (dx, dy) first, then clockwise. */
static void
turn_corners (FoyerPoint *corners, double dx, double dy)
{
  FoyerPoint old[4];
  int first = 0;

  memcpy (old, corners, sizeof old);
  for (int i = 1; i < 4; i++)
    if (old[i].x * dx + old[i].y * dy > old[first].x * dx + old[first].y * dy)
      first = i;
  for (int i = 0; i < 4; i++)
    corners[i] = old[(first + i) % 4];
}

/* Twelve ties, four to each finder, at the corner nearest to that of the code first. */
static void
tie_corners (const View *self, int side, FoyerTie *ties)
{
  static const int square[][2] = { { 0, 0 }, { 7, 0 }, { 7, 7 }, { 0, 7 } };
  const FoyerFinder *f = self->finders;
  double a = hypot (f[1].x - f[0].x, f[1].y - f[0].y), b = hypot (f[2].x - f[0].x, f[2].y - f[0].y);
  FoyerPoint along = { (f[1].x - f[0].x) / a, (f[1].y - f[0].y) / a };
  FoyerPoint down = { (f[2].x - f[0].x) / b, (f[2].y - f[0].y) / b };

  for (int i = 0; i < 3; i++) {
    FoyerPoint corners[4];

    memcpy (corners, self->corners[i], sizeof corners);
    turn_corners (corners, -along.x - down.x, -along.y - down.y);
    for (int k = 0; k < 4; k++)
      ties[4 * i + k] = (FoyerTie){ square[k][0] + (i == 1 ? side - 7 : 0),
                                    square[k][1] + (i == 2 ? side - 7 : 0), corners[k].x,
                                    corners[k].y };
  }
}

static gboolean
lay_by_corners (const View *self, int side, FoyerLattice *lattice)
{
  FoyerTie ties[12];

  if (!self->has_corners)
    return FALSE;
  tie_corners (self, side, ties);
  return foyer_lattice_lay (lattice, side, ties, 12);
}

/* The far corner is where a lattice that is held at three others goes astray. */
static gboolean
pin (const View *self, FoyerLattice *lattice)
{
  FoyerTie ties[16];

  if (!self->has_corners || !foyer_lattice_pin (lattice, self->grey, &ties[12]))
    return FALSE;
  tie_corners (self, lattice->side, ties);
  ties[13] = ties[14] = ties[15] = ties[12];
  return foyer_lattice_lay (lattice, lattice->side, ties, 16);
}

static gboolean
lay_by_middles (const View *self, int side, FoyerLattice *lattice)
{
  const FoyerFinder *f = self->finders;
  const FoyerTie ties[] = {
    { 3.5, 3.5, f[0].x, f[0].y },
    { side - 3.5, 3.5, f[1].x, f[1].y },
    { 3.5, side - 3.5, f[2].x, f[2].y },
    { side - 3.5, side - 3.5, f[1].x + f[2].x - f[0].x, f[1].y + f[2].y - f[0].y },
  };

  return foyer_lattice_lay (lattice, side, ties, 4);
}

/* Trials. */

typedef struct {
  FoyerLattice lattice;
  double       worth;
} Laying;

static void
try_laying (const View *self, FoyerLattice *lattice, double away, GArray *layings)
{
  Laying laying = { *lattice, foyer_lattice_timing (lattice, self->grey) - 0.01 * away };

  g_array_append_val (layings, laying);
}

static int
by_worth (gconstpointer a, gconstpointer b)
{
  double first = ((const Laying *) a)->worth;
  double second = ((const Laying *) b)->worth;

  return (first < second) - (first > second);
}

static GArray *
find_layings (const View *self)
{
  double estimate = (modules_between (self, 0, 1) + modules_between (self, 0, 2)) / 2 + 7;
  int nearest = 4 * (int) floor ((estimate - 17) / 4 + 0.5) + 17;
  int reach = nearest > 60 ? 12 : nearest > 29 ? 8 : 4;
  GArray *layings = g_array_new (FALSE, FALSE, sizeof (Laying));

  for (int side = nearest - reach; side <= nearest + reach; side += 4) {
    FoyerLattice lattice;

    if (!foyer_modules_is_side (side))
      continue;
    if (lay_by_corners (self, side, &lattice))
      try_laying (self, &lattice, fabs (side - estimate), layings);
    if (lay_by_middles (self, side, &lattice))
      try_laying (self, &lattice, fabs (side - estimate), layings);
  }
  g_array_sort (layings, by_worth);
  return layings;
}

static gboolean
offer (const View *self, const FoyerLattice *lattice, gboolean sharpen)
{
  g_autofree FoyerModules *modules = g_new (FoyerModules, 1);
  FoyerPoint corners[4];

  foyer_lattice_sample (lattice, self->grey, sharpen, modules);
  for (int i = 0; i < 4; i++) {
    foyer_lattice_locate (lattice, i % 2 * lattice->side, i / 2 * lattice->side, &corners[i].x,
                          &corners[i].y);
    foyer_grey_locate (self->grey, &corners[i].x, &corners[i].y);
  }
  return self->search->func (modules, corners, self->search->user_data);
}

static gboolean
try_lattice (const View *self, const FoyerLattice *laid)
{
  FoyerLattice lattice = *laid;

  if (pin (self, &lattice) && offer (self, &lattice, FALSE))
    return TRUE;
  lattice = *laid;
  foyer_lattice_bend (&lattice, self->grey, FALSE);
  if (lattice.residual > 0.22)
    return FALSE;
  if (offer (self, &lattice, FALSE))
    return TRUE;
  if (self->search->effort == FOYER_EFFORT_FLAT)
    return FALSE;
  if (offer (self, &lattice, TRUE))
    return TRUE;
  lattice = *laid;
  foyer_lattice_bend (&lattice, self->grey, TRUE);
  return offer (self, &lattice, FALSE) || offer (self, &lattice, TRUE);
}

static gboolean
try_triple (const Search *search, const Triple *triple)
{
  View view;
  g_autoptr (GArray) layings = NULL;
  guint most = search->effort == FOYER_EFFORT_FLAT ? 1 : 4;
  gboolean read = FALSE;

  if (!view_open (&view, search, triple))
    return FALSE;
  layings = find_layings (&view);
  for (guint i = 0; i < MIN (layings->len, most) && !read; i++) {
    const Laying *laying = &g_array_index (layings, Laying, i);

    read = laying->worth > 0.65 && try_lattice (&view, &laying->lattice);
  }
  foyer_grey_free (view.grey);
  return read;
}

void
foyer_straighten (const FoyerGrey *grey, GArray *finders, FoyerEffort effort, gint64 until_us,
                  FoyerStraightenFunc func, gpointer user_data)
{
  Search search = { grey, finders, effort, func, user_data, until_us };
  g_autoptr (GArray) triples = find_triples (finders);
  guint most = effort == FOYER_EFFORT_FLAT ? 6 : 60;
  gboolean used[64] = { FALSE };

  for (guint i = 0; i < triples->len && most > 0 && g_get_monotonic_time () < until_us; i++) {
    const Triple *triple = &g_array_index (triples, Triple, i);

    if (used[triple->at[0]] || used[triple->at[1]] || used[triple->at[2]])
      continue;
    most--;
    if (try_triple (&search, triple))
      used[triple->at[0]] = used[triple->at[1]] = used[triple->at[2]] = TRUE;
  }
}
