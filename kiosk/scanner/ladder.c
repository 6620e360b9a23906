/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ladder.h"

#include "codewords.h"
#include "decoder.h"
#include "segments.h"
#include "straighten.h"

#include <math.h>
#include <string.h>

typedef enum {
  EYE_GLANCE,    /* our finders, on few rows */
  EYE_SAMPLER,   /* our finders and lattice, on a threshold */
  EYE_ZBAR,
} Eye;

typedef struct {
  const char *name;
  Eye         eye;
  FoyerEffort effort;     /* of the sampler */
  double      scale;      /* up to 1: of the picture; above: only where that stays small */
  double      blur;       /* sigma, in pixels of the scaled picture; 0 for none */
  int         window;     /* of the threshold; 0 for none */
  int         offset;
  int         turn;       /* degrees */
  int         part;       /* 3: only the middle third, across and down; 0 for all */
} Step;

#define FLAT FOYER_EFFORT_FLAT
#define BENT FOYER_EFFORT_BENT

/* A finder with modules of two pixels is hit by three of them. */
#define ROWS_PER_GLANCE 4

/* Enlarged pictures are no larger than this. */
#define MOST_PIXELS 2400000.0

/* Put in order by what each adds to those before it for the time it takes, on photographs; those
 * at the end add nothing there, and are for pictures that nobody has seen. */
static const Step ladder[] = {
  { "glance", EYE_GLANCE, FLAT, 1, 0, 0, 0, 0, 0 },
  { "flat, narrow", EYE_SAMPLER, FLAT, 1, 0, 25, 7, 0, 0 },
  { "bent, half", EYE_SAMPLER, BENT, 0.5, 0, 41, 4, 0, 0 },
  { "bent, quarter", EYE_SAMPLER, BENT, 0.25, 0, 25, 4, 0, 0 },
  { "bent, wide", EYE_SAMPLER, BENT, 1, 0, 81, 2, 0, 0 },
  { "bent, narrow", EYE_SAMPLER, BENT, 1, 0, 25, 7, 0, 0 },
  { "bent, double", EYE_SAMPLER, BENT, 2, 0, 41, 4, 0, 0 },
  { "bent, double narrow", EYE_SAMPLER, BENT, 2, 0, 25, 5, 0, 0 },
  { "ZBar, narrow", EYE_ZBAR, FLAT, 1, 0, 25, 7, 0, 0 },
  { "bent, blurred", EYE_SAMPLER, BENT, 1, 1.5, 41, 2, 0, 0 },
  { "bent, double wide", EYE_SAMPLER, BENT, 2, 0, 91, 2, 0, 0 },
  { "bent, double soft", EYE_SAMPLER, BENT, 2, 1, 31, 2, 0, 0 },
  { "bent, triple", EYE_SAMPLER, BENT, 3, 1, 61, 2, 0, 0 },
  { "ZBar", EYE_ZBAR, FLAT, 1, 0, 0, 0, 0, 0 },
  { "ZBar, wide", EYE_ZBAR, FLAT, 1, 0, 81, 2, 0, 0 },
  { "ZBar, half", EYE_ZBAR, FLAT, 0.5, 0, 25, 7, 0, 0 },
  { "ZBar, double", EYE_ZBAR, FLAT, 2, 0, 41, 5, 0, 0 },
  { "ZBar, turned", EYE_ZBAR, FLAT, 1, 0, 0, 0, 60, 0 },
  { "ZBar, blurred", EYE_ZBAR, FLAT, 1, 2, 0, 0, 0, 0 },
};

/* On whole frames only what is quick; what is costly where codes are meant to be held. */
static const Step turns[] = {
  { "half", EYE_SAMPLER, BENT, 0.5, 0, 41, 4, 0, 0 },
  { "middle, double", EYE_SAMPLER, BENT, 2, 0, 41, 3, 0, 3 },
  { "middle, blurred", EYE_SAMPLER, BENT, 1, 1.5, 41, 2, 0, 2 },
  { "bent", EYE_GLANCE, BENT, 1, 0, 0, 0, 0, 0 },
  { "quarter", EYE_SAMPLER, BENT, 0.25, 0, 25, 3, 0, 0 },
  { "ZBar", EYE_ZBAR, FLAT, 1, 0, 25, 7, 0, 3 },
};

