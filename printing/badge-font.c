/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-badge-font"

#include "badge-font-private.h"

#include <pango/pangofc-font.h>

/* Noto Sans has every Latin, Greek and Cyrillic letter and mark; the CJK font has only the common
 * ones, and a name half in one and half in the other looks wrong. With hanzi about, its Latin
 * letters are the ones drawn to go with them. */
#define FONTS "Noto Sans,Noto Sans CJK SC"
#define FONTS_WITH_HANZI "Noto Sans CJK SC,Noto Sans"
/* Where a font has no bold letters, FreeType thickens its normal ones by this much of the size, and
 * nobody tells Pango. */
#define THICKENED (1 / 24.0)

PangoContext *
foyer_badge_font_context (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_font_options_t *options = cairo_font_options_create ();

  /* Hinting would make the same badge break its lines differently at 203 and 300 dpi. */
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_cairo_context_set_resolution (context, 72);
  pango_context_set_round_glyph_positions (context, FALSE);
  /* Han characters that Chinese and Japanese draw differently are drawn the Chinese way. */
  pango_context_set_language (context, pango_language_from_string ("zh-CN"));
  return context;
}

static gboolean
has_hanzi (const char *words)
{
  for (const char *p = words; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    /* Emoji are as wide, and go with letters of any kind. */
    if (g_unichar_iswide (c) && (c < 0x1f000 || c > 0x1ffff))
      return TRUE;
  }
  return FALSE;
}

PangoFontDescription *
foyer_badge_font_choose (const char *families, PangoWeight weight, const char *words)
{
  const char *usual = has_hanzi (words) ? FONTS_WITH_HANZI : FONTS;
  PangoFontDescription *font =
    pango_font_description_from_string (families != NULL ? families : usual);

  pango_font_description_set_weight (font, weight);
  return font;
}

static gboolean
is_thickened (PangoFont *font)
{
  FcBool thickened = FcFalse;

  return PANGO_IS_FC_FONT (font)
         && FcPatternGetBool (pango_fc_font_get_pattern (PANGO_FC_FONT (font)), FC_EMBOLDEN, 0,
                              &thickened) == FcResultMatch && thickened;
}

double
foyer_badge_font_swell (PangoLayout *layout)
{
  for (GSList *line = pango_layout_get_lines_readonly (layout); line != NULL; line = line->next)
    for (GSList *run = ((PangoLayoutLine *) line->data)->runs; run != NULL; run = run->next)
      if (is_thickened (((PangoLayoutRun *) run->data)->item->analysis.font))
        return THICKENED;
  return 0;
}
