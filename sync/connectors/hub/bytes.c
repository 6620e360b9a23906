/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bytes.h"

#include <sodium.h>
#include <string.h>

char *
foyer_bytes_to_text (const guint8 *bytes, gsize n_bytes)
{
  gsize length = sodium_base64_encoded_len (n_bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  char *text = g_malloc (length);

  return sodium_bin2base64 (text, length, bytes, n_bytes,
                            sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

gboolean
foyer_bytes_from_text (const char *text, guint8 *bytes, gsize n_bytes)
{
  size_t found = 0;

  if (text == NULL)
    return FALSE;
  return sodium_base642bin (bytes, n_bytes, text, strlen (text), NULL, &found, NULL,
                            sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0 && found == n_bytes;
}
