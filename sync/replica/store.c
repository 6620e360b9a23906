/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-store"

#include "store-private.h"

#include "clock.h"
#include "disk.h"
#include "lookup-private.h"
#include "upgrade.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

G_DEFINE_QUARK (foyer-store-error-quark, foyer_store_error)

/* Why a file failed, as the kernel said it; 0 unknown. The journal comes first:
 * what fails in the file itself, at a checkpoint, fails nobody. */
static int
disk_errno (sqlite3 *db)
{
  static const int pointers[] = { SQLITE_FCNTL_JOURNAL_POINTER, SQLITE_FCNTL_FILE_POINTER };
  int why = 0;

  for (gsize i = 0; why == 0 && i < G_N_ELEMENTS (pointers); i++) {
    sqlite3_file *file = NULL;

    if (sqlite3_file_control (db, "main", pointers[i], &file) == SQLITE_OK && file != NULL &&
        file->pMethods != NULL)
      file->pMethods->xFileControl (file, SQLITE_FCNTL_LAST_ERRNO, &why);
  }
  return why ? why : sqlite3_system_errno (db);
}

/* The one place where SQLite's results become ours. SQLite tells a full disk
 * apart only where a write meets it, and no disk that may not be written. */
static FoyerStoreError
error_code (int sqlite_code, sqlite3 *db)
{
  switch (sqlite_code & 0xff) {
  case SQLITE_FULL:
    return FOYER_STORE_ERROR_FULL;
  case SQLITE_READONLY:
  case SQLITE_PERM:
    return FOYER_STORE_ERROR_READ_ONLY;
  case SQLITE_CANTOPEN:
    return foyer_disk_error (sqlite3_system_errno (db), FOYER_STORE_ERROR_READ_ONLY);
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
    return FOYER_STORE_ERROR_BROKEN;
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return FOYER_STORE_ERROR_IN_USE;
  case SQLITE_IOERR:
    return foyer_disk_error (disk_errno (db), FOYER_STORE_ERROR_FAILED);
  default:
    return FOYER_STORE_ERROR_FAILED;
  }
}

/* A question that was well put and got no answer. */
static gboolean
is_of_disk (int sqlite_code)
{
  switch (sqlite_code & 0xff) {
  case SQLITE_IOERR:
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
  case SQLITE_FULL:
  case SQLITE_CANTOPEN:
  case SQLITE_NOMEM:
    return TRUE;
  default:
    return FALSE;
  }
}

gboolean
foyer_store_fail (FoyerStore *self, GError **error)
{
  int code = sqlite3_errcode (self->db);
  GError *failure = g_error_new (FOYER_STORE_ERROR, error_code (code, self->db), "%s: %s", self->path,
                                 sqlite3_errmsg (self->db));

  if (is_of_disk (code) && self->failure == NULL)
    self->failure = g_error_copy (failure);
  g_propagate_error (error, failure);
  return FALSE;
}

gboolean
foyer_store_answered (FoyerStore *self, GError **error)
{
  if (self->failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self->failure));
  return FALSE;
}

static void
finalize_statement (gpointer stmt)
{
  sqlite3_finalize (stmt);
}

/* Statements are long and differ in length or near their ends; reading all of
 * each text every time would cost as much as some of them do. */
static guint
hash_sql (gconstpointer sql)
{
  gsize length = strlen (sql);

  return (guint) length * 31 + g_str_hash ((const char *) sql + (length > 24 ? length - 24 : 0));
}

static sqlite3_stmt *
prepared (FoyerStore *self, const char *sql, GError **error)
{
  sqlite3_stmt *stmt = g_hash_table_lookup (self->statements, sql);

  if (stmt != NULL) {
    sqlite3_reset (stmt);
    return stmt;
  }
  if (sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL) != SQLITE_OK) {
    foyer_store_fail (self, error);
    return NULL;
  }
  g_hash_table_insert (self->statements, g_strdup (sql), stmt);
  return stmt;
}

static sqlite3_stmt *
bound (FoyerStore *self, GError **error, const char *sql, const char *format, va_list args)
{
  sqlite3_stmt *stmt = prepared (self, sql, error);

  for (int i = 1; stmt != NULL && format != NULL && *format != '\0'; format++, i++) {
    switch (*format) {
    case 't':
      sqlite3_bind_text (stmt, i, va_arg (args, const char *), -1, SQLITE_TRANSIENT);
      break;
    case 'i':
      sqlite3_bind_int64 (stmt, i, va_arg (args, gint64));
      break;
    case 'b': {
      const void *bytes = va_arg (args, const void *);
      gsize size = va_arg (args, gsize);

      sqlite3_bind_blob64 (stmt, i, bytes, size, SQLITE_TRANSIENT);
      break;
    }
    default:
      g_assert_not_reached ();
    }
  }
  return stmt;
}

