/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-print-sql"

#include "print-sql-private.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#define WAIT_MS 2000
/* In a rush a badge is out every second, and a log that is emptied costs the disk. */
#define FORGET_EVERY_US (10 * G_USEC_PER_SEC)

/* Step n brings a version-n file to n + 1. Append only: kiosks in the field hold every version
 * ever shipped. */
static const char *const migrations[] = {
  "CREATE TABLE job ("
  "  position INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  id TEXT NOT NULL UNIQUE,"
  "  state TEXT NOT NULL CHECK (state IN"
  "    ('queued', 'sending', 'printing', 'printed', 'failed', 'unknown')),"
  "  badge TEXT,"
  "  template TEXT NOT NULL,"
  "  wanted TEXT,"
  "  printer TEXT,"
  "  printer_job INTEGER NOT NULL DEFAULT 0,"
  "  reasons INTEGER NOT NULL DEFAULT 0,"
  "  message TEXT,"
  "  tries INTEGER NOT NULL DEFAULT 0,"
  "  sent_us INTEGER NOT NULL DEFAULT 0,"
  "  created_us INTEGER NOT NULL,"
  "  changed_us INTEGER NOT NULL"
  ") STRICT;"
  "CREATE INDEX job_open ON job (state, position) WHERE state <> 'printed';",

  /* Jobs that a person takes back, jobs that move to another printer, and what printers say. */
  "ALTER TABLE job RENAME TO job_1; DROP INDEX job_open;"
  "CREATE TABLE job ("
  "  position INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  id TEXT NOT NULL UNIQUE,"
  "  state TEXT NOT NULL CHECK (state IN"
  "    ('queued', 'sending', 'printing', 'printed', 'failed', 'unknown', 'cancelled')),"
  "  badge TEXT,"
  "  template TEXT NOT NULL,"
  "  wanted TEXT,"
  "  printer TEXT,"
  "  moved_from TEXT,"
  "  wish INTEGER NOT NULL DEFAULT 0,"
  "  printer_job INTEGER NOT NULL DEFAULT 0,"
  "  reasons INTEGER NOT NULL DEFAULT 0,"
  "  message TEXT,"
  "  tries INTEGER NOT NULL DEFAULT 0,"
  "  sent_us INTEGER NOT NULL DEFAULT 0,"
  "  created_us INTEGER NOT NULL,"
  "  changed_us INTEGER NOT NULL"
  ") STRICT;"
  "INSERT INTO job (position, id, state, badge, template, wanted, printer, printer_job, reasons,"
  "                 message, tries, sent_us, created_us, changed_us)"
  "  SELECT position, id, state, badge, template, wanted, printer, printer_job, reasons, message,"
  "         tries, sent_us, created_us, changed_us FROM job_1;"
  "DROP TABLE job_1;"
  "CREATE INDEX job_open ON job (state, position) WHERE state NOT IN ('printed', 'cancelled');"
  "CREATE TABLE fence ("
  "  name TEXT PRIMARY KEY,"
  "  job TEXT NOT NULL,"
  "  printer TEXT NOT NULL,"
  "  sent_us INTEGER NOT NULL"
  ") STRICT;"
  "CREATE TABLE printer ("
  "  position INTEGER PRIMARY KEY,"
  "  name TEXT NOT NULL UNIQUE,"
  "  state INTEGER NOT NULL,"
  "  reasons INTEGER NOT NULL"
  ") STRICT;",

  /* What a person said of a badge, to a process that has the file open only for that. */
  "CREATE TABLE answer (job TEXT PRIMARY KEY, again INTEGER NOT NULL) STRICT;",
};

gboolean
foyer_print_sql_fail (sqlite3 *db, GError **error)
{
  g_set_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_STORE, "print queue: %s",
               sqlite3_errmsg (db));
  return FALSE;
}

gboolean
foyer_print_sql_run (sqlite3 *db, const char *sql, GError **error)
{
  return sqlite3_exec (db, sql, NULL, NULL, NULL) == SQLITE_OK || foyer_print_sql_fail (db, error);
}

FoyerPrintStatement *
foyer_print_sql_prepare (sqlite3 *db, const char *sql, const char *types, ...)
{
  FoyerPrintStatement *statement = NULL;
  va_list values;

  sqlite3_prepare_v2 (db, sql, -1, &statement, NULL);
  va_start (values, types);
  for (int i = 0; types[i] != '\0'; i++)
    if (types[i] == 't')
      sqlite3_bind_text (statement, i + 1, va_arg (values, const char *), -1, SQLITE_TRANSIENT);
    else
      sqlite3_bind_int64 (statement, i + 1, va_arg (values, gint64));
  va_end (values);
  return statement;
}

gboolean
foyer_print_sql_finish (sqlite3 *db, FoyerPrintStatement *statement, int *changes, GError **error)
{
  gboolean done = statement != NULL && sqlite3_step (statement) == SQLITE_DONE;

  if (!done)
    foyer_print_sql_fail (db, error);
  else if (changes != NULL)
    *changes = sqlite3_changes (db);
  sqlite3_finalize (statement);
  return done;
}

GPtrArray *
foyer_print_sql_texts (sqlite3 *db, FoyerPrintStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  int step = statement != NULL ? sqlite3_step (statement) : SQLITE_ERROR;

  for (; step == SQLITE_ROW; step = sqlite3_step (statement))
    g_ptr_array_add (texts, g_strdup ((const char *) sqlite3_column_text (statement, 0)));
  if (step != SQLITE_DONE)
    foyer_print_sql_fail (db, error);
  sqlite3_finalize (statement);
  return step == SQLITE_DONE ? g_steal_pointer (&texts) : NULL;
}

