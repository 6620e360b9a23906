/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli.h"
#include "intake.h"

G_BEGIN_DECLS

/*
 * What is said of an import: about the file to standard error, about what
 * became of it to standard output. Only foyer_import_report_people() shows what
 * is in the cells.
 */

/** The remarks on rows: refused ones, and what to look at. */
void foyer_import_report_remarks    (const FoyerCli *cli, const FoyerIntake *intake);

/** Encoding, delimiter, and what each column was taken for. */
void foyer_import_report_understood (const FoyerCli *cli, const FoyerIntake *intake);

/** Every person as understood: of a pasted text, to be looked at before it counts. */
void foyer_import_report_people     (const FoyerCli *cli, const FoyerIntake *intake);

/**
 * foyer_import_report_answer:
 * @answer: as foyer_organize_import() makes it
 * @refused: rows that became no drafts
 *
 * Row by row what is new, changed, linked, refused and in doubt, and the sums.
 */
void foyer_import_report_answer     (const FoyerCli *cli, const json_t *answer, guint refused,
                                     gboolean dry);

/** How many signed up by each channel, of how many, and by day; @only: (nullable): one channel. */
void foyer_import_report_channels   (const FoyerCli *cli, const json_t *channels, const char *only);

G_END_DECLS
