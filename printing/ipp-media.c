/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-ipp-media"

#include "ipp-media-private.h"

#include "printing-error.h"

#include <string.h>

/* Half a millimetre: labels are named in whole ones, and inches do not divide. */
#define TOLERANCE 50
#define DPI_DEFAULT 300
#define DPI_ENOUGH 300

static int
resolution_cost (int dpi)
{
  /* The least that is sharp: more only makes the document larger. */
  return dpi >= DPI_ENOUGH ? dpi - DPI_ENOUGH : (DPI_ENOUGH - dpi) * 10;
}

static void
choose_resolution (ipp_t *attributes, FoyerIppFormat *format)
{
  ipp_attribute_t *list = ippFindAttribute (attributes, "pwg-raster-document-resolution-supported",
                                            IPP_TAG_RESOLUTION);

  if (list == NULL)
    list = ippFindAttribute (attributes, "printer-resolution-supported", IPP_TAG_RESOLUTION);
  format->x_dpi = format->y_dpi = DPI_DEFAULT;
  for (int i = 0; list != NULL && i < ippGetCount (list); i++) {
    ipp_res_t unit;
    int y, x = ippGetResolution (list, i, &y, &unit);

    if (unit != IPP_RES_PER_INCH || x <= 0 || y <= 0)
      continue;
    if (i > 0 && resolution_cost (x) >= resolution_cost (format->x_dpi))
      continue;
    format->x_dpi = x;
    format->y_dpi = y;
  }
}

gboolean
foyer_ipp_choose_format (ipp_t *attributes, FoyerIppFormat *format, GError **error)
{
  ipp_attribute_t *formats =
    ippFindAttribute (attributes, "document-format-supported", IPP_TAG_MIMETYPE);
  ipp_attribute_t *types =
    ippFindAttribute (attributes, "pwg-raster-document-type-supported", IPP_TAG_KEYWORD);

  memset (format, 0, sizeof *format);
  if (formats != NULL && ippContainsString (formats, "application/pdf")) {
    format->mime = "application/pdf";
    return TRUE;
  }
  if (formats != NULL && ippContainsString (formats, "image/pwg-raster")) {
    format->mime = "image/pwg-raster";
    format->colour = types != NULL && !ippContainsString (types, "sgray_8");
    choose_resolution (attributes, format);
    return TRUE;
  }
  g_set_error_literal (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_REFUSED,
                       "the printer takes neither PDF nor PWG raster");
  return FALSE;
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

static gboolean
in_database (ipp_t *attributes, int width, int height, gboolean *borderless)
{
  ipp_attribute_t *database =
    ippFindAttribute (attributes, "media-col-database", IPP_TAG_BEGIN_COLLECTION);
  gboolean found = FALSE;

  for (int i = 0; database != NULL && i < ippGetCount (database); i++) {
    ipp_t *media = ippGetCollection (database, i);
    ipp_attribute_t *size = ippFindAttribute (media, "media-size", IPP_TAG_BEGIN_COLLECTION);

    if (size == NULL || !size_matches (ippGetCollection (size, 0), width, height))
      continue;
    found = TRUE;
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
in_names (ipp_t *attributes, int width, int height)
{
  ipp_attribute_t *names = ippFindAttribute (attributes, "media-supported", IPP_TAG_ZERO);
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

gboolean
foyer_ipp_choose_media (ipp_t *attributes, int width, int height, gboolean *borderless,
                        GError **error)
{
  ipp_attribute_t *ready = ippFindAttribute (attributes, "media-ready", IPP_TAG_ZERO);
  const char *name = ready != NULL ? ippGetString (ready, 0, NULL) : NULL;

  *borderless = FALSE;
  if (in_database (attributes, width, height, borderless)
      || in_sizes (attributes, width, height) || in_names (attributes, width, height))
    return TRUE;
  g_set_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_MEDIA,
               "the badge is %gx%g mm, the printer cannot print that size and holds %s",
               width / 100.0, height / 100.0, name != NULL ? name : "something else");
  return FALSE;
}
