/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "badge-template-private.h"

#include <pango/pangocairo.h>

G_BEGIN_DECLS

#define FOYER_POINTS_PER_MM (72 / 25.4)

/**
 * FoyerBadgeText:
 * @layout: of whatever size: scale it by @scale, then one unit is a point
 * @width: of the space that the text has, points; rotated with the text
 * @height: likewise
 * @x: where the layout's origin goes, points from the left edge of that space
 * @y: likewise from its top edge
 * @size: the letter size that was chosen
 * @cut: it does not even fit at the smallest size, so its end is missing
 */
typedef struct {
  PangoLayout *layout;
  double       width, height;
  double       x, y;
  double       scale;
  double       size;
  gboolean     cut;
} FoyerBadgeText;

/* The largest size of @words that fits; lines of balanced length. Release ->layout. */
FoyerBadgeText foyer_badge_text_fit (PangoContext *context, const FoyerBadgeElement *element,
                                     const char *words);

G_END_DECLS
