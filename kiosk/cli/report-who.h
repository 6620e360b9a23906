/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli.h"

G_BEGIN_DECLS

/** A number of the report: see foyer_headcount_who(). All but @number may be NULL. */
typedef struct {
  char    *number;
  char    *list;
  char    *category;
  char    *channel;
  char    *from;
  char    *other;
  char    *reason;
  char    *staff;
  gboolean full;     /* phones as they are, not masked */
} FoyerReportNumber;

void      foyer_report_number_clear (FoyerReportNumber *self);

/** Lists the people behind it, from a hub or a file. NO where there are none. */
FoyerExit foyer_report_who          (const FoyerCli *cli, const FoyerReportNumber *number, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoyerReportNumber, foyer_report_number_clear)

G_END_DECLS
