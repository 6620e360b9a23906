/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "credential.h"

#include "id.h"
#include "signed.h"

#define PREFIX "k1"
#define DOMAIN "foyer-credential-1"

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

  return foyer_signed_make (PREFIX, DOMAIN, json, secret_key);
}

FoyerCredential *
foyer_credential_check (const char *text, const guint8 *public_key)
{
  g_autoptr (json_t) json = foyer_signed_open (text, PREFIX, DOMAIN, public_key);
  g_autoptr (FoyerCredential) self = g_new0 (FoyerCredential, 1);
  const char *kiosk, *event, *name, *key;
  json_int_t issued_us;

  if (json == NULL || json_unpack (json, "{s:s, s:s, s:s, s:s, s:I}", "kiosk", &kiosk, "event",
                                   &event, "name", &name, "public_key", &key, "issued_us",
                                   &issued_us) != 0)
    return NULL;
  if (!foyer_id_is_valid (kiosk) || !foyer_id_is_valid (event))
    return NULL;
  self->kiosk = g_strdup (kiosk);
  self->event = g_strdup (event);
  self->name = g_strdup (name);
  self->public_key = g_strdup (key);
  self->issued_us = issued_us;
  return g_steal_pointer (&self);
}
