/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "outline.h"

#include <math.h>
#include <string.h>

#define N_RAYS 48

/* Points along a side of the square in which a level is sought. */
#define LEVEL_POINTS 11

/* The mean of what is on one side of @level. */
static float
mean_beside (const float *values, int n, float level, gboolean lighter)
{
  float sum = 0;
  int used = 0;

  for (int i = 0; i < n; i++)
    if ((values[i] > level) == lighter) {
      sum += values[i];
      used++;
    }
  return used > 0 ? sum / (float) used : level;
}

double
foyer_outline_level (const FoyerGrey *grey, const FoyerFinder *finder)
{
  float values[LEVEL_POINTS * LEVEL_POINTS];
  int n = G_N_ELEMENTS (values);
  double step = finder->module * 7 / (LEVEL_POINTS - 1);
  float level;

  for (int i = 0; i < n; i++)
    values[i] = foyer_grey_brightness (
      grey, (float) (finder->x + (i % LEVEL_POINTS - LEVEL_POINTS / 2) * step),
      (float) (finder->y + (i / LEVEL_POINTS - LEVEL_POINTS / 2) * step));
  level = mean_beside (values, n, -1, TRUE);
  for (int i = 0; i < 2; i++)
    level = (mean_beside (values, n, level, TRUE) + mean_beside (values, n, level, FALSE)) / 2;
  return level;
}

double
foyer_outline_reach (const FoyerGrey *grey, const FoyerFinder *finder, double level, double dx,
                     double dy)
{
  float step = (float) MAX (0.4, finder->module / 6);
  float middle = (float) level;
  float last = foyer_grey_brightness (grey, (float) finder->x, (float) finder->y);
  int crossed = 0;

  for (float away = step; away < (float) finder->module * 9; away += step) {
    float x = (float) (finder->x + dx * away), y = (float) (finder->y + dy * away);
    float now = foyer_grey_brightness (grey, x, y);

    if ((now > middle) != (last > middle) && ++crossed == 3)
      return away - step * (now - middle) / (now - last);
    last = now;
    if (x < -1 || y < -1 || x > (float) grey->width + 1 || y > (float) grey->height + 1)
      return 0;
  }
  return 0;
}

static double
beside_line (FoyerPoint a, FoyerPoint b, FoyerPoint p)
{
  return ((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x)) / hypot (b.x - a.x, b.y - a.y);
}

static int
farthest (const FoyerPoint *points, int n, FoyerPoint from)
{
  int best = 0;

  for (int i = 1; i < n; i++)
    if (hypot (points[i].x - from.x, points[i].y - from.y)
        > hypot (points[best].x - from.x, points[best].y - from.y))
      best = i;
  return best;
}

/* The line through points @first to @last as a point and a direction. */
static gboolean
fit_line (const FoyerPoint *points, int n, int first, int last, FoyerPoint *through,
          FoyerPoint *along)
{
  int count = (last - first + n) % n + 1;
  int skip = count / 6;
  double xx = 0, xy = 0, yy = 0, angle;
  int used = count - 2 * skip;

  if (used < 3)
    return FALSE;
  *through = (FoyerPoint){ 0, 0 };
  for (int i = skip; i < count - skip; i++) {
    through->x += points[(first + i) % n].x / used;
    through->y += points[(first + i) % n].y / used;
  }
  for (int i = skip; i < count - skip; i++) {
    double x = points[(first + i) % n].x - through->x;
    double y = points[(first + i) % n].y - through->y;

    xx += x * x;
    xy += x * y;
    yy += y * y;
  }
  angle = atan2 (2 * xy, xx - yy) / 2;
  *along = (FoyerPoint){ cos (angle), sin (angle) };
  return TRUE;
}

static gboolean
cross_lines (const FoyerPoint *through, const FoyerPoint *along, int one, int other,
             FoyerPoint *crossing)
{
  double turn = along[one].x * along[other].y - along[one].y * along[other].x;
  double t;

  if (fabs (turn) < 0.05)
    return FALSE;
  t = ((through[other].x - through[one].x) * along[other].y
       - (through[other].y - through[one].y) * along[other].x)
      / turn;
  crossing->x = through[one].x + t * along[one].x;
  crossing->y = through[one].y + t * along[one].y;
  return TRUE;
}

/* The points that are corners, in the order of the points. */
static gboolean
find_corners (const FoyerPoint *points, int n, FoyerPoint middle, int *corners)
{
  int a = farthest (points, n, middle);
  int c = farthest (points, n, points[a]);
  int b = a, d = a;
  double most = 0, least = 0;

  for (int i = 0; i < n; i++) {
    double beside = beside_line (points[a], points[c], points[i]);

    if (beside > most) {
      most = beside;
      b = i;
    }
    if (beside < least) {
      least = beside;
      d = i;
    }
  }
  if (b == a || d == a)
    return FALSE;
  /* Rays go clockwise as the picture is seen. */
  corners[0] = a;
  corners[1] = d;
  corners[2] = c;
  corners[3] = b;
  return (d - a + n) % n < (c - a + n) % n && (c - a + n) % n < (b - a + n) % n;
}

gboolean
foyer_outline_corners (const FoyerGrey *grey, const FoyerFinder *finder, double level,
                       FoyerPoint corners[4])
{
  FoyerPoint points[N_RAYS], through[4], along[4];
  int at[4];
  int n = 0;

  for (int i = 0; i < N_RAYS; i++) {
    double dx = cos (i * 2 * G_PI / N_RAYS), dy = sin (i * 2 * G_PI / N_RAYS);
    double reach = foyer_outline_reach (grey, finder, level, dx, dy);

    if (reach > 0)
      points[n++] = (FoyerPoint){ finder->x + dx * reach, finder->y + dy * reach };
  }
  if (n < N_RAYS * 7 / 8 || !find_corners (points, n, (FoyerPoint){ finder->x, finder->y }, at))
    return FALSE;
  for (int i = 0; i < 4; i++)
    if (!fit_line (points, n, at[i], at[(i + 1) % 4], &through[i], &along[i]))
      return FALSE;
  for (int i = 0; i < 4; i++)
    if (!cross_lines (through, along, (i + 3) % 4, i, &corners[i]))
      return FALSE;
  return TRUE;
}
