/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "peer.h"

#define ZX_USE_UTF8 1
#include <ZXing/ReadBarcode.h>

gboolean
bench_has_zxing (void)
{
  return TRUE;
}

GPtrArray *
bench_zxing_read (FoyerFrame *frame)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  ZXing::DecodeHints hints;
  ZXing::ImageView view (frame->pixels, frame->width, frame->height, ZXing::ImageFormat::Lum,
                         frame->stride);

  hints.setFormats (ZXing::BarcodeFormat::QRCode).setTryHarder (true).setTryRotate (true);
  for (const auto &result : ZXing::ReadBarcodes (view, hints))
    if (result.isValid ())
      g_ptr_array_add (texts, g_strdup (result.text ().c_str ()));
  return texts;
}
