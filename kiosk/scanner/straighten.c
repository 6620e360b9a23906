/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "straighten.h"

#include "triples.h"

#include <math.h>
#include <string.h>
#include <time.h>

/* Finders whose modules are larger are looked at from farther away, for the sake of speed. */
#define LARGEST_MODULE 15.0
#define SMALLER_MODULE 5.0

/* Triples that are looked at, and those of them that are taken for a code. */
typedef struct {
  guint  looks;
  guint  trials;
  guint  sizes;       /* of the code, for each triple */
  double mismatch;    /* of the two sides of a code, as the logarithm of their ratio */
} Limits;

static const Limits limits[] = {
  [FOYER_EFFORT_FLAT] = { 150, 12, 1, 0.15 },
  [FOYER_EFFORT_BENT] = { 400, 40, 4, 0.4 },
};

typedef struct {
  const FoyerGrey    *grey;
  GArray             *finders;
  FoyerOutline       *outlines;   /* one for each finder */
  FoyerEffort         effort;
  FoyerStraightenFunc func;
  gpointer            user_data;
} Search;

/* One triple, in the picture that was searched or in a part of it. */
typedef struct {
  const Search    *search;
  const FoyerGrey *grey;
  FoyerGrey       *part;        /* NULL if the whole picture suits */
  FoyerFinder      finders[3];
  FoyerOutline     outlines[3];
  double           side;        /* of the code in modules, roughly */
} View;

