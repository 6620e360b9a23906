/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "finder.h"

#include <math.h>
#include <string.h>

/* A finder crossed through its middle: dark 1, light 1, dark 3, light 1, dark 1. */
#define N_RUNS 5

/* Where modules are smaller the picture is better enlarged first. */
#define LEAST_LENGTH 9

/* No crowd of candidates may make the rest slow. */
#define MOST_CANDIDATES 600
#define MOST_FINDERS 40
#define MOST_GLANCED 40

/* Ink spreads and light blooms, so that dark runs grow as light ones shrink. The
 * distance between two edges of one kind stays: 2, 4, 4, 2 modules. */
static gboolean
is_finder (const int *runs, double tolerance, double *module)
{
  static const int pairs[] = { 2, 4, 4, 2 };
  int total = runs[0] + runs[1] + runs[2] + runs[3] + runs[4];
  double side = total / 7.0;

  if (total < LEAST_LENGTH)
    return FALSE;
  for (int i = 0; i < 4; i++)
    if (fabs (runs[i] + runs[i + 1] - pairs[i] * side) > tolerance * side + 1)
      return FALSE;
  if (runs[2] < 1.6 * side || runs[2] > 4.6 * side)
    return FALSE;
  if (MAX (runs[1], runs[3]) > 2.5 * MIN (runs[1], runs[3]) + 2)
    return FALSE;
  *module = side;
  return TRUE;
}

/* In noise nearly all candidates are seen once. Those above row @y will not be seen again. */
static void
forget_noise (GArray *finders, double y)
{
  for (guint i = finders->len; i-- > 0;) {
    const FoyerFinder *finder = &g_array_index (finders, FoyerFinder, i);

    if (finder->votes == 1 && finder->y < y - 8 * finder->module)
      g_array_remove_index_fast (finders, i);
  }
}

static void
add (GArray *finders, double x, double y, double module, gboolean light)
{
  FoyerFinder finder = { x, y, module, 1, light };

  for (guint i = 0; i < finders->len; i++) {
    FoyerFinder *known = &g_array_index (finders, FoyerFinder, i);
    double reach = 2 * MAX (module, known->module);

    if (known->light == light && fabs (known->x - x) < reach && fabs (known->y - y) < reach
        && MAX (module, known->module) < 1.7 * MIN (module, known->module)) {
      double share = 1.0 / ++known->votes;

      known->x += (x - known->x) * share;
      known->y += (y - known->y) * share;
      known->module += (module - known->module) * share;
      return;
    }
  }
  if (finders->len >= MOST_CANDIDATES)
    forget_noise (finders, y);
  if (finders->len < MOST_CANDIDATES)
    g_array_append_val (finders, finder);
}

static int
by_votes (gconstpointer a, gconstpointer b)
{
  guint first = ((const FoyerFinder *) a)->votes;
  guint second = ((const FoyerFinder *) b)->votes;

  return (first < second) - (first > second);
}

/* The middle of a finder is three modules high: a few rows through it agree. */
static gboolean
is_confirmed (const FoyerFinder *finder, int step)
{
  return finder->votes * 4 >= (guint) (3 * finder->module / step);
}

static GArray *
sorted (GArray *finders, int step, guint most)
{
  for (guint i = finders->len; i-- > 0;)
    if (!is_confirmed (&g_array_index (finders, FoyerFinder, i), step))
      g_array_remove_index_fast (finders, i);
  g_array_sort (finders, by_votes);
  if (finders->len > most)
    g_array_set_size (finders, most);
  return finders;
}

/* What a line is compared with: a level for all of it, or the picture's own 0 and 255. */
typedef struct {
  const guint8 *first;    /* of the line */
  int           step;     /* bytes from one pixel to the next */
  int           length;
  int           level;    /* at or below is dark */
} Line;

static inline gboolean
is_dark (const Line *line, int at)
{
  return line->first[(gssize) at * line->step] <= line->level;
}

