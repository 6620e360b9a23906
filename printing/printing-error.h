/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FoyerPrintingError:
 * @FOYER_PRINTING_ERROR_TEMPLATE: the template or the badge cannot be laid out; a person has to
 *   mend the template, and the message names the group, key and line
 * @FOYER_PRINTING_ERROR_UNREACHABLE: nothing was handed over; try again, later each time
 * @FOYER_PRINTING_ERROR_BUSY: the printer asked us to wait; nothing was handed over
 * @FOYER_PRINTING_ERROR_MEDIA: the printer does not hold this size; a person has to change the
 *   roll or the template, nothing was handed over
 * @FOYER_PRINTING_ERROR_TRUST: whoever answers is not the printer that was meant; a person has to
 *   compare the key in the message, nothing was handed over
 * @FOYER_PRINTING_ERROR_REFUSED: the printer will never take this document as it is
 * @FOYER_PRINTING_ERROR_LOST: the document may or may not have arrived; ask the printer before
 *   sending anything again
 * @FOYER_PRINTING_ERROR_GONE: the printer does not know this job any more
 * @FOYER_PRINTING_ERROR_STORE: the queue's file cannot be read or written
 * @FOYER_PRINTING_ERROR_NEWER: the queue's file was written by a newer build; leave it alone
 * @FOYER_PRINTING_ERROR_STATE: the job is not in a state where this can be done
 *
 * Each code names what the caller has to do. Why it happened is in the message.
 */
typedef enum {
  FOYER_PRINTING_ERROR_TEMPLATE,
  FOYER_PRINTING_ERROR_UNREACHABLE,
  FOYER_PRINTING_ERROR_BUSY,
  FOYER_PRINTING_ERROR_MEDIA,
  FOYER_PRINTING_ERROR_REFUSED,
  FOYER_PRINTING_ERROR_LOST,
  FOYER_PRINTING_ERROR_GONE,
  FOYER_PRINTING_ERROR_STORE,
  FOYER_PRINTING_ERROR_NEWER,
  FOYER_PRINTING_ERROR_STATE,
  FOYER_PRINTING_ERROR_TRUST,
} FoyerPrintingError;

#define FOYER_PRINTING_ERROR (foyer_printing_error_quark ())
GQuark foyer_printing_error_quark (void);

G_END_DECLS
