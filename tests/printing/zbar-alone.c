/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zbar-alone.h"

#include <zbar.h>

static void
copy_grey (cairo_surface_t *surface, unsigned char *grey)
{
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);
  const unsigned char *pixels = cairo_image_surface_get_data (surface);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      grey[y * width + x] = pixels[(gsize) y * stride + 4 * (gsize) x + 1];
}

char *
zbar_alone (cairo_surface_t *surface)
{
  unsigned width = (unsigned) cairo_image_surface_get_width (surface);
  unsigned height = (unsigned) cairo_image_surface_get_height (surface);
  g_autofree unsigned char *grey = g_malloc ((gsize) width * height);
  zbar_image_scanner_t *scanner = zbar_image_scanner_create ();
  zbar_image_t *image = zbar_image_create ();
  g_autoptr (GString) codes = g_string_new (NULL);

  zbar_image_scanner_set_config (scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
  zbar_image_scanner_set_config (scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
  copy_grey (surface, grey);
  zbar_image_set_format (image, zbar_fourcc ('Y', '8', '0', '0'));
  zbar_image_set_size (image, width, height);
  zbar_image_set_data (image, grey, (unsigned long) width * height, NULL);
  zbar_scan_image (scanner, image);
  for (const zbar_symbol_t *symbol = zbar_image_first_symbol (image); symbol != NULL;
       symbol = zbar_symbol_next (symbol))
    g_string_append_printf (codes, "%s\n", zbar_symbol_get_data (symbol));
  zbar_image_destroy (image);
  zbar_image_scanner_destroy (scanner);
  return g_strdup (codes->str);
}