gint64
foyer_straighten_clock (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* The side of a module near finder @from, seen towards @to. */
static double
module_towards (const View *self, int from, int to)
{
  const FoyerFinder *f = &self->finders[from];
  double dx = self->finders[to].x - f->x, dy = self->finders[to].y - f->y;
  double length = hypot (dx, dy), level = self->outlines[from].level;
  double ahead = foyer_outline_reach (self->grey, f, level, dx / length, dy / length);
  double back = foyer_outline_reach (self->grey, f, level, -dx / length, -dy / length);

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

/* Returns: whether both sides of the code are about as long. */
static gboolean
view_open (View *self, const Search *search, const FoyerTriple *triple)
{
  double along, down;

  self->search = search;
  self->grey = search->grey;
  self->part = NULL;
  for (int i = 0; i < 3; i++) {
    self->finders[i] = g_array_index (search->finders, FoyerFinder, triple->at[i]);
    self->outlines[i] = search->outlines[triple->at[i]];
  }
  along = modules_between (self, 0, 1);
  down = modules_between (self, 0, 2);
  self->side = (along + down) / 2 + 7;
  return foyer_triples_odds (along, down) < limits[search->effort].mismatch;
}

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

/* A light code is looked at as a dark one, a huge one from farther away: in a part of the
 * picture of its own. FALSE if nothing is left of it. */
static gboolean
view_cut (View *self)
{
  FoyerFinder *f = self->finders;
  double module = cbrt (f[0].module * f[1].module * f[2].module);
  double factor = module > LARGEST_MODULE ? SMALLER_MODULE / module : 1;
  double left, top, right, bottom;

  if (factor == 1 && !f[0].light)
    return TRUE;
  bounds_of (f, module, &left, &top, &right, &bottom);
  left = MAX (0, floor (left));
  top = MAX (0, floor (top));
  self->part = foyer_grey_crop (self->grey, (int) left, (int) top, (int) ceil (right - left),
                                (int) ceil (bottom - top));
  if (self->part == NULL)
    return FALSE;
  if (factor != 1) {
    g_autoptr (FoyerGrey) large = self->part;

    self->part = foyer_grey_scale (large, factor);
  }
  if (f[0].light)
    foyer_grey_invert (self->part);
  self->grey = self->part;
  for (int i = 0; i < 3; i++) {
    FoyerPoint *corners = self->outlines[i].corners;

    f[i].x = (f[i].x - left) * factor;
    f[i].y = (f[i].y - top) * factor;
    f[i].module *= factor;
    for (int k = 0; k < 4; k++)
      corners[k] = (FoyerPoint){ (corners[k].x - left) * factor, (corners[k].y - top) * factor };
  }
  return self->part->width > 15 && self->part->height > 15;
}

static gboolean
has_corners (const View *self)
{
  return self->outlines[0].has_corners && self->outlines[1].has_corners
         && self->outlines[2].has_corners;
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

    memcpy (corners, self->outlines[i].corners, sizeof corners);
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

  if (!has_corners (self))
    return FALSE;
  tie_corners (self, side, ties);
  return foyer_lattice_lay (lattice, side, ties, 12);
}

/* The far corner is where a lattice that is held at three others goes astray. */
static void
pin (const View *self, FoyerLattice *lattice)
{
  FoyerLattice pinned;
  FoyerTie ties[16];

  if (!has_corners (self) || !foyer_lattice_pin (lattice, self->grey, &ties[12]))
    return;
  tie_corners (self, lattice->side, ties);
  ties[13] = ties[14] = ties[15] = ties[12];
  if (foyer_lattice_lay (&pinned, lattice->side, ties, 16))
    *lattice = pinned;
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

/* Of the modules between finders that are as they have to be: a third of them by chance. */
#define LEAST_WORTH 0.68

/* Of the 30 modules that tell level and mask; among random ones rarely fewer than 7. */
#define MOST_FORMAT_ERRORS 8

typedef struct {
  FoyerLattice lattice;
  double       worth;
} Laying;

static void
try_laying (const View *self, FoyerLattice *lattice, GArray *layings)
{
  double timing = foyer_lattice_timing (lattice, self->grey);
  Laying laying = { *lattice, (self->finders[0].light && !self->part ? 1 - timing : timing)
                                - 0.01 * fabs (lattice->side - self->side) };

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
  int nearest = 4 * (int) floor ((self->side - 17) / 4 + 0.5) + 17;
  int reach = nearest > 60 ? 12 : nearest > 29 ? 8 : 4;
  GArray *layings = g_array_new (FALSE, FALSE, sizeof (Laying));

  for (int side = nearest - reach; side <= nearest + reach; side += 4) {
    FoyerLattice lattice;

    if (!foyer_modules_is_side (side))
      continue;
    if (lay_by_corners (self, side, &lattice))
      try_laying (self, &lattice, layings);
    if (lay_by_middles (self, side, &lattice))
      try_laying (self, &lattice, layings);
  }
  g_array_sort (layings, by_worth);
  return layings;
}

/* Whether what stands beside the finders is what stands there in a code, or in its mirror. */
static gboolean
has_format (const FoyerModules *modules)
{
  g_autofree FoyerModules *mirrored = g_memdup2 (modules, sizeof *modules);
  int format;

  foyer_modules_mirror (mirrored);
  return MIN (foyer_modules_format (modules, &format), foyer_modules_format (mirrored, &format))
         <= MOST_FORMAT_ERRORS;
}

typedef enum { OFFER_READ, OFFER_BROKEN, OFFER_NO_CODE } Offer;

static Offer
offer (const View *self, const FoyerLattice *lattice, gboolean sharpen)
{
  g_autofree FoyerModules *modules = g_new (FoyerModules, 1);
  FoyerPoint corners[4];

  foyer_lattice_sample (lattice, self->grey, sharpen, modules);
  if (!has_format (modules))
    return OFFER_NO_CODE;
  for (int i = 0; i < 4; i++) {
    foyer_lattice_locate (lattice, i % 2 * lattice->side, i / 2 * lattice->side, &corners[i].x,
                          &corners[i].y);
    foyer_grey_locate (self->grey, &corners[i].x, &corners[i].y);
  }
  return self->search->func (modules, corners, self->search->user_data) ? OFFER_READ : OFFER_BROKEN;
}

static Offer
try_bending (const View *self, const FoyerLattice *laid, gboolean thorough)
{
  FoyerLattice lattice = *laid;
  Offer bent;

  foyer_lattice_bend (&lattice, self->grey, thorough);
  if (!thorough && lattice.residual > 0.22)
    return OFFER_NO_CODE;
  bent = offer (self, &lattice, FALSE);
  if (bent != OFFER_READ && self->search->effort == FOYER_EFFORT_BENT)
    bent = MIN (bent, offer (self, &lattice, TRUE));
  return bent;
}

/* What stands beside the finders is the same wherever the rest is bent to: where it means
 * nothing, no wrinkle is worth following. */
static gboolean
try_lattice (const View *self, const FoyerLattice *laid)
{
  FoyerLattice lattice = *laid;
  gboolean flat_only = self->search->effort == FOYER_EFFORT_FLAT;
  Offer result;

  pin (self, &lattice);
  result = offer (self, &lattice, FALSE);
  if (result == OFFER_BROKEN || (result == OFFER_NO_CODE && !flat_only))
    result = MIN (result, try_bending (self, laid, FALSE));
  if (result == OFFER_BROKEN && !flat_only)
    result = try_bending (self, laid, TRUE);
  return result == OFFER_READ;
}

static gboolean
looks_right (const View *self)
{
  g_autoptr (GArray) layings = find_layings (self);

  return layings->len > 0 && g_array_index (layings, Laying, 0).worth > LEAST_WORTH;
}

static gboolean
try_view (View *self)
{
  g_autoptr (GArray) layings = NULL;

  if (!view_cut (self))
    return FALSE;
  layings = find_layings (self);
  for (guint i = 0; i < MIN (layings->len, limits[self->search->effort].sizes); i++) {
    const Laying *laying = &g_array_index (layings, Laying, i);

    if (laying->worth > LEAST_WORTH && try_lattice (self, &laying->lattice))
      return TRUE;
  }
  return FALSE;
}

gboolean
foyer_straighten (const FoyerGrey *grey, GArray *finders, FoyerEffort effort, gint64 until_us,
                  FoyerStraightenFunc func, gpointer user_data)
{
  g_autofree FoyerOutline *outlines = foyer_triples_outline (grey, finders);
  Search search = { grey, finders, outlines, effort, func, user_data };
  g_autoptr (GArray) triples = foyer_triples_find (finders, outlines);
  g_autofree gboolean *used = g_new0 (gboolean, MAX (finders->len, 1));
  Limits left = limits[effort];
  gboolean unread = FALSE;

  for (guint i = 0; i < triples->len && left.looks > 0 && left.trials > 0; i++) {
    const FoyerTriple *triple = &g_array_index (triples, FoyerTriple, i);
    View view;

    if (foyer_straighten_clock () > until_us)
      break;
    if (used[triple->at[0]] || used[triple->at[1]] || used[triple->at[2]])
      continue;
    left.looks--;
    if (!view_open (&view, &search, triple) || !looks_right (&view))
      continue;
    left.trials--;
    if (try_view (&view))
      used[triple->at[0]] = used[triple->at[1]] = used[triple->at[2]] = TRUE;
    else
      unread = TRUE;
    g_clear_pointer (&view.part, foyer_grey_free);
  }
  return unread;
}
