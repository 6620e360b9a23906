/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "enrolment.h"

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Any scanned text: no enrolment, or one that says the same when written and read again. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (FoyerEnrolmentUri) uri = foyer_enrolment_uri_parse (text);
  g_autofree char *written = uri ? foyer_enrolment_uri_make (uri) : NULL;
  g_autoptr (FoyerEnrolmentUri) again = written ? foyer_enrolment_uri_parse (written) : NULL;

  if (uri != NULL) {
    g_assert_nonnull (again);
    g_assert_cmpstr (again->address, ==, uri->address);
    g_assert_cmpstr (again->token, ==, uri->token);
    g_assert_cmpstr (again->hub_key, ==, uri->hub_key);
    g_assert_cmpstr (again->pin, ==, uri->pin);
    g_assert_cmpstr (again->event, ==, uri->event);
  }
  return 0;
}
