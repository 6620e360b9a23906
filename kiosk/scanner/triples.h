/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "outline.h"

G_BEGIN_DECLS

/**
 * FoyerOutline:
 * @level: between dark and light
 * @has_corners: whether it is a square, however tilted
 * @corners: clockwise
 *
 * What is measured at a finder, once.
 */
typedef struct {
  double     level;
  gboolean   has_corners;
  FoyerPoint corners[4];
} FoyerOutline;

/**
 * FoyerTriple:
 * @at: numbers of finders: at the code's corner, to the right of it, below it
 * @oddness: 0 for a square that is seen from the front
 *
 * Three finders that may be those of a code.
 */
typedef struct {
  guint  at[3];
  double oddness;
} FoyerTriple;

/**
 * foyer_triples_outline:
 * @finders: (element-type FoyerFinder)
 *
 * Returns: (transfer full): one for each finder
 */
FoyerOutline *foyer_triples_outline (const FoyerGrey *grey, GArray *finders)
  G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_triples_find:
 * @outlines: of foyer_triples_outline()
 *
 * Returns: (transfer full) (element-type FoyerTriple): the likeliest first
 */
GArray       *foyer_triples_find    (GArray *finders, const FoyerOutline *outlines)
  G_GNUC_WARN_UNUSED_RESULT;

/* How far two sizes are apart: 0 for the same, the logarithm of their ratio otherwise. */
double        foyer_triples_odds    (double a, double b);

G_END_DECLS
