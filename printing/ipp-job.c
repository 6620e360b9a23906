/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-ipp-job"

#include "ipp-job-private.h"

#include <math.h>
#include <string.h>

static int
read_integer (ipp_t *response, const char *name, int otherwise)
{
  ipp_attribute_t *attribute = ippFindAttribute (response, name, IPP_TAG_ZERO);

  return attribute != NULL ? ippGetInteger (attribute, 0) : otherwise;
}

static FoyerPrinterReasons
read_reasons (ipp_attribute_t *list)
{
  FoyerPrinterReasons reasons = FOYER_PRINTER_NO_REASON;

  for (int i = 0; list != NULL && i < ippGetCount (list); i++)
    reasons |= foyer_printer_reason_from_keyword (ippGetString (list, i, NULL));
  return reasons;
}

static FoyerPrinterState
printer_state (int state)
{
  switch ((ipp_pstate_t) state) {
  case IPP_PSTATE_IDLE:
    return FOYER_PRINTER_IDLE;
  case IPP_PSTATE_PROCESSING:
    return FOYER_PRINTER_PROCESSING;
  case IPP_PSTATE_STOPPED:
    return FOYER_PRINTER_STOPPED;
  default:
    return FOYER_PRINTER_UNKNOWN_STATE;
  }
}

FoyerPrinterStatus
foyer_ipp_read_status (ipp_t *response)
{
  ipp_attribute_t *list = ippFindAttribute (response, "printer-state-reasons", IPP_TAG_KEYWORD);
  ipp_attribute_t *accepting =
    ippFindAttribute (response, "printer-is-accepting-jobs", IPP_TAG_BOOLEAN);
  FoyerPrinterStatus status = { printer_state (read_integer (response, "printer-state", 0)),
                                read_reasons (list) };

  if (accepting != NULL && !ippGetBoolean (accepting, 0))
    status.reasons |= FOYER_PRINTER_NOT_ACCEPTING;
  return status;
}

/* @impressions: how many pages came out of it */
static FoyerPrinterJobState
job_state (int state, ipp_attribute_t *reasons, int impressions)
{
  switch ((ipp_jstate_t) state) {
  case IPP_JSTATE_PENDING:
    return FOYER_PRINTER_JOB_PENDING;
  case IPP_JSTATE_HELD:
    /* Not held back by anyone: the printer waits for the rest of the document. */
    if (reasons != NULL && (ippContainsString (reasons, "job-incoming")
                            || ippContainsString (reasons, "job-data-insufficient")))
      return FOYER_PRINTER_JOB_INCOMING;
    return FOYER_PRINTER_JOB_PENDING;
  /* Too late to be cancelled, or given up when it was out: only the paper knows. */
  case IPP_JSTATE_CANCELED:
    return impressions > 0 ? FOYER_PRINTER_JOB_DOUBTFUL : FOYER_PRINTER_JOB_CANCELED;
  case IPP_JSTATE_ABORTED:
    return impressions > 0 ? FOYER_PRINTER_JOB_DOUBTFUL : FOYER_PRINTER_JOB_ABORTED;
  case IPP_JSTATE_COMPLETED:
    if (reasons != NULL && ippContainsString (reasons, "job-completed-with-errors"))
      return FOYER_PRINTER_JOB_DOUBTFUL;
    return FOYER_PRINTER_JOB_COMPLETED;
  case IPP_JSTATE_PROCESSING:
  case IPP_JSTATE_STOPPED:
  default:
    return FOYER_PRINTER_JOB_PROCESSING;
  }
}

static void
set_job (FoyerPrinterJob *job, int state, ipp_attribute_t *reasons, int impressions)
{
  job->state = job_state (state, reasons, impressions);
  job->reasons = read_reasons (reasons);
  if (state == IPP_JSTATE_HELD && job->state == FOYER_PRINTER_JOB_PENDING)
    job->reasons |= FOYER_PRINTER_HELD;
}

