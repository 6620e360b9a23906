/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-badge-image"

#include "badge-image-private.h"

#include "badge-folder-private.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <math.h>

/* Dots a mm: what the best office printers show, and a drawing has no size of its own. */
#define DOTS_PER_MM (600 / 25.4)

char *
foyer_badge_image_find (const char *folder, const char *file)
{
  const char *own = foyer_badge_folder_own ();
  const char *folders[] = { folder, own };

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++) {
    g_autofree char *path = folders[i] ? g_build_filename (folders[i], file, NULL) : NULL;

    if (path != NULL && g_file_test (path, G_FILE_TEST_IS_REGULAR))
      return g_steal_pointer (&path);
  }
  return NULL;
}

static guint32
premultiply (const guchar *pixel, gboolean has_alpha)
{
  guint32 alpha = has_alpha ? pixel[3] : 255;

  return alpha << 24 | pixel[0] * alpha / 255 << 16 | pixel[1] * alpha / 255 << 8
         | pixel[2] * alpha / 255;
}

/* GDK has this, but brings a window system with it. */
static cairo_surface_t *
surface_of (GdkPixbuf *pixbuf)
{
  int width = gdk_pixbuf_get_width (pixbuf), height = gdk_pixbuf_get_height (pixbuf);
  int channels = gdk_pixbuf_get_n_channels (pixbuf);
  const guchar *from = gdk_pixbuf_read_pixels (pixbuf);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  guchar *to = cairo_image_surface_get_data (surface);

  for (int y = 0; to != NULL && y < height; y++) {
    const guchar *row = from + (gsize) y * (gsize) gdk_pixbuf_get_rowstride (pixbuf);
    guint32 *pixels =
      (guint32 *) (void *) (to + (gsize) y * (gsize) cairo_image_surface_get_stride (surface));

    for (int x = 0; x < width; x++)
      pixels[x] = premultiply (row + x * channels, gdk_pixbuf_get_has_alpha (pixbuf));
  }
  cairo_surface_mark_dirty (surface);
  return surface;
}

gboolean
foyer_badge_image_load (FoyerBadgeElement *element, const char *folder, GError **error)
{
  g_autofree char *path = foyer_badge_image_find (folder, element->file);
  g_autoptr (GdkPixbuf) pixbuf = NULL;

  if (path == NULL) {
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "there is no file %s", element->file);
    return FALSE;
  }
  pixbuf = gdk_pixbuf_new_from_file_at_size (path, (int) ceil (element->width * DOTS_PER_MM),
                                             (int) ceil (element->height * DOTS_PER_MM), error);
  if (pixbuf == NULL)
    return FALSE;
  g_clear_pointer (&element->image, cairo_surface_destroy);
  element->image = surface_of (pixbuf);
  return TRUE;
}

/* How much of what is left over goes before the picture. */
static double
share_x (const FoyerBadgeElement *element)
{
  return element->align == PANGO_ALIGN_LEFT ? 0 : element->align == PANGO_ALIGN_RIGHT ? 1 : 0.5;
}

static double
share_y (const FoyerBadgeElement *element)
{
  return element->valign == FOYER_BADGE_VALIGN_TOP ? 0
         : element->valign == FOYER_BADGE_VALIGN_BOTTOM ? 1 : 0.5;
}

void
foyer_badge_image_draw (const FoyerBadgeElement *element, cairo_t *cr)
{
  double width = cairo_image_surface_get_width (element->image);
  double height = cairo_image_surface_get_height (element->image);
  double scale = MIN (element->width / width, element->height / height);

  cairo_save (cr);
  cairo_translate (cr, element->x + (element->width - width * scale) * share_x (element),
                   element->y + (element->height - height * scale) * share_y (element));
  cairo_scale (cr, scale, scale);
  cairo_set_source_surface (cr, element->image, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_GOOD);
  cairo_paint (cr);
  cairo_restore (cr);
}
