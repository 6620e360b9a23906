/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lattice.h"

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

/* Where @at lies between the nodes of a net: which is before it, and how far beyond. */
static int
node_before (const FoyerLattice *self, double at, double *beyond)
{
  double scaled = CLAMP (at / self->side, 0, 1) * (self->n_nodes - 1);
  int node = MIN ((int) scaled, self->n_nodes - 2);

  *beyond = scaled - node;
  return node;
}

static void
weights_at (const FoyerLattice *self, double u, double v, int *which, double *factors)
{
  double right, below;
  int column = node_before (self, u, &right);
  int row = node_before (self, v, &below);

  for (int i = 0; i < 4; i++) {
    which[i] = (row + i / 2) * self->n_nodes + column + i % 2;
    factors[i] = (i % 2 ? right : 1 - right) * (i / 2 ? below : 1 - below);
  }
}

static double
net_at (const double *net, const int *which, const double *factors)
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

    weights_at (self, u, v, which, factors);
    u += net_at (self->across, which, factors);
    v += net_at (self->down, which, factors);
  }
  w = h[6] * u + h[7] * v + h[8];
  *x = (h[0] * u + h[1] * v + h[2]) / w;
  *y = (h[3] * u + h[4] * v + h[5]) / w;
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

/* Straightened pictures. */

typedef struct {
  float x, y;
} Point;

static void
draw_module (const FoyerGrey *grey, const Point *corners, int across, guint8 *to, int stride)
{
  const Point a = corners[0], b = corners[1], c = corners[across], d = corners[across + 1];

  for (int row = 0; row < PIXELS; row++) {
    float below = ((float) row + 0.5f) / PIXELS;
    Point left = { a.x + (c.x - a.x) * below, a.y + (c.y - a.y) * below };
    Point right = { b.x + (d.x - b.x) * below, b.y + (d.y - b.y) * below };

    for (int column = 0; column < PIXELS; column++) {
      float beyond = ((float) column + 0.5f) / PIXELS;

      to[row * stride + column] =
        (guint8) foyer_grey_brightness (grey, left.x + (right.x - left.x) * beyond,
                                        left.y + (right.y - left.y) * beyond);
    }
  }
}

/* Of all modules and @margin more on each side. */
static Point *
locate_corners (const FoyerLattice *self, int margin)
{
  int across = self->side + 2 * margin + 1;
  Point *corners = g_new (Point, across * across);

  for (int i = 0; i < across * across; i++) {
    double x, y;

    foyer_lattice_locate (self, i % across - margin, i / across - margin, &x, &y);
    corners[i] = (Point){ (float) x, (float) y };
  }
  return corners;
}

static FoyerGrey *
draw_straight (const FoyerLattice *self, const FoyerGrey *grey)
{
  int modules = self->side + 2 * MARGIN;
  int across = modules + 1;
  g_autofree Point *corners = locate_corners (self, MARGIN);
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
    double at = (i - 0.5 + before / (double) MAX (1, ABS (before - now))
                 * (before > now ? 1 : -1)) / PIXELS - MARGIN;
    gboolean crossed = (before < 0) != (now < 0);
    int step = ABS (before - now);
    gboolean to_light = now > before;
    gboolean sure;
    int line = 0;

    if (crossed)
      at = (i - 0.5 + (double) ABS (before) / step) / PIXELS - MARGIN;
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
          || x0 + x + 2 * PIXELS >= sheet->grey->width || y0 + y + 2 * PIXELS >= sheet->grey->height)
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
        foyer_linear_add (linear, 3, (int[]){ node, node + n, node + 2 * n }, factors, 0, stiffness);
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
    weights_at (self, edge->u, edge->v, which, factors);
    foyer_linear_add (linear, 4, which, factors, edge->away + net_at (net, which, factors), weight);
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

/* Sampling. */

/* Modules on each side of one whose brightness makes the level it is compared with. */
#define LEVEL_REACH 4

/* The brightness of each module, from nine points in it. */
static void
measure (const FoyerLattice *self, const FoyerGrey *grey, int *values)
{
  int side = self->side;
  int across = side + 1;
  g_autofree Point *corners = locate_corners (self, 0);

  for (int i = 0; i < side * side; i++) {
    const Point *a = corners + i / side * across + i % side;
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
