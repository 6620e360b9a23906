/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-store"

#include "store-private.h"

#include "disk.h"
#include "lookup-index.h"

/* After a sync that failed, the kernel shows pages that no later sync writes.
 * SQLite writes the commit that it failed again, but not those before it that
 * nobody waited for. */
gboolean
foyer_store_settle_doubts (FoyerStore *self, GError **error)
{
  g_autofree char *wal = g_strconcat (self->path, "-wal", NULL);

  if (self->doubted)
    self->doubted = !foyer_disk_write_again (wal, error);
  return !self->doubted;
}

gboolean
foyer_store_begin (FoyerStore *self, GError **error)
{
  if (!foyer_store_settle_doubts (self, error) || !foyer_sql_script (self, "BEGIN IMMEDIATE", error))
    return FALSE;
  g_clear_error (&self->failure);
  return TRUE;
}

/* What was wiped from the file is still in its WAL. Waits for readers as long as
 * any write does; where that is not enough, the next commit tries again. */
static void
empty_wal (FoyerStore *self)
{
  self->wiped =
    sqlite3_wal_checkpoint_v2 (self->db, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) != SQLITE_OK;
  if (self->wiped)
    g_warning ("%s: its log can't be emptied yet", self->path);
  self->wal_pages = 0;
}

gboolean
foyer_store_commit (FoyerStore *self, GError **error)
{
  if (!foyer_lookup_index_catch_up (self, error) || !foyer_store_answered (self, error)) {
    foyer_store_rollback (self);
    return FALSE;
  }
  if (foyer_sql_script (self, "COMMIT", error)) {
    if (self->wiped)
      empty_wal (self);
    else if (!self->busy)
      foyer_store_tidy_up (self);
    return TRUE;
  }
  self->doubted = TRUE;
  foyer_store_rollback (self);
  return FALSE;
}

/* Called after each commit. */
int
foyer_store_count_pages (gpointer data, sqlite3 *db, const char *schema, int n_pages)
{
  FoyerStore *self = data;

  self->wal_pages = n_pages;
  return SQLITE_OK;
}

/* SQLite would do this inside of the commit, where somebody waits for it, and
 * tell nobody that a sync failed. */
void
foyer_store_tidy_up (FoyerStore *self)
{
  int rc;

  if (self->wal_pages < self->tidy_pages || !foyer_store_settle_doubts (self, NULL))
    return;
  self->wal_pages = 0;
  rc = sqlite3_wal_checkpoint_v2 (self->db, "main", SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
  self->doubted = rc != SQLITE_OK && rc != SQLITE_BUSY && rc != SQLITE_LOCKED;
}

gboolean
foyer_store_wait_for_disk (FoyerStore *self, gboolean wait, GError **error)
{
  if (self->hasty == !wait)
    return TRUE;
  if (!foyer_sql_script (self, wait ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL", error))
    return FALSE;
  self->hasty = !wait;
  return TRUE;
}

gboolean
foyer_store_in_transaction (FoyerStore *self)
{
  return !sqlite3_get_autocommit (self->db);
}

/* A disk that failed may have rolled back already: then there is nothing to do. */
void
foyer_store_rollback (FoyerStore *self)
{
  if (foyer_store_in_transaction (self))
    (void) foyer_sql_script (self, "ROLLBACK", NULL);
  foyer_store_look_again (self);
  g_clear_error (&self->failure);
}

gboolean
foyer_store_begin_read (FoyerStore *self, GError **error)
{
  return foyer_sql_script (self, "BEGIN DEFERRED", error);
}

void
foyer_store_end_read (FoyerStore *self)
{
  for (sqlite3_stmt *stmt = NULL; (stmt = sqlite3_next_stmt (self->db, stmt)) != NULL;)
    sqlite3_reset (stmt);
  if (foyer_store_in_transaction (self))
    (void) foyer_sql_script (self, "ROLLBACK", NULL);
}

gboolean
foyer_store_savepoint (FoyerStore *self, GError **error)
{
  return foyer_sql_script (self, "SAVEPOINT job", error);
}

gboolean
foyer_store_release (FoyerStore *self, GError **error)
{
  return foyer_sql_script (self, "RELEASE job", error);
}

void
foyer_store_take_back (FoyerStore *self)
{
  if (foyer_store_in_transaction (self))
    (void) foyer_sql_script (self, "ROLLBACK TO job; RELEASE job", NULL);
  foyer_store_look_again (self);
  g_clear_error (&self->failure);
}
