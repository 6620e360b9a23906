/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire.h"

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* A feed page from anyone: it is refused, or it says the same when written and
 * read again. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (json_t) json = foyer_json_parse ((const char *) data, (gssize) size, NULL);
  g_autoptr (FoyerPage) page = json ? foyer_wire_page_from_json (json, NULL) : NULL;

  if (page != NULL) {
    g_autoptr (json_t) written = foyer_wire_page_to_json (page);
    g_autoptr (FoyerPage) again = foyer_wire_page_from_json (written, NULL);

    g_assert_nonnull (again);
    g_assert_cmpint (again->next, ==, page->next);
    g_assert_cmpuint (again->changes->len, ==, page->changes->len);
    g_assert_cmpstr (again->digest, ==, page->digest);
    g_assert_cmpint (again->branch, ==, page->branch);
  }
  return 0;
}
