/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "badge.h"
#include "printer.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FoyerPrintState:
 * @FOYER_PRINT_QUEUED: here, and nowhere else
 * @FOYER_PRINT_SENDING: on its way; whether it arrived is not known yet
 * @FOYER_PRINT_PRINTING: the printer has it
 * @FOYER_PRINT_PRINTED: the printer says that the paper is out
 * @FOYER_PRINT_FAILED: the printer gave it up; a person may ask for it again
 * @FOYER_PRINT_UNKNOWN: it may have come out: a person looks, and settles it
 */
typedef enum {
  FOYER_PRINT_QUEUED,
  FOYER_PRINT_SENDING,
  FOYER_PRINT_PRINTING,
  FOYER_PRINT_PRINTED,
  FOYER_PRINT_FAILED,
  FOYER_PRINT_UNKNOWN,
  FOYER_PRINT_N_STATES,
} FoyerPrintState;

/**
 * FoyerPrintJob:
 * @id: the caller's, also the job's name at the printer
 * @printer: (nullable): the printer that has it or must have it; %NULL: whichever is free
 * @message: (nullable): what happened, for the log and the curious; no personal data
 * @tries: how often it was sent
 * @sent_us: just before the last time, 0 if never
 */
typedef struct {
  char               *id;
  FoyerPrintState     state;
  char               *template_name;
  char               *printer;
  int                 printer_job;
  FoyerPrinterReasons reasons;
  char               *message;
  guint               tries;
  gint64              sent_us;
  gint64              created_us;
  gint64              changed_us;
} FoyerPrintJob;

void foyer_print_job_free (FoyerPrintJob *job);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerPrintJob, foyer_print_job_free)

typedef enum {
  FOYER_PRINT_SETTLE_PRINTED,
  FOYER_PRINT_SETTLE_AGAIN,
} FoyerPrintSettle;

/* "queued", "sending"… as written in the file and shown by the command line. */
const char *foyer_print_state_to_string (FoyerPrintState state);

/**
 * FoyerPrintQueue:
 *
 * Badges wanted on paper, first in first out, each exactly once, through power cuts. One thread
 * for each printer; a person's data leaves the file when the badge is out.
 *
 * Signals, in the main context that was the thread's default at foyer_print_queue_open(), never
 * after foyer_print_queue_close():
 * `job-changed` (const char *id, FoyerPrintState state as guint) after the change is durable;
 * `printer-changed` (const char *printer) when its state or its reasons are others.
 */
#define FOYER_TYPE_PRINT_QUEUE (foyer_print_queue_get_type ())
G_DECLARE_FINAL_TYPE (FoyerPrintQueue, foyer_print_queue, FOYER, PRINT_QUEUE, GObject)

/**
 * foyer_print_queue_open:
 * @path: the queue's own file, made if there is none
 *
 * Nothing is printed before foyer_print_queue_add_printer(). Blocks on the disk. Of several
 * processes only one may have a file open: the others get STORE.
 */
FoyerPrintQueue *foyer_print_queue_open (const char *path, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_print_queue_add_printer:
 * @name: what people call it; jobs remember it, so it stays the same from start to start
 *
 * Starts the printer's thread: first it asks the printer after the jobs that a crash interrupted,
 * then it prints. Jobs for no particular printer go to whichever is free.
 */
gboolean foyer_print_queue_add_printer (FoyerPrintQueue *self, const char *name, const char *uri,
                                        GError **error);

/**
 * foyer_print_queue_close:
 *
 * Stops after what is being said to the printers at this moment (a few seconds at the longest) and
 * joins their threads. What is unfinished goes on at the next start. Must be called before the
 * last reference is dropped. Safe to repeat.
 */
void foyer_print_queue_close (FoyerPrintQueue *self);

/**
 * foyer_print_queue_enqueue:
 * @id: derived from what wants the badge, of letters, digits, ".", "_" and "-"
 * @template_name: as for foyer_badge_template_load()
 * @printer: (nullable): one printer's name, or %NULL for whichever is free
 *
 * The badge is wanted, and this is durable when the call returns. Safe to repeat: an @id that is
 * already known, printed or not, changes nothing and is no error. Blocks on the disk.
 */
gboolean foyer_print_queue_enqueue        (FoyerPrintQueue *self, const char *id,
                                           const FoyerBadge *badge, const char *template_name,
                                           const char *printer, GError **error);
/* As above, off the caller's thread. Cancelling has no effect. */
void     foyer_print_queue_enqueue_async  (FoyerPrintQueue *self, const char *id,
                                           const FoyerBadge *badge, const char *template_name,
                                           const char *printer, GAsyncReadyCallback callback,
                                           gpointer user_data);
gboolean foyer_print_queue_enqueue_finish (FoyerPrintQueue *self, GAsyncResult *result,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_print_queue_settle:
 *
 * A person has looked: the job is out, or it is to be printed again. Only for jobs that are UNKNOWN
 * or FAILED, STATE otherwise. Blocks on the disk.
 */
gboolean foyer_print_queue_settle (FoyerPrintQueue *self, const char *id, FoyerPrintSettle how,
                                   GError **error);

/* These answer from the file: microseconds, or as long as a write that is going on. */
gboolean       foyer_print_queue_has     (FoyerPrintQueue *self, const char *id);
/* (nullable) (transfer full) */
FoyerPrintJob *foyer_print_queue_get_job (FoyerPrintQueue *self, const char *id);
/* (transfer full) (element-type FoyerPrintJob): oldest first; @unfinished_only leaves out PRINTED */
GPtrArray     *foyer_print_queue_list    (FoyerPrintQueue *self, gboolean unfinished_only);
guint          foyer_print_queue_count   (FoyerPrintQueue *self, FoyerPrintState state);

/* The printer's last word; %FALSE if there is no printer of this name. Never blocks. */
gboolean       foyer_print_queue_get_printer   (FoyerPrintQueue *self, const char *name,
                                                FoyerPrinterStatus *status);
/* (transfer full): their names, in the order in which they were added */
char         **foyer_print_queue_list_printers (FoyerPrintQueue *self);

G_END_DECLS
