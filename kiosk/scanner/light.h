/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "frame.h"

G_BEGIN_DECLS

/**
 * FoyerLight:
 *
 * Tells a covered lens or a dark hall from a moment's shadow. A phone held up
 * in the dark is light enough. Zero is a good start.
 */
typedef struct {
  gint64 dark_since_us;   /* 0 while there is light */
} FoyerLight;

/* Whether anything in the frame could be a code. */
gboolean foyer_light_is_in (FoyerFrame *frame);

/* FALSE once frames without light have come for a while; TRUE again with the first that has some. */
gboolean foyer_light_take  (FoyerLight *self, gboolean has_light, gint64 now_us);

void     foyer_light_reset (FoyerLight *self);

G_END_DECLS
