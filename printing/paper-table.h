/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FoyerPaperTable:
 * @title: (nullable)
 * @numbers: bit i: column i holds numbers
 * @rows: (element-type GStrv): the first is the heading; each has n_columns cells
 *
 * Something to be read as rows, on paper, in a file or in a terminal.
 */
typedef struct {
  char      *title;
  guint      n_columns;
  guint32    numbers;
  GPtrArray *rows;
} FoyerPaperTable;

/** @headings: NULL-terminated, copied. */
FoyerPaperTable *foyer_paper_table_new  (const char *title, const char * const *headings,
                                         guint32 numbers) G_GNUC_WARN_UNUSED_RESULT;
void             foyer_paper_table_free (FoyerPaperTable *self);

/** @cells: n_columns of them, copied; NULL is an empty cell. */
void        foyer_paper_table_add  (FoyerPaperTable *self, const char * const *cells);

/** Rows without the heading. */
guint       foyer_paper_table_get_n_rows (const FoyerPaperTable *self);
const char *foyer_paper_table_get_cell   (const FoyerPaperTable *self, guint row, guint column);
gboolean    foyer_paper_table_is_number  (const FoyerPaperTable *self, guint column);

/**
 * foyer_paper_table_to_csv:
 *
 * (transfer full): RFC 4180 with a byte order mark, so that spreadsheets take it
 * for UTF-8. A text that a spreadsheet would run as a formula gets an apostrophe
 * before it (OWASP, "CSV Injection").
 */
char       *foyer_paper_table_to_csv (const FoyerPaperTable *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerPaperTable, foyer_paper_table_free)

G_END_DECLS
