/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "frame.h"

#include <pixman.h>

G_BEGIN_DECLS

/**
 * FoyerGrey:
 * @width: pixels in a row
 * @height: rows
 * @stride: bytes from one row to the next, a multiple of four as pixman wants it
 * @pixels: brightness, one byte a pixel
 * @to_frame: where a pixel of this picture lies in the frame it came from
 *
 * A picture to work on. One thread.
 */
typedef struct {
  int                       width;
  int                       height;
  int                       stride;
  guint8                   *pixels;
  struct pixman_f_transform to_frame;

  /*< private >*/
  FoyerFrame               *owner;    /* of @pixels, if they are not ours */
} FoyerGrey;

/* What it shows is anything. */
FoyerGrey *foyer_grey_new            (int width, int height) G_GNUC_WARN_UNUSED_RESULT;

/* Shows what @frame does, without a copy where that can be: not to be changed. */
FoyerGrey *foyer_grey_new_from_frame (FoyerFrame *frame) G_GNUC_WARN_UNUSED_RESULT;
FoyerGrey *foyer_grey_copy           (const FoyerGrey *self) G_GNUC_WARN_UNUSED_RESULT;
void       foyer_grey_free           (FoyerGrey *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerGrey, foyer_grey_free)

/* The part at (x, y), clipped to the picture; NULL if nothing is left. */
FoyerGrey *foyer_grey_crop   (const FoyerGrey *self, int x, int y, int width, int height)
  G_GNUC_WARN_UNUSED_RESULT;

/* Larger or smaller. Never below 1 × 1. */
FoyerGrey *foyer_grey_scale  (const FoyerGrey *self, double factor) G_GNUC_WARN_UNUSED_RESULT;

/* Turned about its middle, the corners filled white. */
FoyerGrey *foyer_grey_turn   (const FoyerGrey *self, double degrees) G_GNUC_WARN_UNUSED_RESULT;

FoyerGrey *foyer_grey_blur   (const FoyerGrey *self, double sigma) G_GNUC_WARN_UNUSED_RESULT;

/* The mean of the square of 2 × @radius + 1 about each pixel. */
FoyerGrey *foyer_grey_mean    (const FoyerGrey *self, int radius) G_GNUC_WARN_UNUSED_RESULT;

/* Black where a pixel is darker by @offset than the mean of the @window around it. */
FoyerGrey *foyer_grey_threshold (const FoyerGrey *self, int window, int offset)
  G_GNUC_WARN_UNUSED_RESULT;

/* In place, and not in a frame's. */
void       foyer_grey_invert (FoyerGrey *self);

/* Where the point (x, y) of this picture lies in the frame. */
void       foyer_grey_locate (const FoyerGrey *self, double *x, double *y);

/* The brightness between pixels: at (0.5, 0.5) that of the first. Outside it is as at the edge.
 * The picture is at least two pixels wide and high. */
static inline float
foyer_grey_brightness (const FoyerGrey *self, float x, float y)
{
  int across, down, left, top;
  const guint8 *pixel, *below;

  x = CLAMP (x - 0.5f, 0, (float) self->width - 1.01f);
  y = CLAMP (y - 0.5f, 0, (float) self->height - 1.01f);
  left = (int) x;
  top = (int) y;
  across = (int) ((x - (float) left) * 256);
  down = (int) ((y - (float) top) * 256);
  pixel = self->pixels + (gsize) top * (gsize) self->stride + left;
  below = pixel + self->stride;
  return (float) ((pixel[0] * (256 - across) + pixel[1] * across) * (256 - down)
                  + (below[0] * (256 - across) + below[1] * across) * down)
         / 65536;
}

G_END_DECLS
