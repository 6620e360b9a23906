/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "badge-layout.h"
#include "badge-sheet.h"
#include "printing-error.h"

#include <glib/gstdio.h>

/* A badge that is all black on the front and has one black corner on the back. */
#define BLACK "[box all]\nx=0\ny=0\nwidth=60\nheight=40\ncolour=#000000\n"
#define CORNER "[box corner]\nside=back\nx=0\ny=0\nwidth=10\nheight=10\ncolour=#000000\n"
#define HEAD "[badge]\nversion=1\nwidth=60\nheight=40\n"
#define GRID "[sheet]\ncolumns=3\nrows=7\nleft=10\ntop=5\ngap-x=3\ngap-y=1\n"

static FoyerBadgeTemplate *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  FoyerBadgeTemplate *template = foyer_badge_template_parse ("t", text, &error);

  g_assert_no_error (error);
  return template;
}

static GPtrArray *
make_badges (guint n)
{
  GPtrArray *badges = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_badge_free);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (badges, foyer_badge_new ());
  return badges;
}

static FoyerDocument *
make_sheets (const char *text, guint n)
{
  g_autoptr (FoyerBadgeTemplate) template = parse (text);
  g_autoptr (GPtrArray) badges = make_badges (n);
  g_autoptr (GError) error = NULL;
  FoyerDocument *document = foyer_badge_sheet_to_document (template, badges, &error);

  g_assert_no_error (error);
  return document;
}

/* Whether it is black at that place, in mm. */
static gboolean
is_black (cairo_surface_t *surface, double x, double y)
{
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  const unsigned char *pixels = cairo_image_surface_get_data (surface);

  return pixels[(gsize) (y * 2) * stride + 4 * (gsize) (x * 2)] < 128;
}

static void
test_grid (void)
{
  g_autoptr (FoyerDocument) document = make_sheets (HEAD GRID BLACK, 22);
  cairo_surface_t *first = foyer_document_render (document, 0, 50.8);
  cairo_surface_t *second = foyer_document_render (document, 1, 50.8);

  g_assert_cmpuint (foyer_document_get_n_pages (document), ==, 2);
  g_assert_cmpfloat (foyer_document_get_width (document), ==, 210);
  g_assert_true (is_black (first, 12, 7));
  g_assert_false (is_black (first, 8, 7));
  g_assert_false (is_black (first, 71.5, 7));    /* the gap */
  g_assert_true (is_black (first, 75, 7));
  g_assert_true (is_black (first, 190, 285));
  g_assert_true (is_black (second, 12, 7));
  g_assert_false (is_black (second, 75, 7));
  cairo_surface_destroy (first);
  cairo_surface_destroy (second);
}

/* As many as fit, with marks to cut along outside of them. */
static void
test_plain_paper (void)
{
  g_autoptr (FoyerBadgeTemplate) template = parse (HEAD BLACK);
  g_autoptr (FoyerDocument) document = make_sheets (HEAD BLACK, 1);
  cairo_surface_t *page = foyer_document_render (document, 0, 50.8);

  g_assert_cmpuint (foyer_badge_sheet_get_capacity (template), ==, 3 * 7);
  g_assert_true (is_black (page, 15 + 1, 8.5 + 1));
  g_assert_false (is_black (page, 15 - 0.8, 8.5 + 20));
  cairo_surface_destroy (page);
}

/* Turned over, each back lies behind its front. */
static void
test_backs (void)
{
  g_autoptr (FoyerDocument) document = make_sheets (HEAD "back=page\n" GRID BLACK CORNER, 1);
  cairo_surface_t *back = foyer_document_render (document, 1, 50.8);

  g_assert_cmpuint (foyer_document_get_n_pages (document), ==, 2);
  g_assert_false (is_black (back, 12, 7));
  g_assert_true (is_black (back, 10 + 2 * 63 + 2, 7));
  g_assert_false (is_black (back, 10 + 2 * 63 + 12, 7));
  cairo_surface_destroy (back);
}

