/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pictures.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <stdlib.h>
#include <string.h>

#define SMALLER 12      /* times, on both sides */
#define COLUMNS 10
#define LEVELS  16      /* of grey: enough, and a sheet stays small */
#define NAMES   "tEXt::pages"
/* A pixel that is this far from its own is another one; so many others are another page. */
#define OTHER_BY (1.5 * 255 / (LEVELS - 1))
#define OTHER_PIXELS 8
#define MAGNIFY 4

struct Pictures {
  char      *kind;
  gboolean   keep;
  GdkPixbuf *sheet;     /* (nullable) */
  char     **names;     /* of what is on it, in order */
  GPtrArray *new_names;
  GPtrArray *new_tiles; /* of GdkPixbuf */
};

static char *
sheet_path (Pictures *self)
{
  g_autofree char *name = g_strconcat (self->kind, ".png", NULL);

  return g_build_filename (g_getenv ("FOYER_SCREENS"), name, NULL);
}

Pictures *
pictures_new (const char *kind, gboolean keep)
{
  Pictures *self = g_new0 (Pictures, 1);
  g_autofree char *path = NULL;
  const char *names;

  self->kind = g_strdup (kind);
  self->keep = keep;
  self->new_names = g_ptr_array_new_with_free_func (g_free);
  self->new_tiles = g_ptr_array_new_with_free_func (g_object_unref);
  path = sheet_path (self);
  self->sheet = gdk_pixbuf_new_from_file (path, NULL);
  names = self->sheet ? gdk_pixbuf_get_option (self->sheet, NAMES) : NULL;
  self->names = g_strsplit (names ? names : "", " ", -1);
  return self;
}

/* The mean grey of a square of the picture. */
static guint8
grey_of (cairo_surface_t *picture, int left, int top)
{
  const guint8 *pixels = cairo_image_surface_get_data (picture);
  int stride = cairo_image_surface_get_stride (picture);
  guint sum = 0;

  for (int y = top; y < top + SMALLER; y++) {
    for (int x = left; x < left + SMALLER; x++) {
      const guint8 *pixel = pixels + y * stride + x * 4;

      sum += pixel[0] + 2u * pixel[1] + pixel[2];
    }
  }
  return (guint8) ((sum / (4 * SMALLER * SMALLER) * (LEVELS - 1) + 127) / 255 * 255 / (LEVELS - 1));
}

static void
set_grey (GdkPixbuf *tile, int x, int y, guint8 grey)
{
  memset (gdk_pixbuf_get_pixels (tile) + y * gdk_pixbuf_get_rowstride (tile) + x * 3, grey, 3);
}

static guint8
get_grey (const GdkPixbuf *tile, int x, int y)
{
  return gdk_pixbuf_read_pixels (tile)[y * gdk_pixbuf_get_rowstride (tile) + x * 3];
}

static GdkPixbuf *
make_small (cairo_surface_t *picture)
{
  int width = cairo_image_surface_get_width (picture) / SMALLER;
  int height = cairo_image_surface_get_height (picture) / SMALLER;
  GdkPixbuf *tile = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      set_grey (tile, x, y, grey_of (picture, x * SMALLER, y * SMALLER));
  return tile;
}

/* (nullable): the reference, of the same size as @tile */
static GdkPixbuf *
find_reference (Pictures *self, const char *name, const GdkPixbuf *tile)
{
  int width = gdk_pixbuf_get_width (tile);
  int height = gdk_pixbuf_get_height (tile);
  int i = 0;

  while (self->names[i] != NULL && !g_str_equal (self->names[i], name))
    i++;
  if (self->names[i] == NULL || gdk_pixbuf_get_width (self->sheet) != COLUMNS * width ||
      gdk_pixbuf_get_height (self->sheet) < (i / COLUMNS + 1) * height)
    return NULL;
  return gdk_pixbuf_new_subpixbuf (self->sheet, i % COLUMNS * width, i / COLUMNS * height, width, height);
}

static int
distance (const GdkPixbuf *one, const GdkPixbuf *other, int x, int y)
{
  return abs (get_grey (one, x, y) - get_grey (other, x, y));
}

