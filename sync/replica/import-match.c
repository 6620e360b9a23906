/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-match-private.h"

#include "alike.h"
#include "channel.h"
#include "json.h"
#include "link.h"
#include "overlay.h"
#include "registry.h"
#include "store-private.h"

struct _FoyerImportMatch {
  FoyerStore        *store;
  const FoyerImport *import;
  GHashTable        *by_reference;  /* of char *, to the draft of this file that has it */
  GHashTable        *taken;         /* of char *: registrations that a row of this file is */
  GHashTable        *by_name;       /* (nullable): of char *, to GPtrArray of ids: the channel's
                                       registrations without a contact */
  GHashTable        *erased;        /* (nullable): hashes of the channel's erased rows */
  GHashTable        *covered;       /* (nullable): of char *, to GPtrArray of ids: by the link keys
                                       that they had until a door corrected them */
};

/* How well a registration is a draft's; what stands further up is better. */
typedef enum {
  FIT_ALL,        /* number, contact and name */
  FIT_PERSON,     /* contact and name; one of them has no number, or numbers were given anew */
  FIT_CONTACT,    /* number and contact */
  FIT_NAME,       /* number and name */
  FIT_NONE,
} Fit;

FoyerImportMatch *
foyer_import_match_new (FoyerStore *store, const FoyerImport *import)
{
  FoyerImportMatch *self = g_new0 (FoyerImportMatch, 1);

  self->store = store;
  self->import = import;
  self->by_reference = g_hash_table_new (g_str_hash, g_str_equal);
  self->taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < import->drafts->len; i++) {
    FoyerRegistration *draft = g_ptr_array_index (import->drafts, i);

    if (draft->reference != NULL)
      g_hash_table_insert (self->by_reference, draft->reference, draft);
  }
  return self;
}

void
foyer_import_match_free (FoyerImportMatch *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->by_reference);
  g_hash_table_unref (self->taken);
  g_clear_pointer (&self->by_name, g_hash_table_unref);
  g_clear_pointer (&self->covered, g_hash_table_unref);
  g_clear_pointer (&self->erased, g_hash_table_unref);
  g_free (self);
}

void
foyer_import_plan_clear (FoyerImportPlan *self)
{
  g_clear_pointer (&self->same, g_free);
  g_clear_pointer (&self->holder, g_free);
}

/* Who might be it. */

static gboolean
add_ids (FoyerStore *store, sqlite3_stmt *stmt, GPtrArray *ids, GError **error)
{
  int rc;

  while ((rc = foyer_sql_row (store, stmt, error)) == 1) {
    char *id = foyer_sql_dup (stmt, 0);

    if (g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL))
      g_free (id);
    else
      g_ptr_array_add (ids, id);
  }
  return rc == 0;
}

static gboolean
add_sharing (FoyerStore *store, const FoyerRegistration *draft, const char *channel, GPtrArray *ids,
             GError **error)
{
  g_auto (GStrv) keys = foyer_link_keys (draft);

  for (gsize i = 0; keys[i] != NULL; i++) {
    if (!add_ids (store, foyer_sql (store, error, "SELECT id FROM link_key JOIN registration USING (rid) "
                                    "WHERE key = ?1 AND (?2 IS NULL OR channel = ?2) ORDER BY rid", "tt",
                                    keys[i], channel), ids, error))
      return FALSE;
  }
  return TRUE;
}

static GHashTable *
new_index (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
}

/* @key: (transfer full) */
static void
index_add (GHashTable *index, char *key, const char *id)
{
  GPtrArray *ids = g_hash_table_lookup (index, key);

  if (ids == NULL) {
    ids = g_ptr_array_new_with_free_func (g_free);
    g_hash_table_insert (index, key, ids);
  }
  else
    g_free (key);
  g_ptr_array_add (ids, g_strdup (id));
}

static void
add_indexed (GHashTable *index, const char *key, GPtrArray *ids)
{
  const GPtrArray *known = g_hash_table_lookup (index, key);

  for (guint i = 0; known != NULL && i < known->len; i++) {
    const char *id = g_ptr_array_index (known, i);

    if (!g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL))
      g_ptr_array_add (ids, g_strdup (id));
  }
}

static gboolean
take_nameless (const FoyerRegistration *row, gpointer user_data)
{
  FoyerImportMatch *self = user_data;
  g_auto (GStrv) keys = foyer_link_keys (row);
  char *name = keys[0] == NULL && g_strcmp0 (row->channel, self->import->channel) == 0
                 ? foyer_alike_plain (row->name) : NULL;

  if (name != NULL)
    index_add (self->by_name, name, row->id);
  return TRUE;
}

