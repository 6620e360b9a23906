/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-ipp-media"

#include "ipp-media-private.h"

#include "printing-error.h"

#include <stdlib.h>
#include <string.h>

/* Half a millimetre: labels are named in whole ones, and inches do not divide. */
#define TOLERANCE 50
#define DPI_DEFAULT 300
#define DPI_ENOUGH 300

const char *const foyer_ipp_media_names[] = {
  "document-format-preferred", "document-format-supported", "media-col-database",
  "media-col-ready", "media-ready", "media-size-supported", "media-supported",
  "print-scaling-supported", "printer-resolution-supported", FOYER_IPP_SERVER_ONLY,
  "pwg-raster-document-resolution-supported", "pwg-raster-document-sheet-back",
  "pwg-raster-document-type-supported", "sides-supported", "urf-supported",
};
const int foyer_ipp_media_n_names = G_N_ELEMENTS (foyer_ipp_media_names);

static int
resolution_cost (int dpi)
{
  /* The least that is sharp: more only makes the document larger. */
  return dpi >= DPI_ENOUGH ? dpi - DPI_ENOUGH : (DPI_ENOUGH - dpi) * 10;
}

static void
consider (FoyerIppFormat *format, int x_dpi, int y_dpi)
{
  if (format->x_dpi != 0 && resolution_cost (x_dpi) >= resolution_cost (format->x_dpi))
    return;
  format->x_dpi = x_dpi;
  format->y_dpi = y_dpi;
}

static void
consider_list (ipp_t *attributes, const char *name, FoyerIppFormat *format)
{
  ipp_attribute_t *list = ippFindAttribute (attributes, name, IPP_TAG_RESOLUTION);

  for (int i = 0; list != NULL && i < ippGetCount (list); i++) {
    ipp_res_t unit;
    int y, x = ippGetResolution (list, i, &y, &unit);

    if (unit == IPP_RES_PER_INCH && x > 0 && y > 0)
      consider (format, x, y);
  }
}

/* "RS300-600" */
static void
consider_urf (const char *keyword, FoyerIppFormat *format)
{
  g_auto (GStrv) numbers = g_strsplit (keyword + strlen ("RS"), "-", -1);

  for (char **number = numbers; *number != NULL; number++) {
    int dpi = atoi (*number);

    if (dpi > 0)
      consider (format, dpi, dpi);
  }
}

static void
fill_pdf (ipp_t *attributes, FoyerIppFormat *format)
{
}

static void
fill_png (ipp_t *attributes, FoyerIppFormat *format)
{
  consider_list (attributes, "printer-resolution-supported", format);
}

static void
fill_pwg (ipp_t *attributes, FoyerIppFormat *format)
{
  ipp_attribute_t *types =
    ippFindAttribute (attributes, "pwg-raster-document-type-supported", IPP_TAG_KEYWORD);

  format->colour = types != NULL && !ippContainsString (types, "sgray_8");
  consider_list (attributes, "pwg-raster-document-resolution-supported", format);
  if (format->x_dpi == 0)
    consider_list (attributes, "printer-resolution-supported", format);
}

static void
fill_urf (ipp_t *attributes, FoyerIppFormat *format)
{
  ipp_attribute_t *list = ippFindAttribute (attributes, "urf-supported", IPP_TAG_KEYWORD);

  format->colour = list != NULL && !ippContainsString (list, "W8");
  for (int i = 0; list != NULL && i < ippGetCount (list); i++)
    if (g_str_has_prefix (ippGetString (list, i, NULL), "RS"))
      consider_urf (ippGetString (list, i, NULL), format);
}

/* What we can make, what is the least for the printer to do first. */
static const struct {
  const char *mime;
  void      (*fill) (ipp_t *attributes, FoyerIppFormat *format);
} formats_table[] = {
  { "application/pdf",  fill_pdf },
  { "image/pwg-raster", fill_pwg },
  { "image/urf",        fill_urf },
  { "image/png",        fill_png },
};

