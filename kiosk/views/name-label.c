/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-name-label"

#include "name-label.h"

#define SCALE_MIN 0.5

struct _FoyerNameLabel {
  GtkWidget  parent_instance;

  char      *name;
};

G_DEFINE_TYPE (FoyerNameLabel, foyer_name_label, GTK_TYPE_WIDGET)

/* (transfer full): the name at a part of its size, on as many lines as @width asks for. */
static PangoLayout *
lay_out (FoyerNameLabel *self, double scale, int width)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->name);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (scale));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  if (width >= 0)
    pango_layout_set_width (layout, width * PANGO_SCALE);
  return layout;
}

/* On one line, in pixels. */
static void
whole_size (FoyerNameLabel *self, int *width, int *height)
{
  g_autoptr (PangoLayout) layout = lay_out (self, 1, -1);

  pango_layout_get_pixel_size (layout, width, height);
}

/* Letters are as wide as whole pixels allow, so one per cent is kept in hand. */
static double
scale_of (int whole, int width)
{
  return whole <= width ? 1 : MAX (SCALE_MIN, 0.99 * width / whole);
}

double
foyer_name_label_get_scale (FoyerNameLabel *self, int width)
{
  int whole;

  whole_size (self, &whole, NULL);
  return scale_of (whole, width);
}

/* (transfer full): as it is drawn in @width pixels. @whole: its width on one line */
static PangoLayout *
fit (FoyerNameLabel *self, int whole, int width)
{
  double scale = scale_of (whole, width);

  return lay_out (self, scale, scale > SCALE_MIN ? -1 : width);
}

void
foyer_name_label_set_name (FoyerNameLabel *self, const char *name)
{
  g_free (self->name);
  self->name = g_strdup (name ? name : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->name, -1);
  gtk_widget_set_visible (GTK_WIDGET (self), *self->name != '\0');
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

const char *
foyer_name_label_get_name (FoyerNameLabel *self)
{
  return self->name;
}

static GtkSizeRequestMode
foyer_name_label_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* A smaller name leaves room above and below: GTK 4.8 looks by halves for the width
 * that goes with a height, and never ends where a wider widget asks for more height. */
static void
foyer_name_label_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                          int *natural, int *minimum_baseline, int *natural_baseline)
{
  FoyerNameLabel *self = FOYER_NAME_LABEL (widget);
  g_autoptr (PangoLayout) layout = NULL;
  int whole;
  int line;
  int height;

  whole_size (self, &whole, &line);
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = 0;
    *natural = whole;
    return;
  }
  layout = fit (self, whole, for_size < 0 ? whole : for_size);
  pango_layout_get_pixel_size (layout, NULL, &height);
  *natural = *minimum = MAX (height, line);
}

static void
foyer_name_label_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FoyerNameLabel *self = FOYER_NAME_LABEL (widget);
  int room = gtk_widget_get_width (widget);
  g_autoptr (PangoLayout) layout = NULL;
  int whole;
  int width;
  int height;

  whole_size (self, &whole, NULL);
  layout = fit (self, whole, room);
  pango_layout_get_pixel_size (layout, &width, &height);
  /* What wraps is centred by Pango. */
  gtk_snapshot_render_layout (snapshot, gtk_widget_get_style_context (widget),
                              pango_layout_get_width (layout) >= 0 ? 0 : (room - width) / 2.0,
                              (gtk_widget_get_height (widget) - height) / 2.0, layout);
}

static void
foyer_name_label_finalize (GObject *object)
{
  g_free (FOYER_NAME_LABEL (object)->name);
  G_OBJECT_CLASS (foyer_name_label_parent_class)->finalize (object);
}

static void
foyer_name_label_class_init (FoyerNameLabelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = foyer_name_label_finalize;
  widget_class->get_request_mode = foyer_name_label_get_request_mode;
  widget_class->measure = foyer_name_label_measure;
  widget_class->snapshot = foyer_name_label_snapshot;
  gtk_widget_class_set_css_name (widget_class, "label");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
foyer_name_label_init (FoyerNameLabel *self)
{
  self->name = g_strdup ("");
}
