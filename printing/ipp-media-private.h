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

/* What a print server tells of itself, and no printer. */
#define FOYER_IPP_SERVER_ONLY "printer-type"

/* The Get-Printer-Attributes keywords that the functions below want to see. */
extern const char *const foyer_ipp_media_names[];
extern const int         foyer_ipp_media_n_names;

/* What the printer likes best of what we can make; PDF and raster if it does not say. REFUSED if
 * there is none. */
gboolean foyer_ipp_choose_format (ipp_t *attributes, FoyerIppFormat *format, GError **error);
/* (nullable): which sides of the paper to ask for, a constant; %NULL of a printer that does not know
 * of sides. The back of a badge stands upright when the badge is turned on its cord. */
const char *foyer_ipp_choose_sides (ipp_t *attributes, const FoyerIppFormat *format,
                                    FoyerDocument *document);
/* (transfer full): @document in that format, for these @sides (nullable) */
GBytes     *foyer_ipp_make_bytes   (const FoyerIppFormat *format, FoyerDocument *document,
                                    const char *sides, GError **error);

/**
 * foyer_ipp_choose_media:
 * @width: hundredths of a millimetre, the unit of IPP; likewise @height
 * @borderless: (out): it prints this size to the edge
 *
 * MEDIA, naming both sizes, if the printer does not print this size, or says which paper is in it
 * and that is another.
 */
gboolean foyer_ipp_choose_media  (ipp_t *attributes, int width, int height, gboolean *borderless,
                                  GError **error);

G_END_DECLS
