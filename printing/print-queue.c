/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-print-queue"

#include "print-queue.h"

#include "print-lane-private.h"
#include "print-store-private.h"

#include <string.h>

struct _FoyerPrintQueue {
  GObject          parent_instance;

  GMainContext    *context;
  FoyerPrintStore *store;
  gboolean         closed;      /* the owner's thread only */

  guint            patience_ms;

  GMutex           lock;        /* guards what follows: whoever adds a job wakes the lanes */
  GPtrArray       *lanes;       /* of FoyerPrintLane */
  char            *expected;    /* (nullable): a template */
};

#define PATIENCE_MS 20000

enum {
  JOB_CHANGED,
  PRINTER_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_TYPE (FoyerPrintQueue, foyer_print_queue, G_TYPE_OBJECT)

/* News on its way from a lane's thread to the owner's. */
typedef struct {
  GWeakRef        queue;
  char           *subject;
  gboolean        is_job;
  FoyerPrintState state;
} News;

static void
news_free (gpointer data)
{
  News *news = data;

  g_weak_ref_clear (&news->queue);
  g_free (news->subject);
  g_free (news);
}

static gboolean
on_news (gpointer data)
{
  News *news = data;
  g_autoptr (FoyerPrintQueue) self = g_weak_ref_get (&news->queue);

  if (self == NULL || self->closed)
    return G_SOURCE_REMOVE;
  if (news->is_job)
    g_signal_emit (self, signals[JOB_CHANGED], 0, news->subject, news->state);
  else
    g_signal_emit (self, signals[PRINTER_CHANGED], 0, news->subject);
  return G_SOURCE_REMOVE;
}

static void
deliver (FoyerPrintQueue *self, const char *subject, gboolean is_job, FoyerPrintState state)
{
  News *news = g_new0 (News, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  g_weak_ref_init (&news->queue, self);
  news->subject = g_strdup (subject);
  news->is_job = is_job;
  news->state = state;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_news, news, news_free);
  g_source_attach (source, self->context);
}

static void
wake_lanes (FoyerPrintQueue *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  for (guint i = 0; i < self->lanes->len; i++)
    foyer_print_lane_wake (self->lanes->pdata[i]);
}

static void
on_job_changed (gpointer user_data, const char *id, FoyerPrintState state)
{
  deliver (user_data, id, TRUE, state);
  if (state == FOYER_PRINT_QUEUED)
    wake_lanes (user_data);
}

static void
on_printer_changed (gpointer user_data, const char *printer)
{
  deliver (user_data, printer, FALSE, 0);
}

static gboolean
others_are_ready (gpointer user_data, const char *printer)
{
  FoyerPrintQueue *self = user_data;
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  for (guint i = 0; i < self->lanes->len; i++)
    if (strcmp (foyer_print_lane_get_name (self->lanes->pdata[i]), printer) != 0
        && foyer_print_lane_is_ready (self->lanes->pdata[i]))
      return TRUE;
  return FALSE;
}

static void
foyer_print_queue_finalize (GObject *object)
{
  FoyerPrintQueue *self = FOYER_PRINT_QUEUE (object);

  /* The lanes' threads would outlive what they use. */
  g_assert (self->lanes->len == 0);
  g_ptr_array_unref (self->lanes);
  g_clear_pointer (&self->store, foyer_print_store_close);
  g_free (self->expected);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (foyer_print_queue_parent_class)->finalize (object);
}

static void
foyer_print_queue_class_init (FoyerPrintQueueClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_print_queue_finalize;
  signals[JOB_CHANGED] = g_signal_new ("job-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                                       G_TYPE_UINT);
  signals[PRINTER_CHANGED] = g_signal_new ("printer-changed", G_TYPE_FROM_CLASS (klass),
                                           G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                           G_TYPE_STRING);
}

static void
foyer_print_queue_init (FoyerPrintQueue *self)
{
  self->context = g_main_context_ref_thread_default ();
  g_mutex_init (&self->lock);
  self->lanes = g_ptr_array_new ();
  self->patience_ms = PATIENCE_MS;
}

/* Takes @store. */
static FoyerPrintQueue *
new_for_store (FoyerPrintStore *store)
{
  FoyerPrintQueue *self;

  if (store == NULL)
    return NULL;
  self = g_object_new (FOYER_TYPE_PRINT_QUEUE, NULL);
  self->store = store;
  return self;
}

FoyerPrintQueue *
foyer_print_queue_open (const char *path, GError **error)
{
  return new_for_store (foyer_print_store_open (path, error));
}

FoyerPrintQueue *
foyer_print_queue_open_to_read (const char *path, GError **error)
{
  return new_for_store (foyer_print_store_open_to_read (path, error));
}

void
foyer_print_queue_set_patience (FoyerPrintQueue *self, guint ms)
{
  g_return_if_fail (FOYER_IS_PRINT_QUEUE (self));

  self->patience_ms = ms;
}

void
foyer_print_queue_expect (FoyerPrintQueue *self, const char *template_name)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (g_strcmp0 (self->expected, template_name) == 0)
    return;
  g_free (self->expected);
  self->expected = g_strdup (template_name);
  for (guint i = 0; i < self->lanes->len; i++)
    foyer_print_lane_expect (self->lanes->pdata[i], template_name);
}

static FoyerPrintLane *
find_lane (FoyerPrintQueue *self, const char *name)
{
  for (guint i = 0; i < self->lanes->len; i++)
    if (strcmp (foyer_print_lane_get_name (self->lanes->pdata[i]), name) == 0)
      return self->lanes->pdata[i];
  return NULL;
}

gboolean
foyer_print_queue_add_printer (FoyerPrintQueue *self, const char *name, const char *uri,
                               GError **error)
{
  FoyerPrintLaneEvents events = { on_job_changed, on_printer_changed, others_are_ready, self };
  FoyerPrinterStatus status = { FOYER_PRINTER_UNKNOWN_STATE, FOYER_PRINTER_NO_REASON };
  FoyerPrinter *printer;
  FoyerPrintLane *lane;

  g_return_val_if_fail (FOYER_IS_PRINT_QUEUE (self) && !self->closed, FALSE);

  if (find_lane (self, name) != NULL) {
    g_set_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_STATE,
                 "there is a printer \"%s\" already", name);
    return FALSE;
  }
  printer = foyer_printer_new_for_uri (uri, error);
  if (printer == NULL)
    return FALSE;
  if (!foyer_print_store_set_printer (self->store, name, status, error)) {
    g_object_unref (printer);
    return FALSE;
  }
  g_mutex_lock (&self->lock);
  lane = foyer_print_lane_start (name, printer, self->store, self->patience_ms, &events);
  foyer_print_lane_expect (lane, self->expected);
  g_ptr_array_add (self->lanes, lane);
  g_mutex_unlock (&self->lock);
  return TRUE;
}

