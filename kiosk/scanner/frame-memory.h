/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "frame.h"

G_BEGIN_DECLS

/**
 * FoyerFrameMemory:
 *
 * Memory for one frame that another process may look at. It can neither write
 * there nor take it away. One thread.
 */
typedef struct _FoyerFrameMemory FoyerFrameMemory;

FoyerFrameMemory *foyer_frame_memory_new        (void) G_GNUC_WARN_UNUSED_RESULT;
void              foyer_frame_memory_free       (FoyerFrameMemory *self);

/* Copies the frame to the beginning; FALSE if there is no memory. */
gboolean          foyer_frame_memory_place      (FoyerFrameMemory *self, FoyerFrame *frame);

/* What to hand on. Valid until a frame is placed. */
int               foyer_frame_memory_get_fd     (FoyerFrameMemory *self);
gsize             foyer_frame_memory_get_size   (FoyerFrameMemory *self);

/* Another number for each memory that was made for larger frames; 0 for none yet. */
guint             foyer_frame_memory_get_serial (FoyerFrameMemory *self);

G_END_DECLS
