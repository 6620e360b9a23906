/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "decoder.h"

G_BEGIN_DECLS

/**
 * FoyerInView:
 *
 * Whose turn it is, frame by frame. A code held up is told once, and again
 * when it was out of view for a second. Of several it is the largest near the
 * middle, and never two guests at once: while a code that was told is in view,
 * another has to be held clearly nearer, or be the one for a while. Knows no clock. One thread.
 */
typedef struct _FoyerInView FoyerInView;

FoyerInView *foyer_in_view_new    (void) G_GNUC_WARN_UNUSED_RESULT;
void         foyer_in_view_free   (FoyerInView *self);

/**
 * foyer_in_view_take:
 * @codes: (element-type FoyerFoundCode): what one frame of @width × @height held
 * @now_us: when it was seen, later than the frame before
 *
 * Returns: (transfer none) (nullable): the one of @codes to tell now
 */
const FoyerFoundCode *foyer_in_view_take (FoyerInView *self, GPtrArray *codes, int width,
                                          int height, gint64 now_us);

/* What is in view is told once more. */
void         foyer_in_view_forget (FoyerInView *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerInView, foyer_in_view_free)

G_END_DECLS
