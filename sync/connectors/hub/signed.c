/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "signed.h"

#include "bytes.h"

#include <sodium.h>
#include <string.h>

#define MAX_TEXT 2048

static char *
message_of (const char *domain, const char *payload)
{
  return g_strconcat (domain, "|", payload, NULL);
}

char *
foyer_signed_make (const char *prefix, const char *domain, const json_t *json,
                   const guint8 *secret_key)
{
  g_autofree char *line = foyer_json_line (json);
  g_autofree char *payload = foyer_bytes_to_text ((const guint8 *) line, strlen (line));
  g_autofree char *message = message_of (domain, payload);
  guint8 signature[crypto_sign_BYTES];
  g_autofree char *signature_text = NULL;

  crypto_sign_detached (signature, NULL, (const guint8 *) message, strlen (message), secret_key);
  signature_text = foyer_bytes_to_text (signature, sizeof signature);
  return g_strjoin (".", prefix, payload, signature_text, NULL);
}

static gboolean
is_signed (const char *domain, const char *payload, const char *signature_text,
           const guint8 *public_key)
{
  g_autofree char *message = message_of (domain, payload);
  guint8 signature[crypto_sign_BYTES];

  return foyer_bytes_from_text (signature_text, signature, sizeof signature) &&
         crypto_sign_verify_detached (signature, (const guint8 *) message, strlen (message),
                                      public_key) == 0;
}

json_t *
foyer_signed_open (const char *text, const char *prefix, const char *domain,
                   const guint8 *public_key)
{
  g_auto (GStrv) parts = NULL;
  g_autofree guint8 *line = NULL;
  size_t length = 0;

  if (text == NULL || strlen (text) > MAX_TEXT)
    return NULL;
  parts = g_strsplit (text, ".", 4);
  if (g_strv_length (parts) != 3 || !g_str_equal (parts[0], prefix) ||
      !is_signed (domain, parts[1], parts[2], public_key))
    return NULL;
  line = g_malloc (strlen (parts[1]) + 1);
  if (sodium_base642bin (line, strlen (parts[1]), parts[1], strlen (parts[1]), NULL, &length, NULL,
                         sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
    return NULL;
  return foyer_json_parse ((const char *) line, (gssize) length, NULL);
}
