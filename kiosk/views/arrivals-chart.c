/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-arrivals-chart"

#include "arrivals-chart.h"

#include "live-words.h"
#include "wrapped-label.h"

#include <glib/gi18n.h>
#include <math.h>

/* More bars than these are too thin to tell apart across a table. */
#define MAX_SHOWN  27
/* Of those, what is over, when not all fits. */
#define PAST_SHOWN 18
#define BAR_PART   0.74   /* of a bar's place */
#define LINES      4      /* at most, across */
#define GAP        8.0    /* between words and what they belong to */

typedef struct {
  FoyerLiveBucket bucket;
  char           *time;   /* "08:40" */
} Bar;

struct _FoyerArrivalsChart {
  GtkWidget  parent_instance;

  GArray    *bars;       /* of Bar */
  double     now;        /* in bars from the left */
};

G_DEFINE_TYPE (FoyerArrivalsChart, foyer_arrivals_chart, GTK_TYPE_WIDGET)

static void
bar_clear (gpointer data)
{
  g_free (((Bar *) data)->time);
}

static void
add_bars (FoyerArrivalsChart *self, const FoyerLive *live, const FoyerEvent *event, guint from, guint to)
{
  for (guint i = from; i < to; i++) {
    Bar bar = { g_array_index (live->buckets, FoyerLiveBucket, i), NULL };

    bar.time = foyer_event_clock_time (event, bar.bucket.from_us);
    g_array_append_val (self->bars, bar);
  }
}

void
foyer_arrivals_chart_show (FoyerArrivalsChart *self, const FoyerLive *live, const FoyerEvent *event)
{
  g_autofree char *numbers = foyer_live_tell_arrivals (live, event);
  guint n = live->buckets->len;
  guint from = 0;
  double now = 0;

  g_array_set_size (self->bars, 0);
  if (n > 0) {
    gint64 first_us = g_array_index (live->buckets, FoyerLiveBucket, 0).from_us;

    now = (double) (live->at_us - first_us) / (double) (10 * G_TIME_SPAN_MINUTE);
  }
  if (n > MAX_SHOWN)
    from = (guint) CLAMP (now - PAST_SHOWN, 0, n - MAX_SHOWN);
  self->now = now - from;
  add_bars (self, live, event, from, MIN (from + MAX_SHOWN, n));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, numbers, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Drawing. */

typedef struct {
  FoyerArrivalsChart *self;
  cairo_t            *cr;
  double              left;
  double              top;
  double              width;    /* of the bars' place */
  double              height;
  double              step;     /* of one bar */
  double              highest;  /* people at the top */
  double              unit;     /* people between two lines */
  double              now_y;    /* foot of the word, above every number */
} Plot;

static void
set_colour (const Plot *plot, const char *name)
{
  GdkRGBA colour;

  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (plot->self)), name, &colour))
    gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (plot->self)), &colour);
  gdk_cairo_set_source_rgba (plot->cr, &colour);
}

static double
y_of (const Plot *plot, double people)
{
  return plot->top + plot->height * (1 - people / plot->highest);
}

static double
x_of (const Plot *plot, double bar)
{
  return plot->left + bar * plot->step;
}

static PangoLayout *
words (const Plot *plot, const char *text, double *width, double *height)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (plot->self), text);
  int w, h;

  pango_layout_get_pixel_size (layout, &w, &h);
  *width = w;
  *height = h;
  return layout;
}

/* @text's middle is at @x, its foot at @y; whatever was there before is not seen through it. */
static void
draw_above (const Plot *plot, const char *text, double x, double y, double room)
{
  double width, height;
  g_autoptr (PangoLayout) layout = words (plot, text, &width, &height);

  if (width > room)
    return;
  set_colour (plot, "card");
  cairo_rectangle (plot->cr, x - width / 2 - 2, y - height + 2, width + 4, height - 4);
  cairo_fill (plot->cr);
  set_colour (plot, "ink");
  cairo_move_to (plot->cr, x - width / 2, y - height);
  pango_cairo_show_layout (plot->cr, layout);
}

