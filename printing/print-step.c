/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-print-step"

#include "print-step-private.h"

#include <glib/gi18n-lib.h>

#define BACKOFF_MIN_MS 500
#define BACKOFF_MAX_MS 5000
#define IDLE_MS 2000
#define BUSY_MS 200
#define TROUBLE_MS 500
/* By then all of a kiosk's printers are added. */
#define ADOPT_US (5 * G_USEC_PER_SEC)

char *
foyer_print_step_name (const FoyerPrintJob *job, guint try)
{
  return try > 1 ? g_strdup_printf ("%s.%u", job->id, try) : g_strdup (job->id);
}

void
foyer_print_step_set (FoyerPrintLane *self, const FoyerPrintJob *job, FoyerPrintState state,
                      int printer_job, FoyerPrinterReasons reasons, const char *message)
{
  g_autoptr (GError) error = NULL;

  if (!foyer_print_store_set (self->store, job->id, job->state, &state, printer_job, reasons,
                              message, &error)) {
    /* The row still says what it said: the next step finds it there and does the same. */
    g_warning ("job %s: %s", job->id, error->message);
    foyer_print_lane_wait (self, BACKOFF_MAX_MS, FALSE);
    return;
  }
  if (state == FOYER_PRINT_N_STATES)
    return;
  g_debug ("job %s: %s%s%s", job->id, foyer_print_state_to_string (state),
           message != NULL ? ": " : "", message != NULL ? message : "");
  self->events.job_changed (self->events.user_data, job->id, state);
}

/* Those that wait for this printer alone may go to any. */
static void
release (FoyerPrintLane *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ids = NULL;

  if (!foyer_print_lane_out_of_patience (self))
    return;
  ids = foyer_print_store_release (self->store, self->name, &error);
  if (ids == NULL)
    g_warning ("printer %s: %s", self->name, error->message);
  for (guint i = 0; ids != NULL && i < ids->len; i++)
    self->events.job_changed (self->events.user_data, ids->pdata[i], FOYER_PRINT_QUEUED);
}

/* A job that waits: why, if that is news. */
static void
explain (FoyerPrintLane *self, const FoyerPrintJob *job, FoyerPrinterReasons reasons,
         const char *message)
{
  if (job != NULL && job->reasons != reasons)
    foyer_print_step_set (self, job, job->state, job->printer_job, reasons, message);
}

/* What it has can neither be watched nor cancelled. */
static void
doubt (FoyerPrintLane *self, const FoyerPrintJob *job)
{
  g_autoptr (GError) error = NULL;

  if (!foyer_print_store_doubt (self->store, job->id,
                                N_("the printer has it and does not answer any more"), &error)) {
    g_warning ("job %s: %s", job->id, error->message);
    return;
  }
  g_message ("job %s: printer %s has it and does not answer", job->id, self->name);
  self->events.job_changed (self->events.user_data, job->id, FOYER_PRINT_UNKNOWN);
}

static FoyerPrinterReasons
reason_of (const GError *error)
{
  return g_error_matches (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_TRUST)
           ? FOYER_PRINTER_UNTRUSTED : FOYER_PRINTER_UNREACHABLE;
}

void
foyer_print_step_lose (FoyerPrintLane *self, const FoyerPrintJob *job, const GError *error)
{
  guint ms = MIN (BACKOFF_MIN_MS << MIN (self->failures, 10), BACKOFF_MAX_MS);
  FoyerPrinterStatus status = { FOYER_PRINTER_UNKNOWN_STATE, reason_of (error) };

  if (self->failures++ == 0)
    g_message ("%s", error->message);
  else
    g_debug ("%s", error->message);
  foyer_print_lane_publish (self, status);
  release (self);
  if (job != NULL && job->state != FOYER_PRINT_QUEUED && foyer_print_lane_out_of_patience (self))
    doubt (self, job);
  else
    explain (self, job, status.reasons, error->message);
  /* Not beyond the moment when somebody else should have it. */
  foyer_print_lane_wait (self, MIN (ms, MAX (self->patience_ms, BUSY_MS)), FALSE);
}

