/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "views-fixture.h"

#include "action-button.h"
#include "language.h"
#include "name-label.h"
#include "stage.h"

#include <gst/gst.h>
#include <math.h>

static const struct { int width; int height; } sizes[] = { { 1080, 1920 }, { 1280, 800 } };
static const char * const languages[] = { "zh_CN", "en" };

typedef void (*Check) (GtkWidget *window, const char *name);

/* Each page in each language and size, in a world of its own that has to be gone afterwards. */
static void
for_each_page (Check check)
{
  for (gsize l = 0; l < G_N_ELEMENTS (languages); l++) {
    foyer_language_set (languages[l]);
    for (gsize z = 0; z < G_N_ELEMENTS (sizes); z++) {
      for (gsize p = 0; p < views_n_pages; p++) {
        DoorFixture door;
        Views views;
        GtkWidget *window;

        g_test_message ("%s, %s, %d wide", views_pages[p].name, languages[l], sizes[z].width);
        door_fixture_set_up (&door, NULL);
        views_set_up (&views, &door);
        window = views_show (&views, &views_pages[p], sizes[z].width, sizes[z].height);
        check (window, views_pages[p].name);
        views_hide (window);
        views_tear_down (&views);
        door_fixture_tear_down (&door, NULL);
      }
    }
  }
}

/* At usual text size nothing has to be made smaller. */
static void
check_fits (GtkWidget *window, const char *name)
{
  FoyerStage *stage = FOYER_STAGE (gtk_window_get_child (GTK_WINDOW (window)));

  g_assert_cmpfloat (foyer_stage_get_scale (stage), ==, 1.0);
}

static void
test_fits (void)
{
  for_each_page (check_fits);
}

static gboolean
has_words (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && *gtk_label_get_label (GTK_LABEL (widget)) != '\0')
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (gtk_widget_get_visible (child) && has_words (child))
      return TRUE;
  }
  return FALSE;
}

static void
check_names (GtkWidget *widget, const char *page)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  /* A button's accessible name is its words, else one that was given. */
  if (GTK_IS_BUTTON (widget) && !has_words (widget) &&
      !gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL))
    g_error ("%s: a button has no name", page);
  if (GTK_IS_ENTRY (widget))
    g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_names (child, page);
}

static void
check_page_names (GtkWidget *window, const char *name)
{
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (views_page_of (window)),
                                                   GTK_ACCESSIBLE_PROPERTY_LABEL));
  check_names (views_page_of (window), name);
}

static void
test_names (void)
{
  for_each_page (check_page_names);
}

/* A finger needs 15 to 20 mm: 96 pixels on the tall screen's 23 inches. */
static void
check_targets (GtkWidget *widget, int least)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (FOYER_IS_ACTION_BUTTON (widget))
    g_assert_cmpint (gtk_widget_get_allocated_height (widget), >=, least);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_targets (child, least);
}

static void
check_page_targets (GtkWidget *window, const char *name)
{
  check_targets (views_page_of (window), gtk_widget_get_height (window) > 1000 ? 96 : 48);
}

static void
test_targets (void)
{
  for_each_page (check_page_targets);
}

