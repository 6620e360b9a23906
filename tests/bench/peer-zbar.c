/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "peer.h"

#include <string.h>
#include <zbar.h>

GPtrArray *
bench_zbar_read (FoyerFrame *frame)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  zbar_image_scanner_t *scanner = zbar_image_scanner_create ();
  zbar_image_t *image = zbar_image_create ();

  zbar_image_scanner_set_config (scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
  zbar_image_scanner_set_config (scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
  zbar_image_set_format (image, zbar_fourcc ('Y', '8', '0', '0'));
  zbar_image_set_size (image, (guint) frame->stride, (guint) frame->height);
  zbar_image_set_crop (image, 0, 0, (guint) frame->width, (guint) frame->height);
  zbar_image_set_data (image, frame->pixels, (gulong) frame->stride * (gulong) frame->height, NULL);
  zbar_scan_image (scanner, image);
  for (const zbar_symbol_t *symbol = zbar_image_first_symbol (image); symbol != NULL;
       symbol = zbar_symbol_next (symbol))
    g_ptr_array_add (texts, g_strdup (zbar_symbol_get_data (symbol)));
  zbar_image_destroy (image);
  zbar_image_scanner_destroy (scanner);
  return texts;
}

gboolean
bench_texts_hold (GPtrArray *texts, const char *text)
{
  g_autofree char *right = g_strchomp (g_strdup (text));

  for (guint i = 0; i < texts->len; i++) {
    g_autofree char *read = g_strchomp (g_strdup (texts->pdata[i]));

    if (strcmp (read, right) == 0)
      return TRUE;
  }
  return FALSE;
}
