/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-badge-layout"

#include "badge-layout.h"

#include "badge-font-private.h"
#include "badge-image-private.h"
#include "badge-qr-private.h"
#include "badge-shape-private.h"
#include "badge-template-private.h"
#include "badge-text-private.h"

#include <hb-ot.h>
#include <math.h>

/* Dots an inch of what goes into a PDF as a picture. */
#define PICTURE_DPI 300
/* mm */
#define FOLD_MARK 2.5
#define FOLD_MARK_WIDTH 0.15

typedef struct {
  FoyerBadgeTemplate *template;
  FoyerBadge         *badge;
} Page;

/* Letters that are pictures (emoji) have no outlines. */
static gboolean
is_all_outlines (PangoLayout *layout)
{
  for (GSList *line = pango_layout_get_lines_readonly (layout); line != NULL; line = line->next)
    for (GSList *item = ((PangoLayoutLine *) line->data)->runs; item != NULL; item = item->next) {
      PangoLayoutRun *run = item->data;
      hb_face_t *face = hb_font_get_face (pango_font_get_hb_font (run->item->analysis.font));

      if (hb_ot_color_has_png (face) || hb_ot_color_has_layers (face))
        return FALSE;
    }
  return TRUE;
}

/* In the layout's units, around the ink: FreeType thickens letters, and edges are blurred. */
#define PICTURE_MARGIN 6

static void
draw_picture (PangoLayout *layout, cairo_pattern_t *colour, double dots, const PangoRectangle *ink,
              cairo_surface_t *picture)
{
  cairo_t *cr = cairo_create (picture);

  cairo_set_source (cr, colour);
  cairo_scale (cr, dots, dots);
  cairo_move_to (cr, PICTURE_MARGIN - ink->x, PICTURE_MARGIN - ink->y);
  pango_cairo_show_layout (cr, layout);
  cairo_destroy (cr);
}

static void
show_as_picture (PangoLayout *layout, cairo_t *cr)
{
  PangoRectangle ink;
  double x = 1, y = 0, dots;
  cairo_surface_t *picture;

  pango_layout_get_pixel_extents (layout, &ink, NULL);
  cairo_user_to_device_distance (cr, &x, &y);
  dots = hypot (x, y) * PICTURE_DPI / 72;
  picture = cairo_image_surface_create (CAIRO_FORMAT_ARGB32,
                                        (int) ceil ((ink.width + 2 * PICTURE_MARGIN) * dots),
                                        (int) ceil ((ink.height + 2 * PICTURE_MARGIN) * dots));
  draw_picture (layout, cairo_get_source (cr), dots, &ink, picture);
  cairo_translate (cr, ink.x - PICTURE_MARGIN, ink.y - PICTURE_MARGIN);
  cairo_scale (cr, 1 / dots, 1 / dots);
  cairo_set_source_surface (cr, picture, 0, 0);
  cairo_paint (cr);
  cairo_surface_destroy (picture);
}

/* No font goes into a PDF: no printer misreads one, the spool holds no text, and cairo's subsetting
 * of a large font takes longer than all the rest and leaks. Letters go as outlines, and what has
 * none, or no font at all, as a picture. */
static void
show (PangoLayout *layout, cairo_t *cr)
{
  if (cairo_surface_get_type (cairo_get_target (cr)) == CAIRO_SURFACE_TYPE_IMAGE) {
    pango_cairo_show_layout (cr, layout);
  } else if (pango_layout_get_unknown_glyphs_count (layout) > 0 || !is_all_outlines (layout)) {
    show_as_picture (layout, cr);
  } else {
    pango_cairo_layout_path (cr, layout);
    cairo_fill (cr);
  }
}

static void
draw_text (const FoyerBadgeElement *element, const char *words, PangoContext *context, cairo_t *cr)
{
  FoyerBadgeText text = foyer_badge_text_fit (context, element, words);

  cairo_save (cr);
  /* What had to be cut is cut at the edge too, whatever hangs over it. */
  if (text.cut) {
    cairo_rectangle (cr, element->x, element->y, element->width, element->height);
    cairo_clip (cr);
  }
  cairo_translate (cr, element->x + element->width / 2, element->y + element->height / 2);
  cairo_rotate (cr, element->rotate * G_PI / 180);
  cairo_scale (cr, 1 / FOYER_POINTS_PER_MM, 1 / FOYER_POINTS_PER_MM);
  cairo_translate (cr, text.x - text.width / 2, text.y - text.height / 2);
  cairo_scale (cr, text.scale, text.scale);
  cairo_move_to (cr, 0, 0);
  cairo_set_source_rgb (cr, element->colour.red, element->colour.green, element->colour.blue);
  show (text.layout, cr);
  cairo_new_path (cr);
  cairo_restore (cr);
  g_object_unref (text.layout);
}

static void
draw_words (const FoyerBadgeElement *element, const FoyerBadge *badge, PangoContext *context,
            cairo_t *cr)
{
  g_autofree char *words = foyer_badge_element_fill (element, badge);

  if (words == NULL || *words == '\0')
    return;
  if (element->kind == FOYER_BADGE_TEXT)
    draw_text (element, words, context, cr);
  else
    foyer_badge_qr_draw (element, words, cr);
}

