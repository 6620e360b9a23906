/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "checks.h"

#include "action-button.h"
#include "name-label.h"
#include "qr-code.h"

#include <math.h>
#include <string.h>

typedef char *(*Check) (GtkWidget *widget, gpointer data);

/* What @check says of @widget, or of anything visible below it. */
static char *
walk (GtkWidget *widget, Check check, gpointer data)
{
  char *complaint;

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  complaint = check (widget, data);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && complaint == NULL;
       child = gtk_widget_get_next_sibling (child))
    complaint = walk (child, check, data);
  return complaint;
}

static const char *
words_of (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  return FOYER_IS_NAME_LABEL (widget) ? foyer_name_label_get_name (FOYER_NAME_LABEL (widget)) : "";
}

/* An entry's own text is its part, not a control beside it. */
static gboolean
is_control (GtkWidget *widget)
{
  return GTK_IS_BUTTON (widget) || GTK_IS_ENTRY (widget) ||
         (gtk_widget_get_focusable (widget) && !GTK_IS_TEXT (widget) && !GTK_IS_SCROLLED_WINDOW (widget) &&
          !GTK_IS_WINDOW (widget));
}

static const char *
describe (GtkWidget *widget)
{
  const char *words = words_of (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && *words == '\0';
       child = gtk_widget_get_next_sibling (child))
    words = describe (child);
  return words;
}

static char *
complain (GtkWidget *widget, const char *what)
{
  return g_strdup_printf ("%s: %s “%s”", what, G_OBJECT_TYPE_NAME (widget), describe (widget));
}

/* Names. */

/* (nullable): what a screen reader is told explicitly. */
static char *
label_of (GtkWidget *widget)
{
  if (!gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL))
    return NULL;
  /* It answers with what there is when there is something else. */
  return gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, "");
}

static char *
check_name (GtkWidget *widget, gpointer unused)
{
  g_autofree char *label = label_of (widget);

  if (!is_control (widget) || label != NULL)
    return NULL;
  /* A button's words name it too. */
  return GTK_IS_BUTTON (widget) && *describe (widget) != '\0' ? NULL : complain (widget, "a control without a name");
}

char *
checks_names (GtkWidget *page)
{
  g_autofree char *label = label_of (page);

  return label != NULL ? walk (page, check_name, NULL) : complain (page, "a page without a name");
}

/* Targets. */

static char *
check_target (GtkWidget *widget, gpointer least)
{
  const ChecksTarget *wanted = least;
  graphene_rect_t place;

  if (!is_control (widget))
    return NULL;
  if (!gtk_widget_compute_bounds (widget, GTK_WIDGET (gtk_widget_get_root (widget)), &place))
    return complain (widget, "a target that is nowhere");
  /* Whole pixels: the picture is made smaller by parts of one. */
  if (lroundf (place.size.width) >= wanted->width && lroundf (place.size.height) >= wanted->height)
    return NULL;
  return g_strdup_printf ("a target of %.0f × %.0f: %s “%s”", place.size.width, place.size.height,
                          G_OBJECT_TYPE_NAME (widget), describe (widget));
}

char *
checks_targets (GtkWidget *window, ChecksTarget least)
{
  return walk (window, check_target, &least);
}

static char *
check_reach (GtkWidget *widget, gpointer top)
{
  graphene_rect_t place;

  if (!is_control (widget) || gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW) != NULL)
    return NULL;
  if (!gtk_widget_compute_bounds (widget, GTK_WIDGET (gtk_widget_get_root (widget)), &place) ||
      place.origin.y < *(const int *) top)
    return complain (widget, "out of reach");
  return NULL;
}

char *
checks_reach (GtkWidget *window, int top)
{
  return walk (window, check_reach, &top);
}

/* Heights. */

#define WIDEST     1920
#define WIDTH_STEP 7

