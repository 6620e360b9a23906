/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lattice-private.h"

#include "linear.h"

#include <math.h>
#include <string.h>

/* Pixels of a module in the straightened picture, and modules of margin about it. */
#define PIXELS 5
#define MARGIN 2

/* A picture of the code as the lattice has it, and the level between dark and light. */
typedef struct {
  int        side;
  FoyerGrey *grey;
  FoyerGrey *level;
} Sheet;

/* Straightened pictures. */

static void
draw_module (const FoyerGrey *grey, const FoyerLatticeCorner *corners, int across, guint8 *to,
             int stride)
{
  const FoyerLatticeCorner a = corners[0], b = corners[1];
  const FoyerLatticeCorner c = corners[across], d = corners[across + 1];

  for (int row = 0; row < PIXELS; row++) {
    float below = ((float) row + 0.5f) / PIXELS;
    FoyerLatticeCorner left = { a.x + (c.x - a.x) * below, a.y + (c.y - a.y) * below };
    FoyerLatticeCorner right = { b.x + (d.x - b.x) * below, b.y + (d.y - b.y) * below };

    for (int column = 0; column < PIXELS; column++) {
      float beyond = ((float) column + 0.5f) / PIXELS;

      to[row * stride + column] =
        (guint8) foyer_grey_brightness (grey, left.x + (right.x - left.x) * beyond,
                                        left.y + (right.y - left.y) * beyond);
    }
  }
}

static FoyerGrey *
draw_straight (const FoyerLattice *self, const FoyerGrey *grey)
{
  int modules = self->side + 2 * MARGIN;
  int across = modules + 1;
  g_autofree FoyerLatticeCorner *corners = foyer_lattice_corners (self, MARGIN);
  FoyerGrey *straight = foyer_grey_new (modules * PIXELS, modules * PIXELS);

  for (int row = 0; row < modules; row++)
    for (int column = 0; column < modules; column++)
      draw_module (grey, corners + row * across + column, across,
                   straight->pixels + row * PIXELS * straight->stride + column * PIXELS,
                   straight->stride);
  return straight;
}

static Sheet
sheet_open (const FoyerLattice *self, const FoyerGrey *grey)
{
  Sheet sheet = { .side = self->side, .grey = draw_straight (self, grey) };

  sheet.level = foyer_grey_mean (sheet.grey, PIXELS * 4);
  return sheet;
}

static void
sheet_close (Sheet *sheet)
{
  foyer_grey_free (sheet->grey);
  foyer_grey_free (sheet->level);
}

/* Lighter than the level about it: above 0. */
static inline int
above (const Sheet *sheet, int x, int y)
{
  return sheet->grey->pixels[y * sheet->grey->stride + x]
         - sheet->level->pixels[y * sheet->level->stride + x];
}

/* Bending. */

/* One edge of a module where the lattice should have a line. */
typedef struct {
  double   u, v;      /* on which line, and where along it */
  double   away;      /* modules from the line to the edge, along u if @upright, else v */
  double   weight;
  gboolean upright;
  gboolean sure;      /* known from the pattern that every code has */
} Edge;

#define WEIGHT_SURE 3.0

static gboolean
is_fixed (FoyerModuleKind kind)
{
  return kind == FOYER_MODULE_LIGHT || kind == FOYER_MODULE_DARK;
}

/* Which line an edge between light and dark belongs to. Where the pattern is the same in every
 * code the right line is told by its colours, also from more than half a module away. */
static gboolean
line_of (int side, double at, int other, gboolean upright, gboolean to_light, int *line,
         gboolean *sure)
{
  int nearest = (int) floor (at + 0.5);
  double least = 1.6;

  *sure = FALSE;
  for (int k = nearest - 1; k <= nearest + 1; k++) {
    FoyerModuleKind before = upright ? foyer_modules_kind (side, k - 1, other)
                                     : foyer_modules_kind (side, other, k - 1);
    FoyerModuleKind after = upright ? foyer_modules_kind (side, k, other)
                                    : foyer_modules_kind (side, other, k);

    if (!is_fixed (before) || !is_fixed (after)) {
      if (k == nearest && !*sure)
        *line = k;
      continue;
    }
    if (before != after && (after == FOYER_MODULE_LIGHT) == to_light && fabs (at - k) < least) {
      *line = k;
      least = fabs (at - k);
      *sure = TRUE;
    } else if (k == nearest && !*sure) {
      *line = -1;
    }
  }
  return *line >= 0 && *line <= side;
}

