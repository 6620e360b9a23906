/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-print-watch"

#include "print-step-private.h"

#include <glib/gi18n-lib.h>

#define WATCH_MIN_MS 15
#define WATCH_MAX_MS 200
/* A printer may list a job a little after it took the last byte. */
#define GRACE_US (6 * G_USEC_PER_SEC)
#define GRACE_STEP_MS 300
#define TRIES_MAX 3
#define CANCEL_EVERY_US (2 * G_USEC_PER_SEC)

/* It did not come out there: back to the queue, for another printer if it is taken back. */
static void
put_back (FoyerPrintLane *self, const FoyerPrintJob *job, const char *message)
{
  g_autoptr (GError) error = NULL;

  if (job->wish == FOYER_PRINT_WISH_MOVE && !foyer_print_store_move (self->store, job->id, &error))
    g_warning ("job %s: %s", job->id, error->message);
  foyer_print_step_set (self, job, FOYER_PRINT_QUEUED, 0, FOYER_PRINTER_NO_REASON, message);
}

/* Whether it came out can no longer be learnt from the printer. */
static void
give_to_a_person (FoyerPrintLane *self, const FoyerPrintJob *job)
{
  g_message ("job %s: printer %s cannot say whether it printed it", job->id, self->name);
  foyer_print_step_set (self, job, FOYER_PRINT_UNKNOWN, job->printer_job, FOYER_PRINTER_NO_REASON,
                        N_("the printer does not know whether it printed this"));
}

void
foyer_print_step_cancel (FoyerPrintLane *self, const FoyerPrintJob *job, int printer_job)
{
  gint64 now_us = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;

  if (self->taken_back_us == 0)
    self->taken_back_us = now_us;
  else if (now_us - self->asked_us < CANCEL_EVERY_US)
    return;
  self->asked_us = now_us;
  /* REFUSED and GONE: it is over in another way, and the next look tells which. */
  if (!foyer_printer_cancel (self->printer, printer_job, &error))
    g_debug ("job %s: %s", job->id, error->message);
}

static void
found (FoyerPrintLane *self, const FoyerPrintJob *job, const FoyerPrinterJob *at_printer)
{
  gboolean ours = self->taken_back_us != 0;
  gboolean cut_short = at_printer->state == FOYER_PRINTER_JOB_ABORTED
                       || (at_printer->state == FOYER_PRINTER_JOB_CANCELED && ours);

  if (at_printer->state == FOYER_PRINTER_JOB_INCOMING) {
    /* Nobody will ever send the rest. */
    foyer_print_step_cancel (self, job, at_printer->id);
    foyer_print_lane_wait (self, GRACE_STEP_MS, FALSE);
  }
  /* The printer dropped a document of which it had got only a part. */
  else if (cut_short && job->state == FOYER_PRINT_SENDING && job->tries < TRIES_MAX)
    put_back (self, job, "the printer got only a part of it");
  else
    foyer_print_step_set (self, job, FOYER_PRINT_PRINTING, at_printer->id, at_printer->reasons,
                          NULL);
}

void
foyer_print_step_resolve (FoyerPrintLane *self, const FoyerPrintJob *job)
{
  g_autofree char *name = foyer_print_step_name (job, job->tries);
  gboolean may_still_appear = g_get_real_time () - job->sent_us < GRACE_US;
  g_autoptr (GError) error = NULL;
  FoyerPrinterFinding finding;
  FoyerPrinterJob at_printer;

  if (!foyer_printer_find (self->printer, name, job->sent_us, &finding, &at_printer, &error))
    foyer_print_step_lose (self, job, error);
  else if (finding == FOYER_PRINTER_FOUND)
    found (self, job, &at_printer);
  else if (may_still_appear)
    foyer_print_lane_wait (self, GRACE_STEP_MS, FALSE);
  else if (finding == FOYER_PRINTER_ABSENT && job->state == FOYER_PRINT_SENDING)
    put_back (self, job, "the printer never got it");
  else
    give_to_a_person (self, job);
}

