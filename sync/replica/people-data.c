/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "people.h"

#include "alike.h"
#include "fold.h"
#include "journal.h"
#include "registry.h"
#include "store-private.h"

/* Differences. */

/* What two registrations are asked to agree on, and how each is compared. */
static char *
fold_plain (const char *text)
{
  return foyer_fold_name (text);
}

static const struct {
  const char *field;
  char     *(*fold) (const char *text);
} compared[] = {
  { "name", foyer_alike_plain },        { "phone", foyer_fold_phone }, { "email", foyer_fold_email },
  { "company", foyer_alike_company },   { "title", fold_plain },       { "city", fold_plain },
  { "category", fold_plain },
};

/* Adds a value to @values unless one that is written differently is there. */
static void
add_value (json_t *values, GHashTable *folded, char *fold, const char *value)
{
  if (fold != NULL && *fold != '\0' && !g_hash_table_contains (folded, fold)) {
    json_array_append_new (values, json_string (value));
    g_hash_table_add (folded, g_strdup (fold));
  }
  g_free (fold);
}

static void
add_difference (json_t *all, const GPtrArray *rows, const char *field, json_t *values)
{
  const FoyerRegistration *first = g_ptr_array_index (rows, 0);
  json_t *ids = json_array ();

  if (json_array_size (values) < 2) {
    json_decref (ids);
    json_decref (values);
    return;
  }
  for (guint i = 0; i < rows->len; i++)
    json_array_append_new (ids, json_string (((FoyerRegistration *) g_ptr_array_index (rows, i))->id));
  json_array_append_new (all, json_pack ("{s:s, s:o, s:s, s:o}", "person", first->person,
                                         "registrations", ids, "field", field, "values", values));
}

static void
compare_field (json_t *all, const GPtrArray *rows, guint number)
{
  g_autoptr (GHashTable) folded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  int field = foyer_registration_field_index (compared[number].field);
  json_t *values = json_array ();

  for (guint i = 0; i < rows->len; i++) {
    const char *value = *foyer_registration_text (g_ptr_array_index (rows, i), (gsize) field);

    add_value (values, folded, compared[number].fold (value), value);
  }
  add_difference (all, rows, compared[number].field, values);
}

/* The answers of all @rows: {question: [answer…]}, each answer once. */
static json_t *
gather_answers (const GPtrArray *rows)
{
  json_t *questions = json_object ();

  for (guint i = 0; i < rows->len; i++) {
    const FoyerRegistration *row = g_ptr_array_index (rows, i);
    g_autoptr (json_t) answers = row->answers ? foyer_json_parse (row->answers, -1, NULL) : NULL;
    const char *question;
    json_t *answer;

    json_object_foreach (answers, question, answer) {
      if (json_object_get (questions, question) == NULL)
        json_object_set_new (questions, question, json_array ());
      json_array_append (json_object_get (questions, question), answer);
    }
  }
  return questions;
}

static void
compare_answers (json_t *all, const GPtrArray *rows)
{
  g_autoptr (json_t) questions = gather_answers (rows);
  const char *question;
  json_t *answers;

  json_object_foreach (questions, question, answers) {
    g_autoptr (GHashTable) folded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
    g_autofree char *field = g_strconcat ("answer:", question, NULL);
    json_t *values = json_array ();
    json_t *answer;
    size_t i;

    json_array_foreach (answers, i, answer)
      add_value (values, folded, foyer_fold_name (json_string_value (answer)),
                 json_string_value (answer));
    add_difference (all, rows, field, values);
  }
}

/* (element-type char *): people with several registrations, in the order of the ids. */
static GPtrArray *
read_linked_people (FoyerStore *store, GError **error)
{
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *stmt = foyer_sql (store, error, "SELECT person FROM registration GROUP BY person "
                                  "HAVING count (*) > 1 ORDER BY person", NULL);
  int rc;

  while ((rc = foyer_sql_row (store, stmt, error)) == 1)
    g_ptr_array_add (people, foyer_sql_dup (stmt, 0));
  return rc == 0 ? g_steal_pointer (&people) : NULL;
}

json_t *
foyer_people_differences (FoyerStore *store, GError **error)
{
  g_autoptr (GPtrArray) people = read_linked_people (store, error);
  g_autoptr (json_t) all = json_array ();

  for (guint i = 0; people != NULL && i < people->len; i++) {
    g_autoptr (GPtrArray) rows =
      foyer_registry_of_person (store, g_ptr_array_index (people, i), error);

    if (rows == NULL)
      return NULL;
    for (guint field = 0; field < G_N_ELEMENTS (compared); field++)
      compare_field (all, rows, field);
    compare_answers (all, rows);
  }
  return people ? g_steal_pointer (&all) : NULL;
}