static void
find_edges_along (const Sheet *sheet, int lane, gboolean upright, GArray *edges)
{
  int length = (sheet->side + 2 * MARGIN) * PIXELS;
  int other = lane / PIXELS - MARGIN;
  int before = upright ? above (sheet, 0, lane) : above (sheet, lane, 0);

  for (int i = 1; i < length; i++) {
    int now = upright ? above (sheet, i, lane) : above (sheet, lane, i);
    gboolean crossed = (before < 0) != (now < 0);
    int step = ABS (before - now);
    double at = (i - 0.5 + (double) ABS (before) / MAX (step, 1)) / PIXELS - MARGIN;
    gboolean to_light = now > before;
    gboolean sure;
    int line = 0;

    before = now;
    if (!crossed || at < -0.5 || at > sheet->side + 0.5)
      continue;
    if (line_of (sheet->side, at, other, upright, to_light, &line, &sure)) {
      double along = (lane + 0.5) / PIXELS - MARGIN;
      Edge edge = { upright ? line : along, upright ? along : line, at - line,
                    MIN (step, 40) / 40.0, upright, sure };

      g_array_append_val (edges, edge);
    }
  }
}

static GArray *
find_edges (const Sheet *sheet)
{
  GArray *edges = g_array_sized_new (FALSE, FALSE, sizeof (Edge), 4096);

  for (int module = 0; module < sheet->side; module++)
    for (int third = 1; third < PIXELS; third += 2) {
      int lane = (module + MARGIN) * PIXELS + third;

      find_edges_along (sheet, lane, TRUE, edges);
      find_edges_along (sheet, lane, FALSE, edges);
    }
  return edges;
}

/* The small squares inside are found as a whole: they are where a net is pulled to that has
 * slipped by more than a module. */
static double
square_at (const Sheet *sheet, int x, int y)
{
  int sum = 0, all = 0;

  for (int row = -2; row <= 2; row++)
    for (int column = -2; column <= 2; column++) {
      int value = above (sheet, x + column * PIXELS, y + row * PIXELS);

      sum += MAX (ABS (row), ABS (column)) == 1 ? value : -value;
      all += ABS (value);
    }
  return (double) sum / MAX (all, 25);
}

static void
find_square (const Sheet *sheet, int column, int row, int reach, GArray *edges)
{
  int x0 = (column + MARGIN) * PIXELS + PIXELS / 2;
  int y0 = (row + MARGIN) * PIXELS + PIXELS / 2;
  double best = 0;
  int best_x = 0, best_y = 0;

  for (int y = -reach; y <= reach; y++)
    for (int x = -reach; x <= reach; x++) {
      double worth;

      if (x0 + x - 2 * PIXELS < 0 || y0 + y - 2 * PIXELS < 0
          || x0 + x + 2 * PIXELS >= sheet->grey->width
          || y0 + y + 2 * PIXELS >= sheet->grey->height)
        continue;
      worth = square_at (sheet, x0 + x, y0 + y) - 0.004 * hypot (x, y);
      if (worth > best) {
        best = worth;
        best_x = x;
        best_y = y;
      }
    }
  if (best < 0.72)
    return;
  for (int upright = 0; upright < 2; upright++) {
    Edge edge = { column + 0.5, row + 0.5, (upright ? best_x : best_y) / (double) PIXELS, 40,
                  upright, TRUE };

    g_array_append_val (edges, edge);
  }
}

static void
find_squares (const Sheet *sheet, int reach, GArray *edges)
{
  int at[7];
  int n = foyer_modules_alignment (sheet->side, at);

  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++)
      if (!((i == 0 && (j == 0 || j == n - 1)) || (i == n - 1 && j == 0)))
        find_square (sheet, at[j], at[i], reach, edges);
}

/* Which parts of the lattice already lie where they belong, so that their edges count. */
typedef struct {
  gboolean trusted[FOYER_LATTICE_MOST_NODES * FOYER_LATTICE_MOST_NODES];
  double   away[FOYER_LATTICE_MOST_NODES * FOYER_LATTICE_MOST_NODES];
  double   weight[FOYER_LATTICE_MOST_NODES * FOYER_LATTICE_MOST_NODES];
} Trust;

static int
nearest_node (const FoyerLattice *self, double u, double v)
{
  double step = (double) self->side / (self->n_nodes - 1);
  int column = CLAMP ((int) (u / step + 0.5), 0, self->n_nodes - 1);
  int row = CLAMP ((int) (v / step + 0.5), 0, self->n_nodes - 1);

  return row * self->n_nodes + column;
}

static void
trust_finders (const FoyerLattice *self, Trust *trust)
{
  double far = self->side - 3.5;
  double step = (double) self->side / (self->n_nodes - 1);

  memset (trust, 0, sizeof *trust);
  for (int i = 0; i < self->n_nodes * self->n_nodes; i++) {
    double u = i % self->n_nodes * step, v = i / self->n_nodes * step;
    gboolean near_u = fabs (u - 3.5) < 4.6, near_v = fabs (v - 3.5) < 4.6;
    gboolean far_u = fabs (u - far) < 4.6, far_v = fabs (v - far) < 4.6;

    trust->trusted[i] = (near_u && near_v) || (far_u && near_v) || (near_u && far_v);
  }
}

static gboolean
has_trusted_neighbour (const FoyerLattice *self, const Trust *trust, int node)
{
  int row = node / self->n_nodes, column = node % self->n_nodes;

  for (int y = MAX (0, row - 1); y <= MIN (self->n_nodes - 1, row + 1); y++)
    for (int x = MAX (0, column - 1); x <= MIN (self->n_nodes - 1, column + 1); x++)
      if (trust->trusted[y * self->n_nodes + x])
        return TRUE;
  return FALSE;
}