/* So many people between two lines that there are few, and round. */
static double
unit_for (double highest)
{
  static const double steps[] = { 1, 2, 5, 10 };
  double power = 1;

  while (TRUE) {
    for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
      if (highest <= steps[i] * power * LINES)
        return steps[i] * power;
    }
    power *= 10;
  }
}

static double
highest_of (FoyerArrivalsChart *self)
{
  double highest = 1;

  for (guint i = 0; i < self->bars->len; i++) {
    const FoyerLiveBucket *bucket = &g_array_index (self->bars, Bar, i).bucket;

    highest = MAX (highest, MAX ((double) bucket->came + bucket->coming, bucket->usual));
  }
  return highest;
}

static void
draw_lines (const Plot *plot)
{
  cairo_set_line_width (plot->cr, 1);
  for (double people = 0; people <= plot->highest; people += plot->unit) {
    g_autofree char *text = g_strdup_printf ("%.0f", people);
    double y = floor (y_of (plot, people)) + 0.5;
    double width, height;
    g_autoptr (PangoLayout) layout = words (plot, text, &width, &height);

    set_colour (plot, "line");
    cairo_move_to (plot->cr, plot->left, y);
    cairo_line_to (plot->cr, plot->left + plot->width, y);
    cairo_stroke (plot->cr);
    set_colour (plot, "soft");
    cairo_move_to (plot->cr, plot->left - GAP - width, y - height / 2);
    pango_cairo_show_layout (plot->cr, layout);
  }
}

static void
draw_bar (const Plot *plot, guint i)
{
  const FoyerLiveBucket *bucket = &g_array_index (plot->self->bars, Bar, i).bucket;
  double x = x_of (plot, i + (1 - BAR_PART) / 2);
  double width = plot->step * BAR_PART;
  double came = y_of (plot, bucket->came);
  double all = y_of (plot, bucket->came + bucket->coming);

  set_colour (plot, "accent");
  cairo_rectangle (plot->cr, x, came, width, plot->top + plot->height - came);
  cairo_fill (plot->cr);
  if (bucket->coming < 0.5 || came - all < 3)
    return;
  cairo_rectangle (plot->cr, x + 1, all + 1, width - 2, came - all - 1);
  set_colour (plot, "pale");
  cairo_fill_preserve (plot->cr);
  set_colour (plot, "accent");
  cairo_set_line_width (plot->cr, 2);
  cairo_stroke (plot->cr);
}

/* Light below the broken line, so that it is seen on the bars as well. */
static void
draw_usual (const Plot *plot)
{
  const double dashes[] = { 7, 5 };

  for (guint i = 0; i < plot->self->bars->len; i++) {
    double y = y_of (plot, g_array_index (plot->self->bars, Bar, i).bucket.usual);

    cairo_line_to (plot->cr, x_of (plot, i), y);
    cairo_line_to (plot->cr, x_of (plot, i + 1), y);
  }
  cairo_set_dash (plot->cr, dashes, G_N_ELEMENTS (dashes), 0);
  set_colour (plot, "card");
  cairo_set_line_width (plot->cr, 7);
  cairo_stroke_preserve (plot->cr);
  set_colour (plot, "help");
  cairo_set_line_width (plot->cr, 3);
  cairo_stroke (plot->cr);
  cairo_set_dash (plot->cr, NULL, 0, 0);
}

static void
draw_numbers (const Plot *plot)
{
  for (guint i = 0; i < plot->self->bars->len; i++) {
    const FoyerLiveBucket *bucket = &g_array_index (plot->self->bars, Bar, i).bucket;
    g_autofree char *text = g_strdup_printf ("%d", (int) bucket->came);

    if (bucket->came > 0)
      draw_above (plot, text, x_of (plot, i + 0.5), y_of (plot, bucket->came + bucket->coming) - 2,
                  plot->step * 1.1);
  }
}