gboolean
foyer_print_step_probe (FoyerPrintLane *self, const FoyerPrintJob *job, FoyerPrinterStatus *status)
{
  g_autoptr (GError) error = NULL;

  if (!foyer_printer_probe (self->printer, status, &error)) {
    foyer_print_step_lose (self, job, error);
    return FALSE;
  }
  if (self->failures > 0)
    g_message ("printer %s answers again", self->name);
  self->failures = 0;
  foyer_print_lane_publish (self, *status);
  return TRUE;
}

static FoyerDocument *
make_document (FoyerPrintLane *self, const FoyerPrintJob *job, GError **error)
{
  FoyerBadgeTemplate *template = foyer_print_lane_get_template (self, job->template_name, error);
  g_autofree char *json = NULL;
  g_autoptr (FoyerBadge) badge = NULL;

  if (template == NULL)
    return NULL;
  json = foyer_print_store_get_badge (self->store, job->id);
  badge = foyer_badge_from_json (json != NULL ? json : "", error);
  if (badge == NULL)
    return NULL;
  return foyer_badge_to_document (template, badge);
}

static void
set_media (FoyerPrintLane *self, gboolean right, FoyerPrinterStatus status)
{
  FoyerPrinterReasons media = right ? FOYER_PRINTER_NO_REASON : FOYER_PRINTER_MEDIA_NEEDED;

  if (media == self->media)
    return;
  self->media = media;
  foyer_print_lane_publish (self, status);
}

/* The printer did not take the job, and says why. */
static void
not_taken (FoyerPrintLane *self, const FoyerPrintJob *job, FoyerPrinterStatus status,
           const GError *error)
{
  switch ((FoyerPrintingError) error->code) {
  case FOYER_PRINTING_ERROR_UNREACHABLE:
  case FOYER_PRINTING_ERROR_TRUST:
    foyer_print_step_set (self, job, FOYER_PRINT_QUEUED, 0, reason_of (error), error->message);
    foyer_print_step_lose (self, NULL, error);
    return;
  case FOYER_PRINTING_ERROR_BUSY:
    foyer_print_step_set (self, job, FOYER_PRINT_QUEUED, 0, FOYER_PRINTER_NO_REASON,
                          error->message);
    foyer_print_lane_wait (self, BUSY_MS, FALSE);
    return;
  case FOYER_PRINTING_ERROR_MEDIA:
    set_media (self, FALSE, status);
    foyer_print_step_set (self, job, FOYER_PRINT_QUEUED, 0, FOYER_PRINTER_MEDIA_NEEDED,
                          error->message);
    release (self);
    foyer_print_lane_wait (self, TROUBLE_MS, FALSE);
    return;
  case FOYER_PRINTING_ERROR_LOST:
  case FOYER_PRINTING_ERROR_GONE:
    /* The row stays as it is; if that is SENDING, the next step asks the printer. */
    g_message ("job %s: %s", job->id, error->message);
    foyer_print_lane_wait (self, BUSY_MS, FALSE);
    return;
  case FOYER_PRINTING_ERROR_TEMPLATE:
  case FOYER_PRINTING_ERROR_REFUSED:
  case FOYER_PRINTING_ERROR_STORE:
  case FOYER_PRINTING_ERROR_NEWER:
  case FOYER_PRINTING_ERROR_STATE:
  default:
    g_message ("job %s: %s", job->id, error->message);
    foyer_print_step_set (self, job, FOYER_PRINT_FAILED, 0, FOYER_PRINTER_NO_REASON,
                          error->message);
  }
}

static void
hand_over (FoyerPrintLane *self, const FoyerPrintJob *job, FoyerPrinterStatus status,
           FoyerDocument *document)
{
  g_autofree char *name = foyer_print_step_name (job, job->tries + 1);
  g_autoptr (GError) error = NULL;
  FoyerPrintJob claimed_job = *job;
  FoyerPrinterJob sent;
  gboolean claimed;

  /* From here until the printer's answer nobody knows; the file must say so first. */
  if (!foyer_print_store_claim (self->store, job->id, self->name, &claimed, &error)) {
    g_warning ("job %s: %s", job->id, error->message);
    foyer_print_lane_wait (self, BACKOFF_MAX_MS, FALSE);
    return;
  }
  if (!claimed)
    return;
  claimed_job.state = FOYER_PRINT_SENDING;
  self->events.job_changed (self->events.user_data, job->id, FOYER_PRINT_SENDING);
  if (foyer_printer_print (self->printer, document, name, 1, &sent, &error))
    foyer_print_step_set (self, &claimed_job, FOYER_PRINT_PRINTING, sent.id, sent.reasons, NULL);
  else
    not_taken (self, &claimed_job, status, error);
}

