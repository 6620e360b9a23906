/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "refused.h"

#include "journal.h"
#include "store-private.h"

gboolean
foyer_refused_foreach (FoyerStore *store, FoyerRefusedFunc func, gpointer user_data, GError **error)
{
  sqlite3_stmt *stmt = foyer_sql (store, error,
                                  "SELECT id, reason FROM entry e WHERE " FOYER_REFUSED_SQL
                                  " ORDER BY number", NULL);
  int rc;

  while ((rc = foyer_sql_row (store, stmt, error)) == 1) {
    g_autofree char *id = foyer_sql_dup (stmt, 0);
    g_autofree char *reason = foyer_sql_dup (stmt, 1);
    g_autoptr (FoyerEntry) entry = foyer_journal_get (store, id, error);

    if (entry == NULL) {
      foyer_sql_end (stmt);
      return FALSE;
    }
    func (entry, reason, user_data);
  }
  return rc == 0;
}
