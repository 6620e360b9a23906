/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FoyerScannerError:
 * @FOYER_SCANNER_ERROR_UNREADABLE: this file is missing or no picture; name it to the person
 * @FOYER_SCANNER_ERROR_UNSUITABLE: this text fits no QR code; make it shorter
 * @FOYER_SCANNER_ERROR_MEDIA: a GStreamer part is missing or failed; see the message and install it
 * @FOYER_SCANNER_ERROR_FRAME_LOST: this frame can't be looked at; go on with the next one
 * @FOYER_SCANNER_ERROR_NO_DECODER: the program that decodes can't be started; tell staff, and go on
 *
 * Each code names what the caller has to do. Why it happened is in the message.
 */
typedef enum {
  FOYER_SCANNER_ERROR_UNREADABLE,
  FOYER_SCANNER_ERROR_UNSUITABLE,
  FOYER_SCANNER_ERROR_MEDIA,
  FOYER_SCANNER_ERROR_FRAME_LOST,
  FOYER_SCANNER_ERROR_NO_DECODER,
} FoyerScannerError;

#define FOYER_SCANNER_ERROR (foyer_scanner_error_quark ())
GQuark foyer_scanner_error_quark (void);

G_END_DECLS
