/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-badge-pictures FOLDER: the contact sheet of each template looks as it did when a person last
 * looked at it. `draw-contact-sheet FOLDER 24`, then `mogrify -colors 32`, makes the pictures
 * in FOLDER anew. */
#include "contact-sheet.h"

#include <stdlib.h>

#define DPI 24
/* Dots a side. */
#define TILE 8
/* What other versions of fonts and FreeType may change: a tile's mean, of 255, and how many tiles of
 * a thousand may change more. */
#define TOLERANCE 24
#define TILES_PER_MILLE 2

static const char *folder;

static guint
sum_of_tile (cairo_surface_t *surface, int left, int top)
{
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  const unsigned char *pixels = cairo_image_surface_get_data (surface);
  guint sum = 0;

  for (int y = top; y < top + TILE; y++)
    for (int x = 0; x < 4 * TILE; x++)
      /* The fourth byte of a pixel means nothing. */
      sum += x % 4 < 3 ? pixels[(gsize) y * stride + 4 * (gsize) left + (gsize) x] : 0;
  return sum;
}

/* Tiles that differ, of a thousand. */
static guint
compare (cairo_surface_t *a, cairo_surface_t *b)
{
  int width = cairo_image_surface_get_width (a) / TILE;
  int height = cairo_image_surface_get_height (a) / TILE;
  guint differing = 0;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++) {
      int before = (int) sum_of_tile (a, x * TILE, y * TILE);
      int now = (int) sum_of_tile (b, x * TILE, y * TILE);

      differing += abs (before - now) > 3 * TILE * TILE * TOLERANCE;
    }
  return differing * 1000 / (guint) (width * height);
}

static void
test_template (gconstpointer data)
{
  const char *name = data;
  g_autofree char *path = g_strdup_printf ("%s/%s.png", folder, name);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerBadgeTemplate) template = foyer_badge_template_load (name, &error);
  cairo_surface_t *expected = cairo_image_surface_create_from_png (path);
  cairo_surface_t *drawn;
  guint differing;

  g_assert_no_error (error);
  g_assert_cmpint (cairo_surface_status (expected), ==, CAIRO_STATUS_SUCCESS);
  drawn = contact_sheet (template, DPI, 4);
  g_assert_cmpint (cairo_image_surface_get_width (drawn), ==,
                   cairo_image_surface_get_width (expected));
  g_assert_cmpint (cairo_image_surface_get_height (drawn), ==,
                   cairo_image_surface_get_height (expected));
  differing = compare (expected, drawn);
  g_test_message ("%u of 1000 tiles differ", differing);
  g_assert_cmpuint (differing, <=, TILES_PER_MILLE);
  cairo_surface_destroy (drawn);
  cairo_surface_destroy (expected);
}

/* The comparison itself: a speaker's badge is not an attendee's. */
static void
test_difference (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerBadgeTemplate) template =
    foyer_badge_template_load (contact_templates[0], &error);
  cairo_surface_t *pictures[CONTACT_N_CATEGORIES];

  g_assert_no_error (error);
  for (guint i = 0; i < CONTACT_N_CATEGORIES; i++) {
    g_autoptr (FoyerBadge) badge = contact_badge (i, 0);

    pictures[i] = foyer_badge_render (template, badge, DPI);
    for (guint j = 0; j < i; j++)
      g_assert_cmpuint (compare (pictures[i], pictures[j]), >, 4 * TILES_PER_MILLE);
  }
  for (guint i = 0; i < CONTACT_N_CATEGORIES; i++)
    cairo_surface_destroy (pictures[i]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  folder = argv[1];
  for (const char *const *name = contact_templates; *name != NULL; name++) {
    g_autofree char *path = g_strconcat ("/printing/badge-pictures/", *name, NULL);

    g_test_add_data_func (path, *name, test_template);
  }
  g_test_add_func ("/printing/badge-pictures/difference", test_difference);
  return g_test_run ();
}
