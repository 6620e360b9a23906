/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "notices.h"
#include "replica.h"

G_BEGIN_DECLS

/**
 * FoyerNoticeBoard:
 *
 * What is said on all kiosks now: follows the replica, and takes a notice down
 * at its time. FoyerNoticeBoard::changed: there are others. Main thread.
 */
#define FOYER_TYPE_NOTICE_BOARD (foyer_notice_board_get_type ())
G_DECLARE_FINAL_TYPE (FoyerNoticeBoard, foyer_notice_board, FOYER, NOTICE_BOARD, GObject)

FoyerNoticeBoard  *foyer_notice_board_new   (FoyerReplica *replica) G_GNUC_WARN_UNUSED_RESULT;

guint              foyer_notice_board_count (FoyerNoticeBoard *self);
/** The newest is number 0. Until FoyerNoticeBoard::changed. */
const FoyerNotice *foyer_notice_board_get   (FoyerNoticeBoard *self, guint i);

G_END_DECLS
