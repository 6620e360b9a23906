/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "shape.h"

#include "entry.h"
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
broken (FoyerStore *store, const char *why, GError **error)
{
  g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_BROKEN, "%s is damaged: %s", store->path, why);
  return FALSE;
}

static gboolean
check_tables (FoyerStore *store, gint64 version, gboolean derived, GError **error)
{
  g_autoptr (GPtrArray) wanted = wanted_lines (version, derived);
  g_autoptr (GHashTable) found = found_lines (store, error);
  gint64 strange = found ? foyer_sql_int (store, error, 0, "SELECT count (*) FROM sqlite_schema "
                                          "WHERE type NOT IN ('table', 'index')", NULL) : -1;

  for (guint i = 0; strange == 0 && i < wanted->len; i++)
    strange += !g_hash_table_contains (found, wanted->pdata[i]);
  return strange == 0 || (strange > 0 && broken (store, "its tables are not as Foyer makes them", error));
}

#define OUTSIDE(relation) \
  "EXISTS (SELECT 1 FROM entry WHERE kind " relation " ?1 OR verdict " relation " ?2 " \
  "OR method " relation " ?3) OR EXISTS (SELECT 1 FROM registration WHERE status " relation " ?4)"

/* What becomes an enum where it is read. Values are only ever added. */
static gboolean
check_values (FoyerStore *store, GError **error)
{
  gint64 below = foyer_sql_int (store, error, 0, "SELECT " OUTSIDE ("<"), "iiii", (gint64) 0, (gint64) 0,
                                (gint64) 0, (gint64) 0);
  gint64 above = below < 0 ? -1
                           : foyer_sql_int (store, error, 0, "SELECT " OUTSIDE (">="), "iiii",
                                            (gint64) FOYER_ENTRY_N, (gint64) FOYER_VERDICT_N,
                                            (gint64) FOYER_METHOD_N, (gint64) FOYER_STATUS_N);

  if (below > 0)
    return broken (store, "it holds what nobody wrote", error);
  if (above > 0)
    g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NEWER,
                 "%s holds what a later Foyer wrote: install the newer Foyer", store->path);
  return below == 0 && above == 0;
}

static gboolean
check (FoyerStore *store, gint64 version, gboolean derived, GError **error)
{
  return check_tables (store, version, derived, error) && (version == 0 || check_values (store, error));
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
