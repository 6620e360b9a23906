/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scene.h"

#include <math.h>
#include <qrencode.h>
#include <string.h>

#define WIDTH  640
#define HEIGHT 480

/* Points in a pixel, along each side. */
#define FINE 4

#define MARGIN 4
#define MOST_CRACKS 32

/* Everything random about a picture, drawn once. */
typedef struct {
  const BenchScene *scene;
  QRcode           *qr;
  double            turn;                    /* radians */
  double            x, y;                    /* of the middle of the code */
  double            lamp_u, lamp_v;          /* in modules from the middle */
  double            stripes, phase;
  double            cracks[MOST_CRACKS][3];  /* a u + b v = c */
} Shot;

static double
normal (GRand *rand)
{
  double u = g_rand_double_range (rand, 1e-12, 1), v = g_rand_double (rand);

  return sqrt (-2 * log (u)) * cos (2 * G_PI * v);
}

/* From the picture to the code: where the ray through (@x, @y) meets the paper, in modules from
 * its middle. FALSE if it passes it by. */
static gboolean
meet (const Shot *shot, double x, double y, double *u, double *v)
{
  const double focus = WIDTH * 1.2;
  double tilt = shot->scene->tilt * G_PI / 180;
  double dx = (x - shot->x) / focus, dy = (y - shot->y) / focus;
  double depth = cos (tilt) - dy * sin (tilt);
  double across, down, radius;

  if (depth < 0.05)
    return FALSE;
  down = dy / depth;
  across = dx * (1 + down * sin (tilt));
  *u = (across * cos (shot->turn) + down * sin (shot->turn)) * focus / shot->scene->module;
  *v = (-across * sin (shot->turn) + down * cos (shot->turn)) * focus / shot->scene->module;
  if (shot->scene->curl <= 0)
    return TRUE;
  radius = shot->qr->width / (2 * G_PI * shot->scene->curl);
  if (fabs (*u) >= radius)
    return FALSE;
  *u = radius * asin (*u / radius);
  return TRUE;
}

/* 0 dark to 1 light. */
static double
paper_at (const Shot *shot, double u, double v)
{
  int side = shot->qr->width;
  int column = (int) floor (u + side / 2.0), row = (int) floor (v + side / 2.0);
  double light;

  if (column < -MARGIN || row < -MARGIN || column >= side + MARGIN || row >= side + MARGIN)
    return 0.45;
  light = 1;
  if (column >= 0 && row >= 0 && column < side && row < side)
    light = !(shot->qr->data[row * side + column] & 1);
  if (shot->scene->dark)
    light = 1 - light;
  for (int i = 0; i < shot->scene->cracks; i++)
    if (fabs (shot->cracks[i][0] * u + shot->cracks[i][1] * v - shot->cracks[i][2]) < 0.22)
      light = 0.5;
  return light;
}

static double
point_at (const Shot *shot, double x, double y)
{
  const BenchScene *scene = shot->scene;
  double contrast = scene->contrast > 0 ? scene->contrast : 175;
  double u, v, value, lamp;

  if (!meet (shot, x, y, &u, &v))
    return 128;
  value = 128 + contrast * (paper_at (shot, u, v) - 0.5);
  value *= 1 - scene->gradient * CLAMP (0.5 + u / shot->qr->width, 0, 1);
  value += scene->moire / 2 * sin (shot->stripes * (x + 0.3 * y) + shot->phase);
  lamp = hypot (u - shot->lamp_u, v - shot->lamp_v) / shot->qr->width;
  if (scene->glare > 0)
    value += 255 * exp (-lamp * lamp / (scene->glare * scene->glare * 0.18));
  return MIN (value, 255);
}

static float *
expose (const Shot *shot)
{
  float *picture = g_new (float, WIDTH * HEIGHT);
  double reach = shot->qr->width * shot->scene->module * 0.95 + 12;

  for (int i = 0; i < WIDTH * HEIGHT; i++) {
    int x = i % WIDTH, y = i / WIDTH;
    gboolean near = fabs (x - shot->x) < reach && fabs (y - shot->y) < reach;
    int fine = near ? FINE : 1;
    double sum = 0;

    for (int k = 0; k < fine * fine; k++)
      sum += point_at (shot, x + (k % fine + 0.5) / fine, y + (k / fine + 0.5) / fine);
    picture[i] = (float) (sum / (fine * fine));
  }
  return picture;
}

