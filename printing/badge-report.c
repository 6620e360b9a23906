/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-badge-report"

#include "badge-report.h"

#include "badge-font-private.h"
#include "badge-qr-private.h"
#include "badge-template-private.h"
#include "badge-text-private.h"

#include <glib/gi18n-lib.h>

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

static void
add_letter (GArray *letters, gunichar letter)
{
  for (guint i = 0; i < letters->len; i++)
    if (g_array_index (letters, gunichar, i) == letter)
      return;
  g_array_append_val (letters, letter);
}

static guint
add_missing (PangoLayoutRun *run, const char *words, GArray *letters)
{
  guint missing = 0;

  for (int i = 0; i < run->glyphs->num_glyphs; i++) {
    PangoGlyph glyph = run->glyphs->glyphs[i].glyph;

    /* 0 is a font's own box, the flag Pango's. */
    if (glyph != 0 && (glyph == PANGO_GLYPH_EMPTY || !(glyph & PANGO_GLYPH_UNKNOWN_FLAG)))
      continue;
    add_letter (letters,
                g_utf8_get_char (words + run->item->offset + run->glyphs->log_clusters[i]));
    missing++;
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

static char *
list_letters (GArray *letters)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < letters->len; i++)
    g_string_append_printf (list, "%sU+%04X", i > 0 ? " " : "",
                            g_array_index (letters, gunichar, i));
  return g_strdup (list->str);
}

static void
check_glyphs (FoyerBadgeReport *report, const FoyerBadgeElement *element, PangoLayout *layout,
              gboolean is_name)
{
  g_autoptr (GArray) letters = g_array_new (FALSE, FALSE, sizeof (gunichar));
  g_autofree char *list = NULL;
  const char *words = pango_layout_get_text (layout);
  guint missing = 0;

  for (GSList *line = pango_layout_get_lines_readonly (layout); line != NULL; line = line->next)
    for (GSList *run = ((PangoLayoutLine *) line->data)->runs; run != NULL; run = run->next) {
      missing += add_missing (run->data, words, letters);
      if (is_name)
        add_run (report, run->data);
    }
  report->missing_glyphs += missing;
  for (guint i = 0; i < letters->len; i++)
    add_letter (report->missing_letters, g_array_index (letters, gunichar, i));
  list = list_letters (letters);
  if (missing > 0)
    /* Translators: %s is a list of letters like "U+30EDD U+1F984" */
    add_problem (report, element, _("no installed font can draw %s"), list);
}

static void
check_size (FoyerBadgeReport *report, const FoyerBadgeElement *element, const FoyerBadgeText *text)
{
  gboolean small = text->size < foyer_badge_element_legible_size (element);

  report->legible = report->legible && !small;
  report->fits = report->fits && !text->cut;
  if (text->cut)
    add_problem (report, element, _("does not fit even at %g points: shorten it"),
                 element->min_size);
  else if (small)
    add_problem (report, element, _("only %.0f points, hard to read: shorten it"), text->size);
}

/* Some letters are blank: a name of nothing but those is no name on paper. */
static void
check_ink (FoyerBadgeReport *report, const FoyerBadgeElement *element, PangoLayout *layout)
{
  PangoRectangle ink;

  pango_layout_get_extents (layout, &ink, NULL);
  if (ink.width > 0 && ink.height > 0)
    return;
  report->legible = FALSE;
  add_problem (report, element, _("nothing of it can be seen: ask for another name"));
}

static void
check_text (FoyerBadgeReport *report, const FoyerBadgeElement *element, const char *words,
            PangoContext *context)
{
  FoyerBadgeText text = foyer_badge_text_fit (context, element, words);
  gboolean is_name = foyer_badge_element_shows (element, "name");

  /* The front tells; a back repeats it. */
  if (is_name && report->name_size == 0) {
    report->name_size = text.size;
    report->shrunk = text.size < element->size;
    check_glyphs (report, element, text.layout, TRUE);
  } else {
    check_glyphs (report, element, text.layout, FALSE);
  }
  check_size (report, element, &text);
  if (is_name)
    check_ink (report, element, text.layout);
  g_object_unref (text.layout);
}

static void
check_qr (FoyerBadgeReport *report, const FoyerBadgeElement *element, const char *words)
{
  report->qr_module = foyer_badge_qr_module (element, words);
  if (report->qr_module >= FOYER_BADGE_QR_MODULE_MIN)
    return;
  report->fits = FALSE;
  add_problem (report, element, _("its squares are %.2f mm wide, readers need %.2f mm"),
               report->qr_module, FOYER_BADGE_QR_MODULE_MIN);
}

static void
check_element (FoyerBadgeReport *report, const FoyerBadgeElement *element, const FoyerBadge *badge,
               PangoContext *context)
{
  g_autofree char *words = NULL;

  if (element->text == NULL
      || !foyer_badge_element_applies (element, FOYER_BADGE_FRONT | FOYER_BADGE_BACK, badge))
    return;
  words = foyer_badge_element_fill (element, badge);
  if (words == NULL || *words == '\0')
    return;
  if (element->kind == FOYER_BADGE_TEXT)
    check_text (report, element, words, context);
  else
    check_qr (report, element, words);
}

FoyerBadgeReport *
foyer_badge_check (FoyerBadgeTemplate *template, const FoyerBadge *badge)
{
  PangoContext *context = foyer_badge_font_context ();
  FoyerBadgeReport *report = g_new0 (FoyerBadgeReport, 1);

  report->fits = TRUE;
  report->legible = TRUE;
  report->missing_letters = g_array_new (FALSE, FALSE, sizeof (gunichar));
  report->name_families = g_ptr_array_new_with_free_func (g_free);
  report->name_glyphs = g_array_new (FALSE, FALSE, sizeof (guint32));
  report->problems = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < template->elements->len; i++)
    check_element (report, template->elements->pdata[i], badge, context);
  g_object_unref (context);
  return report;
}

void
foyer_badge_report_free (FoyerBadgeReport *report)
{
  if (report == NULL)
    return;
  g_array_unref (report->missing_letters);
  g_ptr_array_unref (report->name_families);
  g_array_unref (report->name_glyphs);
  g_ptr_array_unref (report->problems);
  g_free (report);
}
