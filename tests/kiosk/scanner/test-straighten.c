/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "codewords.h"
#include "linear.h"
#include "scanner-fixture.h"
#include "segments.h"
#include "straighten.h"

#include <math.h>
#include <string.h>

#define TICKET "FOYER-7K3Q9-D2M4X-HALL-A"

static FoyerGrey *
ticket_new (int module)
{
  g_autoptr (FoyerFrame) frame = fixture_frame_new (TICKET, strlen (TICKET), -1, module);
  g_autoptr (FoyerGrey) shown = foyer_grey_new_from_frame (frame);

  return foyer_grey_copy (shown);
}

typedef void (*Bend) (double *x, double *y, double size);

/* Paper in waves, across and down. */
static void
wrinkle (double *x, double *y, double size)
{
  double across = *x / size, down = *y / size;

  *x += size * 0.015 * sin (7 * down + 3 * across);
  *y += size * 0.015 * sin (8 * across);
}

/* Around a bottle. */
static void
curl (double *x, double *y, double size)
{
  double away = (*x / size - 0.5) * 2;

  *x = size * (0.5 + asin (CLAMP (away * 0.85, -1, 1)) / asin (0.85) / 2);
}

static FoyerGrey *
bend (const FoyerGrey *flat, Bend how)
{
  FoyerGrey *bent = foyer_grey_new (flat->width, flat->height);

  for (int i = 0; i < flat->width * flat->height; i++) {
    double x = i % flat->width + 0.5, y = i / flat->width + 0.5;

    how (&x, &y, flat->width);
    bent->pixels[i / flat->width * bent->stride + i % flat->width] =
      (guint8) foyer_grey_brightness (flat, (float) x, (float) y);
  }
  return bent;
}

typedef struct {
  char      *text;
  FoyerPoint corners[4];
} Read;

static gboolean
on_modules (FoyerModules *modules, const FoyerPoint corners[4], gpointer user_data)
{
  Read *read = user_data;
  g_autoptr (GBytes) bytes = foyer_codewords_read (modules);
  gsize length;
  const guint8 *data = bytes ? g_bytes_get_data (bytes, &length) : NULL;

  if (data == NULL)
    return FALSE;
  g_free (read->text);
  read->text = foyer_segments_read (data, length, (modules->side - 17) / 4);
  memcpy (read->corners, corners, sizeof read->corners);
  return read->text != NULL;
}

static Read
read_from (const FoyerGrey *grey, FoyerEffort effort)
{
  Read read = { NULL };
  g_autoptr (FoyerGrey) black_white = foyer_grey_threshold (grey, 81, 2);
  g_autoptr (GArray) finders = foyer_finder_search (black_white, 1);

  foyer_straighten (grey, finders, effort, G_MAXINT64, on_modules, &read);
  return read;
}

static void
test_flat (void)
{
  g_autoptr (FoyerGrey) grey = ticket_new (5);
  Read read = read_from (grey, FOYER_EFFORT_FLAT);

  g_assert_cmpstr (read.text, ==, TICKET);
  g_assert_cmpfloat_with_epsilon (read.corners[0].x, read.corners[2].x, 2);
  g_assert_cmpfloat_with_epsilon (read.corners[0].y, read.corners[1].y, 2);
  g_free (read.text);
}

static void
test_bent (gconstpointer how)
{
  g_autoptr (FoyerGrey) flat = ticket_new (6);
  g_autoptr (FoyerGrey) bent = bend (flat, *(const Bend *) how);
  Read read = read_from (bent, FOYER_EFFORT_BENT);

  g_assert_cmpstr (read.text, ==, TICKET);
  g_free (read.text);
}

/* Where a glance sees the finders is where they are. */
static void
test_glance (void)
{
  g_autoptr (FoyerGrey) grey = ticket_new (6);
  g_autoptr (GArray) finders = foyer_finder_glance (grey, 4);
  g_autoptr (FoyerGrey) black_white = foyer_grey_threshold (grey, 81, 2);
  g_autoptr (GArray) searched = foyer_finder_search (black_white, 1);
  guint seen = 0;

  g_assert_cmpuint (searched->len, >=, 3);
  for (guint i = 0; i < 3; i++)
    for (guint k = 0; k < finders->len; k++) {
      const FoyerFinder *a = &g_array_index (searched, FoyerFinder, i);
      const FoyerFinder *b = &g_array_index (finders, FoyerFinder, k);

      seen += hypot (a->x - b->x, a->y - b->y) < 1.5 && fabs (a->module - 6) < 0.7;
    }
  g_assert_cmpuint (seen, ==, 3);
}

/* Rows of any length are looked at to their end, where a code may have its finder. */
static void
test_any_width (void)
{
  g_autoptr (FoyerGrey) grey = ticket_new (3);

  for (int lost = 0; lost < 8; lost++) {
    g_autoptr (FoyerGrey) narrow =
      foyer_grey_crop (grey, lost, 0, grey->width - lost - 9, grey->height);
    g_autoptr (GArray) finders = foyer_finder_glance (narrow, 4);
    guint right = 0;

    for (guint i = 0; i < finders->len; i++)
      right += g_array_index (finders, FoyerFinder, i).x > narrow->width * 2 / 3.0;
    g_assert_cmpuint (right, >=, 1);
  }
}

/* Pictures too small for anything are looked at like others. */
static void
test_tiny (void)
{
  for (int side = 2; side < 40; side += 3) {
    g_autoptr (FoyerGrey) grey = foyer_grey_new (side, side);
    g_autoptr (GArray) finders = NULL;

    for (int i = 0; i < grey->stride * side; i++)
      grey->pixels[i] = i % 2 ? 255 : 0;
    finders = foyer_finder_glance (grey, 4);
    g_assert_null (read_from (grey, FOYER_EFFORT_BENT).text);
  }
}

/* x + y = 3 twice as sure as x + y = 6, x − y = 1. */
static void
test_linear (void)
{
  g_autoptr (FoyerLinear) linear = foyer_linear_new (2);
  g_autoptr (FoyerLinear) open = foyer_linear_new (2);
  double xy[2];

  foyer_linear_add (linear, 2, (int[]){ 0, 1 }, (double[]){ 1, 1 }, 3, 2);
  foyer_linear_add (linear, 2, (int[]){ 0, 1 }, (double[]){ 1, 1 }, 6, 1);
  foyer_linear_add (linear, 2, (int[]){ 0, 1 }, (double[]){ 1, -1 }, 1, 1);
  g_assert_true (foyer_linear_solve (linear, xy));
  g_assert_cmpfloat_with_epsilon (xy[0], 2.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (xy[1], 1.5, 1e-9);
  foyer_linear_add (open, 2, (int[]){ 0, 1 }, (double[]){ 1, 1 }, 3, 1);
  g_assert_false (foyer_linear_solve (open, xy));
}

int
main (int argc, char *argv[])
{
  static const Bend waves = wrinkle, bottle = curl;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/scanner/straighten/flat", test_flat);
  g_test_add_data_func ("/scanner/straighten/wrinkled", &waves, test_bent);
  g_test_add_data_func ("/scanner/straighten/curled", &bottle, test_bent);
  g_test_add_func ("/scanner/straighten/glance", test_glance);
  g_test_add_func ("/scanner/straighten/any-width", test_any_width);
  g_test_add_func ("/scanner/straighten/tiny", test_tiny);
  g_test_add_func ("/scanner/straighten/linear", test_linear);
  return g_test_run ();
}