/* The five runs about @middle, the middle one of the same colour as the pixel there. */
static gboolean
runs_about (const Line *line, int middle, int longest, int *runs, double *centre)
{
  gboolean dark = is_dark (line, middle);
  int up = middle, down = middle + 1;

  memset (runs, 0, N_RUNS * sizeof *runs);
  for (int i = 2; i >= 0; i--, dark = !dark)
    for (; up >= 0 && is_dark (line, up) == dark && runs[i] <= longest; up--)
      runs[i]++;
  dark = is_dark (line, middle);
  for (int i = 2; i < N_RUNS; i++, dark = !dark)
    for (; down < line->length && is_dark (line, down) == dark && runs[i] <= 2 * longest; down++)
      runs[i]++;
  /* The middle run is where two halves of four modules meet, whatever the ink did. */
  *centre = (up + 1 + runs[0] + runs[1] + down - runs[4] - runs[3]) / 2.0;
  return runs[0] > 0 && runs[1] > 0 && runs[3] > 0 && runs[4] > 0;
}

static Line
column (const FoyerGrey *grey, int x, int level)
{
  return (Line){ grey->pixels + x, grey->stride, grey->height, level };
}

static Line
row (const FoyerGrey *grey, int y, int level)
{
  return (Line){ grey->pixels + (gsize) y * (gsize) grey->stride, 1, grey->width, level };
}

/* Looks across what a row showed: down through it, then along again. */
static void
check (const FoyerGrey *grey, int level, double x, int y, double module, gboolean light,
       GArray *finders)
{
  int runs[N_RUNS];
  double tall, wide, middle_x, middle_y;
  Line line = column (grey, CLAMP ((int) x, 0, grey->width - 1), level);
  int longest = (int) (12 * module) + 4;

  if (is_dark (&line, y) == light)
    return;
  if (!runs_about (&line, y, longest, runs, &middle_y) || !is_finder (runs, 0.8, &tall))
    return;
  if (tall > 4 * module || module > 4 * tall)
    return;
  line = row (grey, CLAMP ((int) middle_y, 0, grey->height - 1), level);
  if (is_dark (&line, CLAMP ((int) x, 0, grey->width - 1)) == light)
    return;
  if (!runs_about (&line, CLAMP ((int) x, 0, grey->width - 1), longest, runs, &middle_x)
      || !is_finder (runs, 0.8, &wide))
    return;
  add (finders, middle_x, middle_y, sqrt (tall * wide), light);
}

/* Feeds the lengths of runs, and says where five of them make a finder. */
typedef struct {
  int      runs[N_RUNS];
  gboolean dark;    /* the run that has ended last */
} Window;

static gboolean
push_run (Window *window, int length, gboolean dark, double *module)
{
  memmove (window->runs, window->runs + 1, (N_RUNS - 1) * sizeof (int));
  window->runs[N_RUNS - 1] = length;
  window->dark = dark;
  return window->runs[0] > 0 && is_finder (window->runs, 0.7, module);
}

/* @end: where the last of the five runs ended. */
static double
middle_of (const Window *window, int end)
{
  return end - window->runs[4] - window->runs[3] - window->runs[2] / 2.0;
}

static void
search_row (const FoyerGrey *grey, int y, GArray *finders)
{
  Line line = row (grey, y, 127);
  Window window = { { 0 }, FALSE };
  int start = 0;

  for (int x = 1; x <= grey->width; x++) {
    gboolean dark = is_dark (&line, start);
    double module;

    if (x < grey->width && is_dark (&line, x) == dark)
      continue;
    if (push_run (&window, x - start, dark, &module))
      check (grey, 127, middle_of (&window, x), y, module, !dark, finders);
    start = x;
  }
}

GArray *
foyer_finder_search (const FoyerGrey *black_white, int step)
{
  GArray *finders = g_array_new (FALSE, FALSE, sizeof (FoyerFinder));

  for (int y = step / 2; y < black_white->height; y += step)
    search_row (black_white, y, finders);
  return sorted (finders, step, MOST_FINDERS);
}

/* What a row of grey is compared with: the mean of so many blocks on each side, a few levels
 * off so that noise on plain paper makes no edges. Every other row looks wider. */
#define BLOCK  16
#define NARROW 1
#define WIDE   4
#define NOISE  4

/* Between the dark and the light of a finder. Fainter ones are for a closer look. */
#define LEAST_CONTRAST 20

typedef guint8 Pixels __attribute__ ((vector_size (BLOCK)));

