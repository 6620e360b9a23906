/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-badge-text"

#include "badge-text-private.h"

#include "badge-font-private.h"

#include <math.h>

/* Noto's own line height is generous for body text, and too loose for three big words. */
#define LINE_SPACING 0.8
/* Everything is laid out at this many points, and the box is made larger or smaller instead:
 * without hinting that is the same, and a font is opened once and not for each size that is tried. */
#define LAYOUT_SIZE 100.0
/* Points between the sizes that are tried. */
#define STEP 0.25
/* Whole words are worth this much of the letter size before they are broken. */
#define WHOLE_WORDS_WORTH 0.6
/* What is given for lines of more equal length, and how much narrower they have to be for it. */
#define SMALLER 0.94
#define NARROWER 0.8
/* Points: what comes of rounding to Pango's units. */
#define TOLERANCE 0.01

typedef struct {
  const FoyerBadgeElement *element;
  PangoLayout             *layout;
  const char              *words;
  double                   width, height;   /* of the box, points */
  gboolean                 whole_words;
  double                   size;
  double                   swell;           /* of the size: what the ink extents do not count */
} Fit;

static gboolean
may_break_after (gunichar c)
{
  /* The dots between the parts of a minority or a foreign name. */
  return c == ' ' || c == '-' || c == 0x00b7 || c == 0x2022 || c == 0x2027 || c == 0x30fb;
}

static void
forbid_breaks (PangoAttrList *attributes, const char *words)
{
  const char *start = words;

  for (const char *p = words; *p != '\0'; p = g_utf8_next_char (p)) {
    const char *next = g_utf8_next_char (p);
    PangoAttribute *attribute;

    if (*next != '\0' && !may_break_after (g_utf8_get_char (p)))
      continue;
    attribute = pango_attr_allow_breaks_new (FALSE);
    attribute->start_index = (guint) (start - words);
    attribute->end_index = (guint) (next - words);
    pango_attr_list_insert (attributes, attribute);
    start = next;
  }
}

static void
set_attributes (Fit *fit)
{
  PangoAttrList *attributes = pango_attr_list_new ();
  double spacing = fit->element->spacing * LAYOUT_SIZE / fit->size;

  if (spacing != 0)
    pango_attr_list_insert (attributes,
                            pango_attr_letter_spacing_new ((int) (spacing * PANGO_SCALE)));
  if (fit->whole_words)
    forbid_breaks (attributes, fit->words);
  /* A hyphen that is not in somebody's name does not get onto their badge. */
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  pango_layout_set_attributes (fit->layout, attributes);
  pango_attr_list_unref (attributes);
}

/* From the layout's units to points on paper. */
static double
scale_of (const Fit *fit)
{
  return fit->size / LAYOUT_SIZE / PANGO_SCALE;
}

static void
set_width (Fit *fit, double width)
{
  pango_layout_set_width (fit->layout, (int) (width / scale_of (fit)));
}

/* Also sets the width, which is counted in the size. */
static void
set_size (Fit *fit, double size, double width)
{
  fit->size = size;
  if (fit->element->spacing != 0)
    set_attributes (fit);
  set_width (fit, width);
}

static PangoRectangle
ink_of (const Fit *fit, PangoRectangle *logical)
{
  int swell = (int) (fit->swell * LAYOUT_SIZE * PANGO_SCALE);
  PangoRectangle ink;

  pango_layout_get_extents (fit->layout, &ink, logical);
  return (PangoRectangle) { ink.x - swell, ink.y - swell, ink.width + 2 * swell,
                            ink.height + 2 * swell };
}

/* Whether the layout as it stands stays within @width and the element's height and lines. */
static gboolean
is_inside (const Fit *fit, double width)
{
  PangoRectangle logical;
  PangoRectangle ink = ink_of (fit, &logical);
  double scale = scale_of (fit);

  if (pango_layout_get_line_count (fit->layout) > fit->element->lines)
    return FALSE;
  return MAX (logical.width, ink.width) * scale <= width + TOLERANCE
         && ink.height * scale <= fit->height + TOLERANCE;
}

/* The largest size that fits, 0 if none does. */
static double
largest_size (Fit *fit, gboolean whole_words, PangoWrapMode wrap)
{
  int low = -1;
  int high = (int) floor ((fit->element->size - fit->element->min_size) / STEP) + 1;

  fit->whole_words = whole_words;
  fit->size = fit->element->size;
  set_attributes (fit);
  pango_layout_set_wrap (fit->layout, wrap);
  set_width (fit, fit->width);
  if (is_inside (fit, fit->width))
    return fit->element->size;
  while (high - low > 1) {
    int middle = (low + high) / 2;

    set_size (fit, fit->element->min_size + middle * STEP, fit->width);
    if (is_inside (fit, fit->width))
      low = middle;
    else
      high = middle;
  }
  return low >= 0 ? fit->element->min_size + low * STEP : 0;
}

