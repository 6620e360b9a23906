/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "change.h"

#include "json.h"

static json_t *
key_to_json (const FoyerKey *key)
{
  return json_pack ("{s:s, s:s, s:s*, s:b, s:s*}", "id", key->id, "public_key", key->public_key,
                    "name", key->name, "revoked", key->revoked, "revocation", key->revocation);
}

const char *
foyer_change_ref (const FoyerChange *self)
{
  switch (self->kind) {
  case FOYER_CHANGE_EVENT:        return self->event->id;
  case FOYER_CHANGE_REGISTRATION: return self->registration->id;
  case FOYER_CHANGE_ENTRY:        return self->entry->id;
  case FOYER_CHANGE_KEY:          return self->key->id;
  case FOYER_CHANGE_REMOVED:      return self->removed;
  case FOYER_CHANGE_N:
  default:                        return NULL;
  }
}

json_t *
foyer_change_thing (const FoyerChange *self)
{
  switch (self->kind) {
  case FOYER_CHANGE_EVENT:        return foyer_event_to_json (self->event, TRUE);
  case FOYER_CHANGE_REGISTRATION: return foyer_registration_to_json (self->registration);
  case FOYER_CHANGE_ENTRY:        return foyer_entry_to_json (self->entry);
  case FOYER_CHANGE_KEY:          return key_to_json (self->key);
  case FOYER_CHANGE_REMOVED:      return json_string (self->removed);
  case FOYER_CHANGE_N:
  default:                        return NULL;
  }
}

const char *
foyer_change_member (FoyerChangeKind kind)
{
  return kind == FOYER_CHANGE_REMOVED ? "id" : foyer_change_kind_to_string (kind);
}
