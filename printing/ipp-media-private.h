/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "document.h"

#include <cups/cups.h>

G_BEGIN_DECLS

/**
 * FoyerIppFormat:
 * @mime: what is sent, a constant
 * @x_dpi: only for raster, likewise @y_dpi and @colour
 *
 * What a printer and we both speak.
 */
typedef struct {
  const char *mime;
  int         x_dpi, y_dpi;
  gboolean    colour;
} FoyerIppFormat;

/* From Get-Printer-Attributes. REFUSED if there is none. */
gboolean foyer_ipp_choose_format (ipp_t *attributes, FoyerIppFormat *format, GError **error);

/**
 * foyer_ipp_choose_media:
 * @width: hundredths of a millimetre, the unit of IPP; likewise @height
 * @borderless: (out): it prints this size to the edge
 *
 * MEDIA, naming both sizes, if the printer has no paper of this size.
 */
gboolean foyer_ipp_choose_media  (ipp_t *attributes, int width, int height, gboolean *borderless,
                                  GError **error);

G_END_DECLS
