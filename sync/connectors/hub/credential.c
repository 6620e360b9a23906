/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "credential.h"

#include "bytes.h"
#include "id.h"
#include "json.h"

#include <sodium.h>
#include <string.h>

/* "k1.PAYLOAD.SIGNATURE", both base64url. The signature covers this domain and
 * the payload's text, so that no other signature of the hub can pass for it. */
#define DOMAIN "foyer-credential-1|"
#define PREFIX "k1."
#define MAX_TEXT 2048

void
foyer_credential_free (FoyerCredential *self)
{
  if (self == NULL)
    return;
  g_free (self->kiosk);
  g_free (self->event);
  g_free (self->name);
  g_free (self->public_key);
  g_free (self);
}

char *
foyer_credential_sign (const FoyerCredential *self, const guint8 *secret_key)
{
  g_autoptr (json_t) json = json_pack ("{s:s, s:s, s:s, s:s, s:I}", "kiosk", self->kiosk, "event",
                                       self->event, "name", self->name, "public_key",
                                       self->public_key, "issued_us", (json_int_t) self->issued_us);
  g_autofree char *line = foyer_json_line (json);
  g_autofree char *payload = foyer_bytes_to_text ((const guint8 *) line, strlen (line));
  g_autofree char *message = g_strconcat (DOMAIN, payload, NULL);
  guint8 signature[crypto_sign_BYTES];
  g_autofree char *signature_text = NULL;

  crypto_sign_detached (signature, NULL, (const guint8 *) message, strlen (message), secret_key);
  signature_text = foyer_bytes_to_text (signature, sizeof signature);
  return g_strconcat (PREFIX, payload, ".", signature_text, NULL);
}

static gboolean
is_signed (const char *payload, const char *signature_text, const guint8 *public_key)
{
  g_autofree char *message = g_strconcat (DOMAIN, payload, NULL);
  guint8 signature[crypto_sign_BYTES];

  return foyer_bytes_from_text (signature_text, signature, sizeof signature) &&
         crypto_sign_verify_detached (signature, (const guint8 *) message, strlen (message),
                                      public_key) == 0;
}

static FoyerCredential *
read_payload (const char *payload)
{
  gsize room = strlen (payload);
  g_autofree guint8 *line = g_malloc (room + 1);
  size_t length = 0;
  g_autoptr (json_t) json = NULL;
  g_autoptr (FoyerCredential) self = g_new0 (FoyerCredential, 1);
  const char *kiosk, *event, *name, *public_key;
  json_int_t issued_us;

  if (sodium_base642bin (line, room, payload, room, NULL, &length, NULL,
                         sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
    return NULL;
  json = foyer_json_parse ((const char *) line, length, NULL);
  if (json == NULL || json_unpack (json, "{s:s, s:s, s:s, s:s, s:I}", "kiosk", &kiosk, "event",
                                   &event, "name", &name, "public_key", &public_key, "issued_us",
                                   &issued_us) != 0)
    return NULL;
  if (!foyer_id_is_valid (kiosk) || !foyer_id_is_valid (event))
    return NULL;
  self->kiosk = g_strdup (kiosk);
  self->event = g_strdup (event);
  self->name = g_strdup (name);
  self->public_key = g_strdup (public_key);
  self->issued_us = issued_us;
  return g_steal_pointer (&self);
}

FoyerCredential *
foyer_credential_check (const char *text, const guint8 *public_key)
{
  g_auto (GStrv) parts = NULL;

  if (text == NULL || !g_str_has_prefix (text, PREFIX) || strlen (text) > MAX_TEXT)
    return NULL;
  parts = g_strsplit (text + strlen (PREFIX), ".", 3);
  if (g_strv_length (parts) != 2 || !is_signed (parts[0], parts[1], public_key))
    return NULL;
  return read_payload (parts[0]);
}
