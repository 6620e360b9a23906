/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-badge-layout"

#include "badge-layout.h"

#include "badge-qr-private.h"
#include "badge-template-private.h"
#include "badge-text-private.h"

#include <hb-ot.h>
#include <math.h>

typedef struct {
  FoyerBadgeTemplate *template;
  FoyerBadge         *badge;
} Page;

static void
set_colour (cairo_t *cr, const FoyerBadgeColour *colour)
{
  cairo_set_source_rgb (cr, colour->red, colour->green, colour->blue);
}

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

/* Into a PDF go outlines: no printer misreads an embedded font, the spool holds no text, and
 * cairo's subsetting of a large font takes longer than all the rest and leaks. */
static void
show (PangoLayout *layout, cairo_t *cr)
{
  if (cairo_surface_get_type (cairo_get_target (cr)) == CAIRO_SURFACE_TYPE_IMAGE
      || pango_layout_get_unknown_glyphs_count (layout) > 0 || !is_all_outlines (layout)) {
    pango_cairo_show_layout (cr, layout);
    return;
  }
  pango_cairo_layout_path (cr, layout);
  cairo_fill (cr);
}

static void
draw_text (const FoyerBadgeElement *element, const char *words, PangoContext *context, cairo_t *cr)
{
  FoyerBadgeText text = foyer_badge_text_fit (context, element, words);

  cairo_save (cr);
  cairo_translate (cr, element->x, element->y);
  cairo_scale (cr, 1 / FOYER_POINTS_PER_MM, 1 / FOYER_POINTS_PER_MM);
  cairo_move_to (cr, text.x, text.y);
  set_colour (cr, &element->colour);
  show (text.layout, cr);
  cairo_new_path (cr);
  cairo_restore (cr);
  g_object_unref (text.layout);
}

static void
add_outline (const FoyerBadgeElement *box, cairo_t *cr)
{
  double inset = box->line / 2;
  double x = box->x + inset, y = box->y + inset;
  double width = box->width - box->line, height = box->height - box->line;
  double radius = MIN (box->radius, MIN (width, height) / 2);

  cairo_new_path (cr);
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
draw_box (const FoyerBadgeElement *box, cairo_t *cr)
{
  cairo_save (cr);
  /* Straight edges end at whole dots: a thin rule is black, not two rows of grey. */
  if (box->radius <= 0)
    cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  add_outline (box, cr);
  set_colour (cr, &box->colour);
  if (!box->colour.none)
    cairo_fill_preserve (cr);
  set_colour (cr, &box->line_colour);
  cairo_set_line_width (cr, box->line);
  if (box->line > 0)
    cairo_stroke (cr);
  /* The path outlives the restore: without this the next filling fills it too. */
  cairo_new_path (cr);
  cairo_restore (cr);
}

static void
draw_element (const FoyerBadgeElement *element, const FoyerBadge *badge, PangoContext *context,
              cairo_t *cr)
{
  g_autofree char *words = NULL;

  if (element->kind == FOYER_BADGE_BOX) {
    draw_box (element, cr);
    return;
  }
  words = foyer_badge_element_fill (element, badge);
  if (words == NULL)
    return;
  if (element->kind == FOYER_BADGE_TEXT)
    draw_text (element, words, context, cr);
  else
    foyer_badge_qr_draw (element, words, cr);
}

void
foyer_badge_draw (FoyerBadgeTemplate *template, const FoyerBadge *badge, cairo_t *cr)
{
  PangoContext *context = foyer_badge_text_context ();

  for (guint i = 0; i < template->elements->len; i++) {
    const FoyerBadgeElement *element = template->elements->pdata[i];

    if (foyer_badge_element_applies (element, badge))
      draw_element (element, badge, context, cr);
  }
  g_object_unref (context);
}

static void G_GNUC_PRINTF (3, 4)
add_problem (FoyerBadgeReport *report, const FoyerBadgeElement *element, const char *format, ...)
{
  g_autofree char *problem = NULL;
  va_list args;

  va_start (args, format);
  problem = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (report->problems, g_strdup_printf ("%s: %s", element->name, problem));
}

static guint
count_missing (PangoLayoutRun *run)
{
  guint missing = 0;

  for (int i = 0; i < run->glyphs->num_glyphs; i++) {
    PangoGlyph glyph = run->glyphs->glyphs[i].glyph;

    /* 0 is a font's own box, the flag Pango's. */
    missing += glyph == 0 || (glyph != PANGO_GLYPH_EMPTY && (glyph & PANGO_GLYPH_UNKNOWN_FLAG));
  }
  return missing;
}

static void
add_run (FoyerBadgeReport *report, PangoLayoutRun *run)
{
  PangoFontDescription *font = pango_font_describe (run->item->analysis.font);

  g_ptr_array_add (report->name_families, g_strdup (pango_font_description_get_family (font)));
  pango_font_description_free (font);
  for (int i = 0; i < run->glyphs->num_glyphs; i++) {
    guint32 glyph = run->glyphs->glyphs[i].glyph;

    g_array_append_val (report->name_glyphs, glyph);
  }
}

static void
check_runs (FoyerBadgeReport *report, const FoyerBadgeElement *element, PangoLayout *layout)
{
  gboolean is_name = foyer_badge_element_shows (element, "name");
  guint missing = 0;

  for (GSList *line = pango_layout_get_lines_readonly (layout); line != NULL; line = line->next)
    for (GSList *run = ((PangoLayoutLine *) line->data)->runs; run != NULL; run = run->next) {
      missing += count_missing (run->data);
      if (is_name)
        add_run (report, run->data);
    }
  report->missing_glyphs += missing;
  if (missing > 0)
    add_problem (report, element, "%u letters that no installed font can draw", missing);
}

static void
check_text (FoyerBadgeReport *report, const FoyerBadgeElement *element, const char *words,
            PangoContext *context)
{
  FoyerBadgeText text = foyer_badge_text_fit (context, element, words);

  if (foyer_badge_element_shows (element, "name")) {
    report->name_size = text.size;
    report->shrunk = text.size < element->size;
  }
  check_runs (report, element, text.layout);
  if (text.cut) {
    report->fits = FALSE;
    add_problem (report, element, "does not fit at %g points", element->min_size);
  }
  g_object_unref (text.layout);
}

static void
check_qr (FoyerBadgeReport *report, const FoyerBadgeElement *element, const char *words)
{
  report->qr_module = foyer_badge_qr_module (element, words);
  if (report->qr_module >= FOYER_BADGE_QR_MODULE_MIN)
    return;
  report->fits = FALSE;
  add_problem (report, element, "modules of %.2f mm, at least %.2f are needed", report->qr_module,
               FOYER_BADGE_QR_MODULE_MIN);
}

FoyerBadgeReport *
foyer_badge_check (FoyerBadgeTemplate *template, const FoyerBadge *badge)
{
  PangoContext *context = foyer_badge_text_context ();
  FoyerBadgeReport *report = g_new0 (FoyerBadgeReport, 1);

  report->fits = TRUE;
  report->name_families = g_ptr_array_new_with_free_func (g_free);
  report->name_glyphs = g_array_new (FALSE, FALSE, sizeof (guint32));
  report->problems = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < template->elements->len; i++) {
    const FoyerBadgeElement *element = template->elements->pdata[i];
    g_autofree char *words = NULL;

    if (element->kind == FOYER_BADGE_BOX || !foyer_badge_element_applies (element, badge))
      continue;
    words = foyer_badge_element_fill (element, badge);
    if (words != NULL && element->kind == FOYER_BADGE_TEXT)
      check_text (report, element, words, context);
    else if (words != NULL)
      check_qr (report, element, words);
  }
  g_object_unref (context);
  return report;
}

