/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-wire"

#include "wire.h"

#include "id.h"

#include <sodium.h>
#include <string.h>

#define MAX_EPOCH 64

static gboolean
malformed (GError **error, const char *what)
{
  g_set_error (error, FOYER_JSON_ERROR, FOYER_JSON_ERROR_MALFORMED,
               "\"%s\" is missing or not what it should be", what);
  return FALSE;
}

static char *
read_epoch (const json_t *json, GError **error)
{
  const char *epoch = json_string_value (json_object_get (json, "epoch"));

  if (epoch != NULL && *epoch != '\0' && strlen (epoch) <= MAX_EPOCH)
    return g_strdup (epoch);
  malformed (error, "epoch");
  return NULL;
}

/* Keys. */

static json_t *
key_to_json (const FoyerKey *key)
{
  return json_pack ("{s:s, s:s, s:s*, s:b}", "id", key->id, "public_key", key->public_key, "name",
                    key->name, "revoked", key->revoked);
}

static gboolean
is_public_key (const char *hex)
{
  guint8 bytes[crypto_sign_PUBLICKEYBYTES];
  size_t length = 0;

  return hex != NULL &&
         sodium_hex2bin (bytes, sizeof bytes, hex, strlen (hex), NULL, &length, NULL) == 0 &&
         length == sizeof bytes;
}

static FoyerKey *
key_from_json (const json_t *json, GError **error)
{
  g_autoptr (FoyerKey) key = foyer_key_new ();

  key->id = g_strdup (json_string_value (json_object_get (json, "id")));
  key->public_key = g_strdup (json_string_value (json_object_get (json, "public_key")));
  key->name = g_strdup (json_string_value (json_object_get (json, "name")));
  key->revoked = json_is_true (json_object_get (json, "revoked"));
  if (foyer_id_is_valid (key->id) && is_public_key (key->public_key))
    return g_steal_pointer (&key);
  malformed (error, "key");
  return NULL;
}

/* Changes. */

static json_t *
change_to_json (const FoyerChange *change)
{
  const char *kind = foyer_change_kind_to_string (change->kind);
  json_t *json = json_pack ("{s:I, s:s}", "seq", (json_int_t) change->seq, "kind", kind);

  switch (change->kind) {
  case FOYER_CHANGE_EVENT:
    json_object_set_new (json, "event", foyer_event_to_json (change->event, TRUE));
    break;
  case FOYER_CHANGE_REGISTRATION:
    json_object_set_new (json, "registration", foyer_registration_to_json (change->registration));
    break;
  case FOYER_CHANGE_ENTRY:
    json_object_set_new (json, "entry", foyer_entry_to_json (change->entry));
    break;
  case FOYER_CHANGE_KEY:
    json_object_set_new (json, "key", key_to_json (change->key));
    break;
  case FOYER_CHANGE_REMOVED:
    json_object_set_new (json, "id", json_string (change->removed));
    break;
  case FOYER_CHANGE_N:
    g_assert_not_reached ();
  }
  return json;
}

static gboolean
read_removed (FoyerChange *change, const json_t *json, GError **error)
{
  change->removed = g_strdup (json_string_value (json_object_get (json, "id")));
  return foyer_id_is_valid (change->removed) || malformed (error, "id");
}

static gboolean
read_thing (FoyerChange *change, const json_t *json, GError **error)
{
  switch (change->kind) {
  case FOYER_CHANGE_EVENT:
    change->event = foyer_event_from_json (json_object_get (json, "event"), error);
    return change->event != NULL;
  case FOYER_CHANGE_REGISTRATION:
    change->registration =
      foyer_registration_from_json (json_object_get (json, "registration"), error);
    return change->registration != NULL;
  case FOYER_CHANGE_ENTRY:
    change->entry = foyer_entry_from_json (json_object_get (json, "entry"), error);
    return change->entry != NULL;
  case FOYER_CHANGE_KEY:
    change->key = key_from_json (json_object_get (json, "key"), error);
    return change->key != NULL;
  case FOYER_CHANGE_REMOVED:
    return read_removed (change, json, error);
  case FOYER_CHANGE_N:
  default:
    g_assert_not_reached ();
  }
}

