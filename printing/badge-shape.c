/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-badge-shape"

#include "badge-shape-private.h"

static void
add_box (const FoyerBadgeElement *box, cairo_t *cr)
{
  double inset = box->line / 2;
  double x = box->x + inset, y = box->y + inset;
  double width = box->width - box->line, height = box->height - box->line;
  double radius = MIN (box->radius, MIN (width, height) / 2);

  if (radius <= 0) {
    cairo_rectangle (cr, x, y, width, height);
    return;
  }
  cairo_arc (cr, x + width - radius, y + radius, radius, -G_PI_2, 0);
  cairo_arc (cr, x + width - radius, y + height - radius, radius, 0, G_PI_2);
  cairo_arc (cr, x + radius, y + height - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, 1.5 * G_PI);
  cairo_close_path (cr);
}

static void
add_ellipse (const FoyerBadgeElement *ellipse, cairo_t *cr)
{
  double width = ellipse->width - ellipse->line, height = ellipse->height - ellipse->line;

  if (width <= 0 || height <= 0)
    return;
  cairo_save (cr);
  cairo_translate (cr, ellipse->x + ellipse->width / 2, ellipse->y + ellipse->height / 2);
  cairo_scale (cr, width / 2, height / 2);
  cairo_arc (cr, 0, 0, 1, 0, 2 * G_PI);
  cairo_close_path (cr);
  cairo_restore (cr);
}

static void
add_polygon (const FoyerBadgeElement *polygon, cairo_t *cr)
{
  for (guint i = 0; i + 1 < polygon->points->len; i += 2)
    cairo_line_to (cr, polygon->x + g_array_index (polygon->points, double, i),
                   polygon->y + g_array_index (polygon->points, double, i + 1));
  cairo_close_path (cr);
}

static void
add_outline (const FoyerBadgeElement *shape, cairo_t *cr)
{
  cairo_new_path (cr);
  if (shape->kind == FOYER_BADGE_BOX)
    add_box (shape, cr);
  else if (shape->kind == FOYER_BADGE_ELLIPSE)
    add_ellipse (shape, cr);
  else
    add_polygon (shape, cr);
}

/* Stripes rising to the right, as wide as the gaps between them. */
static void
fill_with_stripes (const FoyerBadgeElement *shape, cairo_t *cr)
{
  double left, top, right, bottom;

  cairo_fill_extents (cr, &left, &top, &right, &bottom);
  cairo_save (cr);
  cairo_clip (cr);
  /* Along the edge a stripe is √2 times as wide as across. */
  for (double x = left - (bottom - top); x < right; x += 2 * G_SQRT2 * shape->hatch) {
    cairo_move_to (cr, x, bottom);
    cairo_line_to (cr, x + (bottom - top), top);
    cairo_line_to (cr, x + (bottom - top) + G_SQRT2 * shape->hatch, top);
    cairo_line_to (cr, x + G_SQRT2 * shape->hatch, bottom);
    cairo_close_path (cr);
  }
  cairo_fill (cr);
  cairo_restore (cr);
}

static void
set_colour (cairo_t *cr, const FoyerBadgeColour *colour)
{
  cairo_set_source_rgb (cr, colour->red, colour->green, colour->blue);
}

void
foyer_badge_shape_draw (const FoyerBadgeElement *element, cairo_t *cr)
{
  cairo_save (cr);
  /* Straight edges end at whole dots: a thin rule is black, not two rows of grey. */
  if (element->kind == FOYER_BADGE_BOX && element->radius <= 0 && element->hatch <= 0)
    cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  add_outline (element, cr);
  set_colour (cr, &element->colour);
  if (!element->colour.none && element->hatch <= 0) {
    cairo_fill_preserve (cr);
  } else if (!element->colour.none) {
    fill_with_stripes (element, cr);
    add_outline (element, cr);
  }
  set_colour (cr, &element->line_colour);
  cairo_set_line_width (cr, element->line);
  if (element->line > 0)
    cairo_stroke (cr);
  /* The path outlives the restore: without this the next filling fills it too. */
  cairo_new_path (cr);
  cairo_restore (cr);
}
