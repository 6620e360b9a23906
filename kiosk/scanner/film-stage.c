/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-film"

#include "film-stage.h"

#include <math.h>

/* The hall is drawn this much smaller, and lost to focus by halving and doubling. */
#define SOFTNESS 4
#define HALVINGS 2
#define NOISE_MARGIN 128
#define NOISE_SIGMA 5.5
#define GLOW 256

struct _FoyerFilmStage {
  cairo_surface_t *hall;
  cairo_surface_t *noise;   /* larger than a frame; each frame takes another part */
  cairo_surface_t *glow;    /* what a lit screen does to the air in front of a lens */
};

static void
blob (cairo_t *cr, double x, double y, double radius, guint colour, double alpha)
{
  cairo_pattern_t *light = cairo_pattern_create_radial (x, y, 0, x, y, radius);
  double red = ((colour >> 16) & 255) / 255.0;
  double green = ((colour >> 8) & 255) / 255.0;
  double blue = (colour & 255) / 255.0;

  cairo_pattern_add_color_stop_rgba (light, 0, red, green, blue, alpha);
  cairo_pattern_add_color_stop_rgba (light, 0.45, red, green, blue, alpha * 0.7);
  cairo_pattern_add_color_stop_rgba (light, 1, red, green, blue, 0);
  cairo_set_source (cr, light);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_pattern_destroy (light);
}

static void
draw_room (cairo_t *cr, int width, int height)
{
  cairo_pattern_t *air = cairo_pattern_create_linear (0, 0, 0, height);

  cairo_pattern_add_color_stop_rgb (air, 0, 0.13, 0.13, 0.16);
  cairo_pattern_add_color_stop_rgb (air, 0.55, 0.19, 0.175, 0.17);
  cairo_pattern_add_color_stop_rgb (air, 0.58, 0.12, 0.105, 0.10);
  cairo_pattern_add_color_stop_rgb (air, 1, 0.075, 0.07, 0.075);
  cairo_set_source (cr, air);
  cairo_paint (cr);
  cairo_pattern_destroy (air);
  /* The way out, and a banner beside it. */
  cairo_set_source_rgb (cr, 0.34, 0.37, 0.40);
  cairo_rectangle (cr, width * 0.66, height * 0.26, width * 0.11, height * 0.31);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 0.10, 0.17, 0.33);
  cairo_rectangle (cr, width * 0.15, height * 0.22, width * 0.075, height * 0.36);
  cairo_fill (cr);
}

