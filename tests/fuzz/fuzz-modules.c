/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "codewords.h"
#include "segments.h"

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Whatever a sampled code holds, both before and after it is mended. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree FoyerModules *modules = NULL;
  g_autoptr (GBytes) mended = NULL;
  g_autofree char *text = NULL;
  int version;

  if (size < 2)
    return 0;
  version = 1 + data[0] % 40;
  text = foyer_segments_read (data + 1, size - 1, version);
  g_assert (text == NULL || g_utf8_validate (text, -1, NULL));

  modules = g_new0 (FoyerModules, 1);
  modules->side = 17 + 4 * version;
  for (int i = 0; i < modules->side * modules->side; i++)
    modules->dark[i] = data[1 + (size_t) i / 8 % (size - 1)] >> i % 8 & 1;
  mended = foyer_codewords_read (modules);
  return 0;
}
