/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-private.h"

gboolean
foyer_store_copy (FoyerStore *self, const char *to, GError **error)
{
  return foyer_sql_run (self, error, "VACUUM INTO ?1", "t", to);
}

/* What SQLite keeps for itself, and the version, stay. */
static char *
next_table (FoyerStore *self, const char *after, GError **error)
{
  return foyer_sql_text (self, error, "SELECT name FROM sqlite_master WHERE type = 'table' AND name > ?1 "
                         "AND name NOT LIKE 'sqlite%' ORDER BY name LIMIT 1", "t", after);
}

gboolean
foyer_store_wipe (FoyerStore *self, GError **error)
{
  GError *failure = NULL;
  g_autofree char *table = next_table (self, "", &failure);

  while (table != NULL && failure == NULL) {
    g_autofree char *sql = g_strdup_printf ("DELETE FROM %s", table);
    g_autofree char *done = g_steal_pointer (&table);

    if (foyer_sql_script (self, sql, &failure))
      table = next_table (self, done, &failure);
  }
  g_clear_pointer (&self->event, foyer_event_free);
  self->wiped = TRUE;
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}
