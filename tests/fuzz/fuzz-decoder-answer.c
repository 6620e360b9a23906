/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode-wire.h"
#include "decoder.h"

#include <math.h>
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Whatever a decoder that a picture has taken over answers: nothing, or codes
 * that can be handed on. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) answer = g_bytes_new (data, size);
  g_autoptr (GPtrArray) codes = foyer_decode_wire_unpack (answer);

  for (guint i = 0; codes != NULL && i < codes->len; i++) {
    const FoyerFoundCode *code = codes->pdata[i];

    g_assert (g_utf8_validate (code->text, -1, NULL));
    g_assert (isfinite (code->x) && isfinite (code->y) && isfinite (code->size));
  }
  return 0;
}
