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
  key->revocation = g_strdup (json_string_value (json_object_get (json, "revocation")));
  if (foyer_id_is_valid (key->id) && is_public_key (key->public_key))
    return g_steal_pointer (&key);
  malformed (error, "key");
  return NULL;
}

/* Changes. */

static json_t *
change_to_json (const FoyerChange *change)
{
  return json_pack ("{s:I, s:s, s:o}", "seq", (json_int_t) change->seq, "kind",
                    foyer_change_kind_to_string (change->kind), foyer_change_member (change->kind),
                    foyer_change_thing (change));
}

static gboolean
read_removed (FoyerChange *change, const json_t *id, GError **error)
{
  change->removed = g_strdup (json_string_value (id));
  return foyer_id_is_valid (change->removed) || malformed (error, "id");
}

static gboolean
read_thing (FoyerChange *change, const json_t *thing, GError **error)
{
  switch (change->kind) {
  case FOYER_CHANGE_EVENT:
    change->event = foyer_event_from_json (thing, error);
    return change->event != NULL;
  case FOYER_CHANGE_REGISTRATION:
    change->registration = foyer_registration_from_json (thing, error);
    return change->registration != NULL;
  case FOYER_CHANGE_ENTRY:
    change->entry = foyer_entry_from_json (thing, error);
    return change->entry != NULL;
  case FOYER_CHANGE_KEY:
    change->key = key_from_json (thing, error);
    return change->key != NULL;
  case FOYER_CHANGE_REMOVED:
    return read_removed (change, thing, error);
  case FOYER_CHANGE_N:
  default:
    g_assert_not_reached ();
  }
}

/* @change is NULL for a kind that only a newer program knows. The digest is of
 * the thing as it came, with the members that only a newer program knows. */
static gboolean
change_from_json (const json_t *json, gint64 seq, FoyerChange **change, GError **error)
{
  const char *kind_name = json_string_value (json_object_get (json, "kind"));
  g_autoptr (FoyerChange) read = NULL;
  const json_t *thing;
  FoyerChangeKind kind;

  *change = NULL;
  if (kind_name == NULL)
    return malformed (error, "kind");
  if (!foyer_change_kind_from_string (kind_name, &kind))
    return TRUE;
  read = foyer_change_new (seq, kind);
  thing = json_object_get (json, foyer_change_member (kind));
  if (!read_thing (read, thing, error))
    return FALSE;
  foyer_digest_of (kind_name, thing, &read->digest);
  *change = g_steal_pointer (&read);
  return TRUE;
}

/* Pages. */

json_t *
foyer_wire_page_to_json (const FoyerPage *page)
{
  json_t *changes = json_array ();
  json_t *json;

  for (guint i = 0; i < page->changes->len; i++)
    json_array_append_new (changes, change_to_json (g_ptr_array_index (page->changes, i)));
  json = json_pack ("{s:s, s:I, s:b, s:s*}", "epoch", page->epoch, "next", (json_int_t) page->next,
                    "more", page->more, "digest", page->digest);
  if (page->branch >= 0)
    json_object_set_new (json, "branch", json_integer (page->branch));
  json_object_set_new (json, "changes", changes);
  return json;
}

static gboolean
read_changes (FoyerPage *page, const json_t *array, GError **error)
{
  gint64 last_seq = 0;
  const json_t *value;
  size_t i;

  json_array_foreach (array, i, value) {
    const json_t *seq = json_object_get (value, "seq");
    FoyerChange *change;

    if (!json_is_integer (seq) || json_integer_value (seq) <= last_seq)
      return malformed (error, "seq");
    last_seq = json_integer_value (seq);
    if (!change_from_json (value, last_seq, &change, error))
      return FALSE;
    page->partial |= change == NULL;
    if (change != NULL)
      g_ptr_array_add (page->changes, change);
  }
  return page->next >= last_seq || malformed (error, "next");
}

static gboolean
read_digest (FoyerPage *page, const json_t *json, GError **error)
{
  const json_t *digest = json_object_get (json, "digest");
  const json_t *branch = json_object_get (json, "branch");
  FoyerDigest unused;

  if (digest != NULL && !foyer_digest_from_text (json_string_value (digest), &unused))
    return malformed (error, "digest");
  page->digest = g_strdup (json_string_value (digest));
  if (branch != NULL && (!json_is_integer (branch) || json_integer_value (branch) < 0))
    return malformed (error, "branch");
  if (branch != NULL)
    page->branch = json_integer_value (branch);
  return TRUE;
}

FoyerPage *
foyer_wire_page_from_json (const json_t *json, GError **error)
{
  g_autoptr (FoyerPage) page = foyer_page_new ();
  const json_t *next = json_object_get (json, "next");
  const json_t *changes = json_object_get (json, "changes");

  page->epoch = read_epoch (json, error);
  if (page->epoch == NULL || !read_digest (page, json, error))
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

/* Offers. */

json_t *
foyer_wire_offers_to_json (GPtrArray *changes)
{
  json_t *array = json_array ();

  for (guint i = 0; i < changes->len; i++)
    json_array_append_new (array, change_to_json (g_ptr_array_index (changes, i)));
  return json_pack ("{s:o}", "changes", array);
}

GPtrArray *
foyer_wire_offers_from_json (const json_t *json, GError **error)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_change_free);
  const json_t *array = json_object_get (json, "changes");
  const json_t *value;
  size_t i;

  if (!json_is_array (array) || json_array_size (array) > FOYER_WIRE_MAX_ENTRIES) {
    malformed (error, "changes");
    return NULL;
  }
  json_array_foreach (array, i, value) {
    FoyerChange *change;

    if (!change_from_json (value, 0, &change, error))
      return NULL;
    if (change != NULL)
      g_ptr_array_add (changes, change);
  }
  return g_steal_pointer (&changes);
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
