/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shape.h"

#include "schema.h"
#include "store-private.h"

/* One line a column: how it is stored, and what it may hold. Not the SQL by
 * which it was made, which reads otherwise after each ALTER TABLE. */
#define LINES_SQL \
  "SELECT l.name || ' ' || l.wr || l.strict || ' ' || c.name || ' ' || c.type || ' ' || c.\"notnull\" " \
  "       || c.pk || c.hidden " \
  "FROM pragma_table_list AS l JOIN pragma_table_xinfo (l.name) AS c " \
  "WHERE l.schema = 'main' AND l.name NOT LIKE 'sqlite~_%' ESCAPE '~'"

static void
run (sqlite3 *db, const char *sql)
{
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
}

static void
make_tables (sqlite3 *db, gint64 version, gboolean derived)
{
  for (int i = 0; i < version; i++)
    run (db, foyer_schema_steps[i]);
  /* Those of version 1 were made by its step. */
  for (gsize i = 0; foyer_schema_derived_tables[i] != NULL; i++) {
    g_autofree char *sql = g_strdup_printf ("DROP TABLE IF EXISTS %s", foyer_schema_derived_tables[i]);

    run (db, sql);
  }
  if (derived)
    run (db, foyer_schema_derived);
}

static GPtrArray *
wanted_lines (gint64 version, gboolean derived)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *stmt = NULL;
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
  make_tables (db, version, derived);
  g_assert_cmpint (sqlite3_prepare_v2 (db, LINES_SQL, -1, &stmt, NULL), ==, SQLITE_OK);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    g_ptr_array_add (lines, g_strdup ((const char *) sqlite3_column_text (stmt, 0)));
  sqlite3_finalize (stmt);
  sqlite3_close (db);
  return lines;
}

static GHashTable *
found_lines (FoyerStore *store, GError **error)
{
  g_autoptr (GHashTable) lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  sqlite3_stmt *stmt = foyer_sql (store, error, LINES_SQL, NULL);
  int rc;

  while ((rc = foyer_sql_row (store, stmt, error)) == 1)
    g_hash_table_add (lines, foyer_sql_dup (stmt, 0));
  return rc == 0 ? g_steal_pointer (&lines) : NULL;
}

static gboolean
check (FoyerStore *store, gint64 version, gboolean derived, GError **error)
{
  g_autoptr (GPtrArray) wanted = wanted_lines (version, derived);
  g_autoptr (GHashTable) found = found_lines (store, error);
  gint64 strange = found ? foyer_sql_int (store, error, 0, "SELECT count (*) FROM sqlite_schema "
                                          "WHERE type NOT IN ('table', 'index')", NULL) : -1;

  for (guint i = 0; strange == 0 && i < wanted->len; i++)
    strange += !g_hash_table_contains (found, wanted->pdata[i]);
  if (strange > 0)
    g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_BROKEN,
                 "%s is damaged: its tables are not as Foyer makes them", store->path);
  return strange == 0;
}

gboolean
foyer_shape_check_version (FoyerStore *store, gint64 version, GError **error)
{
  return check (store, version, FALSE, error);
}

gboolean
foyer_shape_check (FoyerStore *store, GError **error)
{
  return check (store, foyer_schema_n_steps, TRUE, error);
}
