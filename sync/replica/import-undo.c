/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import.h"

#include "import-match-private.h"
#include "json.h"
#include "registry.h"
#include "store-private.h"

/* What an import did to one registration. */
typedef struct {
  char  *id;
  gint64 revision;
  char  *before;   /* (nullable): NULL where it made it */
} Trace;

static void
clear_trace (gpointer data)
{
  Trace *self = data;

  g_free (self->id);
  g_free (self->before);
}

/* (element-type Trace): what was used or changed since, or what was not. The
 * ticket that every confirmed registration gets is no use yet. */
static GArray *
read_traces (FoyerStore *store, const char *import, gboolean touched, GError **error)
{
  g_autoptr (GArray) traces = g_array_new (FALSE, FALSE, sizeof (Trace));
  sqlite3_stmt *stmt =
    foyer_sql (store, error,
               "SELECT i.registration, i.revision, i.before FROM import_row i "
               "LEFT JOIN registration r ON r.id = i.registration "
               "WHERE i.import = ?1 AND ?2 = (r.id IS NULL "
               "  OR NOT (r.revision = i.revision "
               "    OR (r.revision = i.revision + 1 AND r.ticket_serial = 1 AND i.before IS NULL)) "
               "  OR EXISTS (SELECT 1 FROM decision WHERE a = r.id OR b = r.id) "
               "  OR (i.before IS NULL AND EXISTS (SELECT 1 FROM entry WHERE registration = r.id))) "
               "ORDER BY i.registration DESC", "ti", import, (gint64) touched);
  int rc;

  g_array_set_clear_func (traces, clear_trace);
  while ((rc = foyer_sql_row (store, stmt, error)) == 1) {
    Trace trace = { foyer_sql_dup (stmt, 0), sqlite3_column_int64 (stmt, 1), foyer_sql_dup (stmt, 2) };

    g_array_append_val (traces, trace);
  }
  return rc == 0 ? g_steal_pointer (&traces) : NULL;
}

/* Kiosks may have seen what the import said, so at a hub the old text is news
 * and gets the next revision; elsewhere the row is as if nothing had been. */
static gboolean
put_back (FoyerStore *store, const Trace *trace, GError **error)
{
  g_autoptr (json_t) json = foyer_json_parse (trace->before, -1, error);
  g_autoptr (FoyerRegistration) before = json ? foyer_registration_from_json (json, error) : NULL;

  if (before == NULL)
    return FALSE;
  return store->feeds ? foyer_registry_change (store, before, NULL, error)
                      : foyer_registry_put (store, before, NULL, error);
}

/* The mark that it is gone is for kiosks, and only a hub has any. */
static gboolean
remove_row (FoyerStore *store, const char *id, GError **error)
{
  return foyer_registry_remove (store, id, error) &&
         (store->feeds ||
          foyer_sql_run (store, error, "DELETE FROM tombstone WHERE id = ?1", "t", id));
}

static gboolean
take_back_rows (FoyerStore *store, GArray *traces, GError **error)
{
  for (guint i = 0; i < traces->len; i++) {
    const Trace *trace = &g_array_index (traces, Trace, i);

    if (trace->before != NULL ? !put_back (store, trace, error)
                              : !remove_row (store, trace->id, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
is_known (FoyerStore *store, const char *id, GError **error)
{
  gint64 known = foyer_sql_int (store, error, 0, "SELECT 1 FROM import WHERE id = ?1", "t", id);

  if (known == 0)
    g_set_error_literal (error, FOYER_IMPORT_ERROR, FOYER_IMPORT_ERROR_UNKNOWN,
                         "there is no such import, or it was undone");
  return known == 1;
}

static gboolean
forget (FoyerStore *store, const char *id, GError **error)
{
  return foyer_sql_run (store, error, "DELETE FROM import_row WHERE import = ?1", "t", id) &&
         foyer_sql_run (store, error, "DELETE FROM import WHERE id = ?1", "t", id);
}

gboolean
foyer_import_undo (FoyerStore *store, const char *id, gboolean partly, gint64 *left, GError **error)
{
  g_autoptr (GArray) touched = NULL;
  g_autoptr (GArray) others = NULL;

  if (!is_known (store, id, error))
    return FALSE;
  touched = read_traces (store, id, TRUE, error);
  others = touched ? read_traces (store, id, FALSE, error) : NULL;
  if (others == NULL)
    return FALSE;
  if (left != NULL)
    *left = touched->len;
  if (touched->len > 0 && !partly) {
    g_set_error (error, FOYER_IMPORT_ERROR, FOYER_IMPORT_ERROR_TOUCHED,
                 "%u of its registrations were used or changed since; nothing was taken back",
                 touched->len);
    return FALSE;
  }
  return take_back_rows (store, others, error) && forget (store, id, error);
}

gboolean
foyer_import_take_back (FoyerStore *store, const char *id, GError **error)
{
  g_autofree char *unfinished = NULL;

  while ((unfinished = foyer_sql_text (store, error, "SELECT id FROM import WHERE (?1 IS NULL OR id = ?1) "
                                       "AND json = '" FOYER_IMPORT_UNFINISHED "'", "t", id)) != NULL) {
    if (!foyer_import_undo (store, unfinished, TRUE, NULL, error))
      return FALSE;
    g_clear_pointer (&unfinished, g_free);
  }
  return foyer_store_answered (store, error);
}

gboolean
foyer_import_foreach (FoyerStore *store, FoyerImportFunc func, gpointer user_data, GError **error)
{
  sqlite3_stmt *stmt = foyer_sql (store, error, "SELECT id, at_us, channel, file, json FROM import "
                                  "WHERE json <> '" FOYER_IMPORT_UNFINISHED "' ORDER BY at_us, id", NULL);
  int rc;

  while ((rc = foyer_sql_row (store, stmt, error)) == 1)
    func ((const char *) sqlite3_column_text (stmt, 0), sqlite3_column_int64 (stmt, 1),
          (const char *) sqlite3_column_text (stmt, 2), (const char *) sqlite3_column_text (stmt, 3),
          (const char *) sqlite3_column_text (stmt, 4), user_data);
  return rc == 0;
}

gboolean
foyer_import_forget (FoyerStore *store, const char *registration, GError **error)
{
  return foyer_sql_run (store, error, "DELETE FROM import_row WHERE registration = ?1", "t",
                        registration) &&
         foyer_sql_run (store, error, "DELETE FROM import WHERE id NOT IN "
                        "(SELECT import FROM import_row)", NULL);
}