int
foyer_ladder_length (void)
{
  return G_N_ELEMENTS (ladder);
}

const char *
foyer_ladder_name (int step)
{
  return ladder[step].name;
}

static char *
read_modules (const FoyerModules *modules)
{
  g_autoptr (GBytes) bytes = foyer_codewords_read (modules);
  const guint8 *data;
  gsize length;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &length);
  return foyer_segments_read (data, length, (modules->side - 17) / 4);
}

static gboolean
on_modules (FoyerModules *modules, const FoyerPoint corners[4], gpointer user_data)
{
  char *text = read_modules (modules);
  double left = G_MAXDOUBLE, top = G_MAXDOUBLE, right = -G_MAXDOUBLE, bottom = -G_MAXDOUBLE;

  if (text == NULL) {
    foyer_modules_mirror (modules);
    text = read_modules (modules);
  }
  if (text == NULL)
    return FALSE;
  for (int i = 0; i < 4; i++) {
    left = MIN (left, corners[i].x);
    top = MIN (top, corners[i].y);
    right = MAX (right, corners[i].x);
    bottom = MAX (bottom, corners[i].y);
  }
  foyer_found_codes_add (user_data, text, (left + right) / 2, (top + bottom) / 2,
                         MAX (right - left, bottom - top));
  return TRUE;
}

static void
swap (FoyerGrey **picture, FoyerGrey *next)
{
  foyer_grey_free (*picture);
  *picture = next;
}

static FoyerGrey *
middle_of (const FoyerGrey *grey, int part)
{
  int width = MAX (1, grey->width / part), height = MAX (1, grey->height / part);

  return foyer_grey_crop (grey, (grey->width - width) / 2, (grey->height - height) / 2, width,
                          height);
}

/* Scaled, turned and blurred as the step says. */
static FoyerGrey *
prepare (const Step *step, const FoyerGrey *grey)
{
  double most = sqrt (MOST_PIXELS / ((double) grey->width * grey->height));
  double scale = step->scale > 1 && step->part == 0 ? CLAMP (most, 1, step->scale) : step->scale;
  FoyerGrey *picture = step->part > 1 ? middle_of (grey, step->part) : foyer_grey_copy (grey);

  if (scale != 1)
    swap (&picture, foyer_grey_scale (picture, scale));
  if (step->turn != 0)
    swap (&picture, foyer_grey_turn (picture, step->turn));
  if (step->blur > 0)
    swap (&picture, foyer_grey_blur (picture, step->blur));
  return picture;
}

static void
look (const Step *step, FoyerReader *reader, const FoyerGrey *grey, gint64 until_us,
      GPtrArray *codes)
{
  g_autoptr (FoyerGrey) picture = prepare (step, grey);
  g_autoptr (FoyerGrey) black_white = NULL;
  g_autoptr (GArray) finders = NULL;

  if (step->window > 0)
    black_white = foyer_grey_threshold (picture, step->window, step->offset);
  if (step->eye == EYE_ZBAR) {
    foyer_reader_scan (reader, black_white != NULL ? black_white : picture, codes);
    return;
  }
  finders = step->eye == EYE_GLANCE ? foyer_finder_glance (picture, ROWS_PER_GLANCE)
                                    : foyer_finder_search (black_white, 1);
  foyer_straighten (picture, finders, step->effort, until_us, on_modules, codes);
}

void
foyer_ladder_climb (int step, FoyerReader *reader, const FoyerGrey *grey, GPtrArray *codes)
{
  look (&ladder[step], reader, grey, G_MAXINT64, codes);
}

gboolean
foyer_ladder_glance (const FoyerGrey *grey, gint64 until_us, GPtrArray *codes)
{
  g_autoptr (GArray) finders = foyer_finder_glance (grey, ROWS_PER_GLANCE);

  return foyer_straighten (grey, finders, FLAT, until_us, on_modules, codes);
}

void
foyer_ladder_turn (guint turn, FoyerReader *reader, const FoyerGrey *grey, gint64 until_us,
                   GPtrArray *codes)
{
  look (&turns[turn % G_N_ELEMENTS (turns)], reader, grey, until_us, codes);
}
