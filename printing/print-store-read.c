/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-print-store"

#include "print-store-private.h"

#include "print-sql-private.h"

#include <glib/gi18n-lib.h>

#define COLUMNS "id, state, template, coalesce(printer, wanted), printer_job, reasons, message, " \
                "tries, sent_us, created_us, changed_us, moved_from, wish"

void
foyer_print_job_free (FoyerPrintJob *job)
{
  if (job == NULL)
    return;
  g_free (job->id);
  g_free (job->template_name);
  g_free (job->printer);
  g_free (job->moved_from);
  g_free (job->message);
  g_free (job);
}

const char *
foyer_print_job_get_message (const FoyerPrintJob *job)
{
  return job->message != NULL && *job->message != '\0' ? g_dgettext (GETTEXT_PACKAGE, job->message) : "";
}

void
foyer_print_fence_free (FoyerPrintFence *fence)
{
  g_free (fence->name);
  g_free (fence->job);
  g_free (fence);
}

static char *
column (FoyerPrintStatement *statement, int position)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, position));
}

char *
foyer_print_store_next_answer (FoyerPrintStore *self, gboolean *again)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->sql.read_lock);
  g_autoptr (FoyerPrintStatement) select = foyer_print_sql_prepare (self->sql.reader,
    "SELECT job, again FROM answer LIMIT 1", "");

  if (select == NULL || sqlite3_step (select) != SQLITE_ROW)
    return NULL;
  *again = sqlite3_column_int (select, 1) != 0;
  return column (select, 0);
}

static FoyerPrintJob *
read_job (FoyerPrintStatement *statement)
{
  FoyerPrintJob *job;

  if (statement == NULL || sqlite3_step (statement) != SQLITE_ROW)
    return NULL;
  job = g_new0 (FoyerPrintJob, 1);
  job->id = column (statement, 0);
  job->state = foyer_print_state_from_string ((const char *) sqlite3_column_text (statement, 1));
  job->template_name = column (statement, 2);
  job->printer = column (statement, 3);
  job->printer_job = sqlite3_column_int (statement, 4);
  job->reasons = (FoyerPrinterReasons) sqlite3_column_int (statement, 5);
  job->message = column (statement, 6);
  job->tries = (guint) sqlite3_column_int (statement, 7);
  job->sent_us = sqlite3_column_int64 (statement, 8);
  job->created_us = sqlite3_column_int64 (statement, 9);
  job->changed_us = sqlite3_column_int64 (statement, 10);
  job->moved_from = column (statement, 11);
  job->wish = (FoyerPrintWish) sqlite3_column_int (statement, 12);
  return job;
}

static FoyerPrintJob *
find_job (FoyerPrintStore *self, const char *sql, const char *key)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->sql.read_lock);
  g_autoptr (FoyerPrintStatement) select =
    foyer_print_sql_prepare (self->sql.reader, sql, "t", key);

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
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->sql.read_lock);
  g_autoptr (FoyerPrintStatement) select =
    foyer_print_sql_prepare (self->sql.reader, "SELECT badge FROM job WHERE id=?1", "t", id);

  if (select == NULL || sqlite3_step (select) != SQLITE_ROW)
    return NULL;
  return column (select, 0);
}

FoyerPrintFence *
foyer_print_store_next_fence (FoyerPrintStore *self, const char *printer)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->sql.read_lock);
  g_autoptr (FoyerPrintStatement) select = foyer_print_sql_prepare (self->sql.reader,
    "SELECT name, job, sent_us FROM fence WHERE printer=?1 ORDER BY sent_us LIMIT 1", "t",
    printer);
  FoyerPrintFence *fence;

  if (select == NULL || sqlite3_step (select) != SQLITE_ROW)
    return NULL;
  fence = g_new0 (FoyerPrintFence, 1);
  fence->name = column (select, 0);
  fence->job = column (select, 1);
  fence->sent_us = sqlite3_column_int64 (select, 2);
  return fence;
}

gboolean
foyer_print_store_get_printer (FoyerPrintStore *self, const char *name, FoyerPrinterStatus *status)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->sql.read_lock);
  g_autoptr (FoyerPrintStatement) select = foyer_print_sql_prepare (self->sql.reader,
    "SELECT state, reasons FROM printer WHERE name=?1", "t", name);

  if (select == NULL || sqlite3_step (select) != SQLITE_ROW)
    return FALSE;
  status->state = (FoyerPrinterState) sqlite3_column_int (select, 0);
  status->reasons = (FoyerPrinterReasons) sqlite3_column_int (select, 1);
  return TRUE;
}

char **
foyer_print_store_list_printers (FoyerPrintStore *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->sql.read_lock);
  g_autoptr (GPtrArray) names = foyer_print_sql_texts (self->sql.reader,
    foyer_print_sql_prepare (self->sql.reader, "SELECT name FROM printer ORDER BY position", ""),
    NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; names != NULL && i < names->len; i++)
    g_strv_builder_add (builder, names->pdata[i]);
  return g_strv_builder_end (builder);
}

GPtrArray *
foyer_print_store_list (FoyerPrintStore *self, gboolean unfinished_only)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->sql.read_lock);
  g_autoptr (FoyerPrintStatement) select = foyer_print_sql_prepare (self->sql.reader,
    "SELECT " COLUMNS " FROM job WHERE ?1=0 OR state NOT IN ('printed', 'cancelled')"
    " ORDER BY position", "i", (gint64) unfinished_only);
  GPtrArray *jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_print_job_free);

  for (FoyerPrintJob *job = read_job (select); job != NULL; job = read_job (select))
    g_ptr_array_add (jobs, job);
  return jobs;
}

static guint
count (FoyerPrintStore *self, const char *sql, const char *key)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->sql.read_lock);
  g_autoptr (FoyerPrintStatement) select =
    foyer_print_sql_prepare (self->sql.reader, sql, "t", key);

  if (select == NULL || sqlite3_step (select) != SQLITE_ROW)
    return 0;
  return (guint) sqlite3_column_int (select, 0);
}

guint
foyer_print_store_count (FoyerPrintStore *self, FoyerPrintState state)
{
  return count (self, "SELECT count(*) FROM job WHERE state=?1", foyer_print_state_to_string (state));
}

guint
foyer_print_store_ahead (FoyerPrintStore *self, const char *id)
{
  return count (self, "SELECT count(*) FROM job WHERE state IN ('queued', 'sending', 'printing')"
                      " AND position < (SELECT position FROM job WHERE id=?1)", id);
}
