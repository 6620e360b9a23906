/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-picture"

#include "picture.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

#define LARGEST_SIDE 16384
#define MOST_PIXELS 100000000

static gboolean
is_reasonable (const char *path, GError **error)
{
  int width = 0;
  int height = 0;

  if (gdk_pixbuf_get_file_info (path, &width, &height) == NULL) {
    g_set_error (error, FOYER_SCANNER_ERROR, FOYER_SCANNER_ERROR_UNREADABLE,
                 "%s is missing or no picture that can be read here", path);
    return FALSE;
  }
  if (width > LARGEST_SIDE || height > LARGEST_SIDE || (gint64) width * height > MOST_PIXELS) {
    g_set_error (error, FOYER_SCANNER_ERROR, FOYER_SCANNER_ERROR_UNREADABLE,
                 "%s is too large a picture", path);
    return FALSE;
  }
  return TRUE;
}

/* ITU-R BT.601, the weights a camera's grey has; transparent is white paper. */
static guint8
brightness (const guint8 *pixel, int channels)
{
  guint grey = (77u * pixel[0] + 150u * pixel[1] + 29u * pixel[2] + 128) >> 8;

  return (guint8) (channels == 4 ? (grey * pixel[3] + 255u * (255u - pixel[3])) / 255 : grey);
}

static FoyerFrame *
to_grey (GdkPixbuf *picture)
{
  int width = gdk_pixbuf_get_width (picture);
  int height = gdk_pixbuf_get_height (picture);
  int channels = gdk_pixbuf_get_n_channels (picture);
  guint8 *pixels = g_malloc ((gsize) width * (gsize) height);
  g_autoptr (GBytes) bytes = g_bytes_new_take (pixels, (gsize) width * (gsize) height);

  for (int y = 0; y < height; y++) {
    const guint8 *row = gdk_pixbuf_read_pixels (picture)
                        + (gsize) y * (gsize) gdk_pixbuf_get_rowstride (picture);

    for (int x = 0; x < width; x++)
      *pixels++ = brightness (row + (gsize) x * (gsize) channels, channels);
  }
  return foyer_frame_new (bytes, width, height, width, -1, g_get_monotonic_time ());
}

FoyerFrame *
foyer_picture_load (const char *path, GError **error)
{
  g_autoptr (GdkPixbuf) stored = NULL;
  g_autoptr (GdkPixbuf) upright = NULL;
  g_autoptr (GError) local = NULL;

  if (!is_reasonable (path, error))
    return NULL;
  stored = gdk_pixbuf_new_from_file (path, &local);
  if (stored == NULL) {
    g_set_error (error, FOYER_SCANNER_ERROR, FOYER_SCANNER_ERROR_UNREADABLE, "%s: %s", path,
                 local->message);
    return NULL;
  }
  upright = gdk_pixbuf_apply_embedded_orientation (stored);
  return to_grey (upright);
}
