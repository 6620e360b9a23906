/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "json.h"

G_BEGIN_DECLS

/*
 * How the commands print. JSON is UTF-8 whatever the locale; text for people
 * is in the locale's encoding and never moves a terminal's cursor.
 */

/** Prints @row on a line of its own. @row: (transfer full) */
void  foyer_output_json (json_t *row);

/** The text of a member; "" where there is none. */
const char *foyer_output_text (const json_t *json, const char *member);

/** The number of a member; 0 where there is none. */
gint64 foyer_output_number (const json_t *json, const char *member);

/** The moment that a member says; 0 where it says none. */
gint64 foyer_output_time (const json_t *json, const char *member);

/** Prints {"file": PATH}, of a file that was written. */
void  foyer_output_file (const char *path);

/** @text with control characters, bidi overrides and bad bytes made visible; "" for NULL. */
char *foyer_output_cell (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/** Prints the NULL-terminated cells with tabs between. */
void  foyer_output_row  (const char *first, ...) G_GNUC_NULL_TERMINATED;

/** Where standard error is a terminal, says there how far something is. */
void  foyer_output_progress (guint done, guint total);

/** How many columns of a terminal @text takes: two for a hanzi. */
guint foyer_output_width (const char *text);

/**
 * FoyerGrid:
 *
 * Rows whose columns are aligned, the first to the left and the others to the right.
 */
typedef struct _FoyerGrid FoyerGrid;

FoyerGrid *foyer_grid_new   (guint n_columns) G_GNUC_WARN_UNUSED_RESULT;
void       foyer_grid_free  (FoyerGrid *self);
/** @cells: n_columns of them, copied. */
void       foyer_grid_add   (FoyerGrid *self, const char * const *cells);
void       foyer_grid_print (FoyerGrid *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerGrid, foyer_grid_free)

G_END_DECLS