void
foyer_print_step_send (FoyerPrintLane *self, const FoyerPrintJob *job)
{
  FoyerPrinterStatus status;
  g_autoptr (FoyerDocument) document = NULL;
  g_autoptr (GError) error = NULL;

  self->looks = 0;
  self->taken_back_us = 0;
  if (!foyer_print_step_probe (self, job, &status))
    return;
  if (foyer_printer_status_is_trouble (status) && foyer_print_lane_others_ready (self)) {
    release (self);
    foyer_print_lane_wait (self, TROUBLE_MS, FALSE);
    return;
  }
  document = make_document (self, job, &error);
  if (document == NULL || !foyer_printer_accept (self->printer, document, &error)) {
    not_taken (self, job, status, error);
    return;
  }
  set_media (self, TRUE, status);
  hand_over (self, job, status, document);
}

/* Before the first guest: whether the right paper is in. */
static void
check_media (FoyerPrintLane *self, FoyerPrinterStatus status)
{
  g_autofree char *name = foyer_print_lane_get_expected (self);
  g_autoptr (GError) error = NULL;
  FoyerBadgeTemplate *template =
    name != NULL ? foyer_print_lane_get_template (self, name, &error) : NULL;
  g_autoptr (FoyerBadge) blank = foyer_badge_new ();
  g_autoptr (FoyerDocument) document = NULL;

  if (template != NULL)
    document = foyer_badge_to_document (template, blank);
  if (document == NULL || foyer_printer_accept (self->printer, document, &error))
    set_media (self, TRUE, status);
  else if (g_error_matches (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_MEDIA))
    set_media (self, FALSE, status);
}

static void
idle (FoyerPrintLane *self)
{
  FoyerPrinterStatus status;

  if (!foyer_print_step_probe (self, NULL, &status))
    return;
  check_media (self, status);
  foyer_print_lane_wait (self, IDLE_MS, TRUE);
}

/* Jobs of a printer that is not there any more. */
static void
adopt (FoyerPrintLane *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ids = NULL;

  if (self->adopted || g_get_monotonic_time () - self->started_us < ADOPT_US)
    return;
  ids = foyer_print_store_adopt (self->store, &error);
  self->adopted = ids != NULL;
  if (ids == NULL)
    g_warning ("printer %s: %s", self->name, error->message);
  for (guint i = 0; ids != NULL && i < ids->len; i++) {
    g_autoptr (FoyerPrintJob) job = foyer_print_store_get (self->store, ids->pdata[i]);

    if (job != NULL)
      self->events.job_changed (self->events.user_data, job->id, job->state);
  }
}

/* What people said beside this process. */
static void
hear_answer (FoyerPrintLane *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = foyer_print_store_take_answer (self->store, &error);
  g_autoptr (FoyerPrintJob) job = id != NULL ? foyer_print_store_get (self->store, id) : NULL;

  if (error != NULL)
    g_warning ("printer %s: %s", self->name, error->message);
  if (job != NULL)
    self->events.job_changed (self->events.user_data, job->id, job->state);
}

void
foyer_print_step (FoyerPrintLane *self)
{
  g_autoptr (FoyerPrintFence) fence = NULL;
  g_autoptr (FoyerPrintJob) job = NULL;

  adopt (self);
  hear_answer (self);
  self->held = FOYER_PRINTER_NO_REASON;
  fence = foyer_print_store_next_fence (self->store, self->name);
  if (fence != NULL) {
    foyer_print_step_fence (self, fence);
    return;
  }
  job = foyer_print_store_interrupted (self->store, self->name);
  if (job == NULL)
    job = foyer_print_store_next (self->store, self->name);
  if (job == NULL)
    idle (self);
  else if (job->state == FOYER_PRINT_QUEUED)
    foyer_print_step_send (self, job);
  else if (job->state == FOYER_PRINT_SENDING)
    foyer_print_step_resolve (self, job);
  else
    foyer_print_step_watch (self, job);
}
