/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-print-store"

#include "print-store-private.h"

#include <sqlite3.h>
#include <string.h>

struct _FoyerPrintStore {
  GMutex   lock;                /* guards the connection */
  sqlite3 *db;
};

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
};

#define COLUMNS "id, state, template, coalesce(printer, wanted), printer_job, reasons, message, " \
                "tries, sent_us, created_us, changed_us"

static const char *const state_names[FOYER_PRINT_N_STATES] = {
  [FOYER_PRINT_QUEUED] = "queued",     [FOYER_PRINT_SENDING] = "sending",
  [FOYER_PRINT_PRINTING] = "printing", [FOYER_PRINT_PRINTED] = "printed",
  [FOYER_PRINT_FAILED] = "failed",     [FOYER_PRINT_UNKNOWN] = "unknown",
};

typedef sqlite3_stmt Statement;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Statement, sqlite3_finalize)

const char *
foyer_print_state_to_string (FoyerPrintState state)
{
  g_return_val_if_fail (state < FOYER_PRINT_N_STATES, NULL);

  return state_names[state];
}

static FoyerPrintState
state_from_string (const char *name)
{
  for (guint state = 0; state < FOYER_PRINT_N_STATES; state++)
    if (g_strcmp0 (state_names[state], name) == 0)
      return state;
  return FOYER_PRINT_UNKNOWN;
}

void
foyer_print_job_free (FoyerPrintJob *job)
{
  if (job == NULL)
    return;
  g_free (job->id);
  g_free (job->template_name);
  g_free (job->printer);
  g_free (job->message);
  g_free (job);
}

static gboolean
fail (FoyerPrintStore *self, GError **error)
{
  g_set_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_STORE, "print queue: %s",
               sqlite3_errmsg (self->db));
  return FALSE;
}

static gboolean
run (FoyerPrintStore *self, const char *sql, GError **error)
{
  return sqlite3_exec (self->db, sql, NULL, NULL, NULL) == SQLITE_OK || fail (self, error);
}

static Statement *
prepare (FoyerPrintStore *self, const char *sql)
{
  Statement *statement = NULL;

  /* NULL makes the steps below fail, and they report it. */
  sqlite3_prepare_v2 (self->db, sql, -1, &statement, NULL);
  return statement;
}

static void
bind_text (Statement *statement, int position, const char *text)
{
  sqlite3_bind_text (statement, position, text, -1, SQLITE_TRANSIENT);
}

/* Runs to the end. @changes: how many rows it touched. */
static gboolean
finish (FoyerPrintStore *self, Statement *statement, int *changes, GError **error)
{
  if (statement == NULL || sqlite3_step (statement) != SQLITE_DONE)
    return fail (self, error);
  if (changes != NULL)
    *changes = sqlite3_changes (self->db);
  return TRUE;
}

static int
get_version (FoyerPrintStore *self)
{
  g_autoptr (Statement) statement = prepare (self, "PRAGMA user_version");

  if (statement == NULL || sqlite3_step (statement) != SQLITE_ROW)
    return -1;
  return sqlite3_column_int (statement, 0);
}

static gboolean
migrate (FoyerPrintStore *self, GError **error)
{
  int version = get_version (self);

  if (version < 0)
    return fail (self, error);
  if (version > (int) G_N_ELEMENTS (migrations)) {
    g_set_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_NEWER,
                 "print queue: the file is of version %d, this build knows %d", version,
                 (int) G_N_ELEMENTS (migrations));
    return FALSE;
  }
  for (gsize i = (gsize) version; i < G_N_ELEMENTS (migrations); i++) {
    g_autofree char *sql = g_strdup_printf ("BEGIN;%s PRAGMA user_version=%d;COMMIT;",
                                            migrations[i], (int) i + 1);

    if (!run (self, sql, error))
      return FALSE;
  }
  return TRUE;
}

/* A broken file is refused, not replaced: an empty queue would print every badge again. */
FoyerPrintStore *
foyer_print_store_open (const char *path, GError **error)
{
  FoyerPrintStore *self = g_new0 (FoyerPrintStore, 1);

  g_mutex_init (&self->lock);
  if (sqlite3_open_v2 (path, &self->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL)
        != SQLITE_OK) {
    fail (self, error);
    foyer_print_store_close (self);
    return NULL;
  }
  /* Names must not linger in free pages. */
  if (!run (self, "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL;"
                  "PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;", error)
      || !migrate (self, error)
      || !run (self, "BEGIN IMMEDIATE; COMMIT;", error)) {
    foyer_print_store_close (self);
    return NULL;
  }
  return self;
}

void
foyer_print_store_close (FoyerPrintStore *self)
{
  if (self == NULL)
    return;
  sqlite3_close (self->db);
  g_mutex_clear (&self->lock);
  g_free (self);
}

gboolean
foyer_print_store_add (FoyerPrintStore *self, const char *id, const char *badge_json,
                       const char *template_name, const char *printer, gboolean *added,
                       GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autoptr (Statement) insert = prepare (self,
    "INSERT INTO job (id, state, badge, template, wanted, created_us, changed_us)"
    " VALUES (?1, 'queued', ?2, ?3, ?4, ?5, ?5) ON CONFLICT (id) DO NOTHING");
  int changes;

  bind_text (insert, 1, id);
  bind_text (insert, 2, badge_json);
  bind_text (insert, 3, template_name);
  bind_text (insert, 4, printer);
  sqlite3_bind_int64 (insert, 5, g_get_real_time ());
  if (!finish (self, insert, &changes, error))
    return FALSE;
  *added = changes > 0;
  return TRUE;
}

