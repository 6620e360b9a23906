/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "door.h"
#include "print-queue.h"

G_BEGIN_DECLS

/**
 * FoyerBadgeDoubt:
 * @job: UNKNOWN (it may have come out) or FAILED
 * @registration: (nullable): whose badge it is; with @name NULL of a badge that no entry wants, a
 *   test print, and of a guest whose row is not here
 *
 * A badge of which only somebody who looks at the printer can tell.
 */
typedef struct {
  FoyerPrintJob *job;
  char          *registration;
  char          *name;
} FoyerBadgeDoubt;

/**
 * FoyerBadgeAnswer:
 * @FOYER_BADGE_CAME_OUT: somebody holds it
 * @FOYER_BADGE_AGAIN: it is to be printed once more
 * @FOYER_BADGE_GIVEN_UP: nobody waits for it any more
 */
typedef enum {
  FOYER_BADGE_CAME_OUT,
  FOYER_BADGE_AGAIN,
  FOYER_BADGE_GIVEN_UP,
} FoyerBadgeAnswer;

/** Reads all of them. The callback comes on the main loop. */
void       foyer_badge_doubts_async  (FoyerDoor *door, FoyerPrintQueue *queue,
                                      GAsyncReadyCallback callback, gpointer user_data);
/** (element-type FoyerBadgeDoubt): oldest first */
GPtrArray *foyer_badge_doubts_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_badge_answer_async:
 * @callback: on the main loop, when it is durable or could not be kept: read the doubts again
 *
 * A volunteer has looked. Safe to repeat; it changes nothing when the printer has said it by itself
 * meanwhile.
 */
void       foyer_badge_answer_async  (FoyerPrintQueue *queue, const char *job, FoyerBadgeAnswer answer,
                                      GAsyncReadyCallback callback, gpointer user_data);

G_END_DECLS
