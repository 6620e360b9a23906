/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode-sweep.h"

#include "decoder.h"
#include "peer.h"
#include "scene.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SECOND_OF_FILM 30
#define MOST_VALUES 6

typedef struct {
  const char *name;
  gsize       offset;                /* of the field of BenchScene that grows */
  double      module, noise;         /* beside it */
  double      values[MOST_VALUES];   /* until 0 */
  const char *goal;                  /* one value: how many of a hundred are to be read */
} Sweep;

#define FIELD(name) G_STRUCT_OFFSET (BenchScene, name)

static const Sweep sweeps[] = {
  { "pixels a module", FIELD (module), 0, 4, { 2, 1.75, 1.5, 1.25 }, "1.5: 95" },
  { "blur, sigma in pixels", FIELD (blur), 4, 4, { 1.2, 1.6, 2, 2.4, 2.8 }, "2: 80" },
  { "motion, pixels", FIELD (motion), 4, 4, { 4, 6, 8 }, "6: 95" },
  { "tilt, degrees", FIELD (tilt), 6, 4, { 50, 60, 65, 70, 75 }, "70: 70" },
  { "contrast, grey levels", FIELD (contrast), 4, 2, { 20, 12, 8, 5 }, "8: 50" },
  { "noise, grey levels", FIELD (noise), 4, 0, { 10, 20, 30, 40, 60 }, "30: 95" },
  { "uneven light", FIELD (gradient), 4, 4, { 0.5, 0.8, 0.95 }, "" },
  { "curl, of a cylinder's girth", FIELD (curl), 5, 4, { 0.1, 0.2, 0.3, 0.4 }, "" },
  { "glare", FIELD (glare), 5, 4, { 0.2, 0.4, 0.6, 0.8 }, "" },
  { "moiré, grey levels", FIELD (moire), 4, 4, { 40, 80, 120, 160 }, "" },
  { "cracks", FIELD (cracks), 5, 4, { 2, 4, 8, 12 }, "" },
  { "dark mode", FIELD (dark), 4, 4, { 1 }, "" },
};

typedef struct {
  guint still, film, zbar, zxing, wrong;
} Tally;

static void
set (BenchScene *scene, gsize offset, double value)
{
  if (offset == FIELD (cracks) || offset == FIELD (dark))
    G_STRUCT_MEMBER (int, scene, offset) = (int) value;
  else
    G_STRUCT_MEMBER (double, scene, offset) = value;
}

static gboolean
reads_still (FoyerDecoder *decoder, FoyerFrame *frame, const char *text, guint *wrong)
{
  g_autoptr (GPtrArray) codes = foyer_decoder_decode_still (decoder, frame);
  gboolean right = FALSE;

  for (guint i = 0; i < codes->len; i++) {
    if (strcmp (((FoyerFoundCode *) codes->pdata[i])->text, text) == 0)
      right = TRUE;
    else
      (*wrong)++;
  }
  return right;
}

/* A phone that is held still: the same frame until it is read. */
static gboolean
reads_film (FoyerFrame *frame)
{
  g_autoptr (FoyerDecoder) decoder = foyer_decoder_new ();

  for (int i = 0; i < SECOND_OF_FILM; i++) {
    g_autoptr (GPtrArray) codes = foyer_decoder_decode (decoder, frame);

    if (codes->len > 0)
      return TRUE;
  }
  return FALSE;
}

static void
try_one (FoyerDecoder *decoder, const BenchScene *scene, GRand *rand, Tally *tally)
{
  g_autoptr (FoyerFrame) frame = bench_scene_draw (scene, rand);
  g_autoptr (GPtrArray) zbar = bench_zbar_read (frame);
  g_autoptr (GPtrArray) zxing = bench_zxing_read (frame);

  tally->still += reads_still (decoder, frame, scene->text, &tally->wrong);
  tally->film += reads_film (frame);
  tally->zbar += bench_texts_hold (zbar, scene->text);
  tally->zxing += bench_texts_hold (zxing, scene->text);
}

static void
measure (const Sweep *sweep, double value, guint trials)
{
  g_autoptr (FoyerDecoder) decoder = foyer_decoder_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) (value * 1000));
  Tally tally = { 0 };

  for (guint i = 0; i < trials; i++) {
    g_autofree char *text = g_strdup_printf ("https://foyer.example/t/%04u-%05u", i, i * 911);
    BenchScene scene = { .text = text, .module = sweep->module, .noise = sweep->noise };

    set (&scene, sweep->offset, value);
    try_one (decoder, &scene, rand, &tally);
  }
  printf ("  %-28s %6g %7.0f %7.0f %7.0f ", sweep->name, value, 100.0 * tally.still / trials,
          100.0 * tally.film / trials, 100.0 * tally.zbar / trials);
  if (bench_has_zxing ())
    printf ("%9.0f", 100.0 * tally.zxing / trials);
  else
    printf ("%9s", "–");
  printf (" %6u   %s\n", tally.wrong, sweep->goal);
  fflush (stdout);
}

void
bench_decode_sweep (void)
{
  const char *given = g_getenv ("FOYER_BENCH_TRIALS");
  guint trials = given ? (guint) MAX (1, atoi (given)) : 20;

  printf ("  codes read of a hundred, 640 × 480, turned at random, %u of each%s\n", trials,
          bench_has_zxing () ? "" : "; without libzxing-dev no zxing-cpp");
  printf ("  %-28s %6s %7s %7s %7s %9s %6s   %s\n", "", "", "still", "film", "ZBar", "zxing-cpp",
          "wrong", "goal");
  for (guint i = 0; i < G_N_ELEMENTS (sweeps); i++)
    for (int k = 0; k < MOST_VALUES && sweeps[i].values[k] > 0; k++)
      measure (&sweeps[i], sweeps[i].values[k], trials);
}
