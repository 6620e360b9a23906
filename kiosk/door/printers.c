/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-printers"

#include "printers.h"

#include <glib/gi18n-lib.h>

gboolean
foyer_printers_add (FoyerPrintQueue *queue, GPtrArray *printers, GError **error)
{
  GError *first = NULL;

  for (guint i = 0; i < printers->len; i++) {
    const FoyerConfigPrinter *printer = printers->pdata[i];

    foyer_print_queue_add_printer (queue, printer->name, printer->uri, first ? NULL : &first);
  }
  if (first != NULL)
    g_propagate_error (error, first);
  return first == NULL;
}

static char *
trouble_of (FoyerPrintQueue *queue, const char *name, gboolean alone)
{
  FoyerPrinterStatus status = { FOYER_PRINTER_UNKNOWN_STATE, FOYER_PRINTER_NO_REASON };
  FoyerPrinterReasons first;
  const char *what;

  foyer_print_queue_get_printer (queue, name, &status);
  first = foyer_printer_reasons_first (status.reasons);
  if (first == FOYER_PRINTER_NO_REASON)
    return NULL;
  what = foyer_printer_reason_to_text (first);
  /* Translators: a printer's name, and what to do about it. */
  return alone ? g_strdup (what) : g_strdup_printf (_("%s: %s"), name, what);
}

char *
foyer_printers_what_happened (FoyerPrintQueue *queue, const FoyerPrintJob *job)
{
  g_auto (GStrv) names = foyer_print_queue_list_printers (queue);
  FoyerPrinterReasons first = foyer_printer_reasons_first (job->reasons);
  const char *what = first != FOYER_PRINTER_NO_REASON ? foyer_printer_reason_to_text (first)
                                                      : foyer_print_job_get_message (job);

  if (job->printer == NULL || names[0] == NULL || names[1] == NULL)
    return g_strdup (what);
  /* Translators: a printer's name, and what to do about it. */
  return g_strdup_printf (_("%s: %s"), job->printer, what);
}

/* Badges of which only the paper can tell. */
static char *
questions (FoyerPrintQueue *queue)
{
  guint unknown = foyer_print_queue_count (queue, FOYER_PRINT_UNKNOWN);
  guint failed = foyer_print_queue_count (queue, FOYER_PRINT_FAILED);

  if (unknown > 0)
    return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u badge may have come out. Look for it and answer at the desk.",
                   "%u badges may have come out. Look for them and answer at the desk.", unknown), unknown);
  if (failed > 0)
    return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%u badge could not be printed. The desk asks what to do.",
                   "%u badges could not be printed. The desk asks what to do.", failed), failed);
  return NULL;
}

char *
foyer_printers_trouble (FoyerPrintQueue *queue)
{
  g_auto (GStrv) names = foyer_print_queue_list_printers (queue);
  guint n = g_strv_length (names);

  for (guint i = 0; i < n; i++) {
    char *trouble = trouble_of (queue, names[i], n == 1);

    if (trouble != NULL)
      return trouble;
  }
  return questions (queue);
}

static gboolean
is_in_trouble (FoyerPrintQueue *queue, const char *name)
{
  FoyerPrinterStatus status = { FOYER_PRINTER_UNKNOWN_STATE, FOYER_PRINTER_NO_REASON };

  foyer_print_queue_get_printer (queue, name, &status);
  return foyer_printer_status_is_trouble (status);
}

/* Its printer can't print, or none of those that may take it. */
static gboolean
is_held_up (FoyerPrintQueue *queue, const FoyerPrintJob *job, char **names)
{
  if (job->state == FOYER_PRINT_PRINTED)
    return FALSE;
  if (job->printer != NULL)
    return is_in_trouble (queue, job->printer);
  for (char **name = names; *name != NULL; name++)
    if (!is_in_trouble (queue, *name))
      return FALSE;
  return names[0] != NULL;
}

static char *
place_of (const FoyerPrintJob *job, guint ahead, gboolean several)
{
  gboolean moved = job->moved_from != NULL && g_strcmp0 (job->moved_from, job->printer) != 0;

  if (several && job->printer != NULL && moved)
    return g_strdup_printf (_("Your badge now comes out at “%s”."), job->printer);
  if (several && job->printer != NULL)
    return g_strdup_printf (_("Your badge comes out at “%s”."), job->printer);
  if (ahead > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u badge comes before yours.",
                                         "%u badges come before yours.", ahead), ahead);
  return NULL;
}

char *
foyer_printers_place (FoyerPrintQueue *queue, const char *entry)
{
  g_autoptr (FoyerPrintJob) job = foyer_print_queue_get_job (queue, entry);
  g_auto (GStrv) names = NULL;

  if (job == NULL)
    return NULL;
  names = foyer_print_queue_list_printers (queue);
  switch (job->state) {
  case FOYER_PRINT_QUEUED:
  case FOYER_PRINT_SENDING:
  case FOYER_PRINT_PRINTING:
  case FOYER_PRINT_PRINTED:
    if (is_held_up (queue, job, names))
      return g_strdup (_("The printer needs a hand. Your badge comes out as soon as it is ready."));
    return place_of (job, job->state == FOYER_PRINT_QUEUED ? foyer_print_queue_ahead (queue, entry)
                                                           : 0, names[0] != NULL && names[1] != NULL);
  case FOYER_PRINT_FAILED:
  case FOYER_PRINT_UNKNOWN:
    return g_strdup (_("Please ask our staff for your badge."));
  case FOYER_PRINT_CANCELLED:
  case FOYER_PRINT_N_STATES:
  default:
    return NULL;
  }
}
