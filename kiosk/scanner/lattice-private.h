/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lattice.h"

G_BEGIN_DECLS

/* Where the corner of a module lies, in pixels. */
typedef struct {
  float x, y;
} FoyerLatticeCorner;

/**
 * foyer_lattice_corners:
 *
 * Returns: (transfer full): of all modules and @margin more on each side, row by row, one more
 * a row than there are modules
 */
FoyerLatticeCorner *foyer_lattice_corners (const FoyerLattice *self, int margin)
  G_GNUC_WARN_UNUSED_RESULT;

/* The four nodes of the net about a point, and how much each counts there. */
void   foyer_lattice_weights (const FoyerLattice *self, double u, double v, int *which,
                              double *factors);

/* What a net says where these nodes count so much. */
double foyer_lattice_net_at  (const double *net, const int *which, const double *factors);

G_END_DECLS
