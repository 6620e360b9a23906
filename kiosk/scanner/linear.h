/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FoyerLinear:
 *
 * Many equations about few unknowns, to be met as nearly as they can.
 */
typedef struct _FoyerLinear FoyerLinear;

FoyerLinear *foyer_linear_new  (int n_unknowns) G_GNUC_WARN_UNUSED_RESULT;
void         foyer_linear_free (FoyerLinear *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerLinear, foyer_linear_free)

/**
 * foyer_linear_add:
 * @n: how many unknowns it is about
 * @which: their numbers
 * @factors: what each counts
 * @value: what they add up to
 * @weight: how much it matters
 */
void         foyer_linear_add  (FoyerLinear *self, int n, const int *which, const double *factors,
                                double value, double weight);

/* Returns: FALSE if the equations leave something open. */
gboolean     foyer_linear_solve (FoyerLinear *self, double *unknowns);

G_END_DECLS