static void
draw_person (cairo_t *cr, double x, double foot, double size, guint colour)
{
  cairo_set_source_rgb (cr, 0.27, 0.20, 0.17);
  cairo_arc (cr, x, foot - size * 0.87, size * 0.12, 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_set_source_rgba (cr, ((colour >> 16) & 255) / 255.0, ((colour >> 8) & 255) / 255.0,
                         (colour & 255) / 255.0, 0.92);
  cairo_move_to (cr, x - size * 0.20, foot);
  cairo_curve_to (cr, x - size * 0.26, foot - size * 0.6, x - size * 0.2, foot - size * 0.75, x,
                  foot - size * 0.76);
  cairo_curve_to (cr, x + size * 0.2, foot - size * 0.75, x + size * 0.26, foot - size * 0.6,
                  x + size * 0.20, foot);
  cairo_close_path (cr);
  cairo_fill (cr);
}

static cairo_surface_t *
resized (cairo_surface_t *from, int width, int height)
{
  cairo_surface_t *to = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (to);

  cairo_scale (cr, (double) width / cairo_image_surface_get_width (from),
               (double) height / cairo_image_surface_get_height (from));
  cairo_set_source_surface (cr, from, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_BILINEAR);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (from);
  return to;
}

/* Halved and doubled step by step, each step blends neighbours: no blocks remain. */
static cairo_surface_t *
out_of_focus (cairo_surface_t *small)
{
  int width = cairo_image_surface_get_width (small);
  int height = cairo_image_surface_get_height (small);

  for (int i = 1; i <= HALVINGS; i++)
    small = resized (small, width >> i, height >> i);
  for (int i = HALVINGS - 1; i >= 0; i--)
    small = resized (small, width >> i, height >> i);
  small = resized (small, FOYER_FILM_WIDTH / 2, FOYER_FILM_HEIGHT / 2);
  return resized (small, FOYER_FILM_WIDTH, FOYER_FILM_HEIGHT);
}

static cairo_surface_t *
hall_new (GRand *rand)
{
  static const guint lamps[] = { 0xffd9a0, 0xffe6c4, 0xcfe0ff };
  static const guint coats[] = { 0x1b1f27, 0x2a2230, 0x23292b, 0x30251f };
  int width = FOYER_FILM_WIDTH / SOFTNESS;
  int height = FOYER_FILM_HEIGHT / SOFTNESS;
  cairo_surface_t *small = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (small);

  draw_room (cr, width, height);
  for (int i = 0; i < 9; i++)
    blob (cr, width * (i + g_rand_double (rand)) / 9, height * g_rand_double_range (rand, 0.03, 0.2),
          g_rand_double_range (rand, 4, 11), lamps[g_rand_int_range (rand, 0, 3)], 0.75);
  for (int i = 0; i < 7; i++)
    draw_person (cr, width * (i + g_rand_double (rand)) / 7,
                 height * g_rand_double_range (rand, 0.75, 0.95),
                 height * g_rand_double_range (rand, 0.3, 0.5),
                 coats[g_rand_int_range (rand, 0, 4)]);
  cairo_destroy (cr);
  return out_of_focus (small);
}

/* The sum of four is near enough to a bell curve. */
static double
normal (GRand *rand)
{
  double sum = -2;

  for (int i = 0; i < 4; i++)
    sum += g_rand_double (rand);
  return sum * 1.73;
}

static cairo_surface_t *
noise_new (GRand *rand)
{
  cairo_surface_t *noise = cairo_image_surface_create (
    CAIRO_FORMAT_ARGB32, FOYER_FILM_WIDTH + NOISE_MARGIN, FOYER_FILM_HEIGHT + NOISE_MARGIN);
  gsize size = (gsize) cairo_image_surface_get_stride (noise) / 4
               * (FOYER_FILM_HEIGHT + NOISE_MARGIN);
  guint32 *pixels = (guint32 *) (gpointer) cairo_image_surface_get_data (noise);

  guint32 grains[4096];

  /* Brighter is thin white, darker is thin black. */
  for (gsize i = 0; i < G_N_ELEMENTS (grains); i++) {
    double level = normal (rand) * NOISE_SIGMA;
    guint32 alpha = (guint32) lround (MIN (fabs (level), 255));

    grains[i] = alpha << 24 | (level > 0 ? alpha * 0x010101 : 0);
  }
  cairo_surface_flush (noise);
  for (gsize i = 0; i < size; i++)
    pixels[i] = grains[g_rand_int (rand) % G_N_ELEMENTS (grains)];
  cairo_surface_mark_dirty (noise);
  return noise;
}

static cairo_surface_t *
glow_new (void)
{
  cairo_surface_t *glow = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, GLOW, GLOW);
  cairo_t *cr = cairo_create (glow);

  blob (cr, GLOW / 2.0, GLOW / 2.0, GLOW / 2.0, 0xbfd0e6, 0.16);
  cairo_destroy (cr);
  return glow;
}

FoyerFilmStage *
foyer_film_stage_new (guint32 seed)
{
  FoyerFilmStage *self = g_new0 (FoyerFilmStage, 1);
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  self->hall = hall_new (rand);
  self->noise = noise_new (rand);
  self->glow = glow_new ();
  return self;
}

void
foyer_film_stage_free (FoyerFilmStage *self)
{
  cairo_surface_destroy (self->hall);
  cairo_surface_destroy (self->noise);
  cairo_surface_destroy (self->glow);
  g_free (self);
}

static void
draw_glow (FoyerFilmStage *self, cairo_t *cr, const FoyerFilmPose *pose)
{
  double scale = pose->size * 1000 / GLOW;

  cairo_save (cr);
  cairo_translate (cr, pose->x - GLOW * scale / 2, pose->y - GLOW * scale / 2);
  cairo_scale (cr, scale, scale);
  cairo_set_source_surface (cr, self->glow, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_BILINEAR);
  cairo_paint (cr);
  cairo_restore (cr);
}

void
foyer_film_stage_draw (FoyerFilmStage *self, cairo_t *cr, FoyerFilmPhone *phone,
                       const FoyerFilmPose *pose, GRand *rand)
{
  cairo_set_source_surface (cr, self->hall, 0, 0);
  cairo_paint (cr);
  if (phone != NULL) {
    draw_glow (self, cr, pose);
    foyer_film_phone_draw (phone, cr, pose);
  }
  cairo_set_source_surface (cr, self->noise, -g_rand_int_range (rand, 0, NOISE_MARGIN),
                            -g_rand_int_range (rand, 0, NOISE_MARGIN));
  cairo_paint (cr);
}
