/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-picture-feed"

#include "picture-feed.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <gst/video/video.h>

#define WIDEST 1920
#define HIGHEST 1080
#define DARK_WIDTH 1280
#define DARK_HEIGHT 720
#define DARKNESS 24

struct _FoyerPictureFeed {
  char      *dir;
  GstAppSrc *appsrc;
  char      *shown;      /* name of the picture in @sample, NULL for darkness */
  gint64     shown_ns;   /* and when it came into the folder */
  guint64    shown_inode;
  GstSample *sample;
};

typedef struct {
  char   *name;
  gint64  changed_ns;
  guint64 inode;
} Newest;

static GstSample *
sample_new (GBytes *pixels, int width, int height, int stride)
{
  gsize offset[GST_VIDEO_MAX_PLANES] = { 0 };
  int strides[GST_VIDEO_MAX_PLANES] = { stride };
  GstBuffer *buffer = gst_buffer_new_wrapped_bytes (pixels);
  GstCaps *caps = gst_caps_new_simple (
    "video/x-raw", "format", G_TYPE_STRING, "RGB", "width", G_TYPE_INT, width, "height",
    G_TYPE_INT, height, "framerate", GST_TYPE_FRACTION, 0, 1, "pixel-aspect-ratio",
    GST_TYPE_FRACTION, 1, 1, NULL);
  GstSample *sample;

  gst_buffer_add_video_meta_full (buffer, GST_VIDEO_FRAME_FLAG_NONE, GST_VIDEO_FORMAT_RGB,
                                  (guint) width, (guint) height, 1, offset, strides);
  sample = gst_sample_new (buffer, caps, NULL, NULL);
  gst_buffer_unref (buffer);
  gst_caps_unref (caps);
  return sample;
}

static GstSample *
darkness_new (void)
{
  gsize size = DARK_WIDTH * DARK_HEIGHT * 3;
  guint8 *pixels = g_malloc (size);
  g_autoptr (GBytes) bytes = g_bytes_new_take (pixels, size);

  memset (pixels, DARKNESS, size);
  return sample_new (bytes, DARK_WIDTH, DARK_HEIGHT, DARK_WIDTH * 3);
}

/* On white where it is transparent, and no larger than a camera's picture. */
static GstSample *
load (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkPixbuf) picture = NULL;
  g_autoptr (GdkPixbuf) opaque = NULL;
  g_autoptr (GBytes) pixels = NULL;
  int width = 0;
  int height = 0;

  gdk_pixbuf_get_file_info (path, &width, &height);
  picture = width > WIDEST || height > HIGHEST
              ? gdk_pixbuf_new_from_file_at_scale (path, WIDEST, HIGHEST, TRUE, &error)
              : gdk_pixbuf_new_from_file (path, &error);
  if (picture == NULL) {
    g_debug ("%s", error->message);
    return darkness_new ();
  }
  width = gdk_pixbuf_get_width (picture);
  height = gdk_pixbuf_get_height (picture);
  opaque = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  gdk_pixbuf_fill (opaque, 0xffffffff);
  gdk_pixbuf_composite (picture, opaque, 0, 0, width, height, 0, 0, 1, 1, GDK_INTERP_NEAREST, 255);
  pixels = gdk_pixbuf_read_pixel_bytes (opaque);
  return sample_new (pixels, width, height, gdk_pixbuf_get_rowstride (opaque));
}

static gboolean
is_picture (const char *name)
{
  static const char *const endings[] = { ".png", ".jpg", ".jpeg", ".webp" };

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    if (name[0] != '.' && g_str_has_suffix (name, endings[i]))
      return TRUE;
  return FALSE;
}

/* A rename does not touch what a file says of its writing, but it does touch
 * its inode: the change time is when the picture came into the folder. */
static void
consider (Newest *newest, const char *dir, const char *name)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  GStatBuf found;
  gint64 changed_ns;

  if (!is_picture (name) || g_stat (path, &found) != 0)
    return;
  changed_ns = (gint64) found.st_ctim.tv_sec * 1000000000 + found.st_ctim.tv_nsec;
  if (newest->name != NULL
      && (changed_ns < newest->changed_ns
          || (changed_ns == newest->changed_ns && strcmp (name, newest->name) < 0)))
    return;
  g_free (newest->name);
  newest->name = g_strdup (name);
  newest->changed_ns = changed_ns;
  newest->inode = found.st_ino;
}

static void
show (FoyerPictureFeed *self, const Newest *newest)
{
  g_autofree char *path = NULL;

  if (self->sample != NULL && g_strcmp0 (newest->name, self->shown) == 0
      && newest->changed_ns == self->shown_ns && newest->inode == self->shown_inode)
    return;
  g_clear_pointer (&self->sample, gst_sample_unref);
  if (newest->name != NULL)
    path = g_build_filename (self->dir, newest->name, NULL);
  self->sample = path != NULL ? load (path) : darkness_new ();
  g_free (self->shown);
  self->shown = g_strdup (newest->name);
  self->shown_ns = newest->changed_ns;
  self->shown_inode = newest->inode;
}

FoyerPictureFeed *
foyer_picture_feed_new (const char *dir, GstAppSrc *appsrc)
{
  FoyerPictureFeed *self = g_new0 (FoyerPictureFeed, 1);

  self->dir = g_strdup (dir);
  self->appsrc = gst_object_ref (appsrc);
  return self;
}

void
foyer_picture_feed_free (FoyerPictureFeed *self)
{
  gst_object_unref (self->appsrc);
  g_clear_pointer (&self->sample, gst_sample_unref);
  g_free (self->shown);
  g_free (self->dir);
  g_free (self);
}

gboolean
foyer_picture_feed_push (FoyerPictureFeed *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->dir, 0, NULL);
  Newest newest = { NULL };
  const char *name;
  GstSample *copy;
  GstBuffer *buffer;

  if (dir == NULL)
    return FALSE;
  while ((name = g_dir_read_name (dir)) != NULL)
    consider (&newest, self->dir, name);
  show (self, &newest);
  g_free (newest.name);

  /* The pixels are shared; only the buffer around them, which gets a time, is new. */
  buffer = gst_buffer_copy (gst_sample_get_buffer (self->sample));
  copy = gst_sample_new (buffer, gst_sample_get_caps (self->sample), NULL, NULL);
  gst_app_src_push_sample (self->appsrc, copy);
  gst_buffer_unref (buffer);
  gst_sample_unref (copy);
  return TRUE;
}