sqlite3_stmt *
foyer_sql (FoyerStore *self, GError **error, const char *sql, const char *format, ...)
{
  sqlite3_stmt *stmt;
  va_list args;

  va_start (args, format);
  stmt = bound (self, error, sql, format, args);
  va_end (args);
  return stmt;
}

int
foyer_sql_row (FoyerStore *self, sqlite3_stmt *stmt, GError **error)
{
  int rc = stmt ? sqlite3_step (stmt) : SQLITE_ERROR;

  if (rc == SQLITE_ROW)
    return 1;
  if (rc != SQLITE_DONE && stmt != NULL)
    foyer_store_fail (self, error);
  if (stmt != NULL)
    sqlite3_reset (stmt);
  return rc == SQLITE_DONE ? 0 : -1;
}

void
foyer_sql_end (sqlite3_stmt *stmt)
{
  if (stmt != NULL)
    sqlite3_reset (stmt);
}

gboolean
foyer_sql_run (FoyerStore *self, GError **error, const char *sql, const char *format, ...)
{
  sqlite3_stmt *stmt;
  va_list args;

  va_start (args, format);
  stmt = bound (self, error, sql, format, args);
  va_end (args);
  return foyer_sql_row (self, stmt, error) == 0;
}

gint64
foyer_sql_int (FoyerStore *self, GError **error, gint64 fallback, const char *sql,
               const char *format, ...)
{
  sqlite3_stmt *stmt;
  gint64 value = fallback;
  va_list args;
  int rc;

  va_start (args, format);
  stmt = bound (self, error, sql, format, args);
  va_end (args);
  rc = foyer_sql_row (self, stmt, error);
  if (rc == 1) {
    if (sqlite3_column_type (stmt, 0) != SQLITE_NULL)
      value = sqlite3_column_int64 (stmt, 0);
    foyer_sql_end (stmt);
  }
  return rc < 0 ? -1 : value;
}

char *
foyer_sql_text (FoyerStore *self, GError **error, const char *sql, const char *format, ...)
{
  sqlite3_stmt *stmt;
  char *text = NULL;
  va_list args;

  va_start (args, format);
  stmt = bound (self, error, sql, format, args);
  va_end (args);
  if (foyer_sql_row (self, stmt, error) == 1) {
    text = foyer_sql_dup (stmt, 0);
    foyer_sql_end (stmt);
  }
  return text;
}

char *
foyer_sql_dup (sqlite3_stmt *stmt, int column)
{
  return g_strdup ((const char *) sqlite3_column_text (stmt, column));
}

gboolean
foyer_sql_script (FoyerStore *self, const char *sql, GError **error)
{
  if (sqlite3_exec (self->db, sql, NULL, NULL, NULL) != SQLITE_OK)
    return foyer_store_fail (self, error);
  return TRUE;
}

/* What is kept of the file in memory, once the file may be another. */
void
foyer_store_look_again (FoyerStore *self)
{
  g_clear_pointer (&self->event, foyer_event_free);
  self->feeds = foyer_sql_int (self, NULL, 0, "SELECT 1 FROM setting WHERE name = 'feed_epoch'",
                               NULL) == 1;
}

/* SQLite lets two programs write in turn; Foyer does not: their projections in
 * memory would disagree. The kernel drops the lock with the process. */
static gboolean
take_lock (FoyerStore *self, GError **error)
{
  g_autofree char *lock_path = g_strconcat (self->path, ".lock", NULL);

  self->lock_fd = g_open (lock_path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->lock_fd < 0) {
    g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_READ_ONLY, "%s: %s", lock_path,
                 g_strerror (errno));
    return FALSE;
  }
  if (flock (self->lock_fd, LOCK_EX | LOCK_NB) == 0)
    return TRUE;
  g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_IN_USE,
               "%s is in use by another running Foyer: end that one first", self->path);
  return FALSE;
}

/* Keeps the damaged file for whoever can read it: it may hold check-ins that
 * nobody else has. */
static void
move_aside (FoyerStore *self, GError **error)
{
  static const char * const suffixes[] = { "", "-wal", "-shm" };
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%dT%H%M%S%f");

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++) {
    g_autofree char *from = g_strconcat (self->path, suffixes[i], NULL);
    g_autofree char *to = g_strdup_printf ("%s.broken-%s%s", self->path, stamp, suffixes[i]);

    if (g_rename (from, to) != 0 && errno != ENOENT)
      g_warning ("%s: can't be moved aside: %s", from, g_strerror (errno));
  }
  g_clear_error (error);
  g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_BROKEN,
               "%s is damaged; it was kept as %s.broken-%s", self->path, self->path, stamp);
}

/* Damage has to be found here, where the file can be moved aside: a program
 * that comes upon it later can only end. Reads the whole file, about 2 ms for
 * 1000 people. */