/* Fold it: the back's head is at the front's. */
static void
test_fold (void)
{
  g_autoptr (FoyerBadge) badge = foyer_badge_new ();
  g_autoptr (FoyerBadgeTemplate) top = parse (HEAD "back=fold-top\n" CORNER);
  g_autoptr (FoyerBadgeTemplate) left = parse (HEAD "back=fold-left\n" CORNER);
  cairo_surface_t *over = foyer_badge_render (top, badge, 50.8);
  cairo_surface_t *beside = foyer_badge_render (left, badge, 50.8);

  g_assert_cmpfloat (foyer_badge_template_get_height (top), ==, 80);
  g_assert_cmpfloat (foyer_badge_template_get_width (left), ==, 120);
  g_assert_true (is_black (over, 55, 35));
  g_assert_false (is_black (over, 5, 5));
  g_assert_true (is_black (beside, 5, 5));
  g_assert_false (is_black (beside, 65, 5));
  cairo_surface_destroy (over);
  cairo_surface_destroy (beside);
}

static void
test_too_large (void)
{
  static const char *const texts[] = {
    "[badge]\nversion=1\nwidth=250\nheight=40\n",
    HEAD "[sheet]\ncolumns=4\nrows=1\n",
    HEAD "[sheet]\ncolumns=3\nrows=7\ntop=20\n",
  };
  g_autoptr (GPtrArray) badges = make_badges (1);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (FoyerBadgeTemplate) template = parse (texts[i]);
    g_autoptr (GError) error = NULL;

    g_assert_null (foyer_badge_sheet_to_document (template, badges, &error));
    g_assert_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_TEMPLATE);
  }
}

/* Files of the organizer's own: a logo, and a template in place of ours. */
static void
test_own_files (void)
{
  static const char text[] = HEAD "[image a]\nwhen-file=logo.png\nfile=logo.png\nx=0\ny=0\nwidth=60\n"
                                  "height=40\n[box b]\nunless-file=logo.png\nx=50\ny=30\nwidth=10\n"
                                  "height=10\ncolour=#000000\n";
  g_autoptr (GError) error = NULL;
  g_autofree char *dir = g_dir_make_tmp ("foyer-badges-XXXXXX", &error);
  g_autofree char *own = g_build_filename (dir, "mine.badge", NULL);
  g_autofree char *logo = g_build_filename (dir, "logo.png", NULL);
  g_autoptr (FoyerBadge) badge = foyer_badge_new ();
  cairo_surface_t *black = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 40, 40);

  g_setenv ("FOYER_BADGES", dir, TRUE);
  for (int with_logo = 0; with_logo < 2; with_logo++) {
    g_autoptr (FoyerBadgeTemplate) template = NULL;
    cairo_surface_t *drawn;

    g_file_set_contents (own, text, -1, &error);
    g_assert_no_error (error);
    if (with_logo)
      cairo_surface_write_to_png (black, logo);
    template = foyer_badge_template_load ("mine", &error);
    g_assert_no_error (error);
    drawn = foyer_badge_render (template, badge, 50.8);
    /* As large as fits, and not out of shape. */
    g_assert_cmpint (is_black (drawn, 2, 38), ==, with_logo);
    g_assert_false (is_black (drawn, 45, 2));
    g_assert_cmpint (is_black (drawn, 55, 35), ==, !with_logo);
    cairo_surface_destroy (drawn);
  }
  g_unsetenv ("FOYER_BADGES");
  cairo_surface_destroy (black);
  g_remove (own);
  g_remove (logo);
  g_assert_cmpint (g_rmdir (dir), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/printing/sheet/grid", test_grid);
  g_test_add_func ("/printing/sheet/plain-paper", test_plain_paper);
  g_test_add_func ("/printing/sheet/backs", test_backs);
  g_test_add_func ("/printing/sheet/fold", test_fold);
  g_test_add_func ("/printing/sheet/too-large", test_too_large);
  g_test_add_func ("/printing/sheet/own-files", test_own_files);
  return g_test_run ();
}