gboolean
foyer_ipp_choose_format (ipp_t *attributes, FoyerIppFormat *format, GError **error)
{
  ipp_attribute_t *taken =
    ippFindAttribute (attributes, "document-format-supported", IPP_TAG_MIMETYPE);
  ipp_attribute_t *best =
    ippFindAttribute (attributes, "document-format-preferred", IPP_TAG_MIMETYPE);
  gsize chosen = G_N_ELEMENTS (formats_table);

  for (gsize i = G_N_ELEMENTS (formats_table); i-- > 0;)
    if (taken != NULL && ippContainsString (taken, formats_table[i].mime))
      chosen = i;
  for (gsize i = 0; i < G_N_ELEMENTS (formats_table); i++)
    if (best != NULL && ippContainsString (best, formats_table[i].mime))
      chosen = i;
  if (chosen == G_N_ELEMENTS (formats_table)) {
    g_set_error_literal (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_REFUSED,
                         "the printer takes neither PDF nor PWG raster, URF and PNG");
    return FALSE;
  }
  memset (format, 0, sizeof *format);
  format->mime = formats_table[chosen].mime;
  formats_table[chosen].fill (attributes, format);
  if (format->x_dpi == 0)
    format->x_dpi = format->y_dpi = DPI_DEFAULT;
  return TRUE;
}

#define ONE_SIDED "one-sided"

/* Printers that feed the sheet the other way round want its back turned or mirrored in raster: those
 * are left to print two sheets. */
static gboolean
takes_backs_upright (ipp_t *attributes, const FoyerIppFormat *format)
{
  gboolean is_urf = strcmp (format->mime, "image/urf") == 0;
  ipp_attribute_t *back =
    ippFindAttribute (attributes, is_urf ? "urf-supported" : "pwg-raster-document-sheet-back", IPP_TAG_KEYWORD);

  if (strcmp (format->mime, "application/pdf") == 0)
    return TRUE;
  return back != NULL && ippContainsString (back, is_urf ? "DM1" : "normal");
}

const char *
foyer_ipp_choose_sides (ipp_t *attributes, const FoyerIppFormat *format, FoyerDocument *document)
{
  ipp_attribute_t *list = ippFindAttribute (attributes, "sides-supported", IPP_TAG_KEYWORD);
  gboolean wide = foyer_document_get_width (document) > foyer_document_get_height (document);
  const char *both = wide ? "two-sided-short-edge" : "two-sided-long-edge";

  if (list == NULL)
    return NULL;
  if (foyer_document_is_two_sided (document) && ippContainsString (list, both)
      && takes_backs_upright (attributes, format))
    return both;
  return ippContainsString (list, ONE_SIDED) ? ONE_SIDED : NULL;
}

GBytes *
foyer_ipp_make_bytes (const FoyerIppFormat *format, FoyerDocument *document, const char *sides,
                      GError **error)
{
  const char *raster_sides = sides != NULL ? sides : ONE_SIDED;

  if (strcmp (format->mime, "image/pwg-raster") == 0)
    return foyer_document_to_pwg (document, format->x_dpi, format->y_dpi, format->colour, raster_sides,
                                  error);
  if (strcmp (format->mime, "image/urf") == 0)
    return foyer_document_to_urf (document, format->x_dpi, format->colour, raster_sides, error);
  if (strcmp (format->mime, "image/png") == 0)
    return foyer_document_to_png (document, format->x_dpi, error);
  return foyer_document_to_pdf (document, error);
}

static gboolean
length_matches (ipp_t *size, const char *name, int length)
{
  ipp_attribute_t *dimension = ippFindAttribute (size, name, IPP_TAG_ZERO);
  int low, high;

  if (dimension == NULL)
    return FALSE;
  if (ippGetValueTag (dimension) == IPP_TAG_RANGE) {
    low = ippGetRange (dimension, 0, &high);
    return length >= low && length <= high;
  }
  return ABS (ippGetInteger (dimension, 0) - length) <= TOLERANCE;
}

static gboolean
size_matches (ipp_t *size, int width, int height)
{
  return length_matches (size, "x-dimension", width) && length_matches (size, "y-dimension", height);
}

static gboolean
has_no_margins (ipp_t *media)
{
  static const char *const names[] = { "media-top-margin", "media-bottom-margin",
                                       "media-left-margin", "media-right-margin" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    ipp_attribute_t *margin = ippFindAttribute (media, names[i], IPP_TAG_INTEGER);

    if (margin == NULL || ippGetInteger (margin, 0) != 0)
      return FALSE;
  }
  return TRUE;
}