static float
pixel_at (const float *picture, int x, int y)
{
  return picture[CLAMP (y, 0, HEIGHT - 1) * WIDTH + CLAMP (x, 0, WIDTH - 1)];
}

/* The picture along one axis with the weights @kernel of 2 × @radius + 1. */
static void
smear (float *picture, const float *kernel, int radius, int dx, int dy)
{
  g_autofree float *before = g_memdup2 (picture, WIDTH * HEIGHT * sizeof *picture);

  for (int i = 0; i < WIDTH * HEIGHT; i++) {
    float sum = 0;

    for (int k = -radius; k <= radius; k++)
      sum += kernel[k + radius] * pixel_at (before, i % WIDTH + k * dx, i / WIDTH + k * dy);
    picture[i] = sum;
  }
}

static void
blur (float *picture, double sigma)
{
  int radius = (int) ceil (3 * sigma);
  g_autofree float *kernel = g_new (float, 2 * radius + 1);
  float sum = 0;

  for (int k = -radius; k <= radius; k++)
    sum += kernel[k + radius] = (float) exp (-k * k / (2 * sigma * sigma));
  for (int k = 0; k <= 2 * radius; k++)
    kernel[k] /= sum;
  smear (picture, kernel, radius, 1, 0);
  smear (picture, kernel, radius, 0, 1);
}

/* The code is turned at random, so along the rows is any direction. */
static void
move (float *picture, double length)
{
  int radius = (int) ceil (length / 2 + 0.5);
  g_autofree float *kernel = g_new (float, 2 * radius + 1);

  for (int k = -radius; k <= radius; k++)
    kernel[k + radius] = (float) (CLAMP (length / 2 + 0.5 - abs (k), 0, 1) / length);
  smear (picture, kernel, radius, 1, 0);
}

static FoyerFrame *
develop (const float *picture, double noise, GRand *rand)
{
  guint8 *pixels = g_malloc (WIDTH * HEIGHT);
  g_autoptr (GBytes) bytes = NULL;

  for (int i = 0; i < WIDTH * HEIGHT; i++)
    pixels[i] = (guint8) CLAMP (lround (picture[i] + (noise > 0 ? noise * normal (rand) : 0)), 0,
                                255);
  bytes = g_bytes_new_take (pixels, WIDTH * HEIGHT);
  return foyer_frame_new (bytes, WIDTH, HEIGHT, WIDTH, -1, 0);
}

static void
draw_lots (Shot *shot, GRand *rand)
{
  double side = shot->qr->width;

  shot->turn = g_rand_double_range (rand, 0, 2 * G_PI);
  shot->x = WIDTH / 2.0 + g_rand_double_range (rand, -3, 3);
  shot->y = HEIGHT / 2.0 + g_rand_double_range (rand, -3, 3);
  shot->lamp_u = g_rand_double_range (rand, -0.25, 0.25) * side;
  shot->lamp_v = g_rand_double_range (rand, -0.25, 0.25) * side;
  shot->stripes = g_rand_double_range (rand, 0.4, 1.4);
  shot->phase = g_rand_double_range (rand, 0, 2 * G_PI);
  for (int i = 0; i < MIN (shot->scene->cracks, MOST_CRACKS); i++) {
    double angle = g_rand_double_range (rand, 0, G_PI);

    shot->cracks[i][0] = cos (angle);
    shot->cracks[i][1] = sin (angle);
    shot->cracks[i][2] = g_rand_double_range (rand, -0.4, 0.4) * side;
  }
}

FoyerFrame *
bench_scene_draw (const BenchScene *scene, GRand *rand)
{
  Shot shot = { scene, QRcode_encodeString8bit (scene->text, 0, QR_ECLEVEL_M) };
  g_autofree float *picture = NULL;

  g_assert (shot.qr != NULL);
  draw_lots (&shot, rand);
  picture = expose (&shot);
  if (scene->motion > 0)
    move (picture, scene->motion);
  if (scene->blur > 0)
    blur (picture, scene->blur);
  QRcode_free (shot.qr);
  return develop (picture, scene->noise, rand);
}