void
foyer_badge_report_free (FoyerBadgeReport *report)
{
  if (report == NULL)
    return;
  g_ptr_array_unref (report->name_families);
  g_array_unref (report->name_glyphs);
  g_ptr_array_unref (report->problems);
  g_free (report);
}

static void
draw_page (cairo_t *cr, guint number, gpointer user_data)
{
  Page *page = user_data;

  foyer_badge_draw (page->template, page->badge, cr);
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

  page->template = foyer_badge_template_ref (template);
  page->badge = foyer_badge_copy (badge);
  return foyer_document_new (template->width, template->height, 1, draw_page, page, page_free);
}

GBytes *
foyer_badge_to_pdf (FoyerBadgeTemplate *template, const FoyerBadge *badge, GError **error)
{
  g_autoptr (FoyerDocument) document = foyer_badge_to_document (template, badge);

  return foyer_document_to_pdf (document, error);
}

gboolean
foyer_badge_write_pdf (FoyerBadgeTemplate *template, const FoyerBadge *badge, const char *path,
                       GError **error)
{
  g_autoptr (GBytes) pdf = foyer_badge_to_pdf (template, badge, error);

  return pdf != NULL && g_file_set_contents (path, g_bytes_get_data (pdf, NULL),
                                             (gssize) g_bytes_get_size (pdf), error);
}

cairo_surface_t *
foyer_badge_render (FoyerBadgeTemplate *template, const FoyerBadge *badge, double dpi)
{
  g_autoptr (FoyerDocument) document = foyer_badge_to_document (template, badge);

  return foyer_document_render (document, 0, dpi);
}

gboolean
foyer_badge_write_png (FoyerBadgeTemplate *template, const FoyerBadge *badge, double dpi,
                       const char *path, GError **error)
{
  cairo_surface_t *surface = foyer_badge_render (template, badge, dpi);
  cairo_status_t status = cairo_surface_write_to_png (surface, path);

  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "file %s: %s", path,
               cairo_status_to_string (status));
  return FALSE;
}