static void
draw_element (const FoyerBadgeElement *element, const FoyerBadge *badge, PangoContext *context,
              cairo_t *cr)
{
  switch (element->kind) {
  case FOYER_BADGE_TEXT:
  case FOYER_BADGE_QR:
    draw_words (element, badge, context, cr);
    break;
  case FOYER_BADGE_BOX:
  case FOYER_BADGE_ELLIPSE:
  case FOYER_BADGE_POLYGON:
    foyer_badge_shape_draw (element, cr);
    break;
  case FOYER_BADGE_IMAGE:
    foyer_badge_image_draw (element, cr);
    break;
  case FOYER_BADGE_N_KINDS:
  default:
    g_assert_not_reached ();
  }
}

static void
draw_side (FoyerBadgeTemplate *template, const FoyerBadge *badge, FoyerBadgeSide side, cairo_t *cr)
{
  PangoContext *context = foyer_badge_font_context ();

  for (guint i = 0; i < template->elements->len; i++) {
    const FoyerBadgeElement *element = template->elements->pdata[i];

    if (foyer_badge_element_applies (element, side, badge))
      draw_element (element, badge, context, cr);
  }
  g_object_unref (context);
}

/* Where to fold, at the edges only: a line across would be seen on the badge. */
static void
draw_fold_mark (cairo_t *cr, double x, double y, double dx, double dy)
{
  cairo_set_source_rgb (cr, 0.6, 0.6, 0.6);
  cairo_set_line_width (cr, FOLD_MARK_WIDTH);
  cairo_move_to (cr, x, y);
  cairo_rel_line_to (cr, dx, dy);
  cairo_stroke (cr);
}

static void
draw_folded_at_top (FoyerBadgeTemplate *template, const FoyerBadge *badge, cairo_t *cr)
{
  cairo_save (cr);
  cairo_translate (cr, template->width, template->height);
  cairo_rotate (cr, G_PI);
  draw_side (template, badge, FOYER_BADGE_BACK, cr);
  cairo_restore (cr);
  cairo_save (cr);
  cairo_translate (cr, 0, template->height);
  draw_side (template, badge, FOYER_BADGE_FRONT, cr);
  cairo_restore (cr);
  draw_fold_mark (cr, 0, template->height, FOLD_MARK, 0);
  draw_fold_mark (cr, template->width, template->height, -FOLD_MARK, 0);
}

static void
draw_folded_at_left (FoyerBadgeTemplate *template, const FoyerBadge *badge, cairo_t *cr)
{
  draw_side (template, badge, FOYER_BADGE_BACK, cr);
  cairo_save (cr);
  cairo_translate (cr, template->width, 0);
  draw_side (template, badge, FOYER_BADGE_FRONT, cr);
  cairo_restore (cr);
  draw_fold_mark (cr, template->width, 0, 0, FOLD_MARK);
  draw_fold_mark (cr, template->width, template->height, 0, -FOLD_MARK);
}

void
foyer_badge_draw (FoyerBadgeTemplate *template, const FoyerBadge *badge, guint page, cairo_t *cr)
{
  switch (template->back) {
  case FOYER_BADGE_NO_BACK:
  case FOYER_BADGE_BACK_PAGE:
    draw_side (template, badge, page == 0 ? FOYER_BADGE_FRONT : FOYER_BADGE_BACK, cr);
    break;
  case FOYER_BADGE_BACK_FOLD_TOP:
    draw_folded_at_top (template, badge, cr);
    break;
  case FOYER_BADGE_BACK_FOLD_LEFT:
    draw_folded_at_left (template, badge, cr);
    break;
  default:
    g_assert_not_reached ();
  }
}

static void
draw_page (cairo_t *cr, guint number, gpointer user_data)
{
  Page *page = user_data;

  foyer_badge_draw (page->template, page->badge, number, cr);
}

static void
page_free (gpointer data)
{
  Page *page = data;

  foyer_badge_template_unref (page->template);
  foyer_badge_free (page->badge);
  g_free (page);
}

FoyerDocument *
foyer_badge_to_document (FoyerBadgeTemplate *template, const FoyerBadge *badge)
{
  Page *page = g_new0 (Page, 1);
  FoyerDocument *document;

  page->template = foyer_badge_template_ref (template);
  page->badge = foyer_badge_copy (badge);
  document = foyer_document_new (foyer_badge_template_get_width (template),
                                 foyer_badge_template_get_height (template),
                                 foyer_badge_template_get_n_pages (template), draw_page, page,
                                 page_free);
  if (template->back == FOYER_BADGE_BACK_PAGE)
    foyer_document_set_two_sided (document);
  return document;
}

GBytes *
foyer_badge_to_pdf (FoyerBadgeTemplate *template, const FoyerBadge *badge, GError **error)
{
  g_autoptr (FoyerDocument) document = foyer_badge_to_document (template, badge);

  return foyer_document_to_pdf (document, error);
}

cairo_surface_t *
foyer_badge_render (FoyerBadgeTemplate *template, const FoyerBadge *badge, double dpi)
{
  g_autoptr (FoyerDocument) document = foyer_badge_to_document (template, badge);

  return foyer_document_render (document, 0, dpi);
}