typedef struct {
  const FoyerGrey *grey;
  GArray          *finders;
  int              n_blocks;
  guint32         *sums;     /* of the blocks before each */
  guint8          *dark;     /* 255 below the level, pixel by pixel */
  guint8          *light;    /* 255 above it */
} Glance;

static guint32
sum_of_block (const guint8 *pixels)
{
  guint32 sum = 0;

  for (int i = 0; i < BLOCK; i += 8) {
    guint64 eight, pairs;

    memcpy (&eight, pixels + i, sizeof eight);
    pairs = (eight & 0x00FF00FF00FF00FF) + (eight >> 8 & 0x00FF00FF00FF00FF);
    sum += (guint32) (pairs * 0x0001000100010001 >> 48);
  }
  return sum;
}

static void
compare_block (Glance *self, const guint8 *pixels, int x, int mean)
{
  Pixels low = { 0 }, high = { 0 }, here, dark, light;

  low += (guint8) MAX (mean - NOISE, 0);
  high += (guint8) MIN (mean + NOISE, 255);
  memcpy (&here, pixels + x, BLOCK);
  dark = (Pixels) (here < low);
  light = (Pixels) (here > high);
  memcpy (self->dark + x, &dark, BLOCK);
  memcpy (self->light + x, &light, BLOCK);
}

static void
compare_row (Glance *self, const guint8 *pixels, int reach)
{
  int mean = 0;

  for (int i = 0; i < self->n_blocks; i++)
    self->sums[i + 1] = self->sums[i] + sum_of_block (pixels + i * BLOCK);
  for (int i = 0; i < self->n_blocks; i++) {
    int first = MAX (i - reach, 0), last = MIN (i + reach + 1, self->n_blocks);

    mean = (int) (self->sums[last] - self->sums[first]) / ((last - first) * BLOCK);
    compare_block (self, pixels, i * BLOCK, mean);
  }
  /* What is left at the end of the row is less than a block. */
  compare_block (self, pixels, self->grey->width - BLOCK, mean);
}

/* The level between the dark and the light of the five runs that end at @end; -1 if they differ
 * by no more than a sensor's noise. */
static int
level_of (const guint8 *pixels, const Window *window, int end)
{
  int sums[2] = { 0, 0 };
  int n[2] = { 0, 0 };

  for (int i = N_RUNS - 1; i >= 0; i--) {
    for (int x = end - window->runs[i]; x < end; x++)
      sums[i % 2] += pixels[x];
    n[i % 2] += window->runs[i];
    end -= window->runs[i];
  }
  if (ABS (sums[0] / n[0] - sums[1] / n[1]) < LEAST_CONTRAST)
    return -1;
  return (sums[0] / n[0] + sums[1] / n[1]) / 2;
}

static void
glance_row (Glance *self, int y, int reach)
{
  const guint8 *pixels = self->grey->pixels + (gsize) y * (gsize) self->grey->stride;
  int width = self->grey->width;
  Window window = { { 0 }, FALSE };
  gboolean dark = FALSE;

  compare_row (self, pixels, reach);
  for (int start = 0; start < width; dark = !dark) {
    const guint8 *other = dark ? self->light : self->dark;
    const guint8 *next = memchr (other + start, 255, (gsize) (width - start));
    int end = next != NULL ? (int) (next - other) : width;
    double module;
    int level = -1;

    if (push_run (&window, end - start, dark, &module))
      level = level_of (pixels, &window, end);
    if (level >= 0)
      check (self->grey, level, middle_of (&window, end), y, module, !dark, self->finders);
    start = end;
  }
}

GArray *
foyer_finder_glance (const FoyerGrey *grey, int step)
{
  int n_blocks = grey->width / BLOCK;
  g_autofree guint32 *sums = g_new0 (guint32, n_blocks + 1);
  g_autofree guint8 *sides = g_malloc ((gsize) (2 * grey->width));
  Glance glance = { grey, g_array_new (FALSE, FALSE, sizeof (FoyerFinder)), n_blocks, sums, sides,
                    sides + grey->width };

  for (int i = 0, y = step / 2; y < grey->height && n_blocks > 0; i++, y += step)
    glance_row (&glance, y, i % 2 ? WIDE : NARROW);
  return sorted (glance.finders, step, MOST_GLANCED);
}