static int
get_version (sqlite3 *db)
{
  g_autoptr (FoyerPrintStatement) statement =
    foyer_print_sql_prepare (db, "PRAGMA user_version", "");

  if (statement == NULL || sqlite3_step (statement) != SQLITE_ROW)
    return -1;
  return sqlite3_column_int (statement, 0);
}

static gboolean
check_version (sqlite3 *db, int *version, GError **error)
{
  *version = get_version (db);
  if (*version < 0)
    return foyer_print_sql_fail (db, error);
  if (*version <= (int) G_N_ELEMENTS (migrations))
    return TRUE;
  g_set_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_NEWER,
               "print queue: the file is of version %d, this build knows %d", *version,
               (int) G_N_ELEMENTS (migrations));
  return FALSE;
}

static gboolean
migrate (sqlite3 *db, GError **error)
{
  int version;

  if (!check_version (db, &version, error))
    return FALSE;
  for (gsize i = (gsize) version; i < G_N_ELEMENTS (migrations); i++) {
    g_autofree char *sql = g_strdup_printf ("BEGIN;%s PRAGMA user_version=%d;COMMIT;",
                                            migrations[i], (int) i + 1);

    if (!foyer_print_sql_run (db, sql, error))
      return FALSE;
  }
  return TRUE;
}

/* The kernel lets go of it when the process ends, however it ends. */
static gboolean
lock (FoyerPrintSql *self, const char *path, GError **error)
{
  g_autofree char *lock_path = g_strconcat (path, ".lock", NULL);

  self->lock_fd = open (lock_path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->lock_fd >= 0 && flock (self->lock_fd, LOCK_EX | LOCK_NB) == 0)
    return TRUE;
  g_set_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_STORE, "print queue: %s",
               errno == EWOULDBLOCK ? "another program has it open" : g_strerror (errno));
  return FALSE;
}

static gboolean
open_connection (sqlite3 **db, const char *path, int flags, GError **error)
{
  if (sqlite3_open_v2 (path, db, flags, NULL) != SQLITE_OK)
    return foyer_print_sql_fail (*db, error);
  sqlite3_busy_timeout (*db, WAIT_MS);
  return TRUE;
}

static gboolean
open_both (FoyerPrintSql *self, const char *path, GError **error)
{
  /* Names must not linger in free pages. */
  return lock (self, path, error)
         && open_connection (&self->db, path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error)
         && foyer_print_sql_run (self->db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                                           "PRAGMA secure_delete=ON;", error)
         && migrate (self->db, error)
         && foyer_print_sql_run (self->db, "DELETE FROM printer", error)
         && open_connection (&self->reader, path, SQLITE_OPEN_READONLY, error);
}

static void
prepare_locks (FoyerPrintSql *self)
{
  g_mutex_init (&self->write_lock);
  g_mutex_init (&self->read_lock);
  self->lock_fd = -1;
}

gboolean
foyer_print_sql_open (FoyerPrintSql *self, const char *path, GError **error)
{
  prepare_locks (self);
  if (open_both (self, path, error))
    return TRUE;
  foyer_print_sql_close (self);
  return FALSE;
}

gboolean
foyer_print_sql_open_to_read (FoyerPrintSql *self, const char *path, GError **error)
{
  int version;

  prepare_locks (self);
  if (open_connection (&self->reader, path, SQLITE_OPEN_READONLY, error)
      && check_version (self->reader, &version, error)) {
    if (version == (int) G_N_ELEMENTS (migrations))
      return TRUE;
    g_set_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_STORE,
                 "print queue: the file is of version %d, and the kiosk has not run since this"
                 " build came", version);
  }
  foyer_print_sql_close (self);
  return FALSE;
}

gboolean
foyer_print_sql_run_beside (const char *path, const char *sql, const char *id, gint64 value,
                            int *changes, GError **error)
{
  sqlite3 *db = NULL;
  int version;
  gboolean done = open_connection (&db, path, SQLITE_OPEN_READWRITE, error)
                  && foyer_print_sql_run (db, "PRAGMA synchronous=FULL", error)
                  && check_version (db, &version, error)
                  && foyer_print_sql_finish (db, foyer_print_sql_prepare (db, sql, "ti", id, value),
                                             changes, error);

  sqlite3_close (db);
  return done;
}

void
foyer_print_sql_close (FoyerPrintSql *self)
{
  /* The reader first: the last to leave takes the log of writes along. */
  sqlite3_close (self->reader);
  sqlite3_close (self->db);
  if (self->lock_fd >= 0)
    close (self->lock_fd);
  g_mutex_clear (&self->write_lock);
  g_mutex_clear (&self->read_lock);
}

void
foyer_print_sql_forget (FoyerPrintSql *self)
{
  g_autoptr (FoyerPrintStatement) open_jobs = foyer_print_sql_prepare (self->db,
    "SELECT 1 FROM job WHERE state IN ('queued', 'sending', 'printing') LIMIT 1", "");
  gboolean busy = open_jobs == NULL || sqlite3_step (open_jobs) != SQLITE_DONE;
  gint64 now_us = g_get_monotonic_time ();

  g_clear_pointer (&open_jobs, sqlite3_finalize);
  if (busy && now_us - self->forgot_us < FORGET_EVERY_US)
    return;
  self->forgot_us = now_us;
  sqlite3_wal_checkpoint_v2 (self->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
}
