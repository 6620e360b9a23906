/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-print-store"

#include "print-store-private.h"

#include "print-sql-private.h"

#include <glib/gi18n-lib.h>

/* One for each try, so that an answer about an earlier one is never taken for this one's. */
#define TRY_NAME "CASE WHEN tries > 1 THEN id || '.' || tries ELSE id END"
/* What the last printer may still have of a job. */
#define RAISE_FENCE "INSERT INTO fence (name, job, printer, sent_us)" \
                    "  SELECT " TRY_NAME ", id, printer, sent_us FROM job" \
                    "  WHERE id = ?1 AND printer IS NOT NULL AND state IN (" \
                    "'sending', 'printing', 'unknown') ON CONFLICT (name) DO NOTHING"

static const char *const state_names[FOYER_PRINT_N_STATES] = {
  [FOYER_PRINT_QUEUED] = "queued",       [FOYER_PRINT_SENDING] = "sending",
  [FOYER_PRINT_PRINTING] = "printing",   [FOYER_PRINT_PRINTED] = "printed",
  [FOYER_PRINT_FAILED] = "failed",       [FOYER_PRINT_UNKNOWN] = "unknown",
  [FOYER_PRINT_CANCELLED] = "cancelled",
};

const char *
foyer_print_state_to_string (FoyerPrintState state)
{
  g_return_val_if_fail (state < FOYER_PRINT_N_STATES, NULL);

  return state_names[state];
}

FoyerPrintState
foyer_print_state_from_string (const char *name)
{
  for (guint state = 0; state < FOYER_PRINT_N_STATES; state++)
    if (g_strcmp0 (state_names[state], name) == 0)
      return state;
  return FOYER_PRINT_UNKNOWN;
}

/* A broken file is refused, not replaced: an empty queue would print every badge again. */
FoyerPrintStore *
foyer_print_store_open (const char *path, GError **error)
{
  g_autofree FoyerPrintStore *self = g_new0 (FoyerPrintStore, 1);

  return foyer_print_sql_open (&self->sql, path, error) ? g_steal_pointer (&self) : NULL;
}

FoyerPrintStore *
foyer_print_store_open_to_read (const char *path, GError **error)
{
  g_autofree FoyerPrintStore *self = g_new0 (FoyerPrintStore, 1);

  return foyer_print_sql_open_to_read (&self->sql, path, error) ? g_steal_pointer (&self) : NULL;
}

void
foyer_print_store_close (FoyerPrintStore *self)
{
  foyer_print_sql_close (&self->sql);
  g_free (self);
}

gboolean
foyer_print_store_add (FoyerPrintStore *self, const char *id, const char *badge_json,
                       const char *template_name, const char *printer, gboolean *added,
                       GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->sql.write_lock);
  FoyerPrintStatement *insert = foyer_print_sql_prepare (self->sql.db,
    "INSERT INTO job (id, state, badge, template, wanted, created_us, changed_us)"
    " VALUES (?1, 'queued', ?2, ?3, ?4, ?5, ?5) ON CONFLICT (id) DO NOTHING", "tttti", id,
    badge_json, template_name, printer, g_get_real_time ());
  int changes;

  if (!foyer_print_sql_finish (self->sql.db, insert, &changes, error))
    return FALSE;
  *added = changes > 0;
  return TRUE;
}

gboolean
foyer_print_store_claim (FoyerPrintStore *self, const char *id, const char *printer,
                         gboolean *claimed, GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->sql.write_lock);
  FoyerPrintStatement *update = foyer_print_sql_prepare (self->sql.db,
    "UPDATE job SET state='sending', printer=?2, printer_job=0, reasons=0, message=NULL,"
    " tries=tries+1, sent_us=?3, changed_us=?3 WHERE id=?1 AND state='queued'", "tti", id, printer,
    g_get_real_time ());
  int changes;

  if (!foyer_print_sql_finish (self->sql.db, update, &changes, error))
    return FALSE;
  *claimed = changes > 0;
  return TRUE;
}