/* Trust spreads to where edges lie near the lines. */
static void
spread_trust (const FoyerLattice *self, GArray *edges, Trust *trust)
{
  int n = self->n_nodes * self->n_nodes;
  Trust before = *trust;

  memset (trust->away, 0, sizeof trust->away);
  memset (trust->weight, 0, sizeof trust->weight);
  for (guint i = 0; i < edges->len; i++) {
    const Edge *edge = &g_array_index (edges, Edge, i);
    int node = nearest_node (self, edge->u, edge->v);

    if (fabs (edge->away) > 0.5)
      continue;
    trust->away[node] += edge->weight * fabs (edge->away);
    trust->weight[node] += edge->weight;
  }
  for (int i = 0; i < n; i++) {
    double away = trust->away[i] / MAX (trust->weight[i], 0.001);

    if (!before.trusted[i])
      trust->trusted[i] = trust->weight[i] > 3 && away < 0.16
                          && has_trusted_neighbour (self, &before, i);
  }
}

/* Neighbouring parts of paper move alike: what bends costs @stiffness. */
static void
add_stiffness (const FoyerLattice *self, FoyerLinear *linear, double stiffness)
{
  static const double factors[] = { 1, -2, 1 };
  static const double twist[] = { 1, -1, -1, 1 };
  int n = self->n_nodes;

  for (int i = 0; i < n; i++)
    for (int j = 0; j < n; j++) {
      int node = i * n + j;

      if (j + 2 < n)
        foyer_linear_add (linear, 3, (int[]){ node, node + 1, node + 2 }, factors, 0, stiffness);
      if (i + 2 < n)
        foyer_linear_add (linear, 3, (int[]){ node, node + n, node + 2 * n }, factors, 0,
                          stiffness);
      if (i + 1 < n && j + 1 < n)
        foyer_linear_add (linear, 4, (int[]){ node, node + 1, node + n, node + n + 1 }, twist, 0,
                          stiffness);
      foyer_linear_add (linear, 1, &node, (double[]){ 1 }, 0, 1e-3);
    }
}

static void
pull (FoyerLattice *self, GArray *edges, const Trust *trust, gboolean upright, double stiffness)
{
  g_autoptr (FoyerLinear) linear = foyer_linear_new (self->n_nodes * self->n_nodes);
  double shift[FOYER_LATTICE_MOST_NODES * FOYER_LATTICE_MOST_NODES];
  double *net = upright ? self->across : self->down;

  for (guint i = 0; i < edges->len; i++) {
    const Edge *edge = &g_array_index (edges, Edge, i);
    int which[4];
    double factors[4];
    double weight = edge->weight * (edge->sure ? WEIGHT_SURE : 1);

    if (edge->upright != upright
        || (!edge->sure && !trust->trusted[nearest_node (self, edge->u, edge->v)]))
      continue;
    /* What lies far from its line is more likely of another. */
    if (!edge->sure)
      weight *= (1 - 2 * fabs (edge->away)) * (1 - 2 * fabs (edge->away));
    foyer_lattice_weights (self, edge->u, edge->v, which, factors);
    foyer_linear_add (linear, 4, which, factors,
                      edge->away + foyer_lattice_net_at (net, which, factors), weight);
  }
  add_stiffness (self, linear, stiffness);
  if (foyer_linear_solve (linear, shift))
    memcpy (net, shift, (gsize) (self->n_nodes * self->n_nodes) * sizeof *net);
}

static double
mean_residual (GArray *edges)
{
  double sum = 0, weight = 0;

  for (guint i = 0; i < edges->len; i++) {
    const Edge *edge = &g_array_index (edges, Edge, i);

    sum += MIN (0.5, fabs (edge->away)) * MIN (1, edge->weight);
    weight += MIN (1, edge->weight);
  }
  return weight > 0 ? sum / weight : 0.5;
}

void
foyer_lattice_bend (FoyerLattice *self, const FoyerGrey *grey, gboolean thorough)
{
  int n = thorough ? self->side / 4 + 1 : 5;
  int rounds = thorough ? n + 5 : 3;
  Trust trust;

  self->n_nodes = CLAMP (n, 5, FOYER_LATTICE_MOST_NODES);
  trust_finders (self, &trust);
  for (int round = 0; round < rounds; round++) {
    Sheet sheet = sheet_open (self, grey);
    g_autoptr (GArray) edges = find_edges (&sheet);
    double stiffness = round < 2 ? 300 : round < rounds - 2 ? 40 : 8;

    find_squares (&sheet, round == 0 ? 3 * PIXELS : PIXELS, edges);
    if (round > 0)
      spread_trust (self, edges, &trust);
    pull (self, edges, &trust, TRUE, stiffness);
    pull (self, edges, &trust, FALSE, stiffness);
    self->residual = mean_residual (edges);
    sheet_close (&sheet);
  }
}