/* @change is NULL for a kind that only a newer hub knows. */
static gboolean
change_from_json (const json_t *json, gint64 *last_seq, FoyerChange **change, GError **error)
{
  const json_t *seq = json_object_get (json, "seq");
  const char *kind_name = json_string_value (json_object_get (json, "kind"));
  g_autoptr (FoyerChange) read = NULL;
  FoyerChangeKind kind;

  *change = NULL;
  if (!json_is_integer (seq) || json_integer_value (seq) <= *last_seq)
    return malformed (error, "seq");
  if (kind_name == NULL)
    return malformed (error, "kind");
  *last_seq = json_integer_value (seq);
  if (!foyer_change_kind_from_string (kind_name, &kind))
    return TRUE;
  read = foyer_change_new (*last_seq, kind);
  if (!read_thing (read, json, error))
    return FALSE;
  *change = g_steal_pointer (&read);
  return TRUE;
}

/* Pages. */

json_t *
foyer_wire_page_to_json (const FoyerPage *page)
{
  json_t *changes = json_array ();

  for (guint i = 0; i < page->changes->len; i++)
    json_array_append_new (changes, change_to_json (g_ptr_array_index (page->changes, i)));
  return json_pack ("{s:s, s:I, s:b, s:o}", "epoch", page->epoch, "next", (json_int_t) page->next,
                    "more", page->more, "changes", changes);
}

static gboolean
read_changes (FoyerPage *page, const json_t *array, GError **error)
{
  gint64 last_seq = 0;
  const json_t *value;
  size_t i;

  json_array_foreach (array, i, value) {
    FoyerChange *change;

    if (!change_from_json (value, &last_seq, &change, error))
      return FALSE;
    if (change != NULL)
      g_ptr_array_add (page->changes, change);
  }
  return page->next >= last_seq || malformed (error, "next");
}

FoyerPage *
foyer_wire_page_from_json (const json_t *json, GError **error)
{
  g_autoptr (FoyerPage) page = foyer_page_new ();
  const json_t *next = json_object_get (json, "next");
  const json_t *changes = json_object_get (json, "changes");

  g_clear_pointer (&page->epoch, g_free);
  page->epoch = read_epoch (json, error);
  if (page->epoch == NULL)
    return NULL;
  if (!json_is_integer (next) || json_integer_value (next) < 0) {
    malformed (error, "next");
    return NULL;
  }
  if (!json_is_array (changes)) {
    malformed (error, "changes");
    return NULL;
  }
  page->next = json_integer_value (next);
  page->more = json_is_true (json_object_get (json, "more"));
  return read_changes (page, changes, error) ? g_steal_pointer (&page) : NULL;
}

/* Entries and their answers. */

json_t *
foyer_wire_entries_to_json (GPtrArray *entries)
{
  json_t *array = json_array ();

  for (guint i = 0; i < entries->len; i++)
    json_array_append_new (array, foyer_entry_to_json (g_ptr_array_index (entries, i)));
  return json_pack ("{s:o}", "entries", array);
}

json_t *
foyer_wire_answers_to_json (GPtrArray *answers, const char *epoch)
{
  json_t *array = json_array ();

  for (guint i = 0; i < answers->len; i++) {
    const FoyerAnswer *answer = g_ptr_array_index (answers, i);

    json_array_append_new (array,
                           json_pack ("{s:s*, s:s, s:s*}", "id", answer->id, "answer",
                                      foyer_answer_to_string (answer->kind), "reason",
                                      answer->reason));
  }
  return json_pack ("{s:s, s:o}", "epoch", epoch, "answers", array);
}

static FoyerAnswer *
answer_from_json (const json_t *json, const FoyerEntry *entry)
{
  const char *id = json_string_value (json_object_get (json, "id"));
  const char *name = json_string_value (json_object_get (json, "answer"));
  const char *reason = json_string_value (json_object_get (json, "reason"));
  FoyerAnswerKind kind;

  if (g_strcmp0 (id, entry->id) != 0 || name == NULL || !foyer_answer_from_string (name, &kind))
    return NULL;
  return foyer_answer_new (id, kind, reason);
}

GPtrArray *
foyer_wire_answers_from_json (const json_t *json, GPtrArray *entries, char **epoch, GError **error)
{
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_answer_free);
  const json_t *array = json_object_get (json, "answers");
  g_autofree char *hub_epoch = read_epoch (json, error);
  const json_t *value;
  size_t i;

  if (hub_epoch == NULL)
    return NULL;
  if (!json_is_array (array) || json_array_size (array) != entries->len) {
    malformed (error, "answers");
    return NULL;
  }
  json_array_foreach (array, i, value) {
    FoyerAnswer *answer = answer_from_json (value, g_ptr_array_index (entries, i));

    if (answer == NULL) {
      malformed (error, "answer");
      return NULL;
    }
    g_ptr_array_add (answers, answer);
  }
  *epoch = g_steal_pointer (&hub_epoch);
  return g_steal_pointer (&answers);
}