gboolean
foyer_print_store_set (FoyerPrintStore *self, const char *id, FoyerPrintState from,
                       FoyerPrintState *state, int printer_job, FoyerPrinterReasons reasons,
                       const char *message, GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->sql.write_lock);
  g_autoptr (GPtrArray) states = foyer_print_sql_texts (self->sql.db,
    foyer_print_sql_prepare (self->sql.db,
      "WITH new (state) AS (SELECT CASE WHEN ?3='queued' AND wish=?8 THEN 'cancelled' ELSE ?3 END"
      "                     FROM job WHERE id=?1)"
      "UPDATE job SET state=new.state, printer_job=?4, reasons=?5, message=?6, changed_us=?7,"
      " printer=CASE WHEN new.state='queued' THEN NULL ELSE printer END,"
      " wish=CASE WHEN new.state IN ('sending', 'printing') THEN wish ELSE 0 END,"
      " badge=CASE WHEN new.state IN ('printed', 'cancelled') THEN NULL ELSE badge END"
      " FROM new WHERE id=?1 AND job.state=?2 RETURNING job.state", "tttiitii", id,
      state_names[from], state_names[*state], (gint64) printer_job, (gint64) reasons, message,
      g_get_real_time (), (gint64) FOYER_PRINT_WISH_DROP), error);

  if (states == NULL)
    return FALSE;
  *state = states->len > 0 ? foyer_print_state_from_string (states->pdata[0]) : FOYER_PRINT_N_STATES;
  if (*state == FOYER_PRINT_PRINTED || *state == FOYER_PRINT_CANCELLED)
    foyer_print_sql_forget (&self->sql);
  return TRUE;
}

gboolean
foyer_print_store_move (FoyerPrintStore *self, const char *id, GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->sql.write_lock);

  return foyer_print_sql_finish (self->sql.db, foyer_print_sql_prepare (self->sql.db,
    "UPDATE job SET moved_from=printer, wanted=NULL WHERE id=?1", "t", id), NULL, error);
}

gboolean
foyer_print_store_note (FoyerPrintStore *self, const char *id, const char *message, GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->sql.write_lock);

  return foyer_print_sql_finish (self->sql.db, foyer_print_sql_prepare (self->sql.db,
    "UPDATE job SET message=?2 WHERE id=?1", "tt", id, message), NULL, error);
}

gboolean
foyer_print_store_wish (FoyerPrintStore *self, const char *id, FoyerPrintWish wish, GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->sql.write_lock);

  /* What a person wishes is not overruled by moving it. */
  return foyer_print_sql_finish (self->sql.db, foyer_print_sql_prepare (self->sql.db,
    "UPDATE job SET wish=max(wish, ?2) WHERE id=?1", "ti", id, (gint64) wish), NULL, error);
}

/* Two statements on one job, both or none. */
static gboolean
fence_and_update (FoyerPrintStore *self, const char *id, const char *update, const char *message,
                  GError **error)
{
  sqlite3 *db = self->sql.db;

  if (!foyer_print_sql_run (db, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (foyer_print_sql_finish (db, foyer_print_sql_prepare (db, RAISE_FENCE, "t", id), NULL, error)
      && foyer_print_sql_finish (db, foyer_print_sql_prepare (db, update, "tit", id,
                                                              g_get_real_time (), message),
                                 NULL, error)
      && foyer_print_sql_run (db, "COMMIT", error))
    return TRUE;
  sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

gboolean
foyer_print_store_doubt (FoyerPrintStore *self, const char *id, const char *message,
                         GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->sql.write_lock);

  return fence_and_update (self, id, "UPDATE job SET state='unknown', wish=0, message=?3,"
                                     " changed_us=?2 WHERE id=?1", message, error);
}

gboolean
foyer_print_store_again (FoyerPrintStore *self, const char *id, GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->sql.write_lock);

  return fence_and_update (self, id, "UPDATE job SET state='queued', moved_from=printer,"
                                     " printer=NULL, wanted=NULL, wish=0, printer_job=0,"
                                     " reasons=0, message=?3, changed_us=?2 WHERE id=?1", NULL,
                           error);
}

gboolean
foyer_print_store_leave_answer (const char *path, const char *id, gboolean again, GError **error)
{
  int changes;

  if (!foyer_print_sql_run_beside (path,
                                   "INSERT INTO answer (job, again) SELECT id, ?2 FROM job"
                                   " WHERE id=?1 AND state IN ('unknown', 'failed')"
                                   " ON CONFLICT (job) DO UPDATE SET again=?2", id, again, &changes,
                                   error))
    return FALSE;
  if (changes > 0)
    return TRUE;
  g_set_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_STATE,
               "job %s: nobody is asked about it", id);
  return FALSE;
}

