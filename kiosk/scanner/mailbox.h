/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "frame.h"

G_BEGIN_DECLS

/**
 * FoyerMailbox:
 *
 * Holds the newest camera frame and nothing else. A decoder that falls behind
 * skips frames; it never works through a backlog of a hand that has left.
 * Every function may be called from any thread.
 */
typedef struct _FoyerMailbox FoyerMailbox;

FoyerMailbox *foyer_mailbox_new   (void) G_GNUC_WARN_UNUSED_RESULT;
void          foyer_mailbox_free  (FoyerMailbox *self);

/* Takes @frame over; the one it replaces is dropped, and so is @frame after close. */
void          foyer_mailbox_post  (FoyerMailbox *self, FoyerFrame *frame);

/* Blocks for the next frame. NULL after close: time to leave the thread. */
FoyerFrame   *foyer_mailbox_take  (FoyerMailbox *self) G_GNUC_WARN_UNUSED_RESULT;

/* Wakes whoever waits. Safe to repeat. */
void          foyer_mailbox_close (FoyerMailbox *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerMailbox, foyer_mailbox_free)

G_END_DECLS
