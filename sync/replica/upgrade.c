/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "upgrade.h"

#include "journal.h"
#include "registry.h"
#include "schema.h"
#include "shape.h"
#include "store-private.h"

gint64
foyer_upgrade_version (FoyerStore *store, GError **error)
{
  GError *failure = NULL;
  gint64 version = foyer_sql_int (store, &failure, 0, "PRAGMA user_version", NULL);

  if (failure != NULL) {
    g_propagate_error (error, failure);
    return -1;
  }
  if (version >= 0 && version <= foyer_schema_n_steps)
    return version;
  if (version < 0) {
    g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_BROKEN, "%s is damaged: it is of no version",
                 store->path);
    return -1;
  }
  g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NEWER,
               "%s is of version %d, and this Foyer reads up to %d: install the newer Foyer",
               store->path, (int) version, foyer_schema_n_steps);
  return -1;
}

/* 0 for a file from before they were apart; -1 on failure. */
static int
derived_version (FoyerStore *store, GError **error)
{
  GError *failure = NULL;
  g_autofree char *version = foyer_store_get_setting (store, "derived", &failure);

  if (failure != NULL) {
    g_propagate_error (error, failure);
    return -1;
  }
  return version ? MAX (atoi (version), 0) : 0;
}

gboolean
foyer_upgrade_check (FoyerStore *store, GError **error)
{
  gint64 version = foyer_upgrade_version (store, error);
  int derived = version == foyer_schema_n_steps ? derived_version (store, error) : 0;

  if (version < 0 || derived < 0)
    return FALSE;
  if (derived == FOYER_SCHEMA_DERIVED)
    return foyer_shape_check (store, error);
  g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_MISSING,
               "%s was written by another version of Foyer; open it once with the program that owns it",
               store->path);
  return FALSE;
}

static gboolean
take_steps (FoyerStore *store, gint64 version, GError **error)
{
  for (int i = (int) version; i < foyer_schema_n_steps; i++) {
    g_autofree char *sql = g_strdup_printf ("BEGIN IMMEDIATE;%s PRAGMA user_version=%d;COMMIT;",
                                            foyer_schema_steps[i], i + 1);
    if (!foyer_sql_script (store, sql, error)) {
      foyer_store_rollback (store);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
drop_derived (FoyerStore *store, GError **error)
{
  for (gsize i = 0; foyer_schema_derived_tables[i] != NULL; i++) {
    g_autofree char *sql = g_strdup_printf ("DROP TABLE IF EXISTS %s", foyer_schema_derived_tables[i]);

    if (!foyer_sql_script (store, sql, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
make_derived (FoyerStore *store, GError **error)
{
  g_autofree char *version = g_strdup_printf ("%d", FOYER_SCHEMA_DERIVED);

  return drop_derived (store, error) && foyer_sql_script (store, foyer_schema_derived, error) &&
         foyer_registry_make_all_keys (store, error) && foyer_journal_fold_all (store, error) &&
         foyer_store_set_setting (store, "derived", version, error);
}

static gboolean
renew_derived (FoyerStore *store, GError **error)
{
  if (!foyer_store_begin (store, error))
    return FALSE;
  if (make_derived (store, error))
    return foyer_store_commit (store, error);
  foyer_store_rollback (store);
  return FALSE;
}

gboolean
foyer_upgrade (FoyerStore *store, GError **error)
{
  gint64 version = foyer_upgrade_version (store, error);
  int derived;

  if (version < 0 || !foyer_shape_check_version (store, version, error) ||
      !take_steps (store, version, error))
    return FALSE;
  derived = derived_version (store, error);
  if (derived < 0 || (derived != FOYER_SCHEMA_DERIVED && !renew_derived (store, error)))
    return FALSE;
  return foyer_shape_check (store, error);
}