gboolean
foyer_print_store_cancel (FoyerPrintStore *self, const char *id, FoyerPrintState *state,
                          GError **error)
{
  static const char drop[] = "UPDATE job SET state='cancelled', badge=NULL, wish=0, reasons=0,"
                             " message=?3, changed_us=?2 WHERE id=?1";
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->sql.write_lock);
  sqlite3 *db = self->sql.db;
  g_autoptr (FoyerPrintStatement) select =
    foyer_print_sql_prepare (db, "SELECT state FROM job WHERE id=?1", "t", id);
  gboolean at_printer;

  if (select == NULL || sqlite3_step (select) != SQLITE_ROW)
    return foyer_print_sql_fail (db, error);
  *state = foyer_print_state_from_string ((const char *) sqlite3_column_text (select, 0));
  g_clear_pointer (&select, sqlite3_finalize);
  at_printer = *state == FOYER_PRINT_SENDING || *state == FOYER_PRINT_PRINTING;
  if (*state == FOYER_PRINT_PRINTED || *state == FOYER_PRINT_CANCELLED)
    return TRUE;
  if (at_printer)
    return foyer_print_sql_finish (db, foyer_print_sql_prepare (db,
      "UPDATE job SET wish=?2, changed_us=?3 WHERE id=?1", "tii", id,
      (gint64) FOYER_PRINT_WISH_DROP, g_get_real_time ()), NULL, error);
  if (!fence_and_update (self, id, drop, NULL, error))
    return FALSE;
  *state = FOYER_PRINT_CANCELLED;
  foyer_print_sql_forget (&self->sql);
  return TRUE;
}

GPtrArray *
foyer_print_store_release (FoyerPrintStore *self, const char *printer, GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->sql.write_lock);

  return foyer_print_sql_texts (self->sql.db, foyer_print_sql_prepare (self->sql.db,
    "UPDATE job SET moved_from=wanted, wanted=NULL, changed_us=?2"
    " WHERE state='queued' AND wanted=?1 RETURNING id", "ti", printer, g_get_real_time ()), error);
}

GPtrArray *
foyer_print_store_adopt (FoyerPrintStore *self, GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->sql.write_lock);

  return foyer_print_sql_texts (self->sql.db, foyer_print_sql_prepare (self->sql.db,
    "UPDATE job SET state=CASE state WHEN 'queued' THEN state ELSE 'unknown' END, wish=0,"
    " moved_from=coalesce(printer, wanted), wanted=NULL, changed_us=?1,"
    " message=?2"
    " WHERE state IN ('queued', 'sending', 'printing')"
    " AND coalesce(printer, wanted) NOT IN (SELECT name FROM printer) RETURNING id", "it",
    g_get_real_time (), N_("this kiosk has no such printer any more")), error);
}

gboolean
foyer_print_store_open_fence (FoyerPrintStore *self, const char *name, GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->sql.write_lock);

  return foyer_print_sql_finish (self->sql.db, foyer_print_sql_prepare (self->sql.db,
    "DELETE FROM fence WHERE name=?1", "t", name), NULL, error);
}

gboolean
foyer_print_store_set_printer (FoyerPrintStore *self, const char *name, FoyerPrinterStatus status,
                               GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->sql.write_lock);

  return foyer_print_sql_finish (self->sql.db, foyer_print_sql_prepare (self->sql.db,
    "INSERT INTO printer (name, state, reasons) VALUES (?1, ?2, ?3)"
    " ON CONFLICT (name) DO UPDATE SET state=?2, reasons=?3", "tii", name, (gint64) status.state,
    (gint64) status.reasons), NULL, error);
}

char *
foyer_print_store_take_answer (FoyerPrintStore *self, GError **error)
{
  gboolean again;
  g_autofree char *id = foyer_print_store_next_answer (self, &again);
  g_autoptr (FoyerPrintJob) job = id != NULL ? foyer_print_store_get (self, id) : NULL;
  FoyerPrintState state = FOYER_PRINT_PRINTED;
  gboolean open = job != NULL
                  && (job->state == FOYER_PRINT_UNKNOWN || job->state == FOYER_PRINT_FAILED);

  if (id == NULL)
    return NULL;
  if (open && again && !foyer_print_store_again (self, id, error))
    return NULL;
  if (open && !again
      && !foyer_print_store_set (self, id, job->state, &state, job->printer_job,
                                 FOYER_PRINTER_NO_REASON, NULL, error))
    return NULL;
  g_mutex_lock (&self->sql.write_lock);
  foyer_print_sql_finish (self->sql.db, foyer_print_sql_prepare (self->sql.db,
    "DELETE FROM answer WHERE job=?1", "t", id), NULL, error);
  g_mutex_unlock (&self->sql.write_lock);
  return g_steal_pointer (&id);
}
