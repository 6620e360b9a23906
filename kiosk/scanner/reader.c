/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reader.h"

#include "charset.h"
#include "decoder.h"

#include <string.h>
#include <zbar.h>

/* ZBar never gives back the symbols of the QR codes it read, about 250 bytes
 * each time, until its scanner goes. */
#define READS_PER_SCANNER 1000

struct _FoyerReader {
  zbar_image_scanner_t *scanner;
  guint                 reads;   /* by this scanner */
};

static void
renew_scanner (FoyerReader *self)
{
  g_clear_pointer (&self->scanner, zbar_image_scanner_destroy);
  self->scanner = zbar_image_scanner_create ();
  self->reads = 0;
  /* Every other symbology is time lost, false reads and a door for crafted pictures. */
  zbar_image_scanner_set_config (self->scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
  zbar_image_scanner_set_config (self->scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
  zbar_image_scanner_set_config (self->scanner, ZBAR_QRCODE, ZBAR_CFG_BINARY, 1);
  zbar_image_scanner_set_config (self->scanner, ZBAR_NONE, ZBAR_CFG_X_DENSITY, 1);
  zbar_image_scanner_set_config (self->scanner, ZBAR_NONE, ZBAR_CFG_Y_DENSITY, 1);
}

FoyerReader *
foyer_reader_new (void)
{
  FoyerReader *self = g_new0 (FoyerReader, 1);

  renew_scanner (self);
  return self;
}

void
foyer_reader_free (FoyerReader *self)
{
  zbar_image_scanner_destroy (self->scanner);
  g_free (self);
}

static void
add (GPtrArray *codes, const zbar_symbol_t *symbol, const FoyerGrey *grey, char *text)
{
  guint n = zbar_symbol_get_loc_size (symbol);
  double left = G_MAXDOUBLE, top = G_MAXDOUBLE, right = -G_MAXDOUBLE, bottom = -G_MAXDOUBLE;

  for (guint i = 0; i < n; i++) {
    double x = zbar_symbol_get_loc_x (symbol, i);
    double y = zbar_symbol_get_loc_y (symbol, i);

    foyer_grey_locate (grey, &x, &y);
    left = MIN (left, x);
    top = MIN (top, y);
    right = MAX (right, x);
    bottom = MAX (bottom, y);
  }
  if (n == 0)
    left = top = right = bottom = 0;
  foyer_found_codes_add (codes, text, (left + right) / 2, (top + bottom) / 2,
                         MAX (right - left, bottom - top));
}

/* ZBar has already applied an ECI of ISO 8859, Shift_JIS or UTF-8, so that such
 * text arrives as UTF-8; it passes the bytes of any other ECI, and of none, as
 * they are. Both are what the charset step takes. */
static void
collect (GPtrArray *codes, const zbar_symbol_t *symbol, const FoyerGrey *grey)
{
  char *text;

  /* Anything else is one part of a text spread over several codes. */
  if (zbar_symbol_get_type (symbol) != ZBAR_QRCODE)
    return;
  text = foyer_charset_to_utf8 ((const guint8 *) zbar_symbol_get_data (symbol),
                                zbar_symbol_get_data_length (symbol));
  if (text != NULL)
    add (codes, symbol, grey, text);
}

void
foyer_reader_scan (FoyerReader *self, const FoyerGrey *grey, GPtrArray *codes)
{
  zbar_image_t *image = zbar_image_create ();

  if (self->reads >= READS_PER_SCANNER)
    renew_scanner (self);
  /* ZBar knows no stride: to it the padding is picture, outside of what it scans. */
  zbar_image_set_format (image, zbar_fourcc ('Y', '8', '0', '0'));
  zbar_image_set_size (image, (guint) grey->stride, (guint) grey->height);
  zbar_image_set_crop (image, 0, 0, (guint) grey->width, (guint) grey->height);
  zbar_image_set_data (image, grey->pixels, (gulong) grey->stride * (gulong) grey->height, NULL);
  if (zbar_scan_image (self->scanner, image) > 0)
    self->reads++;
  for (const zbar_symbol_t *symbol = zbar_image_first_symbol (image); symbol != NULL;
       symbol = zbar_symbol_next (symbol))
    collect (codes, symbol, grey);
  zbar_image_destroy (image);
}
