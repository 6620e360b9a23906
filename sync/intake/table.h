/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "encoding.h"

G_BEGIN_DECLS

#define FOYER_TABLE_MAX_BYTES   (64 * 1024 * 1024)
#define FOYER_TABLE_MAX_ROWS    500000
#define FOYER_TABLE_MAX_COLUMNS 256

/**
 * FoyerRow:
 * @number: as a spreadsheet counts: the first row of the file is 1
 * @nul_column: the first cell (from 1) with a NUL byte in it, 0 if none has
 * @n_cells: of @cells; it can differ from the number of headers
 * @cells: trimmed UTF-8, never NULL
 */
typedef struct {
  gint64 number;
  guint  nul_column;
  guint  n_cells;
  char  *cells[];
} FoyerRow;

/**
 * FoyerTable:
 * @file: how messages name where it came from
 * @delimiter: between cells; NUL in a workbook
 * @sheet: (nullable): of a workbook, the sheet that was read
 * @headers: the first row that is not blank
 * @rows: (element-type FoyerRow): those below it, without the blank ones
 *
 * Cells as they were written, before anyone asks what they mean.
 */
typedef struct {
  char         *file;
  FoyerEncoding encoding;
  char          delimiter;
  char         *sheet;
  FoyerRow     *headers;
  GPtrArray    *rows;
} FoyerTable;

/**
 * foyer_table_read:
 * @bytes: the content of a CSV file or of an XLSX workbook
 * @file: how messages name it
 *
 * Finds encoding and delimiter (comma, semicolon, tab, bar) by looking. Rows
 * of another length than the headers are kept: judging them is not its
 * business. Pure, any thread.
 */
FoyerTable *foyer_table_read (GBytes *bytes, const char *file, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/** The same for the file at @path, which messages name without its folder. */
FoyerTable *foyer_table_load (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_table_take_headers:
 * @row: index in @rows
 *
 * That row holds the headers; what stood above it was a title.
 */
void        foyer_table_take_headers (FoyerTable *self, guint row);

void        foyer_table_free (FoyerTable *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerTable, foyer_table_free)

G_END_DECLS
