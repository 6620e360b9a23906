/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "code.h"

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Whatever is held to a scanner: a code or none, and nobody's signature. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  static const guint8 key[FOYER_CODE_PUBLIC_BYTES] = { 1 };
  g_autofree char *text = g_strndup ((const char *) data, size);
  FoyerCode code;

  (void) foyer_code_looks_foreign (text);
  if (foyer_code_parse (text, &code)) {
    g_assert_true (code.kind == FOYER_CODE_TICKET || code.kind == FOYER_CODE_BADGE ||
                   code.kind == FOYER_CODE_STAFF);
    g_assert_false (foyer_code_verify (&code, key));
    (void) foyer_code_expired (&code, G_MAXINT64);
  }
  return 0;
}
