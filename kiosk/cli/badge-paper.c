/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "badge-paper.h"

#include "clock.h"
#include "id.h"
#include "names.h"
#include "output.h"
#include "printer.h"

#include <glib/gi18n.h>

#define WATCH_EVERY_MS 500

/* Printing. */

static const char *
job_state_name (FoyerPrinterJobState state)
{
  static const char * const names[] = {
    [FOYER_PRINTER_JOB_PENDING]    = "pending",
    [FOYER_PRINTER_JOB_PROCESSING] = "processing",
    [FOYER_PRINTER_JOB_COMPLETED]  = "completed",
    [FOYER_PRINTER_JOB_ABORTED]    = "aborted",
    [FOYER_PRINTER_JOB_CANCELED]   = "canceled",
    [FOYER_PRINTER_JOB_DOUBTFUL]   = "doubtful",
    [FOYER_PRINTER_JOB_INCOMING]   = "incoming",
  };

  return foyer_name_of (names, G_N_ELEMENTS (names), state);
}

typedef struct {
  const FoyerCli      *cli;
  FoyerPrinter        *printer;
  const char          *name;
  FoyerPrinterJob      job;
  FoyerPrinterReasons  reasons;   /* the printer's and the job's */
  GMainLoop           *loop;
  GError              *error;
} Printing;

static void
say_state (const Printing *self)
{
  const char *state = job_state_name (self->job.state);
  FoyerPrinterReasons first = foyer_printer_reasons_first (self->reasons);

  if (!self->cli->json)
    foyer_output_row (state, first ? foyer_printer_reason_to_text (first) : "", NULL);
  else
    foyer_output_json (json_pack ("{s:s, s:i, s:s, s:s*}", "job", self->name, "number",
                                  self->job.id, "state", state, "reason",
                                  first ? foyer_printer_reason_to_keyword (first) : NULL));
}

static gboolean
is_over (const Printing *self)
{
  return self->job.state != FOYER_PRINTER_JOB_PENDING &&
         self->job.state != FOYER_PRINTER_JOB_INCOMING &&
         self->job.state != FOYER_PRINTER_JOB_PROCESSING;
}

/* FALSE with an error. */
static gboolean
look_again (Printing *self, GError **error)
{
  FoyerPrinterStatus status = { FOYER_PRINTER_UNKNOWN_STATE, FOYER_PRINTER_NO_REASON };

  if (!foyer_printer_watch (self->printer, self->job.id, self->name, &self->job, error))
    return FALSE;
  if (!is_over (self) && !foyer_printer_probe (self->printer, &status, error))
    return FALSE;
  self->reasons = status.reasons | self->job.reasons;
  return TRUE;
}

static gboolean
on_look (gpointer user_data)
{
  Printing *self = user_data;
  FoyerPrinterJobState state = self->job.state;
  FoyerPrinterReasons reasons = self->reasons;

  if (look_again (self, &self->error)) {
    if (self->job.state != state || self->reasons != reasons)
      say_state (self);
    if (!is_over (self))
      return G_SOURCE_CONTINUE;
  }
  g_main_loop_quit (self->loop);
  return G_SOURCE_REMOVE;
}

/* Whoever started this waits in front of the printer: no limit but theirs. */
static gboolean
follow (Printing *self, GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  say_state (self);
  self->loop = loop;
  if (!is_over (self)) {
    g_timeout_add (WATCH_EVERY_MS, on_look, self);
    g_main_loop_run (loop);
  }
  if (self->error == NULL)
    return TRUE;
  g_propagate_error (error, self->error);
  return FALSE;
}

FoyerExit
foyer_badge_paper_print (const FoyerCli *cli, FoyerDocument *document, const char *uri,
                         GError **error)
{
  g_autoptr (GError) wrong = NULL;
  g_autoptr (FoyerPrinter) printer = foyer_printer_new_for_uri (uri, &wrong);
  g_autofree char *name = foyer_id_new (foyer_clock_now_us ());
  Printing self = { cli, printer, name };

  if (printer == NULL)
    return foyer_cli_refuse (FOYER_EXIT_USAGE, error, _("%s: correct --print"), wrong->message);
  if (!foyer_printer_print (printer, document, name, 1, &self.job, error) || !follow (&self, error))
    return FOYER_EXIT_UNREACHABLE;
  return self.job.state == FOYER_PRINTER_JOB_COMPLETED ? FOYER_EXIT_DONE : FOYER_EXIT_NO;
}
