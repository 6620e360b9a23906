/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "digest.h"

#include <sodium.h>
#include <string.h>

void
foyer_digest_of (const char *kind, const json_t *thing, FoyerDigest *self)
{
  char *text = json_dumps (thing, JSON_COMPACT | JSON_ENCODE_ANY);
  crypto_generichash_state state;

  crypto_generichash_init (&state, NULL, 0, sizeof self->bytes);
  crypto_generichash_update (&state, (const guint8 *) kind, strlen (kind) + 1);
  crypto_generichash_update (&state, (const guint8 *) text, strlen (text));
  crypto_generichash_final (&state, self->bytes, sizeof self->bytes);
  free (text);
}

void
foyer_digest_add (FoyerDigest *self, const FoyerDigest *other)
{
  sodium_add (self->bytes, other->bytes, sizeof self->bytes);
}

void
foyer_digest_take_away (FoyerDigest *self, const FoyerDigest *other)
{
  sodium_sub (self->bytes, other->bytes, sizeof self->bytes);
}

gboolean
foyer_digest_equal (const FoyerDigest *a, const FoyerDigest *b)
{
  return memcmp (a->bytes, b->bytes, sizeof a->bytes) == 0;
}

char *
foyer_digest_to_text (const FoyerDigest *self)
{
  gsize room = 2 * sizeof self->bytes + 1;

  return sodium_bin2hex (g_malloc (room), room, self->bytes, sizeof self->bytes);
}

gboolean
foyer_digest_from_text (const char *text, FoyerDigest *self)
{
  size_t length = 0;

  return text != NULL &&
         sodium_hex2bin (self->bytes, sizeof self->bytes, text, strlen (text), NULL, &length,
                         NULL) == 0 && length == sizeof self->bytes &&
         text[2 * sizeof self->bytes] == '\0';
}
