/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event.h"
#include "paper-table.h"

#include <jansson.h>

G_BEGIN_DECLS

/**
 * FoyerReportTables:
 * @tables: (element-type FoyerPaperTable): for reading, in the user's language
 * @charts: (element-type FoyerPaperTable): those of them that say more as a chart: time of day and people
 *
 * A report as tables.
 */
typedef struct {
  GPtrArray *tables;
  GPtrArray *charts;
} FoyerReportTables;

/** Whether @table says more as a chart. */
gboolean           foyer_report_tables_is_chart (const FoyerReportTables *self, const FoyerPaperTable *table);

/** @report: as foyer_report_make() makes it; @event: for names. */
FoyerReportTables *foyer_report_tables_new  (const FoyerEvent *event, const json_t *report)
  G_GNUC_WARN_UNUSED_RESULT;
void               foyer_report_tables_free (FoyerReportTables *self);

/** Writes a workbook with a sheet a table. FALSE with NO_OUTPUT. */
gboolean           foyer_report_tables_to_xlsx (const FoyerReportTables *self, const char *path,
                                                GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerReportTables, foyer_report_tables_free)

G_END_DECLS
