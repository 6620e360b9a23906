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
 * @FOYER_PRINT_CANCELLED: nobody wants it any more, and it did not come out
 */
typedef enum {
  FOYER_PRINT_QUEUED,
  FOYER_PRINT_SENDING,
  FOYER_PRINT_PRINTING,
  FOYER_PRINT_PRINTED,
  FOYER_PRINT_FAILED,
  FOYER_PRINT_UNKNOWN,
  FOYER_PRINT_CANCELLED,
  FOYER_PRINT_N_STATES,
} FoyerPrintState;

/**
 * FoyerPrintWish:
 * @FOYER_PRINT_WISH_MOVE: its printer is to give it back, for another
 * @FOYER_PRINT_WISH_DROP: its printer is to give it back, for nobody
 *
 * What is wished for a job that a printer has. The printer has the last word.
 */
typedef enum {
  FOYER_PRINT_NO_WISH,
  FOYER_PRINT_WISH_MOVE,
  FOYER_PRINT_WISH_DROP,
} FoyerPrintWish;

/**
 * FoyerPrintJob:
 * @id: the caller's, also the job's name at the printer
 * @printer: (nullable): where it comes out: the printer that has it, or is wanted for it; %NULL:
 *   whichever is free
 * @moved_from: (nullable): where it was to come out before its printer failed
 * @message: (nullable): what happened, in English: see foyer_print_job_get_message(); no personal
 *   data
 * @tries: how often it was sent
 * @sent_us: just before the last time, 0 if never
 */
typedef struct {
  char               *id;
  FoyerPrintState     state;
  char               *template_name;
  char               *printer;
  char               *moved_from;
  FoyerPrintWish      wish;
  int                 printer_job;
  FoyerPrinterReasons reasons;
  char               *message;
  guint               tries;
  gint64              sent_us;
  gint64              created_us;
  gint64              changed_us;
} FoyerPrintJob;

/* What happened, in the user's language as far as the printer did not say it in its own; "" if
 * nothing did. */
const char *foyer_print_job_get_message (const FoyerPrintJob *job);
void        foyer_print_job_free        (FoyerPrintJob *job);
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
 * processes only one may have a file open so: the others get STORE.
 */
FoyerPrintQueue *foyer_print_queue_open (const char *path, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_print_queue_open_to_read:
 *
 * Beside the process that prints, or without one. Of what follows only what answers from the file
 * may be called: has, get_job, list, count, ahead, get_printer and list_printers. No signals.
 */
FoyerPrintQueue *foyer_print_queue_open_to_read (const char *path, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_print_queue_set_patience:
 * @ms: how long a printer may be in trouble before its badges go to another; 20 s if never set
 *
 * Before the printers are added.
 */
void foyer_print_queue_set_patience (FoyerPrintQueue *self, guint ms);

/**
 * foyer_print_queue_expect:
 * @template_name: (nullable): what the next badges will be laid out with
 *
 * Printers that have nothing to do look whether they hold the right paper for it, so that
 * MEDIA_NEEDED is seen before the first guest comes. Safe to repeat. Never blocks.
 */
void foyer_print_queue_expect (FoyerPrintQueue *self, const char *template_name);

/**
 * foyer_print_queue_add_printer:
 * @name: what people call it; jobs remember it, so it stays the same from start to start
 *
 * Starts the printer's thread: first it asks the printer after the jobs that a crash interrupted,
 * then it prints. Jobs for no particular printer go to whichever is free.
 *
 * A printer in trouble leaves new jobs to the others as long as one of them is well. When its
 * trouble outlasts the patience, it cancels the job that it has and, once the printer has confirmed
 * that, another prints it. If the printer does not answer, a person is asked (UNKNOWN), and what it
 * may still have is cancelled as soon as it is back.
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
 * @printer: (nullable): the name of the one that is to print it as long as it is well, or %NULL for
 *   whichever is free
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

/**
 * foyer_print_queue_answer:
 * @path: the file of a queue that another process may have open
 *
 * As foyer_print_queue_settle(), from beside it: durable when it returns, and done within seconds
 * or, if nobody has the queue open, when somebody has. The last answer counts.
 */
gboolean foyer_print_queue_answer (const char *path, const char *id, FoyerPrintSettle how,
                                   GError **error);

/**
 * foyer_print_queue_cancel:
 *
 * The badge is wanted no more. What no printer has yet is CANCELLED at once; a printer that has it
 * is asked to drop it, and `job-changed` tells whether it did (CANCELLED) or it was too late
 * (PRINTED). Safe to repeat; a job that is out or not known is left alone. Blocks on the disk.
 */
gboolean foyer_print_queue_cancel (FoyerPrintQueue *self, const char *id, GError **error);

/* These answer from the file, and wait for no write. */
gboolean       foyer_print_queue_has     (FoyerPrintQueue *self, const char *id);
/* (nullable) (transfer full) */
FoyerPrintJob *foyer_print_queue_get_job (FoyerPrintQueue *self, const char *id);
/* (transfer full) (element-type FoyerPrintJob): oldest first; @unfinished_only leaves out PRINTED
 * and CANCELLED */
GPtrArray     *foyer_print_queue_list    (FoyerPrintQueue *self, gboolean unfinished_only);
guint          foyer_print_queue_count   (FoyerPrintQueue *self, FoyerPrintState state);
/* How many come before this one. */
guint          foyer_print_queue_ahead   (FoyerPrintQueue *self, const char *id);

/* The printer's last word; %FALSE if there is no printer of this name. Never blocks. */
gboolean       foyer_print_queue_get_printer   (FoyerPrintQueue *self, const char *name,
                                                FoyerPrinterStatus *status);
/* (transfer full): their names, in the order in which they were added */
char         **foyer_print_queue_list_printers (FoyerPrintQueue *self);

G_END_DECLS
