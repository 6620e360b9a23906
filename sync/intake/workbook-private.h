/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reading-private.h"

G_BEGIN_DECLS

/** Whether the bytes begin as those of an XLSX workbook, which is a ZIP archive. */
gboolean foyer_workbook_is_one (GBytes *bytes);

/**
 * foyer_workbook_read:
 * @reading: fresh; gets the rows of the first visible sheet that has any
 * @sheet: (out): its name
 *
 * Reads an XLSX workbook: numbers as they were typed (a phone is no 1.38E+10),
 * dates as year first, formulas by their last result. Unpacks no more than a
 * table of people can be, whatever the archive says of itself. Pure, any thread.
 */
gboolean foyer_workbook_read (GBytes *bytes, const char *file, FoyerReading *reading, char **sheet,
                              GError **error);

G_END_DECLS
