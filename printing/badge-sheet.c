/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-badge-sheet"

#include "badge-sheet.h"

#include "badge-layout.h"
#include "badge-template-private.h"
#include "printing-error.h"

/* mm. Office printers leave this much white. */
#define UNPRINTABLE 5
#define CUT_MARK 3
#define CUT_MARK_WIDTH 0.1
/* Stickers that touch add up to the paper but for what a ruler shows. */
#define TOLERANCE 0.5

typedef struct {
  FoyerBadgeTemplate *template;
  GPtrArray          *badges;
  FoyerBadgeGrid      grid;
  double              badge_width, badge_height;
} Sheet;

static int
how_many (double space, double size)
{
  return (int) ((space - 2 * UNPRINTABLE) / size);
}

/* Cards in the middle of plain paper, with marks to cut along. */
static void
fill_paper (FoyerBadgeGrid *grid, double width, double height)
{
  grid->columns = how_many (grid->width, width);
  grid->rows = how_many (grid->height, height);
  grid->left = (grid->width - grid->columns * width) / 2;
  grid->top = (grid->height - grid->rows * height) / 2;
  grid->cut_marks = TRUE;
}

static FoyerBadgeGrid
grid_of (FoyerBadgeTemplate *template)
{
  FoyerBadgeGrid grid = template->grid;

  if (grid.columns == 0)
    fill_paper (&grid, foyer_badge_template_get_width (template),
                foyer_badge_template_get_height (template));
  return grid;
}

guint
foyer_badge_sheet_get_capacity (FoyerBadgeTemplate *template)
{
  FoyerBadgeGrid grid = grid_of (template);

  return (guint) (grid.columns * grid.rows);
}

static double
cell_x (const Sheet *self, int column)
{
  return self->grid.left + column * (self->badge_width + self->grid.gap_x);
}

static double
cell_y (const Sheet *self, int row)
{
  return self->grid.top + row * (self->badge_height + self->grid.gap_y);
}

/* In the margins only: a line between cards would stay on one of them. */
static void
draw_cut_marks (const Sheet *self, cairo_t *cr)
{
  double right = cell_x (self, self->grid.columns - 1) + self->badge_width;
  double bottom = cell_y (self, self->grid.rows - 1) + self->badge_height;

  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_set_line_width (cr, CUT_MARK_WIDTH);
  for (int i = 0; i <= 2 * self->grid.columns - 1; i++) {
    double x = cell_x (self, i / 2) + (i % 2) * self->badge_width;

    cairo_move_to (cr, x, self->grid.top - 1);
    cairo_rel_line_to (cr, 0, -CUT_MARK);
    cairo_move_to (cr, x, bottom + 1);
    cairo_rel_line_to (cr, 0, CUT_MARK);
  }
  for (int i = 0; i <= 2 * self->grid.rows - 1; i++) {
    double y = cell_y (self, i / 2) + (i % 2) * self->badge_height;

    cairo_move_to (cr, self->grid.left - 1, y);
    cairo_rel_line_to (cr, -CUT_MARK, 0);
    cairo_move_to (cr, right + 1, y);
    cairo_rel_line_to (cr, CUT_MARK, 0);
  }
  cairo_stroke (cr);
}

static void
draw_badge (const Sheet *self, const FoyerBadge *badge, int column, int row, guint side,
            cairo_t *cr)
{
  /* What lies left on the front lies right when the paper is turned. */
  int place = side == 0 ? column : self->grid.columns - 1 - column;

  cairo_save (cr);
  cairo_translate (cr, cell_x (self, place), cell_y (self, row));
  cairo_rectangle (cr, 0, 0, self->badge_width, self->badge_height);
  cairo_clip (cr);
  foyer_badge_draw (self->template, badge, side, cr);
  cairo_restore (cr);
}

static void
draw_page (cairo_t *cr, guint number, gpointer user_data)
{
  const Sheet *self = user_data;
  guint n_sides = foyer_badge_template_get_n_pages (self->template);
  guint capacity = (guint) (self->grid.columns * self->grid.rows);
  guint first = number / n_sides * capacity;

  for (guint i = 0; i < capacity && first + i < self->badges->len; i++)
    draw_badge (self, self->badges->pdata[first + i], (int) i % self->grid.columns,
                (int) i / self->grid.columns, number % n_sides, cr);
  if (self->grid.cut_marks)
    draw_cut_marks (self, cr);
}

static void
sheet_free (gpointer data)
{
  Sheet *self = data;

  foyer_badge_template_unref (self->template);
  g_ptr_array_unref (self->badges);
  g_free (self);
}

static gboolean
fits (const Sheet *self)
{
  return self->grid.columns > 0 && self->grid.rows > 0
         && cell_x (self, self->grid.columns) - self->grid.gap_x <= self->grid.width + TOLERANCE
         && cell_y (self, self->grid.rows) - self->grid.gap_y <= self->grid.height + TOLERANCE;
}

FoyerDocument *
foyer_badge_sheet_to_document (FoyerBadgeTemplate *template, GPtrArray *badges, GError **error)
{
  Sheet sheet = { .template = template, .grid = grid_of (template),
                  .badge_width = foyer_badge_template_get_width (template),
                  .badge_height = foyer_badge_template_get_height (template) };
  guint n_sheets, n_sides = foyer_badge_template_get_n_pages (template);
  FoyerDocument *document;
  Sheet *self;

  if (!fits (&sheet)) {
    g_set_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_TEMPLATE,
                 "template %s: %d x %d badges of %g x %g mm do not fit on its sheet",
                 template->name, sheet.grid.columns, sheet.grid.rows, sheet.badge_width,
                 sheet.badge_height);
    return NULL;
  }
  self = g_memdup2 (&sheet, sizeof sheet);
  self->template = foyer_badge_template_ref (template);
  self->badges = g_ptr_array_ref (badges);
  n_sheets = (badges->len + foyer_badge_sheet_get_capacity (template) - 1)
             / foyer_badge_sheet_get_capacity (template);
  document = foyer_document_new (self->grid.width, self->grid.height, n_sheets * n_sides, draw_page,
                                 self, sheet_free);
  if (n_sides > 1)
    foyer_document_set_two_sided (document);
  return document;
}
