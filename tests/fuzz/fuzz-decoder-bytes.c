/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "charset.h"

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Whatever a QR code holds: no text, or UTF-8. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = foyer_charset_to_utf8 (data, size);

  g_assert (text == NULL || g_utf8_validate (text, -1, NULL));
  return 0;
}
