/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "table.h"

G_BEGIN_DECLS

/**
 * FoyerReading:
 * @text: cells of the row that is being read, each with a NUL after it
 * @starts: (element-type gsize): where each of them begins
 * @number: of the last row that ended
 * @nul_column: the first of them with a NUL of its own, from 1
 * @wide: a row had more cells than any table of people has
 * @max_rows: reading stops after one more
 * @headers: (nullable): the first row that isn't blank
 * @rows: (element-type FoyerRow): those below it that aren't
 *
 * A text on its way to be rows.
 */
typedef struct {
  GString   *text;
  GArray    *starts;
  gint64     number;
  guint      nul_column;
  gboolean   wide;
  gsize      max_rows;
  FoyerRow  *headers;
  GPtrArray *rows;
} FoyerReading;

/** @rows_before: how many the caller has taken off the text. */
void     foyer_reading_init       (FoyerReading *self, gsize max_rows, gint64 rows_before);
void     foyer_reading_clear      (FoyerReading *self);

/**
 * foyer_reading_parse:
 *
 * Reads @text to its end or until there is enough. FALSE when a quoted cell is
 * torn: the one that would have come next.
 */
gboolean foyer_reading_parse      (FoyerReading *self, const char *text, gsize length,
                                   char delimiter);

/** For texts that are no CSV: a cell of the row under way, and the row's end, which counts on. */
void     foyer_reading_add_cell   (FoyerReading *self, const char *bytes, gsize length);
void     foyer_reading_end_row    (FoyerReading *self);

/** Whether it stopped before the end: too wide, or more than @max_rows. */
gboolean foyer_reading_has_enough (const FoyerReading *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoyerReading, foyer_reading_clear)

G_END_DECLS
