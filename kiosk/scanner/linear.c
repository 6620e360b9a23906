/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linear.h"

#include <math.h>
#include <string.h>

/* The normal equations; of the square matrix only the part below the diagonal is kept. */
struct _FoyerLinear {
  int     n;
  double *square;
  double *right;
};

FoyerLinear *
foyer_linear_new (int n_unknowns)
{
  FoyerLinear *self = g_new0 (FoyerLinear, 1);

  self->n = n_unknowns;
  self->square = g_new0 (double, (gsize) n_unknowns * (gsize) n_unknowns);
  self->right = g_new0 (double, n_unknowns);
  return self;
}

void
foyer_linear_free (FoyerLinear *self)
{
  g_free (self->square);
  g_free (self->right);
  g_free (self);
}

void
foyer_linear_add (FoyerLinear *self, int n, const int *which, const double *factors, double value,
                  double weight)
{
  for (int i = 0; i < n; i++) {
    double weighted = weight * factors[i];

    self->right[which[i]] += weighted * value;
    for (int j = 0; j < n; j++)
      if (which[j] <= which[i])
        self->square[which[i] * self->n + which[j]] += weighted * factors[j];
  }
}

/* Cholesky: the matrix becomes its root. */
static gboolean
take_root (FoyerLinear *self)
{
  int n = self->n;

  for (int row = 0; row < n; row++) {
    double *here = self->square + (gsize) row * (gsize) n;

    for (int column = 0; column <= row; column++) {
      const double *there = self->square + (gsize) column * (gsize) n;
      double sum = here[column];

      for (int k = 0; k < column; k++)
        sum -= here[k] * there[k];
      if (column < row)
        here[column] = sum / there[column];
      else if (sum > 1e-12)
        here[row] = sqrt (sum);
      else
        return FALSE;
    }
  }
  return TRUE;
}

gboolean
foyer_linear_solve (FoyerLinear *self, double *unknowns)
{
  int n = self->n;

  if (!take_root (self))
    return FALSE;
  memcpy (unknowns, self->right, (gsize) n * sizeof *unknowns);
  for (int i = 0; i < n; i++) {
    for (int k = 0; k < i; k++)
      unknowns[i] -= self->square[i * n + k] * unknowns[k];
    unknowns[i] /= self->square[i * n + i];
  }
  for (int i = n - 1; i >= 0; i--) {
    for (int k = i + 1; k < n; k++)
      unknowns[i] -= self->square[k * n + i] * unknowns[k];
    unknowns[i] /= self->square[i * n + i];
  }
  return TRUE;
}