/* Export. */

/* Everything that was kept under a registration or the person, and what took
 * any of it back. */
#define ABOUT_PERSON \
  "SELECT id FROM entry WHERE person = ?1 " \
  "OR registration IN (SELECT id FROM registration WHERE person = ?1) " \
  "OR target IN (SELECT id FROM registration WHERE person = ?1) " \
  "OR target IN (SELECT e.id FROM entry e JOIN registration r ON r.id = e.registration " \
  "  WHERE r.person = ?1) ORDER BY row"

static json_t *
read_ids (FoyerStore *store, const char *sql, const char *person, GError **error)
{
  g_autoptr (json_t) ids = json_array ();
  sqlite3_stmt *stmt = foyer_sql (store, error, sql, "t", person);
  int rc;

  while ((rc = foyer_sql_row (store, stmt, error)) == 1)
    json_array_append_new (ids, json_string ((const char *) sqlite3_column_text (stmt, 0)));
  return rc == 0 ? g_steal_pointer (&ids) : NULL;
}

static json_t *
export_entries (FoyerStore *store, const char *person, GError **error)
{
  g_autoptr (json_t) ids = read_ids (store, ABOUT_PERSON, person, error);
  g_autoptr (json_t) entries = json_array ();
  json_t *id;
  size_t i;

  if (ids == NULL)
    return NULL;
  json_array_foreach (ids, i, id) {
    g_autoptr (FoyerEntry) entry = foyer_journal_get (store, json_string_value (id), error);

    if (entry == NULL)
      return NULL;
    json_array_append_new (entries, foyer_entry_to_json (entry));
  }
  return g_steal_pointer (&entries);
}

static json_t *
export_decisions (FoyerStore *store, const char *person, GError **error)
{
  g_autoptr (json_t) decisions = json_array ();
  sqlite3_stmt *stmt = foyer_sql (store, error, "SELECT DISTINCT a, b, same, at_us FROM decision "
                                  "JOIN registration r ON r.id IN (a, b) WHERE r.person = ?1", "t",
                                  person);
  int rc;

  while ((rc = foyer_sql_row (store, stmt, error)) == 1) {
    g_autofree char *at = foyer_time_to_string (sqlite3_column_int64 (stmt, 3));

    json_array_append_new (decisions,
                           json_pack ("{s:[s, s], s:b, s:s}", "registrations",
                                      (const char *) sqlite3_column_text (stmt, 0),
                                      (const char *) sqlite3_column_text (stmt, 1), "same",
                                      sqlite3_column_int (stmt, 2), "at", at));
  }
  return rc == 0 ? g_steal_pointer (&decisions) : NULL;
}

static json_t *
export_imports (FoyerStore *store, const char *person, GError **error)
{
  g_autoptr (json_t) imports = json_array ();
  sqlite3_stmt *stmt = foyer_sql (store, error, "SELECT i.registration, m.id, m.at_us, m.file, i.before "
                                  "FROM import_row i JOIN registration r ON r.id = i.registration "
                                  "JOIN import m ON m.id = i.import WHERE r.person = ?1 "
                                  "ORDER BY m.at_us, i.registration", "t", person);
  int rc;

  while ((rc = foyer_sql_row (store, stmt, error)) == 1) {
    g_autofree char *at = foyer_time_to_string (sqlite3_column_int64 (stmt, 2));
    const char *before = (const char *) sqlite3_column_text (stmt, 4);

    json_array_append_new (imports,
                           json_pack ("{s:s, s:s, s:s, s:s*, s:o*}", "registration",
                                      (const char *) sqlite3_column_text (stmt, 0), "import",
                                      (const char *) sqlite3_column_text (stmt, 1), "at", at, "file",
                                      (const char *) sqlite3_column_text (stmt, 3), "before",
                                      before ? foyer_json_parse (before, -1, NULL) : NULL));
  }
  return rc == 0 ? g_steal_pointer (&imports) : NULL;
}

json_t *
foyer_people_export (FoyerStore *store, const char *person, GError **error)
{
  g_autoptr (GPtrArray) rows = foyer_registry_of_person (store, person, error);
  g_autoptr (json_t) entries = rows ? export_entries (store, person, error) : NULL;
  g_autoptr (json_t) decisions = entries ? export_decisions (store, person, error) : NULL;
  g_autoptr (json_t) imports = decisions ? export_imports (store, person, error) : NULL;
  g_autoptr (json_t) registrations = json_array ();

  if (imports == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    json_array_append_new (registrations, foyer_registration_to_json (g_ptr_array_index (rows, i)));
  return json_pack ("{s:s, s:O, s:O, s:O, s:O}", "person", person, "registrations", registrations,
                    "entries", entries, "decisions", decisions, "imports", imports);
}