/* Who left no contact is known by name alone, and no index finds that; such
 * rows are few, so they are gathered once for a whole file. */
static gboolean
add_of_name (FoyerImportMatch *self, const FoyerRegistration *draft, GPtrArray *ids, GError **error)
{
  g_autofree char *name = foyer_alike_plain (draft->name);

  if (self->by_name == NULL) {
    self->by_name = new_index ();
    if (!foyer_registry_foreach (self->store, take_nameless, self, error))
      return FALSE;
  }
  if (name != NULL)
    add_indexed (self->by_name, name, ids);
  return TRUE;
}

static gboolean
take_covered (FoyerImportMatch *self, sqlite3_stmt *stmt, GError **error)
{
  g_autoptr (json_t) json = foyer_json_parse ((const char *) sqlite3_column_text (stmt, 0), -1, error);
  g_autoptr (FoyerRegistration) row = json ? foyer_registration_from_json (json, error) : NULL;
  g_auto (GStrv) keys = row ? foyer_link_keys (row) : NULL;

  for (gsize i = 0; keys != NULL && keys[i] != NULL; i++) {
    if (g_strcmp0 (row->channel, self->import->channel) == 0)
      index_add (self->covered, g_strdup (keys[i]), row->id);
  }
  return row != NULL;
}

/* A phone that a door corrected still stands in the file as it was. */
static gboolean
add_covered (FoyerImportMatch *self, const FoyerRegistration *draft, GPtrArray *ids, GError **error)
{
  g_auto (GStrv) keys = foyer_link_keys (draft);

  if (self->covered == NULL) {
    sqlite3_stmt *stmt = foyer_sql (self->store, error, "SELECT json FROM base", NULL);
    int rc;

    self->covered = new_index ();
    while ((rc = foyer_sql_row (self->store, stmt, error)) == 1) {
      if (!take_covered (self, stmt, error)) {
        foyer_sql_end (stmt);
        return FALSE;
      }
    }
    if (rc < 0)
      return FALSE;
  }
  for (gsize i = 0; keys[i] != NULL; i++)
    add_indexed (self->covered, keys[i], ids);
  return TRUE;
}

static gboolean
has_contact (const FoyerRegistration *row)
{
  g_auto (GStrv) keys = foyer_link_keys (row);

  return keys[0] != NULL;
}

FoyerRegistration *
foyer_import_hub_row (FoyerStore *store, const char *id, GError **error)
{
  g_autoptr (GError) failure = NULL;
  FoyerRegistration *row = foyer_overlay_base (store, id, &failure);

  if (row == NULL && failure == NULL)
    row = foyer_registry_get (store, id, &failure);
  if (row == NULL && failure == NULL)
    g_set_error_literal (&failure, FOYER_IMPORT_ERROR, FOYER_IMPORT_ERROR_UNKNOWN,
                         "there is no such registration");
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return row;
}

/* Which one is it. */

static gboolean
agrees (const FoyerRegistration *row, const FoyerRegistration *draft)
{
  return foyer_alike_names (row->name, draft->name) || foyer_link_same_contact (row, draft);
}

/* Whether in this file the number of @row is somebody else's. */
static gboolean
number_is_taken (FoyerImportMatch *self, const FoyerRegistration *row)
{
  const FoyerRegistration *now = g_hash_table_lookup (self->by_reference, row->reference);

  return now != NULL && !agrees (row, now);
}

static gboolean
numbers_allow (FoyerImportMatch *self, const FoyerRegistration *row, const FoyerRegistration *draft,
               gboolean held)
{
  return row->reference == NULL || draft->reference == NULL || self->import->renumbered || held ||
         number_is_taken (self, row);
}

/* @held: whether the draft's number was somebody else's until now */
static Fit
fit_of (FoyerImportMatch *self, const FoyerRegistration *row, const FoyerRegistration *draft,
        gboolean held)
{
  gboolean number = draft->reference != NULL && !self->import->renumbered &&
                    g_strcmp0 (row->reference, draft->reference) == 0;
  gboolean name = foyer_alike_names (row->name, draft->name);
  gboolean contact = foyer_link_same_contact (row, draft) ||
                     (!has_contact (row) && !has_contact (draft));

  if (number && name && contact)
    return FIT_ALL;
  if (name && contact && numbers_allow (self, row, draft, held))
    return FIT_PERSON;
  if (number && contact && has_contact (draft))
    return FIT_CONTACT;
  return number && name ? FIT_NAME : FIT_NONE;
}

/* Of two that fit alike (someone signed up twice without a number), the one
 * that says the same is meant. */
