/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "grey.h"

#include <math.h>
#include <string.h>

FoyerGrey *
foyer_grey_new (int width, int height)
{
  FoyerGrey *self = g_new0 (FoyerGrey, 1);

  self->width = width;
  self->height = height;
  self->stride = (width + 3) & ~3;
  self->pixels = g_malloc ((gsize) self->stride * (gsize) height);
  pixman_f_transform_init_identity (&self->to_frame);
  return self;
}

void
foyer_grey_free (FoyerGrey *self)
{
  if (self->owner != NULL)
    foyer_frame_unref (self->owner);
  else
    g_free (self->pixels);
  g_free (self);
}

static FoyerGrey *
borrow (FoyerFrame *frame)
{
  FoyerGrey *self = g_new0 (FoyerGrey, 1);

  self->width = frame->width;
  self->height = frame->height;
  self->stride = frame->stride;
  self->pixels = (guint8 *) frame->pixels;
  self->owner = foyer_frame_ref (frame);
  pixman_f_transform_init_identity (&self->to_frame);
  return self;
}

FoyerGrey *
foyer_grey_new_from_frame (FoyerFrame *frame)
{
  FoyerGrey *self;

  if (frame->stride % 4 == 0 && GPOINTER_TO_SIZE (frame->pixels) % 4 == 0)
    return borrow (frame);
  self = foyer_grey_new (frame->width, frame->height);
  for (int y = 0; y < frame->height; y++)
    memcpy (self->pixels + (gsize) y * (gsize) self->stride,
            frame->pixels + (gsize) y * (gsize) frame->stride, (gsize) frame->width);
  return self;
}

FoyerGrey *
foyer_grey_crop (const FoyerGrey *self, int x, int y, int width, int height)
{
  int left = CLAMP (x, 0, self->width);
  int top = CLAMP (y, 0, self->height);
  int right = CLAMP (x + width, 0, self->width);
  int bottom = CLAMP (y + height, 0, self->height);
  struct pixman_f_transform shift;
  FoyerGrey *part;

  if (right <= left || bottom <= top)
    return NULL;
  part = foyer_grey_new (right - left, bottom - top);
  for (int row = 0; row < part->height; row++)
    memcpy (part->pixels + (gsize) row * (gsize) part->stride,
            self->pixels + (gsize) (top + row) * (gsize) self->stride + left,
            (gsize) part->width);
  pixman_f_transform_init_translate (&shift, left, top);
  pixman_f_transform_multiply (&part->to_frame, &self->to_frame, &shift);
  return part;
}

FoyerGrey *
foyer_grey_copy (const FoyerGrey *self)
{
  return foyer_grey_crop (self, 0, 0, self->width, self->height);
}

static pixman_image_t *
wrap (const FoyerGrey *self)
{
  return pixman_image_create_bits (PIXMAN_a8, self->width, self->height,
                                   (uint32_t *) (gpointer) self->pixels, self->stride);
}

/* Draws @self into a new picture of the given size; @back leads from there to @self. */
static FoyerGrey *
draw (const FoyerGrey *self, int width, int height, const struct pixman_f_transform *back,
      pixman_filter_t filter)
{
  FoyerGrey *drawn = foyer_grey_new (width, height);
  pixman_image_t *from = wrap (self);
  pixman_image_t *to = wrap (drawn);
  pixman_transform_t fixed;

  pixman_transform_from_pixman_f_transform (&fixed, back);
  pixman_image_set_transform (from, &fixed);
  pixman_image_set_filter (from, filter, NULL, 0);
  pixman_image_set_repeat (from, PIXMAN_REPEAT_PAD);
  pixman_image_composite32 (PIXMAN_OP_SRC, from, NULL, to, 0, 0, 0, 0, 0, 0, width, height);
  pixman_f_transform_multiply (&drawn->to_frame, &self->to_frame, back);
  pixman_image_unref (from);
  pixman_image_unref (to);
  return drawn;
}

FoyerGrey *
foyer_grey_scale (const FoyerGrey *self, double factor)
{
  int width = MAX (1, (int) lround (self->width * factor));
  int height = MAX (1, (int) lround (self->height * factor));
  struct pixman_f_transform back;
  g_autoptr (FoyerGrey) smooth = NULL;

  pixman_f_transform_init_scale (&back, (double) self->width / width,
                                 (double) self->height / height);
  if (factor > 0.7)
    return draw (self, width, height, &back, PIXMAN_FILTER_BILINEAR);
  /* A pixel that takes the place of several is their mean. */
  smooth = foyer_grey_mean (self, MAX (1, (int) (0.5 / factor)));
  return draw (smooth, width, height, &back, PIXMAN_FILTER_BILINEAR);
}