/* Of the times, those that have room, at round ones. */
static void
draw_times (const Plot *plot)
{
  static const guint every[] = { 1, 2, 3, 6, 12, 24 };
  double width, height;
  G_GNUC_UNUSED g_autoptr (PangoLayout) widest = words (plot, "00:00", &width, &height);
  guint k = 0;

  while (k + 1 < G_N_ELEMENTS (every) && every[k] * plot->step < width + 2 * GAP)
    k++;
  for (guint i = 0; i < plot->self->bars->len; i++) {
    const Bar *bar = &g_array_index (plot->self->bars, Bar, i);

    if (bar->bucket.from_us / (10 * G_TIME_SPAN_MINUTE) % every[k] == 0)
      draw_above (plot, bar->time, x_of (plot, i + 0.5), plot->top + plot->height + GAP / 2 + height, width);
  }
}

static void
draw_now (const Plot *plot)
{
  double x = x_of (plot, plot->self->now);

  if (plot->self->now < 0 || plot->self->now > plot->self->bars->len)
    return;
  set_colour (plot, "ink");
  cairo_set_line_width (plot->cr, 2);
  cairo_move_to (plot->cr, x, plot->now_y);
  cairo_line_to (plot->cr, x, plot->top + plot->height);
  cairo_stroke (plot->cr);
  draw_above (plot, _("now"), x, plot->now_y, plot->width);
}

static void
draw (FoyerArrivalsChart *self, cairo_t *cr, double width, double height)
{
  Plot plot = { .self = self, .cr = cr };
  g_autofree char *most = NULL;
  g_autoptr (PangoLayout) widest = NULL;
  double words_width, words_height;

  plot.highest = highest_of (self);
  plot.unit = unit_for (plot.highest);
  plot.highest = ceil (plot.highest / plot.unit) * plot.unit;
  most = g_strdup_printf ("%.0f", plot.highest);
  widest = words (&plot, most, &words_width, &words_height);
  plot.left = words_width + GAP;
  plot.now_y = words_height;
  plot.top = plot.now_y + words_height + GAP / 2;
  plot.width = width - plot.left;
  plot.height = height - plot.top - words_height - GAP;
  plot.step = plot.width / MAX (self->bars->len, 1);
  if (plot.height <= 0 || plot.width <= 0)
    return;
  draw_lines (&plot);
  for (guint i = 0; i < self->bars->len; i++)
    draw_bar (&plot, i);
  draw_usual (&plot);
  draw_now (&plot);
  draw_numbers (&plot);
  draw_times (&plot);
}

static void
foyer_arrivals_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));

  draw (FOYER_ARRIVALS_CHART (widget), cr, width, height);
  cairo_destroy (cr);
}

static void
foyer_arrivals_chart_finalize (GObject *object)
{
  g_array_unref (FOYER_ARRIVALS_CHART (object)->bars);
  G_OBJECT_CLASS (foyer_arrivals_chart_parent_class)->finalize (object);
}

static void
foyer_arrivals_chart_class_init (FoyerArrivalsChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = foyer_arrivals_chart_finalize;
  widget_class->snapshot = foyer_arrivals_chart_snapshot;
  gtk_widget_class_set_css_name (widget_class, "arrivalschart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
foyer_arrivals_chart_init (FoyerArrivalsChart *self)
{
  self->bars = g_array_new (FALSE, FALSE, sizeof (Bar));
  g_array_set_clear_func (self->bars, bar_clear);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Arrivals per ten minutes"), -1);
}

GtkWidget *
foyer_arrivals_chart_new (void)
{
  return g_object_new (FOYER_TYPE_ARRIVALS_CHART, NULL);
}

GtkWidget *
foyer_arrivals_chart_legend_new (void)
{
  const struct { const char *style; const char *text; } items[] = {
    { "came", _("came") }, { "coming", _("still expected") }, { "usual", _("usual for so many registered") },
  };
  GtkWidget *legend = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 20);

  for (gsize i = 0; i < G_N_ELEMENTS (items); i++) {
    GtkWidget *item = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
    GtkWidget *swatch = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

    gtk_widget_add_css_class (swatch, "swatch");
    gtk_widget_add_css_class (swatch, items[i].style);
    gtk_widget_set_valign (swatch, GTK_ALIGN_CENTER);
    gtk_box_append (GTK_BOX (item), swatch);
    gtk_box_append (GTK_BOX (item), foyer_wrapped_label_new (items[i].text, "legend"));
    gtk_box_append (GTK_BOX (legend), item);
  }
  return legend;
}