/* The printer has not let go of it yet. */
static void
take_back (FoyerPrintLane *self, const FoyerPrintJob *job)
{
  g_autoptr (GError) error = NULL;
  gint64 since_us;

  foyer_print_step_cancel (self, job, job->printer_job);
  since_us = g_get_monotonic_time () - self->taken_back_us;
  if (since_us < (gint64) self->patience_ms * 1000)
    return;
  if (!foyer_print_store_doubt (self->store, job->id, N_("the printer does not let go of it"),
                                &error)) {
    g_warning ("job %s: %s", job->id, error->message);
    return;
  }
  g_message ("job %s: printer %s does not let go of it", job->id, self->name);
  self->events.job_changed (self->events.user_data, job->id, FOYER_PRINT_UNKNOWN);
}

static void
wish_to_move (FoyerPrintLane *self, const FoyerPrintJob *job)
{
  g_autoptr (GError) error = NULL;

  if (!foyer_print_store_wish (self->store, job->id, FOYER_PRINT_WISH_MOVE, &error))
    g_warning ("job %s: %s", job->id, error->message);
  else
    g_message ("job %s: printer %s is asked to give it back", job->id, self->name);
}

static void
keep_watching (FoyerPrintLane *self, const FoyerPrintJob *job, const FoyerPrinterJob *now)
{
  FoyerPrinterStatus status;

  self->held = now->reasons;
  if (!foyer_print_step_probe (self, job, &status))
    return;
  status.reasons |= now->reasons;
  if (job->reasons != status.reasons)
    foyer_print_step_set (self, job, job->state, job->printer_job, status.reasons, NULL);
  if (job->wish != FOYER_PRINT_NO_WISH)
    take_back (self, job);
  else if (foyer_print_lane_out_of_patience (self))
    wish_to_move (self, job);
  foyer_print_lane_wait (self, MIN (WATCH_MIN_MS << MIN (self->looks, 10), WATCH_MAX_MS), FALSE);
  self->looks++;
}

static void
over (FoyerPrintLane *self, const FoyerPrintJob *job, const FoyerPrinterJob *now)
{
  const char *why = now->state == FOYER_PRINTER_JOB_CANCELED ? N_("cancelled at the printer")
                                                             : N_("the printer gave it up");

  if (job->wish != FOYER_PRINT_NO_WISH)
    put_back (self, job, "the printer gave it back");
  else
    foyer_print_step_set (self, job, FOYER_PRINT_FAILED, now->id, now->reasons, why);
}

void
foyer_print_step_watch (FoyerPrintLane *self, const FoyerPrintJob *job)
{
  g_autofree char *name = foyer_print_step_name (job, job->tries);
  g_autoptr (GError) error = NULL;
  FoyerPrinterJob now;

  if (!foyer_printer_watch (self->printer, job->printer_job, name, &now, &error)) {
    if (g_error_matches (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_GONE))
      foyer_print_step_resolve (self, job);
    else
      foyer_print_step_lose (self, job, error);
    return;
  }
  switch (now.state) {
  case FOYER_PRINTER_JOB_INCOMING:
  case FOYER_PRINTER_JOB_PENDING:
  case FOYER_PRINTER_JOB_PROCESSING:
    keep_watching (self, job, &now);
    return;
  case FOYER_PRINTER_JOB_COMPLETED:
    foyer_print_step_set (self, job, FOYER_PRINT_PRINTED, now.id, FOYER_PRINTER_NO_REASON, NULL);
    foyer_printer_forget (self->printer, now.id);
    return;
  case FOYER_PRINTER_JOB_ABORTED:
  case FOYER_PRINTER_JOB_CANCELED:
    over (self, job, &now);
    foyer_printer_forget (self->printer, now.id);
    return;
  case FOYER_PRINTER_JOB_DOUBTFUL:
    give_to_a_person (self, job);
    return;
  default:
    g_assert_not_reached ();
  }
}