gboolean
foyer_print_store_claim (FoyerPrintStore *self, const char *id, const char *printer,
                         gboolean *claimed, GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autoptr (Statement) update = prepare (self,
    "UPDATE job SET state='sending', printer=?2, printer_job=0, reasons=0, message=NULL,"
    " tries=tries+1, sent_us=?3, changed_us=?3 WHERE id=?1 AND state='queued'");
  int changes;

  bind_text (update, 1, id);
  bind_text (update, 2, printer);
  sqlite3_bind_int64 (update, 3, g_get_real_time ());
  if (!finish (self, update, &changes, error))
    return FALSE;
  *claimed = changes > 0;
  return TRUE;
}

/* What is printed leaves the log of writes too, as soon as there is nothing more to do. */
static void
forget (FoyerPrintStore *self)
{
  g_autoptr (Statement) open_jobs = prepare (self,
    "SELECT 1 FROM job WHERE state IN ('queued', 'sending', 'printing') LIMIT 1");

  if (open_jobs == NULL || sqlite3_step (open_jobs) != SQLITE_DONE)
    return;
  g_clear_pointer (&open_jobs, sqlite3_finalize);
  sqlite3_wal_checkpoint_v2 (self->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
}

gboolean
foyer_print_store_set (FoyerPrintStore *self, const char *id, FoyerPrintState state,
                       int printer_job, FoyerPrinterReasons reasons, const char *message,
                       GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autoptr (Statement) update = prepare (self,
    "UPDATE job SET state=?2, printer_job=?3, reasons=?4, message=?5, changed_us=?6,"
    " printer=CASE WHEN ?2='queued' THEN NULL ELSE printer END,"
    " badge=CASE WHEN ?2='printed' THEN NULL ELSE badge END WHERE id=?1");

  bind_text (update, 1, id);
  bind_text (update, 2, state_names[state]);
  sqlite3_bind_int (update, 3, printer_job);
  sqlite3_bind_int64 (update, 4, reasons);
  bind_text (update, 5, message);
  sqlite3_bind_int64 (update, 6, g_get_real_time ());
  if (!finish (self, update, NULL, error))
    return FALSE;
  if (state == FOYER_PRINT_PRINTED)
    forget (self);
  return TRUE;
}

static char *
column (Statement *statement, int position)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, position));
}

static FoyerPrintJob *
read_job (Statement *statement)
{
  FoyerPrintJob *job;

  if (statement == NULL || sqlite3_step (statement) != SQLITE_ROW)
    return NULL;
  job = g_new0 (FoyerPrintJob, 1);
  job->id = column (statement, 0);
  job->state = state_from_string ((const char *) sqlite3_column_text (statement, 1));
  job->template_name = column (statement, 2);
  job->printer = column (statement, 3);
  job->printer_job = sqlite3_column_int (statement, 4);
  job->reasons = (FoyerPrinterReasons) sqlite3_column_int (statement, 5);
  job->message = column (statement, 6);
  job->tries = (guint) sqlite3_column_int (statement, 7);
  job->sent_us = sqlite3_column_int64 (statement, 8);
  job->created_us = sqlite3_column_int64 (statement, 9);
  job->changed_us = sqlite3_column_int64 (statement, 10);
  return job;
}

static FoyerPrintJob *
find_job (FoyerPrintStore *self, const char *sql, const char *key)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autoptr (Statement) select = prepare (self, sql);

  bind_text (select, 1, key);
  return read_job (select);
}

FoyerPrintJob *
foyer_print_store_interrupted (FoyerPrintStore *self, const char *printer)
{
  return find_job (self, "SELECT " COLUMNS " FROM job WHERE state IN ('sending', 'printing')"
                         " AND printer=?1 ORDER BY position LIMIT 1", printer);
}

FoyerPrintJob *
foyer_print_store_next (FoyerPrintStore *self, const char *printer)
{
  return find_job (self, "SELECT " COLUMNS " FROM job WHERE state='queued'"
                         " AND (wanted IS NULL OR wanted=?1) ORDER BY position LIMIT 1", printer);
}

FoyerPrintJob *
foyer_print_store_get (FoyerPrintStore *self, const char *id)
{
  return find_job (self, "SELECT " COLUMNS " FROM job WHERE id=?1", id);
}

char *
foyer_print_store_get_badge (FoyerPrintStore *self, const char *id)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autoptr (Statement) select = prepare (self, "SELECT badge FROM job WHERE id=?1");

  bind_text (select, 1, id);
  if (select == NULL || sqlite3_step (select) != SQLITE_ROW)
    return NULL;
  return column (select, 0);
}

GPtrArray *
foyer_print_store_list (FoyerPrintStore *self, gboolean unfinished_only)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autoptr (Statement) select = prepare (self,
    "SELECT " COLUMNS " FROM job WHERE ?1=0 OR state<>'printed' ORDER BY position");
  GPtrArray *jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_print_job_free);

  sqlite3_bind_int (select, 1, unfinished_only);
  for (FoyerPrintJob *job = read_job (select); job != NULL; job = read_job (select))
    g_ptr_array_add (jobs, job);
  return jobs;
}

guint
foyer_print_store_count (FoyerPrintStore *self, FoyerPrintState state)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  g_autoptr (Statement) select = prepare (self, "SELECT count(*) FROM job WHERE state=?1");

  bind_text (select, 1, state_names[state]);
  if (select == NULL || sqlite3_step (select) != SQLITE_ROW)
    return 0;
  return (guint) sqlite3_column_int (select, 0);
}