static gboolean
check_pages (FoyerStore *self, GError **error)
{
  GError *failure = NULL;
  g_autofree char *found = foyer_sql_text (self, &failure, "PRAGMA quick_check(1)", NULL);
  int why;

  if (failure != NULL) {
    g_propagate_error (error, failure);
    return FALSE;
  }
  if (g_strcmp0 (found, "ok") == 0)
    return TRUE;
  /* A page that the disk would not read just now may be whole. */
  why = disk_errno (self->db);
  if (why != 0)
    g_set_error (error, FOYER_STORE_ERROR, foyer_disk_error (why, FOYER_STORE_ERROR_FAILED), "%s: %s",
                 self->path, g_strerror (why));
  else
    g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_BROKEN, "%s is damaged", self->path);
  return FALSE;
}

/* What the owner sees to before SQLite looks at the file. A commit that failed
 * with its sync may be found in the WAL, shown by the kernel and not on the
 * disk: what is committed behind it would be lost with it. */
static gboolean
settle_files (FoyerStore *self, GError **error)
{
  g_autofree char *wal = g_strconcat (self->path, "-wal", NULL);

  return foyer_disk_write_again (wal, error) && foyer_disk_sync_folders (self->path, error);
}

static gboolean
open_db (FoyerStore *self, FoyerStoreMode mode, GError **error)
{
  int flags = mode == FOYER_STORE_OWN ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                                      : SQLITE_OPEN_READONLY;

  if (sqlite3_open_v2 (self->path, &self->db, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
    return foyer_store_fail (self, error);
  sqlite3_extended_result_codes (self->db, 1);
  sqlite3_busy_timeout (self->db, 2000);
  if (mode == FOYER_STORE_READ)
    return foyer_upgrade_check (self, error);
  /* Before anything is set: a later Foyer's file stays byte for byte as it is. */
  if (foyer_upgrade_version (self, error) < 0)
    return FALSE;
  self->tidy_pages = 1000;
  sqlite3_wal_hook (self->db, foyer_store_count_pages, self);
  /* A green screen follows the commit, so a commit is on the disk: FULL. What
   * is erased leaves no trace in free pages. */
  return foyer_sql_script (self, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
                     "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;", error) &&
         check_pages (self, error) && foyer_upgrade (self, error);
}

/* SQLite's own statistics of its memory take a lock for each allocation, and
 * nobody reads them. Has no effect, and does no harm, once SQLite works. */
static void
count_no_memory (void)
{
  static gsize done;

  if (g_once_init_enter (&done)) {
    sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
    g_once_init_leave (&done, 1);
  }
}

static GError *
as_store_error (FoyerStore *self, GError *failure)
{
  GError *error = g_error_new (FOYER_STORE_ERROR, FOYER_STORE_ERROR_FAILED, "%s: %s", self->path,
                               failure->message);

  g_error_free (failure);
  return error;
}

FoyerStore *
foyer_store_open (const char *path, FoyerStoreMode mode, GError **error)
{
  g_autoptr (FoyerStore) self = g_new0 (FoyerStore, 1);
  GError *failure = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  count_no_memory ();
  self->path = g_strdup (path);
  self->lock_fd = -1;
  self->statements = g_hash_table_new_full (hash_sql, g_str_equal, g_free,
                                            finalize_statement);
  if (mode == FOYER_STORE_READ && !g_file_test (path, G_FILE_TEST_EXISTS)) {
    g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_MISSING, "%s: there is no such file",
                 path);
    return NULL;
  }
  if (mode == FOYER_STORE_OWN && (!take_lock (self, error) || !settle_files (self, error)))
    return NULL;
  if (!open_db (self, mode, &failure)) {
    /* What is in a page, and not the page: nothing that a new file would mend. */
    if (failure->domain != FOYER_STORE_ERROR)
      failure = as_store_error (self, failure);
    if (mode == FOYER_STORE_OWN &&
        g_error_matches (failure, FOYER_STORE_ERROR, FOYER_STORE_ERROR_BROKEN))
      move_aside (self, &failure);
    g_propagate_error (error, failure);
    return NULL;
  }
  foyer_store_look_again (self);
  return g_steal_pointer (&self);
}

void
foyer_store_close (FoyerStore *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->statements);
  if (!foyer_store_settle_doubts (self, NULL))
    sqlite3_db_config (self->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  sqlite3_close (self->db);
  if (self->lock_fd >= 0)
    close (self->lock_fd);
  foyer_event_free (self->event);
  foyer_lookup_free (self->lookup);
  g_free (self->path);
  g_free (self);
}

char *
foyer_store_get_setting (FoyerStore *self, const char *name, GError **error)
{
  return foyer_sql_text (self, error, "SELECT value FROM setting WHERE name = ?1", "t", name);
}

gboolean
foyer_store_set_setting (FoyerStore *self, const char *name, const char *value, GError **error)
{
  if (value == NULL)
    return foyer_sql_run (self, error, "DELETE FROM setting WHERE name = ?1", "t", name);
  return foyer_sql_run (self, error, "INSERT INTO setting (name, value) VALUES (?1, ?2) "
                        "ON CONFLICT (name) DO UPDATE SET value = ?2", "tt", name, value);
}
