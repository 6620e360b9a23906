/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "document.h"
#include "printer.h"

#include <cups/cups.h>

G_BEGIN_DECLS

/* What IPP says of printers and jobs, as ours. Pure functions. */

FoyerPrinterStatus foyer_ipp_read_status (ipp_t *response);
/* @job's id is left alone. */
void               foyer_ipp_read_job    (ipp_t *response, FoyerPrinterJob *job);
/* Whether a Get-Job-Attributes answer is about the job of that name. */
gboolean           foyer_ipp_has_name    (ipp_t *response, const char *job_name);
/* The newest job of that name in a Get-Jobs answer; FALSE if there is none. */
gboolean           foyer_ipp_find_job    (ipp_t *response, const char *job_name,
                                          FoyerPrinterJob *job);

/* The Get-Job-Attributes keywords that these read. */
void foyer_ipp_request_job_names (ipp_t *request);
/* The page's size, as "media-col". */
void foyer_ipp_add_media         (ipp_t *request, FoyerDocument *document, gboolean borderless);

/* The unit of IPP. */
int  foyer_ipp_hundredths        (double mm);

G_END_DECLS
