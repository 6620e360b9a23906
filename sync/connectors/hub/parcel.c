/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "parcel.h"

#include "bytes.h"
#include "wire.h"

#include <sodium.h>
#include <string.h>

#define DOMAIN "foyer-parcel-1|"

/* An Ed25519 key signs; the same key in its other form seals. */

static char *
seal (const char *text, const char *hub_key)
{
  guint8 ed25519[crypto_sign_PUBLICKEYBYTES], curve[crypto_box_PUBLICKEYBYTES];
  gsize length = strlen (text);
  g_autofree guint8 *sealed = g_malloc (length + crypto_box_SEALBYTES);

  if (!foyer_bytes_from_text (hub_key, ed25519, sizeof ed25519) ||
      crypto_sign_ed25519_pk_to_curve25519 (curve, ed25519) != 0 ||
      crypto_box_seal (sealed, (const guint8 *) text, length, curve) != 0)
    return NULL;
  return foyer_bytes_to_text (sealed, length + crypto_box_SEALBYTES);
}

static char *
sign (const char *sealed, const guint8 *secret_key)
{
  g_autofree char *message = g_strconcat (DOMAIN, sealed, NULL);
  guint8 signature[crypto_sign_BYTES];

  crypto_sign_detached (signature, NULL, (const guint8 *) message, strlen (message), secret_key);
  return foyer_bytes_to_text (signature, sizeof signature);
}

json_t *
foyer_parcel_seal (const FoyerEnrolment *enrolment, GPtrArray *entries, gint64 now_us)
{
  g_autoptr (json_t) content = foyer_wire_entries_to_json (entries);
  g_autofree char *text = foyer_json_line (content);
  g_autofree char *sealed = seal (text, enrolment->hub_key);
  g_autofree char *signature = sealed ? sign (sealed, enrolment->secret_key) : NULL;
  g_autofree char *made = foyer_time_to_string (now_us);

  if (sealed == NULL)
    return NULL;
  return json_pack ("{s:i, s:s, s:s, s:I, s:s, s:s, s:s}", "parcel", 1, "event", enrolment->event,
                    "made", made ? made : "", "entries", (json_int_t) entries->len, "credential",
                    enrolment->credential, "sealed", sealed, "signature", signature);
}

static gboolean
is_signed (const char *sealed, const char *signature_text, const char *public_hex)
{
  g_autofree char *message = g_strconcat (DOMAIN, sealed, NULL);
  guint8 key[crypto_sign_PUBLICKEYBYTES], signature[crypto_sign_BYTES];
  size_t length = 0;

  return sodium_hex2bin (key, sizeof key, public_hex, strlen (public_hex), NULL, &length, NULL) == 0 &&
         length == sizeof key &&
         foyer_bytes_from_text (signature_text, signature, sizeof signature) &&
         crypto_sign_verify_detached (signature, (const guint8 *) message, strlen (message), key) == 0;
}

FoyerCredential *
foyer_parcel_check (const json_t *parcel, const guint8 *hub_public_key)
{
  const char *sealed = json_string_value (json_object_get (parcel, "sealed"));
  const char *signature = json_string_value (json_object_get (parcel, "signature"));
  const char *event = json_string_value (json_object_get (parcel, "event"));
  g_autoptr (FoyerCredential) maker = foyer_credential_check (
    json_string_value (json_object_get (parcel, "credential")), hub_public_key);

  if (maker == NULL || sealed == NULL || signature == NULL || g_strcmp0 (event, maker->event) != 0 ||
      json_integer_value (json_object_get (parcel, "parcel")) != 1 ||
      !is_signed (sealed, signature, maker->public_key))
    return NULL;
  return g_steal_pointer (&maker);
}

json_t *
foyer_parcel_open (const json_t *parcel, const guint8 *hub_public_key, const guint8 *hub_secret_key)
{
  const char *text = json_string_value (json_object_get (parcel, "sealed"));
  gsize room = text ? strlen (text) : 0;
  g_autofree guint8 *sealed = g_malloc (room + 1);
  g_autofree guint8 *plain = g_malloc (room + 1);
  guint8 public_key[crypto_box_PUBLICKEYBYTES], secret_key[crypto_box_SECRETKEYBYTES];
  size_t length = 0;
  gboolean opened;

  if (text == NULL ||
      sodium_base642bin (sealed, room, text, room, NULL, &length, NULL,
                         sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
      length < crypto_box_SEALBYTES ||
      crypto_sign_ed25519_pk_to_curve25519 (public_key, hub_public_key) != 0 ||
      crypto_sign_ed25519_sk_to_curve25519 (secret_key, hub_secret_key) != 0)
    return NULL;
  opened = crypto_box_seal_open (plain, sealed, length, public_key, secret_key) == 0;
  sodium_memzero (secret_key, sizeof secret_key);
  return opened ? foyer_json_parse ((const char *) plain, (gssize) (length - crypto_box_SEALBYTES), NULL)
                : NULL;
}
