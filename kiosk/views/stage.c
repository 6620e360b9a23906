/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-stage"

#include "stage.h"

#define SCALE_STEP 0.96
#define SCALE_MIN  0.35
/* What is left of a tall screen's height for whoever sits: below 1.2 m on a usual stand. */
#define SEATED     0.6
/* From this text scale on, targets grow too, and headlines no longer do. */
#define LARGE_DPI (96 * 1.4)

struct _FoyerStage {
  GtkWidget  parent_instance;

  GtkWidget *child;
  gboolean   wide;
  gboolean   seated;
  double     scale;
  gulong     settings_id;
};

enum { PROP_WIDE = 1, N_PROPS };
static GParamSpec *props[N_PROPS];

G_DEFINE_TYPE (FoyerStage, foyer_stage, GTK_TYPE_WIDGET)

void
foyer_stage_set_child (FoyerStage *self, GtkWidget *child)
{
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
}

void
foyer_stage_set_seated (FoyerStage *self, gboolean seated)
{
  self->seated = seated;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

double
foyer_stage_get_scale (FoyerStage *self)
{
  return self->scale;
}

static void
set_wide (FoyerStage *self, gboolean wide)
{
  if (self->wide == wide)
    return;
  self->wide = wide;
  gtk_widget_remove_css_class (GTK_WIDGET (self), wide ? "tall" : "wide");
  gtk_widget_add_css_class (GTK_WIDGET (self), wide ? "wide" : "tall");
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_WIDE]);
}

static void
look_at_text_scale (FoyerStage *self)
{
  int dpi;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-xft-dpi", &dpi, NULL);
  if (dpi / 1024.0 >= LARGE_DPI)
    gtk_widget_add_css_class (GTK_WIDGET (self), "large");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "large");
}

static void
foyer_stage_root (GtkWidget *widget)
{
  FoyerStage *self = FOYER_STAGE (widget);
  GtkSettings *settings = gtk_widget_get_settings (widget);

  GTK_WIDGET_CLASS (foyer_stage_parent_class)->root (widget);
  self->settings_id = g_signal_connect_swapped (settings, "notify::gtk-xft-dpi",
                                                G_CALLBACK (look_at_text_scale), self);
  look_at_text_scale (self);
}

static void
foyer_stage_unroot (GtkWidget *widget)
{
  g_clear_signal_handler (&FOYER_STAGE (widget)->settings_id, gtk_widget_get_settings (widget));
  GTK_WIDGET_CLASS (foyer_stage_parent_class)->unroot (widget);
}

static GtkSizeRequestMode
foyer_stage_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

/* The screen is as large as it is: the child asks for nothing. */
static void
foyer_stage_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                     int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = 1;
}

static gboolean
fits (FoyerStage *self, int width, int height)
{
  int least;

  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  if (least > width)
    return FALSE;
  gtk_widget_measure (self->child, GTK_ORIENTATION_VERTICAL, width, &least, NULL, NULL, NULL);
  return least <= height;
}

static void
foyer_stage_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FoyerStage *self = FOYER_STAGE (widget);
  GskTransform *transform = NULL;
  int top;

  set_wide (self, width > height);
  top = self->seated && !self->wide ? (int) (height * (1 - SEATED)) : 0;
  height -= top;
  if (self->child == NULL || !gtk_widget_should_layout (self->child))
    return;
  self->scale = 1;
  while (self->scale > SCALE_MIN &&
         !fits (self, (int) (width / self->scale), (int) (height / self->scale)))
    self->scale *= SCALE_STEP;
  if (top > 0)
    transform = gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (0, (float) top));
  if (self->scale < 1)
    transform = gsk_transform_scale (transform, (float) self->scale, (float) self->scale);
  gtk_widget_allocate (self->child, (int) (width / self->scale), (int) (height / self->scale), -1,
                       transform);
}

static void
foyer_stage_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_WIDE:
    g_value_set_boolean (value, FOYER_STAGE (object)->wide);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
foyer_stage_dispose (GObject *object)
{
  g_clear_pointer (&FOYER_STAGE (object)->child, gtk_widget_unparent);
  G_OBJECT_CLASS (foyer_stage_parent_class)->dispose (object);
}

static void
foyer_stage_class_init (FoyerStageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = foyer_stage_get_property;
  object_class->dispose = foyer_stage_dispose;
  widget_class->get_request_mode = foyer_stage_get_request_mode;
  widget_class->root = foyer_stage_root;
  widget_class->unroot = foyer_stage_unroot;
  widget_class->measure = foyer_stage_measure;
  widget_class->size_allocate = foyer_stage_size_allocate;

  props[PROP_WIDE] = g_param_spec_boolean ("wide", NULL, NULL, FALSE,
                                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_css_name (widget_class, "stage");
}

static void
foyer_stage_init (FoyerStage *self)
{
  self->scale = 1;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "tall");
}

GtkWidget *
foyer_stage_new (void)
{
  return g_object_new (FOYER_TYPE_STAGE, NULL);
}
