/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "print-queue.h"
#include "replica.h"

G_BEGIN_DECLS

/**
 * FoyerBadges:
 *
 * Brings what the journal wants on paper to the print queue: at start, and
 * whenever the replica changes. A job's id is the id of the entry that wants
 * it, so whatever was interrupted, each badge is wanted exactly once; the badge
 * of an admission that was taken back is cancelled. The queue is told which
 * paper to expect. Main thread; the work is done on another.
 */
#define FOYER_TYPE_BADGES (foyer_badges_get_type ())
G_DECLARE_FINAL_TYPE (FoyerBadges, foyer_badges, FOYER, BADGES, GObject)

/**
 * foyer_badges_new:
 * @template_name: (nullable): NULL for the event's
 * @secret_key: the kiosk's enrolled key, FOYER_CODE_SECRET_BYTES; copied
 *
 * Starts at once.
 */
FoyerBadges *foyer_badges_new  (FoyerReplica *replica, FoyerPrintQueue *queue,
                                const char *template_name, const guint8 *secret_key)
  G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_badges_stop:
 *
 * Looks at nothing more, and waits for what is being looked at. Before the
 * queue and the replica are closed; safe to repeat.
 */
void         foyer_badges_stop (FoyerBadges *self);

G_END_DECLS