/* In a list of media collections. @borderless: (nullable) */
static gboolean
in_collections (ipp_t *attributes, const char *name, int width, int height, gboolean *borderless)
{
  ipp_attribute_t *list = ippFindAttribute (attributes, name, IPP_TAG_BEGIN_COLLECTION);
  gboolean found = FALSE;

  for (int i = 0; list != NULL && i < ippGetCount (list); i++) {
    ipp_t *media = ippGetCollection (list, i);
    ipp_attribute_t *size = ippFindAttribute (media, "media-size", IPP_TAG_BEGIN_COLLECTION);

    if (size == NULL || !size_matches (ippGetCollection (size, 0), width, height))
      continue;
    found = TRUE;
    if (borderless != NULL)
      *borderless |= has_no_margins (media);
  }
  return found;
}

static gboolean
in_sizes (ipp_t *attributes, int width, int height)
{
  ipp_attribute_t *sizes =
    ippFindAttribute (attributes, "media-size-supported", IPP_TAG_BEGIN_COLLECTION);

  for (int i = 0; sizes != NULL && i < ippGetCount (sizes); i++)
    if (size_matches (ippGetCollection (sizes, i), width, height))
      return TRUE;
  return FALSE;
}

/* "custom_min_…" and "custom_max_…" bound what may be asked for; others are sizes. */
static gboolean
in_names (ipp_t *attributes, const char *list, int width, int height)
{
  ipp_attribute_t *names = ippFindAttribute (attributes, list, IPP_TAG_ZERO);
  gboolean above = FALSE, below = FALSE;

  for (int i = 0; names != NULL && i < ippGetCount (names); i++) {
    const char *name = ippGetString (names, i, NULL);
    pwg_media_t *media = name != NULL ? pwgMediaForPWG (name) : NULL;

    if (media == NULL)
      continue;
    if (g_str_has_prefix (name, "custom_min"))
      above = width >= media->width && height >= media->length;
    else if (g_str_has_prefix (name, "custom_max"))
      below = width <= media->width && height <= media->length;
    else if (ABS (media->width - width) <= TOLERANCE && ABS (media->length - height) <= TOLERANCE)
      return TRUE;
  }
  return above && below;
}

/* Many printers do not say, and some say it in one of the two ways only. */
static gboolean
says_what_is_ready (ipp_t *attributes)
{
  ipp_attribute_t *names = ippFindAttribute (attributes, "media-ready", IPP_TAG_ZERO);
  const char *first = names != NULL ? ippGetString (names, 0, NULL) : NULL;

  return ippFindAttribute (attributes, "media-col-ready", IPP_TAG_BEGIN_COLLECTION) != NULL
         || (first != NULL && pwgMediaForPWG (first) != NULL);
}

static char *
describe_ready (ipp_t *attributes)
{
  ipp_attribute_t *names = ippFindAttribute (attributes, "media-ready", IPP_TAG_ZERO);
  const char *first = names != NULL ? ippGetString (names, 0, NULL) : NULL;
  pwg_media_t *media = first != NULL ? pwgMediaForPWG (first) : NULL;

  if (media == NULL)
    return g_strdup ("something else");
  return g_strdup_printf ("%gx%g mm", media->width / 100.0, media->length / 100.0);
}

gboolean
foyer_ipp_choose_media (ipp_t *attributes, int width, int height, gboolean *borderless,
                        GError **error)
{
  gboolean printable, ready;
  g_autofree char *holds = NULL;

  *borderless = FALSE;
  printable = in_collections (attributes, "media-col-database", width, height, borderless)
              || in_sizes (attributes, width, height)
              || in_names (attributes, "media-supported", width, height);
  ready = !says_what_is_ready (attributes)
          || in_collections (attributes, "media-col-ready", width, height, NULL)
          || in_names (attributes, "media-ready", width, height);
  if (printable && ready)
    return TRUE;
  holds = describe_ready (attributes);
  g_set_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_MEDIA,
               printable ? "the badge is %gx%g mm, the printer holds %s"
                         : "the badge is %gx%g mm, the printer cannot print that size and holds %s",
               width / 100.0, height / 100.0, holds);
  return FALSE;
}
