/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "code.h"

#include "id.h"

#include <sodium.h>
#include <string.h>

#define HEAD_BYTES (4 + 4 + 16 + 2 + 2)
#define CODE_BYTES (HEAD_BYTES + crypto_sign_BYTES)
#define CODE_CHARS ((CODE_BYTES * 8 + 4) / 5)
#define DAY_US (G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC)
#define EPOCH_2020_US (G_GINT64_CONSTANT (1577836800) * G_USEC_PER_SEC)

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static int
digit_of (char c)
{
  const char *at;

  c = g_ascii_toupper (c);
  if (c == 'O')
    c = '0';
  else if (c == 'I' || c == 'L')
    c = '1';
  at = c ? strchr (alphabet, c) : NULL;
  return at ? (int) (at - alphabet) : -1;
}

static void
encode (const guint8 *bytes, gsize n, GString *text)
{
  guint bits = 0;
  guint n_bits = 0;

  for (gsize i = 0; i < n; i++) {
    bits = (bits << 8) | bytes[i];
    for (n_bits += 8; n_bits >= 5; n_bits -= 5)
      g_string_append_c (text, alphabet[(bits >> (n_bits - 5)) & 31]);
    bits &= 0xff;
  }
  if (n_bits > 0)
    g_string_append_c (text, alphabet[(bits << (5 - n_bits)) & 31]);
}

static gboolean
decode (const char *text, guint8 *bytes, gsize n)
{
  guint bits = 0;
  guint n_bits = 0;
  gsize filled = 0;

  for (; *text != '\0'; text++) {
    int digit = digit_of (*text);

    if (digit < 0)
      return FALSE;
    bits = ((bits << 5) | (guint) digit) & 0xfff;
    n_bits += 5;
    if (n_bits >= 8 && filled < n) {
      n_bits -= 8;
      bytes[filled++] = (guint8) (bits >> n_bits);
    }
  }
  /* Filling bits must be zero, so that a code has one spelling of its bytes. */
  return filled == n && n_bits < 5 && (bits & ((1u << n_bits) - 1)) == 0;
}

static void
put_head (const FoyerCode *code, guint8 head[HEAD_BYTES])
{
  guint16 serial = GUINT16_TO_BE (code->serial);
  guint16 expires = GUINT16_TO_BE (code->expires_day);

  memcpy (head, code->event_tag, 4);
  memcpy (head + 4, code->key_id, 4);
  memcpy (head + 8, code->subject, 16);
  memcpy (head + 24, &serial, 2);
  memcpy (head + 26, &expires, 2);
}

static void
signed_message (const FoyerCode *code, guint8 message[6 + HEAD_BYTES])
{
  memcpy (message, "foyer", 5);
  message[5] = (guint8) code->kind;
  put_head (code, message + 6);
}

static void
short_hash (const void *data, gsize n, guint8 out[4])
{
  guint8 hash[crypto_generichash_BYTES];

  crypto_generichash (hash, sizeof hash, data, n, NULL, 0);
  memcpy (out, hash, 4);
}

void
foyer_code_event_tag (const char *event_id, guint8 tag[4])
{
  short_hash (event_id, strlen (event_id), tag);
}

void
foyer_code_key_id (const guint8 public_key[FOYER_CODE_PUBLIC_BYTES], guint8 key_id[4])
{
  short_hash (public_key, FOYER_CODE_PUBLIC_BYTES, key_id);
}

void
foyer_code_make_key (guint8 public_key[FOYER_CODE_PUBLIC_BYTES],
                     guint8 secret_key[FOYER_CODE_SECRET_BYTES])
{
  crypto_sign_keypair (public_key, secret_key);
}

char *
foyer_code_make (FoyerCodeKind kind, const char *event, const char *subject, guint16 serial,
                 gint64 expires_us, const guint8 secret_key[FOYER_CODE_SECRET_BYTES])
{
  FoyerCode code = { .kind = kind, .serial = serial };
  guint8 bytes[CODE_BYTES];
  guint8 message[6 + HEAD_BYTES];
  guint8 public_key[FOYER_CODE_PUBLIC_BYTES];
  GString *text = g_string_sized_new (CODE_CHARS + 3);

  foyer_code_event_tag (event, code.event_tag);
  crypto_sign_ed25519_sk_to_pk (public_key, secret_key);
  foyer_code_key_id (public_key, code.key_id);
  foyer_id_to_bytes (subject, code.subject);
  if (expires_us > EPOCH_2020_US)
    code.expires_day = (guint16) MIN ((expires_us - EPOCH_2020_US) / DAY_US, G_MAXUINT16);

  signed_message (&code, message);
  put_head (&code, bytes);
  crypto_sign_detached (bytes + HEAD_BYTES, NULL, message, sizeof message, secret_key);
  g_string_append_c (text, 'F');
  g_string_append_c (text, (char) kind);
  encode (bytes, sizeof bytes, text);
  return g_string_free (text, FALSE);
}

gboolean
foyer_code_parse (const char *text, FoyerCode *code)
{
  guint8 bytes[CODE_BYTES];
  guint16 number;
  char kind;

  if (text == NULL || strlen (text) != CODE_CHARS + 2 || g_ascii_toupper (text[0]) != 'F')
    return FALSE;
  kind = g_ascii_toupper (text[1]);
  if (kind != FOYER_CODE_TICKET && kind != FOYER_CODE_BADGE && kind != FOYER_CODE_STAFF)
    return FALSE;
  if (!decode (text + 2, bytes, sizeof bytes))
    return FALSE;
  code->kind = (FoyerCodeKind) kind;
  memcpy (code->event_tag, bytes, 4);
  memcpy (code->key_id, bytes + 4, 4);
  memcpy (code->subject, bytes + 8, 16);
  memcpy (&number, bytes + 24, 2);
  code->serial = GUINT16_FROM_BE (number);
  memcpy (&number, bytes + 26, 2);
  code->expires_day = GUINT16_FROM_BE (number);
  memcpy (code->signature, bytes + HEAD_BYTES, crypto_sign_BYTES);
  return TRUE;
}

gboolean
foyer_code_verify (const FoyerCode *code, const guint8 public_key[FOYER_CODE_PUBLIC_BYTES])
{
  guint8 message[6 + HEAD_BYTES];

  signed_message (code, message);
  return crypto_sign_verify_detached (code->signature, message, sizeof message, public_key) == 0;
}

gboolean
foyer_code_expired (const FoyerCode *code, gint64 now_us)
{
  return code->expires_day != 0 && now_us >= EPOCH_2020_US + (code->expires_day + 1) * DAY_US;
}

gboolean
foyer_code_looks_foreign (const char *text)
{
  static const char * const other_things[] = {
    "http:", "https:", "wifi:", "begin:", "mecard:", "mailto:", "tel:", "sms", "geo:", "wxp:",
    "weixin:", "alipay", "bitcoin:", "foyer-enrol:", "otpauth:",
  };
  g_autofree char *small = g_ascii_strdown (text, -1);

  if (*text == '\0' || strlen (text) > 300 || strchr (text, '\n') != NULL)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (other_things); i++) {
    if (g_str_has_prefix (small, other_things[i]))
      return FALSE;
  }
  return TRUE;
}
