/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FoyerFrame:
 * @width: pixels in a row
 * @height: rows
 * @stride: bytes from one row to the next
 * @pixels: brightness, one byte a pixel, owned by the frame
 * @pts_us: where the source says the frame belongs, or -1
 * @arrived_us: g_get_monotonic_time() when it reached us
 *
 * One camera frame in grey. Never changes once made, so any thread may read
 * it; it lives until its last reference is gone.
 */
typedef struct {
  int           width;
  int           height;
  int           stride;
  const guint8 *pixels;
  gint64        pts_us;
  gint64        arrived_us;

  /*< private >*/
  GBytes       *bytes;
} FoyerFrame;

/**
 * foyer_frame_new:
 * @bytes: at least @stride × (@height − 1) + @width bytes; a reference is taken
 *
 * The largest side is 16384 pixels.
 *
 * Returns: (transfer full) (nullable): NULL if @bytes do not hold such a picture
 */
FoyerFrame *foyer_frame_new   (GBytes *bytes, int width, int height, int stride, gint64 pts_us,
                               gint64 arrived_us) G_GNUC_WARN_UNUSED_RESULT;
FoyerFrame *foyer_frame_ref   (FoyerFrame *self);
void        foyer_frame_unref (FoyerFrame *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerFrame, foyer_frame_unref)

G_END_DECLS