/* The first width at which it is higher than at one before; or -1. */
static int
find_higher (GtkWidget *widget)
{
  int before = G_MAXINT;
  int least;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  for (int width = least; width <= WIDEST; width += WIDTH_STEP) {
    int height;

    gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
    if (height > before)
      return width;
    before = height;
  }
  return -1;
}

/* Of the innermost widget that is so. */
char *
checks_heights (GtkWidget *page)
{
  int width;

  if (!gtk_widget_get_mapped (page) || gtk_widget_get_request_mode (page) == GTK_SIZE_REQUEST_CONSTANT_SIZE)
    return NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (page); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    char *complaint = checks_heights (child);

    if (complaint != NULL)
      return complaint;
  }
  width = find_higher (page);
  return width < 0 ? NULL : g_strdup_printf ("higher at %d, though wider: %s “%s”", width,
                                             G_OBJECT_TYPE_NAME (page), describe (page));
}

/* Whole words. */

typedef struct {
  GtkWidget *window;
  GArray    *places;   /* of Place: of the words so far */
} Words;

typedef struct {
  GtkWidget      *widget;
  graphene_rect_t place;
} Place;

static gboolean
is_too_small (GtkWidget *label)
{
  PangoLayout *layout = gtk_label_get_layout (GTK_LABEL (label));
  int width;
  int height;

  pango_layout_get_pixel_size (layout, &width, &height);
  return pango_layout_is_ellipsized (layout) || width > gtk_widget_get_width (label) + 1 ||
         height > gtk_widget_get_height (label) + 1;
}

/* Of what can be scrolled, only the sides count. */
static gboolean
is_inside (GtkWidget *widget, GtkWidget *window, const graphene_rect_t *place)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  GtkWidget *frame = scrolled ? scrolled : window;
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (frame, window, &bounds))
    return FALSE;
  graphene_rect_inset (&bounds, -1, -1);
  return place->origin.x >= bounds.origin.x &&
         place->origin.x + place->size.width <= bounds.origin.x + bounds.size.width &&
         (scrolled != NULL || (place->origin.y >= bounds.origin.y &&
                               place->origin.y + place->size.height <= bounds.origin.y + bounds.size.height));
}

/* @place: what of @widget is not scrolled out of sight; half of it at least */
static gboolean
is_in_sight (GtkWidget *widget, graphene_rect_t *place)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (widget));
  GtkWidget *scrolled = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t whole;
  graphene_rect_t frame;

  if (!gtk_widget_compute_bounds (widget, window, &whole))
    return FALSE;
  *place = whole;
  return scrolled == NULL || (gtk_widget_compute_bounds (scrolled, window, &frame) &&
                              graphene_rect_intersection (&whole, &frame, place) &&
                              place->size.height > whole.size.height / 2);
}

/* (nullable): words that are drawn where @place is, too */
static GtkWidget *
words_below (const Words *words, const graphene_rect_t *place)
{
  for (guint i = 0; i < words->places->len; i++) {
    const Place *other = &g_array_index (words->places, Place, i);
    graphene_rect_t both;

    if (graphene_rect_intersection (&other->place, place, &both) && both.size.width > 2 &&
        both.size.height > 2)
      return other->widget;
  }
  return NULL;
}

static char *
check_whole (GtkWidget *widget, gpointer data)
{
  Words *words = data;
  graphene_rect_t place;
  GtkWidget *below;

  if (*words_of (widget) == '\0')
    return NULL;
  if (GTK_IS_LABEL (widget) && is_too_small (widget))
    return complain (widget, "cut off");
  if (!gtk_widget_compute_bounds (widget, words->window, &place) || !is_inside (widget, words->window, &place))
    return complain (widget, "outside of the screen");
  if (!is_in_sight (widget, &place))
    return NULL;
  below = words_below (words, &place);
  if (below != NULL)
    return g_strdup_printf ("over other words: “%s” over “%s”", words_of (widget), words_of (below));
  g_array_append_val (words->places, ((Place) { widget, place }));
  return NULL;
}

