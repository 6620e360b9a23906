/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "organize.h"

#include "people.h"
#include "store-private.h"

/* "own-form 34", or the channel alone: how people name a registration. */
static void
add_origin (FoyerStore *store, json_t *row, const char *registration)
{
  sqlite3_stmt *stmt = foyer_sql (store, NULL, "SELECT channel, reference FROM registration WHERE id = ?1",
                                  "t", registration);

  if (foyer_sql_row (store, stmt, NULL) != 1)
    return;
  json_object_set_new (row, "like_channel", json_string ((const char *) sqlite3_column_text (stmt, 0)));
  if (sqlite3_column_type (stmt, 1) != SQLITE_NULL)
    json_object_set_new (row, "like_reference", json_string ((const char *) sqlite3_column_text (stmt, 1)));
  foyer_sql_end (stmt);
}

static json_t *
row_to_json (FoyerStore *store, const FoyerImportRow *row)
{
  json_t *json = json_pack ("{s:I, s:s, s:s*, s:s*}", "row", (json_int_t) row->row, "outcome",
                            foyer_import_outcome_to_string (row->outcome), "registration",
                            row->registration, "like", row->like);

  if (row->renumbered)
    json_object_set_new (json, "renumbered", json_true ());
  if (row->like != NULL)
    add_origin (store, json, row->like);
  if (row->fields != NULL && row->fields[0] != NULL) {
    json_t *fields = json_array ();

    for (gsize i = 0; row->fields[i] != NULL; i++)
      json_array_append_new (fields, json_string (row->fields[i]));
    json_object_set_new (json, "fields", fields);
  }
  return json;
}

static gboolean
is_worth_telling (const FoyerImportRow *row, gboolean dry)
{
  if (row->outcome == FOYER_IMPORT_NEW)
    return dry || row->like != NULL;
  return row->outcome != FOYER_IMPORT_UNCHANGED;
}

static json_t *
rows_to_json (FoyerStore *store, const FoyerImportResult *result, gboolean dry)
{
  json_t *rows = json_array ();

  for (guint i = 0; i < result->rows->len; i++) {
    const FoyerImportRow *row = g_ptr_array_index (result->rows, i);

    if (is_worth_telling (row, dry))
      json_array_append_new (rows, row_to_json (store, row));
  }
  return rows;
}

/* {registration: row} of what this import brought or changed. */
static GHashTable *
index_rows (const FoyerImportResult *result)
{
  GHashTable *rows = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < result->rows->len; i++) {
    FoyerImportRow *row = g_ptr_array_index (result->rows, i);

    if (row->outcome == FOYER_IMPORT_NEW || row->outcome == FOYER_IMPORT_CHANGED)
      g_hash_table_insert (rows, row->registration, row);
  }
  return rows;
}

static void
add_side (json_t *doubt, const char *row_name, const char *registration_name, GHashTable *rows,
          const FoyerRegistration *registration)
{
  const FoyerImportRow *row = g_hash_table_lookup (rows, registration->id);

  json_object_set_new (doubt, registration_name, json_string (registration->id));
  if (row != NULL)
    json_object_set_new (doubt, row_name, json_integer (row->row));
}

/* @a is of this import; @b may be too. */
static json_t *
doubt_to_json (FoyerDoubtKind kind, const FoyerRegistration *a, const FoyerRegistration *b,
               GHashTable *rows)
{
  json_t *doubt = json_pack ("{s:s, s:s, s:s*}", "doubt", foyer_doubt_kind_to_string (kind), "like_channel",
                             b->channel, "like_reference", b->reference);

  add_side (doubt, "row", "registration", rows, a);
  add_side (doubt, "like_row", "like", rows, b);
  return doubt;
}

static json_t *
doubts_to_json (FoyerStore *store, const FoyerImportResult *result, GError **error)
{
  g_autoptr (GHashTable) rows = index_rows (result);
  g_autoptr (FoyerPeopleDoubts) found = g_hash_table_size (rows) > 0 ? foyer_people_doubts (store, error)
                                                                     : NULL;
  g_autoptr (json_t) doubts = json_array ();

  if (found == NULL && g_hash_table_size (rows) > 0)
    return NULL;
  for (guint i = 0; found != NULL && i < found->doubts->len; i++) {
    const FoyerDoubt *doubt = &g_array_index (found->doubts, FoyerDoubt, i);
    const FoyerRegistration *a = g_ptr_array_index (found->registrations, doubt->a);
    const FoyerRegistration *b = g_ptr_array_index (found->registrations, doubt->b);

    if (g_hash_table_contains (rows, b->id))
      json_array_append_new (doubts, doubt_to_json (doubt->kind, b, a, rows));
    else if (g_hash_table_contains (rows, a->id))
      json_array_append_new (doubts, doubt_to_json (doubt->kind, a, b, rows));
  }
  return g_steal_pointer (&doubts);
}

json_t *
foyer_organize_tell_import (FoyerStore *store, const FoyerImportResult *result, gboolean dry, GError **error)
{
  g_autoptr (json_t) doubts = doubts_to_json (store, result, error);

  if (doubts == NULL)
    return NULL;
  return json_pack ("{s:s*, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:o, s:O}", "import",
                    dry ? NULL : result->id, "new", (json_int_t) result->n[FOYER_IMPORT_NEW], "changed",
                    (json_int_t) result->n[FOYER_IMPORT_CHANGED], "unchanged",
                    (json_int_t) result->n[FOYER_IMPORT_UNCHANGED], "refused",
                    (json_int_t) result->n[FOYER_IMPORT_REFUSED], "linked", (json_int_t) result->linked,
                    "renumbered", (json_int_t) result->renumbered, "registrations",
                    (json_int_t) result->registrations, "people", (json_int_t) result->people, "rows",
                    rows_to_json (store, result, dry), "doubts", doubts);
}

static json_t *
run (FoyerStore *store, const FoyerImport *import, gboolean dry, GError **error)
{
  g_autoptr (FoyerImportResult) result = foyer_import_run (store, import, error);

  return result ? foyer_organize_tell_import (store, result, dry, error) : NULL;
}

json_t *
foyer_organize_import (FoyerStore *store, const FoyerImport *import, gboolean dry, GError **error)
{
  json_t *answer;

  if (!dry)
    return run (store, import, FALSE, error);
  /* What would become of the rows is seen best by letting it happen. */
  if (!foyer_store_savepoint (store, error))
    return NULL;
  answer = run (store, import, TRUE, error);
  foyer_store_take_back (store);
  return answer;
}
