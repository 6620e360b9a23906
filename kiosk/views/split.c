/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-split"

#include "split.h"

#include "stage.h"

typedef enum { HEAD, MAIN, FOOT, N_PARTS } Part;

static const char * const part_names[N_PARTS] = { "head", "main", "foot" };

struct _FoyerSplit {
  GtkWidget  parent_instance;

  GtkWidget *parts[N_PARTS];
  GBinding  *binding;
  gboolean   wide;
  gboolean   main_first;
  int        share;
  int        spacing;
};

enum { PROP_WIDE = 1, PROP_MAIN_FIRST, PROP_SHARE, PROP_SPACING, N_PROPS };
static GParamSpec *props[N_PROPS];

static void buildable_init (GtkBuildableIface *iface);

G_DEFINE_TYPE_WITH_CODE (FoyerSplit, foyer_split, GTK_TYPE_WIDGET,
                         G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

static gboolean
is_there (FoyerSplit *self, Part part)
{
  return self->parts[part] != NULL && gtk_widget_should_layout (self->parts[part]);
}

static void
measure_part (FoyerSplit *self, Part part, GtkOrientation orientation, int for_size, int *minimum,
              int *natural)
{
  *minimum = *natural = 0;
  if (is_there (self, part))
    gtk_widget_measure (self->parts[part], orientation, for_size, minimum, natural, NULL, NULL);
}

static int
main_width (FoyerSplit *self, int width)
{
  if (!is_there (self, HEAD) && !is_there (self, FOOT))
    return width;
  return (width - self->spacing) * self->share / 100;
}

static void
measure_width (FoyerSplit *self, int *minimum, int *natural)
{
  int least[N_PARTS];
  int wish[N_PARTS];

  for (int i = 0; i < N_PARTS; i++)
    measure_part (self, (Part) i, GTK_ORIENTATION_HORIZONTAL, -1, &least[i], &wish[i]);
  *minimum = MAX (least[HEAD], least[FOOT]);
  *natural = MAX (wish[HEAD], wish[FOOT]);
  if (!self->wide) {
    *minimum = MAX (*minimum, least[MAIN]);
    *natural = MAX (*natural, wish[MAIN]);
    return;
  }
  /* Each side gets its share, so the needier one decides. */
  *minimum = MAX (*minimum * 100 / (100 - self->share), least[MAIN] * 100 / self->share) +
             self->spacing + 2;
  *natural = MAX (*natural * 100 / (100 - self->share), wish[MAIN] * 100 / self->share) +
             self->spacing + 2;
}

static void
measure_height (FoyerSplit *self, int width, int *minimum, int *natural)
{
  int main_for = width < 0 ? -1 : self->wide ? main_width (self, width) : width;
  int side_for = width < 0 ? -1 : self->wide ? width - main_for - self->spacing : width;
  int least[N_PARTS];
  int wish[N_PARTS];
  int gap = is_there (self, HEAD) && is_there (self, FOOT) ? self->spacing : 0;

  measure_part (self, HEAD, GTK_ORIENTATION_VERTICAL, side_for, &least[HEAD], &wish[HEAD]);
  measure_part (self, MAIN, GTK_ORIENTATION_VERTICAL, main_for, &least[MAIN], &wish[MAIN]);
  measure_part (self, FOOT, GTK_ORIENTATION_VERTICAL, side_for, &least[FOOT], &wish[FOOT]);
  /* Head and foot hold words: they get what they wish, so that is the least. */
  *minimum = wish[HEAD] + gap + wish[FOOT];
  *natural = *minimum;
  if (self->wide) {
    *minimum = MAX (*minimum, least[MAIN]);
    *natural = MAX (*natural, wish[MAIN]);
  }
  else {
    *minimum += least[MAIN] + self->spacing;
    *natural += wish[MAIN] + self->spacing;
  }
}

static GtkSizeRequestMode
foyer_split_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
foyer_split_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                     int *natural, int *minimum_baseline, int *natural_baseline)
{
  FoyerSplit *self = FOYER_SPLIT (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (self, minimum, natural);
  else
    measure_height (self, for_size, minimum, natural);
}

static void
place (FoyerSplit *self, Part part, int x, int y, int width, int height)
{
  GtkAllocation at = { x, y, width, height };

  if (is_there (self, part))
    gtk_widget_size_allocate (self->parts[part], &at, -1);
}

static int
wished_height (FoyerSplit *self, Part part, int width)
{
  int least;
  int wish;

  measure_part (self, part, GTK_ORIENTATION_VERTICAL, width, &least, &wish);
  return wish;
}

static void
allocate_wide (FoyerSplit *self, int width, int height)
{
  int left = main_width (self, width);
  int right = width - left - self->spacing;
  int x = left + self->spacing;
  int head = wished_height (self, HEAD, right);
  int foot = wished_height (self, FOOT, right);

  if (right <= 0)
    right = 0;
  /* An expanding head takes what the foot leaves, and centres itself there. */
  if (is_there (self, HEAD) && gtk_widget_compute_expand (self->parts[HEAD], GTK_ORIENTATION_VERTICAL))
    head = height - foot - (foot > 0 ? self->spacing : 0);
  place (self, MAIN, 0, 0, left, height);
  place (self, HEAD, x, 0, right, head);
  place (self, FOOT, x, height - foot, right, foot);
}

/* A picture and its words are one thing: they stand together, a little above
 * the middle. */
static void
allocate_together (FoyerSplit *self, int width, int height)
{
  int top = MIN (wished_height (self, MAIN, width), height);
  int words = wished_height (self, HEAD, width);
  int spare = MAX (height - top - self->spacing - words, 0);

  if (top + self->spacing + words > height)
    top = height - self->spacing - words;
  place (self, MAIN, 0, spare * 2 / 5, width, top);
  place (self, HEAD, 0, spare * 2 / 5 + top + self->spacing, width, words);
}

static void
allocate_tall (FoyerSplit *self, int width, int height)
{
  int head = wished_height (self, HEAD, width);
  int foot = wished_height (self, FOOT, width);
  int head_gap = head > 0 ? head + self->spacing : 0;
  int foot_gap = foot > 0 ? foot + self->spacing : 0;

  if (self->main_first) {
    allocate_together (self, width, height - foot_gap);
  }
  else {
    place (self, HEAD, 0, 0, width, head);
    place (self, MAIN, 0, head_gap, width, height - head_gap - foot_gap);
  }
  place (self, FOOT, 0, height - foot, width, foot);
}

static void
foyer_split_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FoyerSplit *self = FOYER_SPLIT (widget);

  if (self->wide)
    allocate_wide (self, width, height);
  else
    allocate_tall (self, width, height);
}