/* A page as it is drawn. */
static cairo_surface_t *
draw (GtkWidget *window)
{
  int width = gtk_widget_get_width (window);
  int height = gtk_widget_get_height (window);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  cairo_t *cr = cairo_create (surface);

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static gint
by_value (gconstpointer a, gconstpointer b)
{
  const guint32 *one = a;
  const guint32 *other = b;

  return (*one > *other) - (*one < *other);
}

/* What most of the place is painted with, apart from the letters' own colour. */
static guint32
ground_of (cairo_surface_t *surface, const graphene_rect_t *place, guint32 letters)
{
  const guint8 *pixels = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  int right = MIN ((int) (place->origin.x + place->size.width), cairo_image_surface_get_width (surface));
  int bottom = MIN ((int) (place->origin.y + place->size.height), cairo_image_surface_get_height (surface));
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 ground = letters;
  guint most = 0;
  guint run = 0;

  for (int y = MAX ((int) place->origin.y, 0); y < bottom; y++) {
    for (int x = MAX ((int) place->origin.x, 0); x < right; x++) {
      guint32 pixel = *(const guint32 *) (const void *) (pixels + y * stride + x * 4) & 0xffffff;

      if (pixel != letters)
        g_array_append_val (found, pixel);
    }
  }
  g_array_sort (found, by_value);
  for (guint i = 0; i < found->len; i++) {
    guint32 pixel = g_array_index (found, guint32, i);

    run = i > 0 && g_array_index (found, guint32, i - 1) == pixel ? run + 1 : 1;
    if (run > most) {
      most = run;
      ground = pixel;
    }
  }
  return ground;
}

static double
linear (guint32 channel)
{
  double value = (channel & 0xff) / 255.0;

  return value <= 0.03928 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

/* As WCAG 2 has it: 1 for the same, 21 for black on white. */
static double
contrast (guint32 one, guint32 other)
{
  double a = 0.2126 * linear (one >> 16) + 0.7152 * linear (one >> 8) + 0.0722 * linear (one);
  double b = 0.2126 * linear (other >> 16) + 0.7152 * linear (other >> 8) + 0.0722 * linear (other);

  return (MAX (a, b) + 0.05) / (MIN (a, b) + 0.05);
}

static guint32
colour_of (GtkWidget *widget)
{
  GdkRGBA colour;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  g_assert_cmpfloat (colour.alpha, ==, 1);
  return (guint32) lround (colour.red * 255) << 16 | (guint32) lround (colour.green * 255) << 8 |
         (guint32) lround (colour.blue * 255);
}

typedef struct {
  GtkWidget       *window;
  cairo_surface_t *surface;
  const char      *page;
} Drawn;

static void
check_words_stand_out (GtkWidget *widget, const Drawn *drawn)
{
  gboolean says = (GTK_IS_LABEL (widget) && *gtk_label_get_text (GTK_LABEL (widget)) != '\0') ||
                  FOYER_IS_NAME_LABEL (widget);
  graphene_rect_t place;

  if (!gtk_widget_get_mapped (widget))
    return;
  if (says && gtk_widget_compute_bounds (widget, drawn->window, &place) &&
      graphene_rect_get_area (&place) > 0) {
    guint32 letters = colour_of (widget);
    guint32 ground = ground_of (drawn->surface, &place, letters);

    if (contrast (letters, ground) < 7)
      g_error ("%s: #%06x on #%06x is %.2f: %s", drawn->page, letters, ground, contrast (letters, ground),
               GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget)) : "the guest");
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_words_stand_out (child, drawn);
}

static void
check_page_contrast (GtkWidget *window, const char *name)
{
  Drawn drawn = { window, draw (window), name };

  check_words_stand_out (window, &drawn);
  cairo_surface_destroy (drawn.surface);
}

static void
test_contrast (void)
{
  for_each_page (check_page_contrast);
}

static void
check_words_are_whole (GtkWidget *widget, const char *page)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_LABEL (widget) && pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget))))
    g_error ("%s: cut off: %s", page, gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_words_are_whole (child, page);
}

static void
check_page_whole (GtkWidget *window, const char *name)
{
  check_words_are_whole (window, name);
}

static void
test_large_text (void)
{
  views_style (2);
  for_each_page (check_page_whole);
  views_style (1);
}

/* A name is as large as it can be on one line, and never less than half its size. */
static void
test_name (void)
{
  GtkWidget *window = gtk_window_new ();
  FoyerNameLabel *label = g_object_new (FOYER_TYPE_NAME_LABEL, NULL);
  int width;

  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (label));
  foyer_name_label_set_name (label, "欧阳修远");
  gtk_widget_measure (GTK_WIDGET (label), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  g_assert_cmpint (width, >, 0);
  g_assert_cmpfloat (foyer_name_label_get_scale (label, width), ==, 1);
  g_assert_cmpfloat_with_epsilon (foyer_name_label_get_scale (label, width * 3 / 4), 0.75, 0.03);
  g_assert_cmpfloat (foyer_name_label_get_scale (label, width / 8), ==, 0.5);
  foyer_name_label_set_name (label, NULL);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (label)));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  door_fixture_freeze ();
  foyer_language_init ("en");
  gst_init (NULL, NULL);
  gtk_test_init (&argc, &argv, NULL);
  views_style (1);
  g_test_add_func ("/kiosk/views/pages/fits", test_fits);
  g_test_add_func ("/kiosk/views/pages/names", test_names);
  g_test_add_func ("/kiosk/views/pages/targets", test_targets);
  g_test_add_func ("/kiosk/views/pages/contrast", test_contrast);
  g_test_add_func ("/kiosk/views/pages/large-text", test_large_text);
  g_test_add_func ("/kiosk/views/name-label/fits", test_name);
  return g_test_run ();
}