static gboolean
is_nearer (const FoyerRegistration *row, const FoyerRegistration *than,
           const FoyerRegistration *draft)
{
  if (than == NULL)
    return TRUE;
  if ((row->registered_us == draft->registered_us) != (than->registered_us == draft->registered_us))
    return row->registered_us == draft->registered_us;
  return g_strcmp0 (row->answers, draft->answers) == 0 &&
         g_strcmp0 (than->answers, draft->answers) != 0;
}

static GPtrArray *
load (FoyerStore *store, const GPtrArray *ids, GError **error)
{
  g_autoptr (GPtrArray) rows =
    g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_registration_free);

  for (guint i = 0; i < ids->len; i++) {
    FoyerRegistration *row = foyer_import_hub_row (store, g_ptr_array_index (ids, i), error);

    if (row == NULL)
      return NULL;
    g_ptr_array_add (rows, row);
  }
  return g_steal_pointer (&rows);
}

static const FoyerRegistration *
find_holder (const GPtrArray *rows, const FoyerRegistration *draft)
{
  for (guint i = 0; draft->reference != NULL && i < rows->len; i++) {
    const FoyerRegistration *row = g_ptr_array_index (rows, i);

    if (g_strcmp0 (row->reference, draft->reference) == 0 && !agrees (row, draft))
      return row;
  }
  return NULL;
}

static void
choose (FoyerImportMatch *self, const GPtrArray *rows, const FoyerRegistration *draft,
        FoyerImportPlan *plan)
{
  const FoyerRegistration *holder = find_holder (rows, draft);
  const FoyerRegistration *best = NULL;
  Fit best_fit = FIT_NONE;

  for (guint i = 0; i < rows->len; i++) {
    const FoyerRegistration *row = g_ptr_array_index (rows, i);
    Fit fit = g_hash_table_contains (self->taken, row->id)
                ? FIT_NONE : fit_of (self, row, draft, holder != NULL);

    if (fit < best_fit || (fit == best_fit && fit != FIT_NONE && is_nearer (row, best, draft))) {
      best = row;
      best_fit = fit;
    }
  }
  if (best != NULL) {
    plan->same = g_strdup (best->id);
    plan->renumbered = best->reference != NULL && draft->reference != NULL &&
                       g_strcmp0 (best->reference, draft->reference) != 0;
    g_hash_table_add (self->taken, g_strdup (best->id));
  }
  else if (holder != NULL && !self->import->renumbered)
    plan->holder = g_strdup (holder->id);
}

static gboolean
was_erased (FoyerImportMatch *self, const FoyerRegistration *draft)
{
  g_autofree char *hash = NULL;

  if (draft->reference == NULL || g_hash_table_size (self->erased) == 0)
    return FALSE;
  hash = foyer_channel_hash (self->import->channel, draft->reference);
  return g_hash_table_contains (self->erased, hash);
}

gboolean
foyer_import_match_draft (FoyerImportMatch *self, const FoyerRegistration *draft,
                          FoyerImportPlan *plan, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) rows = NULL;

  *plan = (FoyerImportPlan) { 0 };
  if (self->erased == NULL)
    self->erased = foyer_channel_erased (self->store, self->import->channel, error);
  if (self->erased == NULL)
    return FALSE;
  if (draft->reference != NULL &&
      !add_ids (self->store, foyer_sql (self->store, error,
                                        "SELECT id FROM registration WHERE channel = ?1 AND "
                                        "reference = ?2 ORDER BY rid", "tt", self->import->channel,
                                        draft->reference), ids, error))
    return FALSE;
  if (!add_sharing (self->store, draft, self->import->channel, ids, error) ||
      !add_covered (self, draft, ids, error) ||
      (!has_contact (draft) && !add_of_name (self, draft, ids, error)))
    return FALSE;
  rows = load (self->store, ids, error);
  if (rows == NULL)
    return FALSE;
  choose (self, rows, draft, plan);
  plan->erased = plan->same == NULL && was_erased (self, draft);
  return TRUE;
}

/* Whose it is. */

char *
foyer_import_find_person (FoyerStore *store, const FoyerRegistration *row, char **like, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) rows =
    add_sharing (store, row, NULL, ids, error) ? load (store, ids, error) : NULL;

  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    FoyerRegistration *other = g_ptr_array_index (rows, i);

    if (g_strcmp0 (row->id, other->id) == 0 || !foyer_alike_names (row->name, other->name))
      continue;
    if (like != NULL)
      *like = g_strdup (other->id);
    return g_steal_pointer (&other->person);
  }
  return NULL;
}
