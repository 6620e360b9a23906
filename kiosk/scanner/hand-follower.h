/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hand-device.h"

G_BEGIN_DECLS

/**
 * FoyerHandHeard:
 * @line: from any of the scanners; the same line again from the same scanner
 *   within two seconds is not told
 * @trouble: why there is no scanner although certain ones are meant;
 *   %FOYER_HAND_OPENED when that is over
 *
 * Called on the follower's thread.
 */
typedef struct {
  void (*line)    (gpointer owner, const char *line);
  void (*trouble) (gpointer owner, FoyerHandOpened trouble);
} FoyerHandHeard;

/**
 * FoyerHandFollower:
 *
 * The thread that finds hand scanners, reads them, and finds them again.
 */
typedef struct _FoyerHandFollower FoyerHandFollower;

/* Borrows everything until it is stopped. */
FoyerHandFollower *foyer_hand_follower_start (const FoyerHandSystem *system,
                                              const FoyerDeviceChoice *choice, const char *layout,
                                              const FoyerHandHeard *heard, gpointer owner)
  G_GNUC_WARN_UNUSED_RESULT;

/* Lets go of every device; nothing is called any more once this returns. Some
 * milliseconds. */
void               foyer_hand_follower_stop  (FoyerHandFollower *self);

G_END_DECLS
