/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amend.h"
#include "id.h"
#include "json.h"

#include <sodium.h>
#include <string.h>

#define HASH_BYTES 16
#define PASSES     2
#define MEMORY     (16 * 1024 * 1024)

/* Empty where there is no memory for it. */
static char *
hash_of (const FoyerEntry *self)
{
  guint8 salt[crypto_pwhash_SALTBYTES];
  guint8 hash[HASH_BYTES];
  char hex[2 * HASH_BYTES + 1];

  G_STATIC_ASSERT (crypto_pwhash_SALTBYTES == FOYER_ID_BYTES);
  if (!foyer_id_is_valid (self->id))
    return g_strdup ("");
  foyer_id_to_bytes (self->id, salt);
  if (crypto_pwhash (hash, sizeof hash, self->body, strlen (self->body), salt, PASSES, MEMORY,
                     crypto_pwhash_ALG_ARGON2ID13) != 0)
    return g_strdup ("");
  return g_strdup (sodium_bin2hex (hex, sizeof hex, hash, sizeof hash));
}

static json_t *
body_of (const FoyerEntry *self)
{
  return self->body ? foyer_json_parse (self->body, -1, NULL) : NULL;
}

gboolean
foyer_entry_is_erased (const FoyerEntry *self)
{
  g_autoptr (json_t) body = body_of (self);

  return json_object_get (body, "erased") != NULL;
}

/* A walk-in's row, still one that can be read, of nobody. */
static json_t *
erased_register (const json_t *body)
{
  g_autoptr (FoyerRegistration) row = foyer_registration_from_json (body, NULL);

  if (row == NULL)
    return json_object ();
  foyer_registration_erase (row);
  return foyer_registration_to_json (row);
}

static json_t *
erased_payment (const json_t *body)
{
  json_t *amount = json_object_get (body, "amount");

  return amount ? json_pack ("{s:O}", "amount", amount) : json_object ();
}

/* The category is counted by, and tells nobody. */
static gboolean
is_personal_amend (const json_t *body)
{
  return g_strcmp0 (json_string_value (json_object_get (body, "field")), "category") != 0;
}

char *
foyer_entry_erased_body (const FoyerEntry *self)
{
  g_autoptr (json_t) body = body_of (self);
  g_autoptr (json_t) erased = NULL;
  g_autofree char *hash = NULL;

  if (body == NULL || json_object_get (body, "erased") != NULL)
    return g_strdup (self->body);
  if (self->kind == FOYER_ENTRY_REGISTER)
    erased = erased_register (body);
  else if (self->kind == FOYER_ENTRY_PAYMENT)
    erased = erased_payment (body);
  else if (self->kind == FOYER_ENTRY_NOTE || (self->kind == FOYER_ENTRY_AMEND && is_personal_amend (body)))
    erased = json_object ();
  else
    return g_strdup (self->body);
  hash = hash_of (self);
  json_object_set_new (erased, "erased", json_string (hash));
  return foyer_json_line (erased);
}