/* Nobody had answered for the job yet: the printer may. FALSE if somebody answered while it was
 * asked: then it is to drop what it has. */
static gboolean
look_again (FoyerPrintLane *self, const FoyerPrintJob *job, FoyerPrinterFinding finding,
            const FoyerPrinterJob *at_printer)
{
  g_autoptr (FoyerPrintJob) now = NULL;

  if (finding == FOYER_PRINTER_ABSENT)
    put_back (self, job, "the printer never got it");
  if (finding != FOYER_PRINTER_FOUND)
    return TRUE;
  foyer_print_step_set (self, job, FOYER_PRINT_PRINTING, at_printer->id, at_printer->reasons, NULL);
  now = foyer_print_store_get (self->store, job->id);
  return now != NULL && now->state == FOYER_PRINT_PRINTING;
}

static gboolean
is_over (FoyerPrinterJobState state)
{
  return state == FOYER_PRINTER_JOB_COMPLETED || state == FOYER_PRINTER_JOB_ABORTED
         || state == FOYER_PRINTER_JOB_CANCELED || state == FOYER_PRINTER_JOB_DOUBTFUL;
}

/* TRUE once the printer holds nothing of it any more. @ours: it was not sent anywhere since. */
static gboolean
drop (FoyerPrintLane *self, const FoyerPrintJob *job, gboolean ours, const FoyerPrinterJob *at_printer)
{
  g_autoptr (GError) error = NULL;

  if (!is_over (at_printer->state)) {
    foyer_print_step_cancel (self, job, at_printer->id);
    foyer_print_lane_wait (self, GRACE_STEP_MS, FALSE);
    return FALSE;
  }
  self->taken_back_us = 0;
  if (at_printer->state == FOYER_PRINTER_JOB_CANCELED || at_printer->state == FOYER_PRINTER_JOB_ABORTED)
    return TRUE;
  /* The very badge of which a person said that it is out. */
  if (ours && job->state == FOYER_PRINT_PRINTED)
    return TRUE;
  g_message ("job %s: printer %s printed it all the same", job->id, self->name);
  if (!foyer_print_store_note (self->store, job->id,
                               job->state == FOYER_PRINT_CANCELLED
                                 ? N_("it came out after all")
                                 : N_("there is a second badge at another printer"), &error))
    g_warning ("job %s: %s", job->id, error->message);
  return TRUE;
}

/* TRUE once the fence is of no use any more. */
static gboolean
see_to (FoyerPrintLane *self, const FoyerPrintFence *fence, FoyerPrinterFinding finding,
        const FoyerPrinterJob *at_printer)
{
  g_autoptr (FoyerPrintJob) job = foyer_print_store_get (self->store, fence->job);
  g_autofree char *name = job != NULL ? foyer_print_step_name (job, job->tries) : NULL;
  gboolean ours = g_strcmp0 (name, fence->name) == 0;

  if (ours && job->state == FOYER_PRINT_UNKNOWN)
    return look_again (self, job, finding, at_printer);
  /* PRINTING: this printer was found to have it, and then the kiosk was killed. */
  if (job == NULL || finding != FOYER_PRINTER_FOUND || (ours && job->state == FOYER_PRINT_PRINTING))
    return TRUE;
  return drop (self, job, ours, at_printer);
}

void
foyer_print_step_fence (FoyerPrintLane *self, const FoyerPrintFence *fence)
{
  FoyerPrinterFinding finding;
  FoyerPrinterJob at_printer;
  FoyerPrinterStatus status;
  g_autoptr (GError) error = NULL;

  if (!foyer_print_step_probe (self, NULL, &status))
    return;
  if (!foyer_printer_find (self->printer, fence->name, fence->sent_us, &finding, &at_printer, &error)) {
    foyer_print_step_lose (self, NULL, error);
    return;
  }
  if (see_to (self, fence, finding, &at_printer)
      && !foyer_print_store_open_fence (self->store, fence->name, &error))
    g_warning ("job %s: %s", fence->job, error->message);
}