static double
choose_size (Fit *fit)
{
  double whole = largest_size (fit, fit->element->keep_words, PANGO_WRAP_WORD);
  double broken;

  if (whole == fit->element->size)
    return whole;
  broken = largest_size (fit, FALSE, PANGO_WRAP_WORD_CHAR);
  if (whole == 0 || (fit->element->keep_words && whole < broken * WHOLE_WORDS_WORTH))
    return broken;
  fit->whole_words = fit->element->keep_words;
  set_attributes (fit);
  pango_layout_set_wrap (fit->layout, PANGO_WRAP_WORD);
  return whole;
}

/* The narrowest width with the same number of lines: "a b c / d" becomes "a b / c d". */
static double
balance (Fit *fit)
{
  int lines = pango_layout_get_line_count (fit->layout);
  double low = fit->width / lines * 0.9;
  double high = fit->width;

  while (lines > 1 && high - low > 1) {
    double middle = (low + high) / 2;

    set_width (fit, middle);
    if (pango_layout_get_line_count (fit->layout) <= lines && is_inside (fit, middle))
      high = middle;
    else
      low = middle;
  }
  set_width (fit, high);
  return high;
}

/* Letters a little smaller are worth it when without them one line is long and one is short. */
static double
balance_well (Fit *fit)
{
  double size = fit->size;
  double width = balance (fit);
  double other;

  if (pango_layout_get_line_count (fit->layout) == 1 || size * SMALLER < fit->element->min_size)
    return width;
  set_size (fit, size * SMALLER, fit->width);
  other = balance (fit);
  if (other < width * NARROWER)
    return other;
  set_size (fit, size, width);
  return width;
}

static void
cut_off (Fit *fit)
{
  pango_layout_set_wrap (fit->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_ellipsize (fit->layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_height (fit->layout, -fit->element->lines);
}

/* Where the layout goes. Ink that reaches over the edge (a J, a swash) moves it inside. */
static void
place (const Fit *fit, FoyerBadgeText *text, double width)
{
  PangoRectangle ink = ink_of (fit, NULL);
  double left, right, spare;
  double scale = scale_of (fit);

  left = ink.x * scale;
  right = left + ink.width * scale;
  spare = fit->height - ink.height * scale;
  if (fit->element->align == PANGO_ALIGN_CENTER)
    text->x = (fit->width - width) / 2;
  else if (fit->element->align == PANGO_ALIGN_RIGHT)
    text->x = fit->width - width;
  text->x = MAX (MIN (text->x, fit->width - right), -left);
  text->y = -ink.y * scale;
  if (fit->element->valign == FOYER_BADGE_VALIGN_MIDDLE)
    text->y += spare / 2;
  else if (fit->element->valign == FOYER_BADGE_VALIGN_BOTTOM)
    text->y += spare;
}

static void
prepare (Fit *fit)
{
  PangoFontDescription *font =
    foyer_badge_font_choose (fit->element->font, fit->element->weight, fit->words);


  pango_font_description_set_size (font, (int) (LAYOUT_SIZE * PANGO_SCALE));
  pango_layout_set_font_description (fit->layout, font);
  pango_font_description_free (font);
  pango_layout_set_text (fit->layout, fit->words, -1);
  pango_layout_set_alignment (fit->layout, fit->element->align);
  pango_layout_set_line_spacing (fit->layout, LINE_SPACING);
  /* "left" is left on paper, whatever way the words run. */
  pango_layout_set_auto_dir (fit->layout, FALSE);
  fit->swell = foyer_badge_font_swell (fit->layout);
}

FoyerBadgeText
foyer_badge_text_fit (PangoContext *context, const FoyerBadgeElement *element, const char *words)
{
  gboolean upright = element->rotate % 180 == 0;
  FoyerBadgeText text = {
    .layout = pango_layout_new (context),
    .width = (upright ? element->width : element->height) * FOYER_POINTS_PER_MM,
    .height = (upright ? element->height : element->width) * FOYER_POINTS_PER_MM,
  };
  Fit fit = { element, text.layout, words, text.width, text.height };
  double width = fit.width;
  double size;

  prepare (&fit);
  size = choose_size (&fit);
  text.cut = size == 0;
  set_size (&fit, text.cut ? element->min_size : size, fit.width);
  if (text.cut)
    cut_off (&fit);
  else
    width = balance_well (&fit);
  place (&fit, &text, width);
  text.size = fit.size;
  text.scale = fit.size / LAYOUT_SIZE;
  return text;
}