void
foyer_print_queue_close (FoyerPrintQueue *self)
{
  g_autoptr (GPtrArray) lanes = NULL;

  g_return_if_fail (FOYER_IS_PRINT_QUEUE (self));

  self->closed = TRUE;
  g_mutex_lock (&self->lock);
  lanes = self->lanes;
  self->lanes = g_ptr_array_new ();
  g_mutex_unlock (&self->lock);
  for (guint i = 0; i < lanes->len; i++)
    foyer_print_lane_stop (lanes->pdata[i]);
  for (guint i = 0; i < lanes->len; i++)
    foyer_print_lane_free (lanes->pdata[i]);
}

/* An id becomes a job's name at a printer and a file's name in a directory. */
static gboolean
check_id (const char *id, GError **error)
{
  gsize length = strlen (id);

  if (length > 0 && length <= 120 && *id != '.'
      && strspn (id, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "._-") == length)
    return TRUE;
  g_set_error_literal (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_STATE,
                       "a job's id is of 1 to 120 letters, digits, \".\", \"_\" and \"-\"");
  return FALSE;
}

gboolean
foyer_print_queue_enqueue (FoyerPrintQueue *self, const char *id, const FoyerBadge *badge,
                           const char *template_name, const char *printer, GError **error)
{
  g_autofree char *json = foyer_badge_to_json (badge);
  gboolean added;

  g_return_val_if_fail (FOYER_IS_PRINT_QUEUE (self), FALSE);

  if (!check_id (id, error)
      || !foyer_print_store_add (self->store, id, json, template_name, printer, &added, error))
    return FALSE;
  if (added) {
    deliver (self, id, TRUE, FOYER_PRINT_QUEUED);
    wake_lanes (self);
  }
  return TRUE;
}

