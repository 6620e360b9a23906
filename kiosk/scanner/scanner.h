/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "camera.h"

G_BEGIN_DECLS

/**
 * FoyerScanTimes:
 * @by_hand: a hand scanner read it: there was no frame
 * @seen_us: when the frame that was read arrived, or the hand scanner's line
 * @decoded_us: when its text was known
 * @delivered_us: when ::code was emitted
 *
 * Moments by g_get_monotonic_time(), for measuring the way from light to verdict.
 */
typedef struct {
  gboolean by_hand;
  gint64   seen_us;
  gint64   decoded_us;
  gint64   delivered_us;
} FoyerScanTimes;

/**
 * FoyerScanner:
 *
 * Joins a camera, a decode thread and hand scanners into one ::code signal on
 * the main context of the thread that created it. One code at a time: the
 * largest near the middle; another only when that one is gone, or clearly further
 * away. A code held in view is told once, and again when it was out of
 * view for a second; what to make of a repetition is the door's.
 */
#define FOYER_TYPE_SCANNER (foyer_scanner_get_type ())
G_DECLARE_FINAL_TYPE (FoyerScanner, foyer_scanner, FOYER, SCANNER, GObject)

/**
 * foyer_scanner_new:
 * @camera: (nullable): read while the scanner runs; NULL for hand scanners alone
 */
FoyerScanner *foyer_scanner_new (FoyerCamera *camera) G_GNUC_WARN_UNUSED_RESULT;

FoyerCamera  *foyer_scanner_get_camera  (FoyerScanner *self);

/**
 * foyer_scanner_get_message:
 *
 * Why the camera's codes are not read at the moment, in plain words for staff,
 * translated; empty while all is well. Notified as "message" on the main thread.
 */
const char   *foyer_scanner_get_message (FoyerScanner *self);

/**
 * foyer_scanner_start:
 *
 * Starts the camera and reading. Safe to repeat, also after a stop.
 */
void foyer_scanner_start (FoyerScanner *self);

/**
 * foyer_scanner_stop:
 *
 * Stops the camera and reading; no ::code follows, not even one already read.
 * Waits for the frame in hand, some milliseconds. Safe to repeat, and needed
 * before the last reference goes.
 */
void foyer_scanner_stop (FoyerScanner *self);

/**
 * foyer_scanner_look_again:
 *
 * Tells what is in view once more: whoever held it up came too early. Main thread.
 */
void foyer_scanner_look_again (FoyerScanner *self);

/**
 * foyer_scanner_push_text:
 * @text: a line from a hand scanner
 *
 * Emits ::code before it returns, with surrounding white space removed. An
 * empty line, a line that is not UTF-8 or a stopped scanner: nothing happens.
 * Main thread.
 */
void foyer_scanner_push_text (FoyerScanner *self, const char *text);

/**
 * FoyerScanner::code:
 * @self: the scanner
 * @text: what the guest held up, as decoded and not yet trusted
 * @times: (type gpointer): a #FoyerScanTimes, valid during the emission
 */

G_END_DECLS
