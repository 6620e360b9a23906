/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decoder.h"

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Whatever a camera shows: as a frame of a film and as a still. The first byte says how wide. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (FoyerDecoder) decoder = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (FoyerFrame) frame = NULL;
  g_autoptr (GPtrArray) film = NULL;
  g_autoptr (GPtrArray) still = NULL;
  int width;

  if (size < 2)
    return 0;
  width = 1 + data[0] % 128;
  bytes = g_bytes_new (data + 1, size - 1);
  frame = foyer_frame_new (bytes, width, (int) (size - 1) / width, width, -1, 0);
  if (frame == NULL)
    return 0;
  decoder = foyer_decoder_new ();
  film = foyer_decoder_decode (decoder, frame);
  still = foyer_decoder_decode_still (decoder, frame);
  for (guint i = 0; i < still->len; i++)
    g_assert (g_utf8_validate (((FoyerFoundCode *) still->pdata[i])->text, -1, NULL));
  return 0;
}
