/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "finder.h"

G_BEGIN_DECLS

typedef struct {
  double x, y;
} FoyerPoint;

/* The level between the dark and the light of a finder. */
double   foyer_outline_level   (const FoyerGrey *grey, const FoyerFinder *finder);

/**
 * foyer_outline_reach:
 * @dx: a direction, of length one
 * @dy: the same
 *
 * Returns: how far the edge of a finder is from its middle in this direction, in pixels; 0 if
 * it has none there
 */
double   foyer_outline_reach   (const FoyerGrey *grey, const FoyerFinder *finder, double level,
                                double dx, double dy);

/**
 * foyer_outline_corners:
 * @corners: (out): clockwise, to a fraction of a pixel
 *
 * Returns: FALSE if it is not a square, however tilted
 */
gboolean foyer_outline_corners (const FoyerGrey *grey, const FoyerFinder *finder, double level,
                                FoyerPoint corners[4]);

G_END_DECLS
