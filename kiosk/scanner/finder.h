/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "grey.h"

G_BEGIN_DECLS

/**
 * FoyerFinder:
 * @x: its middle, in pixels; the first pixel reaches from 0 to 1
 * @y: its middle
 * @module: the side of a module in pixels, roughly
 * @votes: on how many lines it was seen
 * @light: whether it is light on dark
 *
 * One of the three large squares of a QR code, or something that looks like it.
 */
typedef struct {
  double   x;
  double   y;
  double   module;
  guint    votes;
  gboolean light;
} FoyerFinder;

/**
 * foyer_finder_search:
 * @black_white: of foyer_grey_threshold()
 * @step: look at every so many rows
 *
 * Returns: (transfer full) (element-type FoyerFinder): those seen most often first
 */
GArray *foyer_finder_search (const FoyerGrey *black_white, int step) G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_finder_glance:
 *
 * The same from grey, with a threshold of its own for each row it looks at: for
 * pictures that most often hold nothing.
 */
GArray *foyer_finder_glance (const FoyerGrey *grey, int step) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
