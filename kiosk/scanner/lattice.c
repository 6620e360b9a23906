/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lattice-private.h"

#include "linear.h"

#include <math.h>
#include <string.h>

/* Where @at lies between the nodes of a net: which is before it, and how far beyond. */
static int
node_before (const FoyerLattice *self, double at, double *beyond)
{
  double scaled = CLAMP (at / self->side, 0, 1) * (self->n_nodes - 1);
  int node = MIN ((int) scaled, self->n_nodes - 2);

  *beyond = scaled - node;
  return node;
}

void
foyer_lattice_weights (const FoyerLattice *self, double u, double v, int *which,
                       double *factors)
{
  double right, below;
  int column = node_before (self, u, &right);
  int row = node_before (self, v, &below);

  for (int i = 0; i < 4; i++) {
    which[i] = (row + i / 2) * self->n_nodes + column + i % 2;
    factors[i] = (i % 2 ? right : 1 - right) * (i / 2 ? below : 1 - below);
  }
}

double
foyer_lattice_net_at (const double *net, const int *which, const double *factors)
{
  return net[which[0]] * factors[0] + net[which[1]] * factors[1] + net[which[2]] * factors[2]
         + net[which[3]] * factors[3];
}

void
foyer_lattice_locate (const FoyerLattice *self, double u, double v, double *x, double *y)
{
  const double *h = self->plane;
  double w;

  if (self->n_nodes > 0) {
    int which[4];
    double factors[4];

    foyer_lattice_weights (self, u, v, which, factors);
    u += foyer_lattice_net_at (self->across, which, factors);
    v += foyer_lattice_net_at (self->down, which, factors);
  }
  w = h[6] * u + h[7] * v + h[8];
  *x = (h[0] * u + h[1] * v + h[2]) / w;
  *y = (h[3] * u + h[4] * v + h[5]) / w;
}

FoyerLatticeCorner *
foyer_lattice_corners (const FoyerLattice *self, int margin)
{
  int across = self->side + 2 * margin + 1;
  FoyerLatticeCorner *corners = g_new (FoyerLatticeCorner, across * across);

  for (int i = 0; i < across * across; i++) {
    double x, y;

    foyer_lattice_locate (self, i % across - margin, i / across - margin, &x, &y);
    corners[i] = (FoyerLatticeCorner){ (float) x, (float) y };
  }
  return corners;
}

gboolean
foyer_lattice_lay (FoyerLattice *self, int side, const FoyerTie *ties, int n_ties)
{
  static const int in_x[] = { 0, 1, 2, 6, 7 };
  static const int in_y[] = { 3, 4, 5, 6, 7 };
  g_autoptr (FoyerLinear) linear = foyer_linear_new (8);
  double h[8];
  double x0 = 0, y0 = 0, scale = 0;

  /* About the middle and near one, the equations are well behaved. */
  for (int i = 0; i < n_ties; i++) {
    x0 += ties[i].x / n_ties;
    y0 += ties[i].y / n_ties;
  }
  for (int i = 0; i < n_ties; i++)
    scale += hypot (ties[i].x - x0, ties[i].y - y0) / n_ties;
  if (scale < 1)
    return FALSE;
  for (int i = 0; i < n_ties; i++) {
    double u = 2 * ties[i].u / side - 1, v = 2 * ties[i].v / side - 1;
    double x = (ties[i].x - x0) / scale, y = (ties[i].y - y0) / scale;

    foyer_linear_add (linear, 5, in_x, (double[]){ u, v, 1, -u * x, -v * x }, x, 1);
    foyer_linear_add (linear, 5, in_y, (double[]){ u, v, 1, -u * y, -v * y }, y, 1);
  }
  if (!foyer_linear_solve (linear, h))
    return FALSE;
  memset (self, 0, sizeof *self);
  self->side = side;
  for (int i = 0; i < 3; i++) {
    double last = i < 2 ? h[6 + i] : 1;
    /* Back to modules from the corner, and to pixels. */
    double fx = h[i] * scale + last * x0, fy = h[3 + i] * scale + last * y0;

    self->plane[i] = fx;
    self->plane[3 + i] = fy;
    self->plane[6 + i] = last;
  }
  for (int row = 0; row < 3; row++) {
    double *of = self->plane + 3 * row;

    of[2] -= of[0] + of[1];
    of[0] *= 2.0 / side;
    of[1] *= 2.0 / side;
  }
  /* Behind the horizon there is no code. */
  for (int corner = 0; corner < 4; corner++)
    if (self->plane[6] * (corner % 2) * side + self->plane[7] * (corner / 2) * side + self->plane[8]
        < 0.1)
      return FALSE;
  return TRUE;
}