static int
count_others (const GdkPixbuf *reference, const GdkPixbuf *tile)
{
  int others = 0;

  for (int y = 0; y < gdk_pixbuf_get_height (tile); y++)
    for (int x = 0; x < gdk_pixbuf_get_width (tile); x++)
      others += distance (reference, tile, x, y) > OTHER_BY;
  return others;
}

static void
leave_difference (Pictures *self, const char *name, const GdkPixbuf *reference, const GdkPixbuf *tile)
{
  int width = gdk_pixbuf_get_width (tile);
  int height = gdk_pixbuf_get_height (tile);
  g_autoptr (GdkPixbuf) side_by_side = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 3 * width, height);
  g_autoptr (GdkPixbuf) large = NULL;
  g_autofree char *file = g_strdup_printf ("%s-%s.png", self->kind, name);
  g_autofree char *path = g_build_filename (g_getenv ("FOYER_PICTURES_OUT"), file, NULL);
  g_autofree char *folder = g_path_get_dirname (path);

  gdk_pixbuf_copy_area (reference, 0, 0, width, height, side_by_side, 0, 0);
  gdk_pixbuf_copy_area (tile, 0, 0, width, height, side_by_side, width, 0);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      set_grey (side_by_side, 2 * width + x, y, (guint8) (255 - distance (reference, tile, x, y)));
  large = gdk_pixbuf_scale_simple (side_by_side, 3 * width * MAGNIFY, height * MAGNIFY, GDK_INTERP_NEAREST);
  g_mkdir_with_parents (folder, 0755);
  gdk_pixbuf_save (large, path, "png", NULL, NULL);
}

char *
pictures_check (Pictures *self, const char *name, cairo_surface_t *picture)
{
  GdkPixbuf *tile = make_small (picture);
  g_autoptr (GdkPixbuf) reference = find_reference (self, name, tile);
  int others;

  g_ptr_array_add (self->new_names, g_strdup (name));
  g_ptr_array_add (self->new_tiles, tile);
  if (self->keep)
    return NULL;
  if (reference == NULL)
    return g_strdup_printf ("%s is on no sheet yet: look at ./dev shots, then ./dev shots --keep", name);
  others = count_others (reference, tile);
  if (others <= OTHER_PIXELS)
    return NULL;
  leave_difference (self, name, reference, tile);
  return g_strdup_printf ("%s looks different in %d places: see %s/%s-%s.png; ./dev shots --keep if it should",
                          name, others, g_getenv ("FOYER_PICTURES_OUT"), self->kind, name);
}

static void
write_sheet (Pictures *self)
{
  GdkPixbuf *first = g_ptr_array_index (self->new_tiles, 0);
  int width = gdk_pixbuf_get_width (first);
  int height = gdk_pixbuf_get_height (first);
  int lines = ((int) self->new_tiles->len + COLUMNS - 1) / COLUMNS;
  g_autoptr (GdkPixbuf) sheet = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, COLUMNS * width, lines * height);
  g_autofree char *path = sheet_path (self);
  g_autofree char *names = NULL;
  g_autoptr (GError) error = NULL;

  gdk_pixbuf_fill (sheet, 0xffffffff);
  for (guint i = 0; i < self->new_tiles->len; i++)
    gdk_pixbuf_copy_area (g_ptr_array_index (self->new_tiles, i), 0, 0, width, height, sheet,
                          (int) i % COLUMNS * width, (int) i / COLUMNS * height);
  g_ptr_array_add (self->new_names, NULL);
  names = g_strjoinv (" ", (char **) self->new_names->pdata);
  if (!gdk_pixbuf_save (sheet, path, "png", &error, NAMES, names, "compression", "9", NULL))
    g_error ("%s", error->message);
}

void
pictures_free (Pictures *self)
{
  if (self->keep && self->new_tiles->len > 0)
    write_sheet (self);
  g_clear_object (&self->sheet);
  g_strfreev (self->names);
  g_ptr_array_unref (self->new_names);
  g_ptr_array_unref (self->new_tiles);
  g_free (self->kind);
  g_free (self);
}
