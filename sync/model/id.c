/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "id.h"

#include <sodium.h>
#include <string.h>

static gboolean
is_dash (gsize i)
{
  return i == 8 || i == 13 || i == 18 || i == 23;
}

char *
foyer_id_from_bytes (const guint8 bytes[FOYER_ID_BYTES])
{
  char *text = g_malloc (37);
  char hex[2 * FOYER_ID_BYTES + 1];
  const char *from = hex;

  sodium_bin2hex (hex, sizeof hex, bytes, FOYER_ID_BYTES);
  for (gsize i = 0; i < 36; i++)
    text[i] = is_dash (i) ? '-' : *from++;
  text[36] = '\0';
  return text;
}

void
foyer_id_to_bytes (const char *id, guint8 bytes[FOYER_ID_BYTES])
{
  gsize length;

  g_return_if_fail (foyer_id_is_valid (id));
  (void) sodium_hex2bin (bytes, FOYER_ID_BYTES, id, 36, "-", &length, NULL);
}

char *
foyer_id_new (gint64 now_us)
{
  guint8 bytes[FOYER_ID_BYTES];
  guint64 now_ms = (guint64) MAX (now_us, 0) / 1000;

  randombytes_buf (bytes, sizeof bytes);
  for (int i = 0; i < 6; i++)
    bytes[i] = (guint8) (now_ms >> (40 - 8 * i));
  bytes[6] = (guint8) ((bytes[6] & 0x0f) | 0x70);
  bytes[8] = (guint8) ((bytes[8] & 0x3f) | 0x80);
  return foyer_id_from_bytes (bytes);
}

gboolean
foyer_id_is_valid (const char *text)
{
  if (text == NULL || strlen (text) != 36)
    return FALSE;
  for (gsize i = 0; i < 36; i++) {
    if (is_dash (i) ? text[i] != '-'
                    : !g_ascii_isdigit (text[i]) && (text[i] < 'a' || text[i] > 'f'))
      return FALSE;
  }
  return TRUE;
}
