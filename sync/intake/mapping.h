/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "table.h"

#include "registration.h"

G_BEGIN_DECLS

/** What a column of a registrations file means. */
typedef enum {
  FOYER_COLUMN_ANSWER,       /* none of the others: an answer to a question of the channel's own */
  FOYER_COLUMN_NAME,
  FOYER_COLUMN_PHONE,
  FOYER_COLUMN_EMAIL,
  FOYER_COLUMN_COMPANY,
  FOYER_COLUMN_TITLE,
  FOYER_COLUMN_CITY,
  FOYER_COLUMN_CATEGORY,
  FOYER_COLUMN_STATUS,
  FOYER_COLUMN_REGISTERED,
  FOYER_COLUMN_CODE,
  FOYER_COLUMN_REFERENCE,
  FOYER_COLUMN_NOTE,
  FOYER_COLUMN_IGNORE,       /* nothing; only by somebody's word */
  FOYER_COLUMN_N
} FoyerColumn;

/** The name in files and in `--json` ("phone"), and back; FALSE for no such name. */
const char *foyer_column_to_string   (FoyerColumn column);
gboolean    foyer_column_from_string (const char *text, FoyerColumn *column);

/**
 * FoyerMapping:
 * @headers: of the columns, never empty and all different; NULL-terminated
 * @columns: what each means; each meaning but ANSWER and IGNORE at most once
 */
typedef struct {
  char       **headers;
  FoyerColumn *columns;
  guint        n_columns;
} FoyerMapping;

/**
 * foyer_mapping_guess:
 * @said: (nullable): "header=meaning" strings, which come before any guess; a header that the table
 * does not have is left aside. NULL-terminated
 *
 * Understands headers in Chinese and English, whatever their case, width,
 * spaces, and hints in brackets. Where two headers would mean the same, the
 * one that is named more to the point has it and the other is an answer.
 *
 * Returns: (transfer full): %FOYER_INTAKE_ERROR_COLUMNS when no column holds names; the message
 * lists the headers there are
 */
FoyerMapping *foyer_mapping_guess (const FoyerTable *table, const char * const *said, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/** The header of "header=meaning" (transfer full); NULL with %FOYER_INTAKE_ERROR_COLUMNS for anything else. */
char         *foyer_mapping_parse (const char *said, FoyerColumn *column, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/** Whether a header, or the label before a colon, means @column. */
gboolean      foyer_mapping_names (FoyerColumn column, const char *header);

/** How many of the cells in a text, of whatever delimiter, are headers that we know, ASCII ones left aside. */
guint         foyer_mapping_count_known (const char *text);

/** The names on the wire of what the columns fill: "name", "phone", "answers"… NULL-terminated. */
char        **foyer_mapping_fields (const FoyerMapping *self) G_GNUC_WARN_UNUSED_RESULT;

void          foyer_mapping_free  (FoyerMapping *self);

/** The index of the column that means @column, or -1. */
int           foyer_mapping_index (const FoyerMapping *self, FoyerColumn column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerMapping, foyer_mapping_free)

G_END_DECLS
