/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "mapping.h"
#include "remark.h"

G_BEGIN_DECLS

/**
 * FoyerIntake:
 * @drafts: (element-type FoyerRegistration): id and person are NULL; the store gives them
 * @rows: (element-type gint64): the row of each draft
 * @refusals: (element-type FoyerRemark): rows that became no draft, and why
 * @warnings: (element-type FoyerRemark): about rows that became drafts
 * @encoding, @delimiter: what was found by looking
 * @sheet: (nullable): of a workbook, the sheet that was read
 * @mapping: which columns were understood, and as what
 *
 * What a file says about who signed up, before anything of it counts.
 */
typedef struct {
  GPtrArray    *drafts;
  GArray       *rows;
  GPtrArray    *refusals;
  GPtrArray    *warnings;
  FoyerEncoding encoding;
  char          delimiter;
  char         *sheet;
  FoyerMapping *mapping;
} FoyerIntake;

/**
 * FoyerIntakeSource:
 * @channel: through which its people signed up ("own-form")
 * @zone: IANA name of the zone of times that name none: the event's
 * @columns: (nullable): "header=meaning" strings that someone said, as in foyer_mapping_guess()
 *
 * What one has to know of a file to read it.
 */
typedef struct {
  const char         *channel;
  const char         *zone;
  const char * const *columns;
} FoyerIntakeSource;

/**
 * foyer_intake_load:
 * @path: a registrations file as a ticket service exports it: CSV or XLSX
 *
 * Reads the whole file or fails; a bad row is refused by itself and harms no
 * other. Changes nothing anywhere: safe to repeat, any thread.
 *
 * Returns: (transfer full): see #FoyerIntakeError
 */
FoyerIntake *foyer_intake_load (const char *path, const FoyerIntakeSource *source, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/** The same for a file's content; messages name it @file. */
FoyerIntake *foyer_intake_read (GBytes *bytes, const char *file, const FoyerIntakeSource *source,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_intake_take:
 * @mapping: (transfer full): of the table's columns
 *
 * The second half alone: what the rows of a table, wherever it came from, say
 * under a mapping, wherever that came from.
 */
FoyerIntake *foyer_intake_take (const FoyerTable *table, FoyerMapping *mapping, const char *channel,
                                const char *zone, GError **error) G_GNUC_WARN_UNUSED_RESULT;

void         foyer_intake_free (FoyerIntake *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerIntake, foyer_intake_free)

G_END_DECLS
