/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "frame.h"

#define LARGEST_SIDE 16384

FoyerFrame *
foyer_frame_new (GBytes *bytes, int width, int height, int stride, gint64 pts_us,
                 gint64 arrived_us)
{
  FoyerFrame *self;

  if (width < 1 || height < 1 || width > LARGEST_SIDE || height > LARGEST_SIDE || stride < width)
    return NULL;
  if (g_bytes_get_size (bytes) < (gsize) stride * (gsize) (height - 1) + (gsize) width)
    return NULL;

  self = g_atomic_rc_box_new0 (FoyerFrame);
  self->width = width;
  self->height = height;
  self->stride = stride;
  self->bytes = g_bytes_ref (bytes);
  self->pixels = g_bytes_get_data (bytes, NULL);
  self->pts_us = pts_us;
  self->arrived_us = arrived_us;
  return self;
}

FoyerFrame *
foyer_frame_ref (FoyerFrame *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  FoyerFrame *self = data;

  g_bytes_unref (self->bytes);
}

void
foyer_frame_unref (FoyerFrame *self)
{
  g_atomic_rc_box_release_full (self, clear);
}
