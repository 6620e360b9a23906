/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-button-row"

#include "button-row.h"

#include "pages.h"

#define SPACING 16

struct _FoyerButtonRow {
  GtkWidget parent_instance;
};

/* How the children stand at a given width. */
typedef struct {
  int n;          /* children */
  int columns;
  int lines;
  int width;      /* of a child */
  int height;     /* of a line */
} Grid;

G_DEFINE_TYPE (FoyerButtonRow, foyer_button_row, GTK_TYPE_WIDGET)

static GtkWidget *
next_shown (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

/* What the neediest child asks for. */
static int
measure_children (GtkWidget *self, GtkOrientation orientation, int for_size, gboolean natural)
{
  int most = 0;

  for (GtkWidget *child = next_shown (gtk_widget_get_first_child (self)); child != NULL;
       child = next_shown (gtk_widget_get_next_sibling (child))) {
    int least;
    int wish;

    gtk_widget_measure (child, orientation, for_size, &least, &wish, NULL, NULL);
    most = MAX (most, natural ? wish : least);
  }
  return most;
}

static int
count_children (GtkWidget *self)
{
  int n = 0;

  for (GtkWidget *child = next_shown (gtk_widget_get_first_child (self)); child != NULL;
       child = next_shown (gtk_widget_get_next_sibling (child)))
    n++;
  return n;
}

/* Or one below the other. */
static int
side_by_side (int n, int size)
{
  return n * size + MAX (n - 1, 0) * SPACING;
}

/* On each line as many as on the others. @width: or -1, any */
static Grid
make_grid_of (GtkWidget *self, int n, int columns, int least, int width)
{
  Grid grid = { .n = n, .lines = (n + columns - 1) / columns };

  grid.columns = grid.lines > 0 ? (n + grid.lines - 1) / grid.lines : 1;
  grid.width = width < 0 ? -1 : MAX ((width - (grid.columns - 1) * SPACING) / grid.columns, least);
  grid.height = measure_children (self, GTK_ORIENTATION_VERTICAL, grid.width, FALSE);
  return grid;
}

/* The lowest of those that there is room for: more room never takes more height,
 * or GTK would look forever for the width that goes with a height (name-label.c). */
static Grid
make_grid (GtkWidget *self, int width)
{
  int least = measure_children (self, GTK_ORIENTATION_HORIZONTAL, -1, FALSE);
  int n = count_children (self);
  Grid best = make_grid_of (self, n, 1, least, width);

  for (int columns = 2; columns <= n && (width < 0 || side_by_side (columns, least) <= width); columns++) {
    Grid grid = make_grid_of (self, n, columns, least, width);

    if (side_by_side (grid.lines, grid.height) <= side_by_side (best.lines, best.height))
      best = grid;
  }
  return best;
}

static GtkSizeRequestMode
foyer_button_row_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
foyer_button_row_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                          int *natural, int *minimum_baseline, int *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = measure_children (widget, orientation, -1, FALSE);
    *natural = side_by_side (count_children (widget), measure_children (widget, orientation, -1, TRUE));
  }
  else {
    Grid grid = make_grid (widget, for_size);

    *minimum = *natural = side_by_side (grid.lines, grid.height);
  }
}

static void
foyer_button_row_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  Grid grid = make_grid (widget, width);
  int line_height = grid.lines > 0 ? (height - (grid.lines - 1) * SPACING) / grid.lines : 0;
  int i = 0;

  for (GtkWidget *child = next_shown (gtk_widget_get_first_child (widget)); child != NULL;
       child = next_shown (gtk_widget_get_next_sibling (child)), i++) {
    GtkAllocation place = { i % grid.columns * (grid.width + SPACING),
                            i / grid.columns * (line_height + SPACING), grid.width, line_height };

    gtk_widget_size_allocate (child, &place, -1);
  }
}

void
foyer_button_row_clear (FoyerButtonRow *self)
{
  GtkWidget *child;

  foyer_pages_drop_focus (GTK_WIDGET (self));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}

static void
foyer_button_row_dispose (GObject *object)
{
  foyer_button_row_clear (FOYER_BUTTON_ROW (object));
  G_OBJECT_CLASS (foyer_button_row_parent_class)->dispose (object);
}

static void
foyer_button_row_class_init (FoyerButtonRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_button_row_dispose;
  widget_class->get_request_mode = foyer_button_row_get_request_mode;
  widget_class->measure = foyer_button_row_measure;
  widget_class->size_allocate = foyer_button_row_size_allocate;
}

static void
foyer_button_row_init (FoyerButtonRow *self)
{
}

GtkWidget *
foyer_button_row_new (void)
{
  return g_object_new (FOYER_TYPE_BUTTON_ROW, NULL);
}
