/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "frame.h"

G_BEGIN_DECLS

/**
 * FoyerScanHeard:
 * @code: a guest holds this up
 * @blind: whether frames come and can't be read; at first they can
 *
 * Called on the scan thread.
 */
typedef struct {
  void (*code)  (gpointer owner, const char *text, gint64 seen_us);
  void (*blind) (gpointer owner, gboolean blind);
} FoyerScanHeard;

/**
 * FoyerScanThread:
 *
 * Looks at the newest frame, again and again.
 */
typedef struct _FoyerScanThread FoyerScanThread;

/* Borrows @heard and @owner until it is stopped. */
FoyerScanThread *foyer_scan_thread_start (const FoyerScanHeard *heard, gpointer owner)
  G_GNUC_WARN_UNUSED_RESULT;

/* A #FoyerFrameFunc: any thread. */
void foyer_scan_thread_post       (FoyerFrame *frame, gpointer self);

/* What is in view is told once more. Any thread. */
void foyer_scan_thread_look_again (FoyerScanThread *self);

/* Waits for the frame in hand, some milliseconds; nothing is called afterwards. */
void foyer_scan_thread_stop       (FoyerScanThread *self);

G_END_DECLS