static gboolean
settle_printed (FoyerPrintQueue *self, const FoyerPrintJob *job, GError **error)
{
  FoyerPrintState state = FOYER_PRINT_PRINTED;

  return foyer_print_store_set (self->store, job->id, job->state, &state, job->printer_job,
                                FOYER_PRINTER_NO_REASON, NULL, error);
}

gboolean
foyer_print_queue_settle (FoyerPrintQueue *self, const char *id, FoyerPrintSettle how,
                          GError **error)
{
  g_autoptr (FoyerPrintJob) job = foyer_print_store_get (self->store, id);
  gboolean again = how == FOYER_PRINT_SETTLE_AGAIN;

  if (job == NULL || (job->state != FOYER_PRINT_UNKNOWN && job->state != FOYER_PRINT_FAILED)) {
    g_set_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_STATE, "job %s is %s", id,
                 job != NULL ? foyer_print_state_to_string (job->state) : "not known");
    return FALSE;
  }
  if (again ? !foyer_print_store_again (self->store, id, error)
            : !settle_printed (self, job, error))
    return FALSE;
  deliver (self, id, TRUE, again ? FOYER_PRINT_QUEUED : FOYER_PRINT_PRINTED);
  wake_lanes (self);
  return TRUE;
}

gboolean
foyer_print_queue_answer (const char *path, const char *id, FoyerPrintSettle how, GError **error)
{
  return foyer_print_store_leave_answer (path, id, how == FOYER_PRINT_SETTLE_AGAIN, error);
}

gboolean
foyer_print_queue_cancel (FoyerPrintQueue *self, const char *id, GError **error)
{
  FoyerPrintState state;

  if (!foyer_print_queue_has (self, id))
    return TRUE;
  if (!foyer_print_store_cancel (self->store, id, &state, error))
    return FALSE;
  if (state == FOYER_PRINT_CANCELLED)
    deliver (self, id, TRUE, state);
  wake_lanes (self);
  return TRUE;
}

gboolean
foyer_print_queue_has (FoyerPrintQueue *self, const char *id)
{
  g_autoptr (FoyerPrintJob) job = foyer_print_store_get (self->store, id);

  return job != NULL;
}

FoyerPrintJob *
foyer_print_queue_get_job (FoyerPrintQueue *self, const char *id)
{
  return foyer_print_store_get (self->store, id);
}

GPtrArray *
foyer_print_queue_list (FoyerPrintQueue *self, gboolean unfinished_only)
{
  return foyer_print_store_list (self->store, unfinished_only);
}

guint
foyer_print_queue_count (FoyerPrintQueue *self, FoyerPrintState state)
{
  return foyer_print_store_count (self->store, state);
}

guint
foyer_print_queue_ahead (FoyerPrintQueue *self, const char *id)
{
  return foyer_print_store_ahead (self->store, id);
}

gboolean
foyer_print_queue_get_printer (FoyerPrintQueue *self, const char *name,
                               FoyerPrinterStatus *status)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  FoyerPrintLane *lane = find_lane (self, name);

  if (lane == NULL)
    return foyer_print_store_get_printer (self->store, name, status);
  *status = foyer_print_lane_get_status (lane);
  return TRUE;
}

char **
foyer_print_queue_list_printers (FoyerPrintQueue *self)
{
  return foyer_print_store_list_printers (self->store);
}
