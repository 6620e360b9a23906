/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "badge-queue.h"

#include "output.h"
#include "print-queue.h"
#include "printer-finder.h"

#include <glib/gi18n.h>
#include <string.h>

#define LISTEN_MS 2500

static char *
path_of (const char *state)
{
  return g_build_filename (state, "badges.db", NULL);
}

static json_t *
keywords_of (FoyerPrinterReasons reasons)
{
  json_t *array = json_array ();

  for (guint bit = 0; bit < 31; bit++)
    if ((reasons & (1u << bit)) != 0)
      json_array_append_new (array, json_string (foyer_printer_reason_to_keyword (1u << bit)));
  return array;
}

static const char *
words_of (FoyerPrinterReasons reasons)
{
  FoyerPrinterReasons first = foyer_printer_reasons_first (reasons);

  return first != FOYER_PRINTER_NO_REASON ? foyer_printer_reason_to_text (first) : "";
}

static void
show_printer (const FoyerCli *cli, FoyerPrintQueue *queue, const char *name)
{
  FoyerPrinterStatus status = { FOYER_PRINTER_UNKNOWN_STATE, FOYER_PRINTER_NO_REASON };
  gboolean trouble;

  foyer_print_queue_get_printer (queue, name, &status);
  trouble = foyer_printer_status_is_trouble (status);
  if (cli->json)
    foyer_output_json (json_pack ("{s:s, s:b, s:o}", "printer", name, "ok", !trouble, "reasons",
                                  keywords_of (status.reasons)));
  else
    foyer_output_row (name, trouble ? _("in trouble") : _("ok"), words_of (status.reasons), NULL);
}

static void
show_job (const FoyerCli *cli, const FoyerPrintJob *job)
{
  const char *state = foyer_print_state_to_string (job->state);

  if (cli->json)
    foyer_output_json (json_pack ("{s:s, s:s, s:s*, s:s*, s:i, s:I, s:I, s:o, s:s*}", "job",
                                  job->id, "state", state, "printer", job->printer, "moved_from",
                                  job->moved_from, "tries", (int) job->tries, "created_us",
                                  (json_int_t) job->created_us, "changed_us",
                                  (json_int_t) job->changed_us, "reasons",
                                  keywords_of (job->reasons), "message", job->message));
  else
    foyer_output_row (job->id, state, job->printer ? job->printer : "",
                      job->reasons ? words_of (job->reasons) : foyer_print_job_get_message (job), NULL);
}

FoyerExit
foyer_badge_queue_show (const FoyerCli *cli, const char *state, GError **error)
{
  g_autofree char *path = path_of (state);
  g_autoptr (FoyerPrintQueue) queue = foyer_print_queue_open_to_read (path, error);
  g_auto (GStrv) printers = NULL;
  g_autoptr (GPtrArray) jobs = NULL;

  if (queue == NULL)
    return FOYER_EXIT_DATA;
  printers = foyer_print_queue_list_printers (queue);
  jobs = foyer_print_queue_list (queue, TRUE);
  for (char **name = printers; *name != NULL; name++)
    show_printer (cli, queue, *name);
  for (guint i = 0; i < jobs->len; i++)
    show_job (cli, jobs->pdata[i]);
  foyer_print_queue_close (queue);
  return FOYER_EXIT_DONE;
}

FoyerExit
foyer_badge_queue_settle (const char *state, const char *answer, GError **error)
{
  g_autofree char *path = path_of (state);
  g_auto (GStrv) parts = g_strsplit (answer, "=", 2);
  gboolean again = g_strcmp0 (parts[0] ? parts[1] : NULL, "again") == 0;

  if (!again && g_strcmp0 (parts[0] ? parts[1] : NULL, "printed") != 0)
    return foyer_cli_refuse (FOYER_EXIT_USAGE, error,
                             _("say JOB=printed or JOB=again; --queue lists the jobs"));
  if (foyer_print_queue_answer (path, parts[0],
                                again ? FOYER_PRINT_SETTLE_AGAIN : FOYER_PRINT_SETTLE_PRINTED,
                                error))
    return FOYER_EXIT_DONE;
  return g_error_matches (*error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_STATE)
           ? FOYER_EXIT_NO : FOYER_EXIT_DATA;
}

FoyerExit
foyer_badge_queue_find (const FoyerCli *cli, GError **error)
{
  g_autoptr (GPtrArray) all = foyer_printer_find_all (LISTEN_MS, error);

  if (all == NULL)
    return FOYER_EXIT_UNREACHABLE;
  for (guint i = 0; i < all->len; i++) {
    const FoyerFoundPrinter *found = all->pdata[i];

    if (cli->json)
      foyer_output_json (json_pack ("{s:s, s:s*, s:s}", "printer", found->name, "model",
                                    found->model, "uri", found->uri));
    else
      foyer_output_row (found->name, found->model ? found->model : "", found->uri, NULL);
  }
  return all->len > 0 ? FOYER_EXIT_DONE : FOYER_EXIT_NO;
}