void
foyer_ipp_read_job (ipp_t *response, FoyerPrinterJob *job)
{
  set_job (job, read_integer (response, "job-state", IPP_JSTATE_PENDING),
           ippFindAttribute (response, "job-state-reasons", IPP_TAG_KEYWORD),
           read_integer (response, "job-impressions-completed", 0));
}

/* A printer that was switched off counts its jobs from 1 again. */
gboolean
foyer_ipp_has_name (ipp_t *response, const char *job_name)
{
  ipp_attribute_t *name = ippFindAttribute (response, "job-name", IPP_TAG_ZERO);

  return name == NULL || g_strcmp0 (ippGetString (name, 0, NULL), job_name) == 0;
}

/* One job of a Get-Jobs answer; moves on to the next. */
static gboolean
next_job (ipp_t *response, ipp_attribute_t **cursor, FoyerPrinterJob *job, const char **name)
{
  ipp_attribute_t *attribute = *cursor, *reasons = NULL;
  int state = 0, impressions = 0;

  *job = (FoyerPrinterJob) { 0 };
  *name = NULL;
  while (attribute != NULL && ippGetGroupTag (attribute) != IPP_TAG_JOB)
    attribute = ippNextAttribute (response);
  if (attribute == NULL)
    return FALSE;
  for (; attribute != NULL && ippGetGroupTag (attribute) == IPP_TAG_JOB;
       attribute = ippNextAttribute (response)) {
    if (g_strcmp0 (ippGetName (attribute), "job-id") == 0)
      job->id = ippGetInteger (attribute, 0);
    else if (g_strcmp0 (ippGetName (attribute), "job-name") == 0)
      *name = ippGetString (attribute, 0, NULL);
    else if (g_strcmp0 (ippGetName (attribute), "job-state") == 0)
      state = ippGetInteger (attribute, 0);
    else if (g_strcmp0 (ippGetName (attribute), "job-state-reasons") == 0)
      reasons = attribute;
    else if (g_strcmp0 (ippGetName (attribute), "job-impressions-completed") == 0)
      impressions = ippGetInteger (attribute, 0);
  }
  set_job (job, state, reasons, impressions);
  *cursor = attribute;
  return TRUE;
}

gboolean
foyer_ipp_find_job (ipp_t *response, const char *job_name, FoyerPrinterJob *job)
{
  ipp_attribute_t *cursor = ippFirstAttribute (response);
  FoyerPrinterJob candidate;
  gboolean found = FALSE;
  const char *name;

  while (next_job (response, &cursor, &candidate, &name)) {
    if (g_strcmp0 (name, job_name) != 0 || (found && candidate.id < job->id))
      continue;
    found = TRUE;
    *job = candidate;
  }
  return found;
}

void
foyer_ipp_request_job_names (ipp_t *request)
{
  static const char *const names[] = { "job-id", "job-impressions-completed", "job-name", "job-state",
                                       "job-state-reasons" };

  ippAddStrings (request, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes",
                 G_N_ELEMENTS (names), NULL, names);
}

int
foyer_ipp_hundredths (double mm)
{
  return (int) round (mm * 100);
}

void
foyer_ipp_add_media (ipp_t *request, FoyerDocument *document, gboolean borderless)
{
  static const char *const margins[] = { "media-top-margin", "media-bottom-margin",
                                         "media-left-margin", "media-right-margin" };
  ipp_t *media = ippNew ();
  ipp_t *size = ippNew ();

  ippAddInteger (size, IPP_TAG_ZERO, IPP_TAG_INTEGER, "x-dimension",
                 foyer_ipp_hundredths (foyer_document_get_width (document)));
  ippAddInteger (size, IPP_TAG_ZERO, IPP_TAG_INTEGER, "y-dimension",
                 foyer_ipp_hundredths (foyer_document_get_height (document)));
  ippAddCollection (media, IPP_TAG_ZERO, "media-size", size);
  for (gsize i = 0; borderless && i < G_N_ELEMENTS (margins); i++)
    ippAddInteger (media, IPP_TAG_ZERO, IPP_TAG_INTEGER, margins[i], 0);
  ippAddCollection (request, IPP_TAG_JOB, "media-col", media);
  ippDelete (size);
  ippDelete (media);
}