char *
checks_whole (GtkWidget *window)
{
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));
  Words words = { window, places };

  return walk (window, check_whole, &words);
}

/* Contrast. */

cairo_surface_t *
checks_draw (GtkWidget *window)
{
  int width = gtk_widget_get_width (window);
  int height = gtk_widget_get_height (window);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
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

static char *
mask_code (GtkWidget *widget, gpointer cr)
{
  graphene_rect_t place;

  if (FOYER_IS_QR_CODE (widget) &&
      gtk_widget_compute_bounds (widget, GTK_WIDGET (gtk_widget_get_root (widget)), &place)) {
    cairo_rectangle (cr, place.origin.x, place.origin.y, place.size.width, place.size.height);
    cairo_fill (cr);
  }
  return NULL;
}

void
checks_mask (GtkWidget *window, cairo_surface_t *picture)
{
  cairo_t *cr = cairo_create (picture);

  cairo_set_source_rgb (cr, 0.5, 0.5, 0.5);
  walk (window, mask_code, cr);
  cairo_destroy (cr);
  cairo_surface_flush (picture);
}

static gint
by_value (gconstpointer a, gconstpointer b)
{
  const guint32 *one = a;
  const guint32 *other = b;

  return (*one > *other) - (*one < *other);
}

/* The colour that most of them have. */
static guint32
commonest (GArray *pixels, guint32 otherwise)
{
  guint32 ground = otherwise;
  guint most = 0;
  guint run = 0;

  g_array_sort (pixels, by_value);
  for (guint i = 0; i < pixels->len; i++) {
    guint32 pixel = g_array_index (pixels, guint32, i);

    run = i > 0 && g_array_index (pixels, guint32, i - 1) == pixel ? run + 1 : 1;
    if (run > most) {
      most = run;
      ground = pixel;
    }
  }
  return ground;
}

/* What most of the place is painted with, apart from the letters' own colour. Every
 * other pixel of every other row says it as well as all of them. */
static guint32
ground_of (cairo_surface_t *picture, const graphene_rect_t *place, guint32 letters)
{
  const guint8 *pixels = cairo_image_surface_get_data (picture);
  int stride = cairo_image_surface_get_stride (picture);
  int right = MIN ((int) (place->origin.x + place->size.width), cairo_image_surface_get_width (picture));
  int bottom = MIN ((int) (place->origin.y + place->size.height), cairo_image_surface_get_height (picture));
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (int y = MAX ((int) place->origin.y, 0); y < bottom; y += 2) {
    for (int x = MAX ((int) place->origin.x, 0); x < right; x += 2) {
      guint32 pixel = *(const guint32 *) (const void *) (pixels + y * stride + x * 4) & 0xffffff;

      if (pixel != letters)
        g_array_append_val (found, pixel);
    }
  }
  return commonest (found, letters);
}

static double
linear (guint32 channel)
{
  double value = (channel & 0xff) / 255.0;

  return value <= 0.03928 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

static double
luminance (guint32 colour)
{
  return 0.2126 * linear (colour >> 16) + 0.7152 * linear (colour >> 8) + 0.0722 * linear (colour);
}

/* As WCAG 2 has it: 1 for the same, 21 for black on white. */
static double
contrast (guint32 one, guint32 other)
{
  double a = luminance (one);
  double b = luminance (other);

  return (MAX (a, b) + 0.05) / (MIN (a, b) + 0.05);
}

static guint32
colour_of (GtkWidget *widget)
{
  GdkRGBA colour;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  return (guint32) lround (colour.red * 255) << 16 | (guint32) lround (colour.green * 255) << 8 |
         (guint32) lround (colour.blue * 255);
}

static char *
check_contrast (GtkWidget *widget, gpointer picture)
{
  graphene_rect_t place;
  guint32 letters;
  guint32 ground;

  if (*words_of (widget) == '\0' || !is_in_sight (widget, &place))
    return NULL;
  letters = colour_of (widget);
  ground = ground_of (picture, &place, letters);
  if (contrast (letters, ground) >= 7)
    return NULL;
  return g_strdup_printf ("#%06x on #%06x is %.2f: “%s”", letters, ground, contrast (letters, ground),
                          words_of (widget));
}

char *
checks_contrast (GtkWidget *window, cairo_surface_t *picture)
{
  return walk (window, check_contrast, picture);
}

/* Focus. */

static char *
collect_stop (GtkWidget *widget, gpointer stops)
{
  if (gtk_widget_get_focusable (widget) && gtk_widget_is_sensitive (widget) &&
      !GTK_IS_SCROLLED_WINDOW (widget) && !GTK_IS_WINDOW (widget))
    g_hash_table_add (stops, widget);
  return NULL;
}

/* Whatever is left in @stops was not reached. */
static void
press_tab (GtkWidget *window, GHashTable *stops, GtkDirectionType direction)
{
  /* At the end it begins anew, so twice as often as there are stops is enough. */
  for (guint i = 2 * g_hash_table_size (stops) + 2; i > 0 && g_hash_table_size (stops) > 0; i--) {
    if (!gtk_widget_child_focus (window, direction))
      gtk_window_set_focus (GTK_WINDOW (window), NULL);
    g_hash_table_remove (stops, gtk_window_get_focus (GTK_WINDOW (window)));
  }
}

char *
checks_focus (GtkWidget *window)
{
  static const GtkDirectionType directions[] = { GTK_DIR_TAB_FORWARD, GTK_DIR_TAB_BACKWARD };
  GtkWidget *before = gtk_window_get_focus (GTK_WINDOW (window));
  char *complaint = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (directions) && complaint == NULL; i++) {
    g_autoptr (GHashTable) stops = g_hash_table_new (NULL, NULL);
    GHashTableIter left;
    gpointer widget;

    walk (window, collect_stop, stops);
    press_tab (window, stops, directions[i]);
    g_hash_table_iter_init (&left, stops);
    if (g_hash_table_iter_next (&left, &widget, NULL))
      complaint = complain (widget, "Tab never comes to");
  }
  gtk_window_set_focus (GTK_WINDOW (window), before);
  gtk_window_set_focus_visible (GTK_WINDOW (window), FALSE);
  return complaint;
}

/* Words of the catalogue. */

/* @text without every @part in it. */
static char *
without (const char *text, const char *part)
{
  g_auto (GStrv) pieces = g_strsplit (text, part, -1);

  return g_strjoinv ("", pieces);
}

/* Whether letters are left of @text when what is marked, and @data, are taken out. */
static gboolean
has_own_words (const char *text, const char * const *data)
{
  g_autoptr (GRegex) marked = g_regex_new ("⟦[^⟧]*⟧", G_REGEX_DOTALL, 0, NULL);
  g_autofree char *left = g_regex_replace_literal (marked, text, -1, 0, " ", 0, NULL);

  for (; *data != NULL; data++) {
    char *less = without (left, *data);

    g_free (left);
    left = less;
  }
  for (const char *at = left; *at != '\0'; at = g_utf8_next_char (at)) {
    /* A key of the pad is its letter. */
    if (g_unichar_isalpha (g_utf8_get_char (at)) && g_utf8_strlen (text, -1) > 1)
      return TRUE;
  }
  return FALSE;
}

static char *
check_said (GtkWidget *widget, gpointer data)
{
  g_autofree char *label = label_of (widget);
  const char *words = words_of (widget);

  if (has_own_words (words, data))
    return g_strdup_printf ("not in the catalogue: “%s”", words);
  if (label != NULL && has_own_words (label, data))
    return g_strdup_printf ("a name that is not in the catalogue: “%s”", label);
  return NULL;
}

char *
checks_said (GtkWidget *window, const char * const *data)
{
  return walk (gtk_window_get_child (GTK_WINDOW (window)), check_said, (gpointer) data);
}
