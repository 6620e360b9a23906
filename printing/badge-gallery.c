/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-badge-gallery"

#include "badge-gallery.h"

#include "badge-font-private.h"
#include "badge-layout.h"
#include "badge-text-private.h"

/* mm */
#define PAGE_WIDTH 210
#define PAGE_HEIGHT 297
#define MARGIN 12
#define GAP 6
#define CELL_WIDTH 58
#define CAPTION_HEIGHT 16
#define COLUMNS 3

typedef struct {
  FoyerBadgeTemplate *template;
  GPtrArray          *badges;
  GPtrArray          *captions;
  double              scale;
  double              cell_height;
  guint               rows;
} Gallery;

static void
draw_caption (const char *caption, cairo_t *cr)
{
  FoyerBadgeElement box = { .kind = FOYER_BADGE_TEXT, .width = CELL_WIDTH, .height = CAPTION_HEIGHT,
                            .size = 9, .min_size = 6, .lines = 4, .weight = PANGO_WEIGHT_NORMAL,
                            .align = PANGO_ALIGN_LEFT, .keep_words = TRUE };
  PangoContext *context = foyer_badge_font_context ();
  FoyerBadgeText text = foyer_badge_text_fit (context, &box, caption);

  cairo_scale (cr, 1 / FOYER_POINTS_PER_MM, 1 / FOYER_POINTS_PER_MM);
  cairo_translate (cr, text.x, text.y);
  cairo_scale (cr, text.scale, text.scale);
  cairo_move_to (cr, 0, 0);
  cairo_set_source_rgb (cr, 0, 0, 0);
  pango_cairo_show_layout (cr, text.layout);
  g_object_unref (text.layout);
  g_object_unref (context);
}

static void
draw_badge (const Gallery *self, const FoyerBadge *badge, cairo_t *cr)
{
  double width = foyer_badge_template_get_width (self->template);
  double height = foyer_badge_template_get_height (self->template);

  cairo_save (cr);
  cairo_scale (cr, self->scale, self->scale);
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  foyer_badge_draw (self->template, badge, 0, cr);
  cairo_restore (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_set_source_rgb (cr, 0.6, 0.6, 0.6);
  cairo_set_line_width (cr, 0.2);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
draw_cell (const Gallery *self, guint i, cairo_t *cr)
{
  guint place = i % (COLUMNS * self->rows);

  cairo_save (cr);
  cairo_translate (cr, MARGIN + (place % COLUMNS) * (CELL_WIDTH + GAP),
                   MARGIN + (place / COLUMNS) * (self->cell_height + GAP));
  draw_badge (self, self->badges->pdata[i], cr);
  cairo_translate (cr, 0, self->cell_height - CAPTION_HEIGHT);
  draw_caption (self->captions->pdata[i], cr);
  cairo_restore (cr);
}

static void
draw_page (cairo_t *cr, guint number, gpointer user_data)
{
  const Gallery *self = user_data;
  guint capacity = COLUMNS * self->rows;

  for (guint i = number * capacity; i < MIN ((number + 1) * capacity, self->badges->len); i++)
    draw_cell (self, i, cr);
}

static void
gallery_free (gpointer data)
{
  Gallery *self = data;

  foyer_badge_template_unref (self->template);
  g_ptr_array_unref (self->badges);
  g_ptr_array_unref (self->captions);
  g_free (self);
}

FoyerDocument *
foyer_badge_gallery_to_document (FoyerBadgeTemplate *template, GPtrArray *badges,
                                 GPtrArray *captions)
{
  Gallery *self = g_new0 (Gallery, 1);
  double height = foyer_badge_template_get_height (template);
  /* A badge taller than the page is shown smaller, not cut. */
  double space = PAGE_HEIGHT - 2 * MARGIN - CAPTION_HEIGHT - 1;
  guint capacity;

  self->template = foyer_badge_template_ref (template);
  self->badges = g_ptr_array_ref (badges);
  self->captions = g_ptr_array_ref (captions);
  self->scale = MIN (CELL_WIDTH / foyer_badge_template_get_width (template), space / height);
  self->cell_height = height * self->scale + 1 + CAPTION_HEIGHT;
  self->rows = (guint) ((PAGE_HEIGHT - 2 * MARGIN + GAP) / (self->cell_height + GAP));
  self->rows = MAX (self->rows, 1);
  capacity = COLUMNS * self->rows;
  return foyer_document_new (PAGE_WIDTH, PAGE_HEIGHT, (badges->len + capacity - 1) / capacity,
                             draw_page, self, gallery_free);
}