double
foyer_lattice_timing (const FoyerLattice *self, const FoyerGrey *grey)
{
  int n = self->side - 16;
  int agree = 0;

  for (int leg = 0; leg < 2; leg++) {
    float last = 0;

    for (int i = 0; i <= n; i++) {
      double x, y;
      float now;

      foyer_lattice_locate (self, leg ? 6.5 : 7.5 + i, leg ? 7.5 + i : 6.5, &x, &y);
      now = foyer_grey_brightness (grey, (float) x, (float) y);
      if (i > 0)
        agree += i % 2 == 1 ? now < last : now > last;
      last = now;
    }
  }
  return agree / (2.0 * n);
}

/* Sampling. */

/* Modules on each side of one whose brightness makes the level it is compared with. */
#define LEVEL_REACH 4

/* The brightness of each module, from nine points in it. */
static void
measure (const FoyerLattice *self, const FoyerGrey *grey, int *values)
{
  int side = self->side;
  int across = side + 1;
  g_autofree FoyerLatticeCorner *corners = foyer_lattice_corners (self, 0);

  for (int i = 0; i < side * side; i++) {
    const FoyerLatticeCorner *a = corners + i / side * across + i % side;
    float along_x = a[1].x - a->x, along_y = a[1].y - a->y;
    float down_x = a[across].x - a->x, down_y = a[across].y - a->y;

    values[i] = 0;
    for (int k = 0; k < 9; k++) {
      float u = 0.25f + 0.25f * (float) (k % 3), v = 0.25f + 0.25f * (float) (k / 3);

      values[i] += (int) foyer_grey_brightness (grey, a->x + u * along_x + v * down_x,
                                                a->y + u * along_y + v * down_y);
    }
  }
}

/* Takes from each value the mean of those about it. */
static void
take_level (int side, int *values)
{
  g_autofree int *sums = g_new0 (int, (side + 1) * (side + 1));
  int across = side + 1;

  for (int y = 0; y < side; y++)
    for (int x = 0; x < side; x++)
      sums[(y + 1) * across + x + 1] = values[y * side + x] + sums[y * across + x + 1]
                                       + sums[(y + 1) * across + x] - sums[y * across + x];
  for (int y = 0; y < side; y++)
    for (int x = 0; x < side; x++) {
      int left = MAX (x - LEVEL_REACH, 0), right = MIN (x + LEVEL_REACH + 1, side);
      int top = MAX (y - LEVEL_REACH, 0), bottom = MIN (y + LEVEL_REACH + 1, side);
      int sum = sums[bottom * across + right] - sums[bottom * across + left]
                - sums[top * across + right] + sums[top * across + left];

      values[y * side + x] -= sum / ((right - left) * (bottom - top));
    }
}

void
foyer_lattice_sample (const FoyerLattice *self, const FoyerGrey *grey, gboolean sharpen,
                      FoyerModules *modules)
{
  int side = self->side;
  g_autofree int *values = g_new (int, side * side);

  measure (self, grey, values);
  take_level (side, values);
  modules->side = side;
  for (int i = 0; i < side * side; i++) {
    int x = i % side, y = i / side;
    int beside = values[y * side + MAX (x - 1, 0)] + values[y * side + MIN (x + 1, side - 1)]
                 + values[MAX (y - 1, 0) * side + x] + values[MIN (y + 1, side - 1) * side + x];

    modules->dark[i] = (sharpen ? 5 * values[i] - beside : values[i]) < 0;
  }
}

/* How well the small square at module @at is seen (@u, @v) modules away from its place. */
static double
square_in (const FoyerLattice *self, const FoyerGrey *grey, int at, double u, double v)
{
  int sums[2] = { 0, 0 }, n[2] = { 0, 0 };
  int difference;

  for (int i = 0; i < 25; i++) {
    int column = i % 5 - 2, row = i / 5 - 2;
    gboolean light = MAX (ABS (column), ABS (row)) == 1;
    double x, y;

    foyer_lattice_locate (self, at + 0.5 + u + column, at + 0.5 + v + row, &x, &y);
    sums[light] += (int) foyer_grey_brightness (grey, (float) x, (float) y);
    n[light]++;
  }
  difference = sums[1] / n[1] - sums[0] / n[0];
  return difference - hypot (u, v);
}

gboolean
foyer_lattice_pin (const FoyerLattice *self, const FoyerGrey *grey, FoyerTie *tie)
{
  int at[7];
  int n = foyer_modules_alignment (self->side, at);
  double best = 0, u = 0, v = 0;

  if (n == 0)
    return FALSE;
  for (int i = -6; i <= 6; i++)
    for (int j = -6; j <= 6; j++) {
      double worth = square_in (self, grey, at[n - 1], j * 0.3, i * 0.3);

      if (worth > best) {
        best = worth;
        u = j * 0.3;
        v = i * 0.3;
      }
    }
  tie->u = tie->v = at[n - 1] + 0.5;
  foyer_lattice_locate (self, tie->u + u, tie->v + v, &tie->x, &tie->y);
  return best > 8;
}