FoyerGrey *
foyer_grey_turn (const FoyerGrey *self, double degrees)
{
  double c = cos (degrees * G_PI / 180);
  double s = sin (degrees * G_PI / 180);
  int width = (int) ceil (self->width * fabs (c) + self->height * fabs (s));
  int height = (int) ceil (self->width * fabs (s) + self->height * fabs (c));
  struct pixman_f_transform back;
  struct pixman_f_transform step;

  pixman_f_transform_init_translate (&back, self->width / 2.0, self->height / 2.0);
  pixman_f_transform_init_rotate (&step, c, -s);
  pixman_f_transform_multiply (&back, &back, &step);
  pixman_f_transform_init_translate (&step, -width / 2.0, -height / 2.0);
  pixman_f_transform_multiply (&back, &back, &step);
  return draw (self, width, height, &back, PIXMAN_FILTER_BILINEAR);
}

/* One axis of a box of 2 × @radius + 1, by a running sum over @length bytes @step apart. */
static void
box_line (const guint8 *from, guint8 *to, int length, int step, int radius)
{
  int sum = 0;
  guint size = (guint) (2 * radius + 1);
  guint scale = (65536 + size / 2) / size;

  for (int i = -radius; i <= radius; i++)
    sum += from[CLAMP (i, 0, length - 1) * step];
  for (int i = 0; i < length; i++) {
    to[i * step] = (guint8) MIN (255u, ((guint) sum * scale + 32768) >> 16);
    sum += from[MIN (i + radius + 1, length - 1) * step] - from[MAX (i - radius, 0) * step];
  }
}

static void
box_blur (FoyerGrey *self, int radius)
{
  gsize longest = (gsize) MAX (self->width, self->height * self->stride);
  g_autofree guint8 *line = g_malloc (longest);

  for (int y = 0; y < self->height; y++) {
    guint8 *row = self->pixels + (gsize) y * (gsize) self->stride;

    memcpy (line, row, (gsize) self->width);
    box_line (line, row, self->width, 1, radius);
  }
  memcpy (line, self->pixels, (gsize) self->stride * (gsize) self->height);
  for (int x = 0; x < self->width; x++)
    box_line (line + x, self->pixels + x, self->height, self->stride, radius);
}

FoyerGrey *
foyer_grey_mean (const FoyerGrey *self, int radius)
{
  FoyerGrey *mean = foyer_grey_copy (self);

  box_blur (mean, radius);
  return mean;
}

/* Three boxes come so near to a Gauss curve that no reader can tell. */
FoyerGrey *
foyer_grey_blur (const FoyerGrey *self, double sigma)
{
  FoyerGrey *blurred = foyer_grey_copy (self);
  int radius = MAX (1, (int) lround ((sqrt (4 * sigma * sigma + 1) - 1) / 2));

  for (int i = 0; i < 3; i++)
    box_blur (blurred, radius);
  return blurred;
}

/* Adds row @y of @self to the column sums, or takes it away. */
static void
count_row (const FoyerGrey *self, int y, guint32 *columns, int sign)
{
  const guint8 *row = self->pixels + (gsize) CLAMP (y, 0, self->height - 1) * (gsize) self->stride;

  for (int x = 0; x < self->width; x++)
    columns[x] += (guint32) (sign * row[x]);
}

FoyerGrey *
foyer_grey_threshold (const FoyerGrey *self, int window, int offset)
{
  FoyerGrey *black_white = foyer_grey_new (self->width, self->height);
  int radius = window / 2;
  gint32 area = (2 * radius + 1) * (2 * radius + 1);
  int last = self->width - 1;
  g_autofree guint32 *columns = g_new0 (guint32, self->width);

  black_white->to_frame = self->to_frame;
  for (int y = -radius; y <= radius; y++)
    count_row (self, y, columns, 1);
  for (int y = 0; y < self->height; y++) {
    const guint8 *from = self->pixels + (gsize) y * (gsize) self->stride;
    guint8 *to = black_white->pixels + (gsize) y * (gsize) black_white->stride;
    gint32 sum = 0;

    for (int x = -radius; x <= radius; x++)
      sum += (gint32) columns[CLAMP (x, 0, last)];
    for (int x = 0; x < self->width; x++) {
      to[x] = (from[x] + offset) * area > sum ? 255 : 0;
      sum += (gint32) (columns[MIN (x + radius + 1, last)] - columns[MAX (x - radius, 0)]);
    }
    count_row (self, y + radius + 1, columns, 1);
    count_row (self, y - radius, columns, -1);
  }
  return black_white;
}

void
foyer_grey_invert (FoyerGrey *self)
{
  gsize size = (gsize) self->stride * (gsize) self->height;

  g_assert (self->owner == NULL);
  for (gsize i = 0; i < size; i++)
    self->pixels[i] = (guint8) ~self->pixels[i];
}

void
foyer_grey_locate (const FoyerGrey *self, double *x, double *y)
{
  struct pixman_f_vector point = { { *x, *y, 1 } };

  pixman_f_transform_point (&self->to_frame, &point);
  *x = point.v[0];
  *y = point.v[1];
}
