/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FOYER_INTAKE_ERROR (foyer_intake_error_quark ())
GQuark foyer_intake_error_quark (void);

/**
 * FoyerIntakeError:
 * @FOYER_INTAKE_ERROR_FILE: it can't be opened or read; name another
 * @FOYER_INTAKE_ERROR_FORMAT: it is no table (empty, a workbook, a picture); export it as CSV
 * @FOYER_INTAKE_ERROR_ENCODING: its text can't be read; save it again as UTF-8
 * @FOYER_INTAKE_ERROR_TORN: it ends or breaks inside a quoted cell; export it again
 * @FOYER_INTAKE_ERROR_COLUMNS: no column holds names; say which one does
 * @FOYER_INTAKE_ERROR_TOO_LARGE: more than we take at once; split it
 * @FOYER_INTAKE_ERROR_ZONE: this machine knows no such time zone; correct the event
 *
 * Each code names what the caller has to do. The message names the file and,
 * where there is one, the row and the column; never what is in a cell.
 */
typedef enum {
  FOYER_INTAKE_ERROR_FILE,
  FOYER_INTAKE_ERROR_FORMAT,
  FOYER_INTAKE_ERROR_ENCODING,
  FOYER_INTAKE_ERROR_TORN,
  FOYER_INTAKE_ERROR_COLUMNS,
  FOYER_INTAKE_ERROR_TOO_LARGE,
  FOYER_INTAKE_ERROR_ZONE,
} FoyerIntakeError;

G_END_DECLS