void
foyer_split_set_wide (FoyerSplit *self, gboolean wide)
{
  if (self->wide == wide)
    return;
  self->wide = wide;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_WIDE]);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
foyer_split_root (GtkWidget *widget)
{
  FoyerSplit *self = FOYER_SPLIT (widget);
  GtkWidget *stage = gtk_widget_get_ancestor (widget, FOYER_TYPE_STAGE);

  GTK_WIDGET_CLASS (foyer_split_parent_class)->root (widget);
  if (stage != NULL)
    self->binding = g_object_bind_property (stage, "wide", self, "wide", G_BINDING_SYNC_CREATE);
}

static void
foyer_split_unroot (GtkWidget *widget)
{
  g_clear_pointer (&FOYER_SPLIT (widget)->binding, g_binding_unbind);
  GTK_WIDGET_CLASS (foyer_split_parent_class)->unroot (widget);
}

static GtkBuildableIface *parent_buildable;

static void
foyer_split_add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  FoyerSplit *self = FOYER_SPLIT (buildable);

  for (int i = 0; i < N_PARTS; i++) {
    if (g_strcmp0 (type, part_names[i]) == 0) {
      self->parts[i] = GTK_WIDGET (child);
      /* The order of focus is the order of reading: head, main, foot. */
      gtk_widget_insert_before (self->parts[i], GTK_WIDGET (self), NULL);
      return;
    }
  }
  parent_buildable->add_child (buildable, builder, child, type);
}

static void
buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = foyer_split_add_child;
}

static void
foyer_split_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FoyerSplit *self = FOYER_SPLIT (object);

  switch (id) {
  case PROP_WIDE:
    g_value_set_boolean (value, self->wide);
    break;
  case PROP_MAIN_FIRST:
    g_value_set_boolean (value, self->main_first);
    break;
  case PROP_SHARE:
    g_value_set_int (value, self->share);
    break;
  case PROP_SPACING:
    g_value_set_int (value, self->spacing);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
foyer_split_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FoyerSplit *self = FOYER_SPLIT (object);

  switch (id) {
  case PROP_WIDE:
    foyer_split_set_wide (self, g_value_get_boolean (value));
    break;
  case PROP_MAIN_FIRST:
    self->main_first = g_value_get_boolean (value);
    break;
  case PROP_SHARE:
    self->share = g_value_get_int (value);
    break;
  case PROP_SPACING:
    self->spacing = g_value_get_int (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
foyer_split_dispose (GObject *object)
{
  FoyerSplit *self = FOYER_SPLIT (object);

  for (int i = 0; i < N_PARTS; i++)
    g_clear_pointer (&self->parts[i], gtk_widget_unparent);
  G_OBJECT_CLASS (foyer_split_parent_class)->dispose (object);
}

static void
foyer_split_class_init (FoyerSplitClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = foyer_split_get_property;
  object_class->set_property = foyer_split_set_property;
  object_class->dispose = foyer_split_dispose;
  widget_class->get_request_mode = foyer_split_get_request_mode;
  widget_class->measure = foyer_split_measure;
  widget_class->size_allocate = foyer_split_size_allocate;
  widget_class->root = foyer_split_root;
  widget_class->unroot = foyer_split_unroot;

  props[PROP_WIDE] = g_param_spec_boolean ("wide", NULL, NULL, FALSE, flags);
  props[PROP_MAIN_FIRST] = g_param_spec_boolean ("main-first", NULL, NULL, FALSE, flags);
  props[PROP_SHARE] = g_param_spec_int ("share", NULL, NULL, 10, 90, 50, flags);
  props[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, 200, 24, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_css_name (widget_class, "split");
}

static void
foyer_split_init (FoyerSplit *self)
{
  self->share = 50;
  self->spacing = 24;
}
