/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "light.h"

/* Cameras call black 16; what is below this holds noise and no code. */
#define BLACK 40
/* Every so many pixels of a row, and rows, are looked at. */
#define STEP 8
/* This many of a thousand pixels are glare or a lamp's reflection. */
#define BRIGHT_PERMILLE 5
/* Hands pass by, and a camera opens its eye. */
#define PATIENCE_US (3 * G_USEC_PER_SEC)

gboolean
foyer_light_is_in (FoyerFrame *frame)
{
  guint bright = 0;
  guint looked_at = 0;

  for (int y = 0; y < frame->height; y += STEP) {
    const guint8 *row = frame->pixels + (gsize) y * (gsize) frame->stride;

    for (int x = 0; x < frame->width; x += STEP)
      bright += row[x] >= BLACK;
    looked_at += (guint) (frame->width + STEP - 1) / STEP;
  }
  return bright * 1000 > looked_at * BRIGHT_PERMILLE;
}

gboolean
foyer_light_take (FoyerLight *self, gboolean has_light, gint64 now_us)
{
  if (has_light)
    self->dark_since_us = 0;
  else if (self->dark_since_us == 0)
    self->dark_since_us = now_us;
  return has_light || now_us - self->dark_since_us < PATIENCE_US;
}

void
foyer_light_reset (FoyerLight *self)
{
  self->dark_since_us = 0;
}
