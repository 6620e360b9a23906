/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-document"

#include "document.h"

#include "printing-error.h"

#include <cairo-pdf.h>
#include <cups/cups.h>
#include <cups/raster.h>
#include <math.h>

#define POINTS_PER_MM (72 / 25.4)
#define MM_PER_INCH 25.4

struct _FoyerDocument {
  gatomicrefcount refs;
  double          width, height;
  guint           n_pages;
  gboolean        two_sided;
  FoyerDrawFunc   draw;
  gpointer        user_data;
  GDestroyNotify  free;
};

FoyerDocument *
foyer_document_new (double width, double height, guint n_pages, FoyerDrawFunc draw,
                    gpointer user_data, GDestroyNotify free_func)
{
  FoyerDocument *self = g_new0 (FoyerDocument, 1);

  g_atomic_ref_count_init (&self->refs);
  self->width = width;
  self->height = height;
  self->n_pages = n_pages;
  self->draw = draw;
  self->user_data = user_data;
  self->free = free_func;
  return self;
}

FoyerDocument *
foyer_document_ref (FoyerDocument *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
foyer_document_unref (FoyerDocument *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  if (self->free != NULL)
    self->free (self->user_data);
  g_free (self);
}

void
foyer_document_set_two_sided (FoyerDocument *self)
{
  self->two_sided = TRUE;
}

gboolean
foyer_document_is_two_sided (FoyerDocument *self)
{
  return self->two_sided;
}

double
foyer_document_get_width (FoyerDocument *self)
{
  return self->width;
}

double
foyer_document_get_height (FoyerDocument *self)
{
  return self->height;
}

guint
foyer_document_get_n_pages (FoyerDocument *self)
{
  return self->n_pages;
}

static cairo_status_t
append (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

GBytes *
foyer_document_to_pdf (FoyerDocument *self, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface =
    cairo_pdf_surface_create_for_stream (append, bytes, self->width * POINTS_PER_MM,
                                         self->height * POINTS_PER_MM);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  cairo_scale (cr, POINTS_PER_MM, POINTS_PER_MM);
  for (guint page = 0; page < self->n_pages; page++) {
    cairo_save (cr);
    self->draw (cr, page, self->user_data);
    cairo_restore (cr);
    cairo_show_page (cr);
  }
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  g_set_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_TEMPLATE, "PDF: %s",
               cairo_status_to_string (status));
  return NULL;
}

static cairo_surface_t *
render_pixels (FoyerDocument *self, guint page, int width, int height)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, width / self->width, height / self->height);
  self->draw (cr, page, self->user_data);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

cairo_surface_t *
foyer_document_render (FoyerDocument *self, guint page, double dpi)
{
  return render_pixels (self, page, (int) round (self->width * dpi / MM_PER_INCH),
                        (int) round (self->height * dpi / MM_PER_INCH));
}

static ssize_t
write_raster (void *closure, unsigned char *buffer, size_t length)
{
  g_byte_array_append (closure, buffer, (guint) length);
  return (ssize_t) length;
}

static void
pack_row (const guint32 *pixels, unsigned char *row, unsigned width, gboolean colour)
{
  for (unsigned x = 0; x < width; x++) {
    unsigned red = pixels[x] >> 16 & 0xff, green = pixels[x] >> 8 & 0xff, blue = pixels[x] & 0xff;

    if (!colour) {
      /* Rec. 601 luma, in whole numbers that add up to 256. */
      row[x] = (unsigned char) ((red * 77 + green * 150 + blue * 29) >> 8);
      continue;
    }
    row[3 * x] = (unsigned char) red;
    row[3 * x + 1] = (unsigned char) green;
    row[3 * x + 2] = (unsigned char) blue;
  }
}

static gboolean
write_page (FoyerDocument *self, cups_raster_t *raster, cups_page_header2_t *header, guint page,
            gboolean colour)
{
  cairo_surface_t *surface =
    render_pixels (self, page, (int) header->cupsWidth, (int) header->cupsHeight);
  const unsigned char *pixels = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  g_autofree unsigned char *row = g_malloc0 (header->cupsBytesPerLine);
  gboolean written = pixels != NULL && cupsRasterWriteHeader2 (raster, header) != 0;

  for (unsigned y = 0; written && y < header->cupsHeight; y++) {
    pack_row ((const guint32 *) (const void *) (pixels + (gsize) y * (gsize) stride), row,
              header->cupsWidth, colour);
    written = cupsRasterWritePixels (raster, row, header->cupsBytesPerLine) != 0;
  }
  cairo_surface_destroy (surface);
  return written;
}

static GBytes *
to_raster (FoyerDocument *self, cups_mode_t mode, int x_dpi, int y_dpi, gboolean colour,
           const char *sides, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cups_raster_t *raster = cupsRasterOpenIO (write_raster, bytes, mode);
  cups_page_header2_t header;
  /* Hundredths of a millimetre; the answer lives in this thread's libcups data. */
  pwg_media_t *size =
    pwgMediaForSize ((int) round (self->width * 100), (int) round (self->height * 100));
  gboolean written;

  written = size != NULL
            && cupsRasterInitPWGHeader (&header, size, colour ? "srgb_8" : "sgray_8", x_dpi, y_dpi,
                                        sides, NULL) != 0;
  header.cupsInteger[CUPS_RASTER_PWG_TotalPageCount] = self->n_pages;
  for (guint page = 0; written && page < self->n_pages; page++)
    written = write_page (self, raster, &header, page, colour);
  cupsRasterClose (raster);
  if (written)
    return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  g_set_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_REFUSED,
               "no raster page of %gx%g mm at %dx%d dpi", self->width, self->height, x_dpi, y_dpi);
  return NULL;
}

GBytes *
foyer_document_to_pwg (FoyerDocument *self, int x_dpi, int y_dpi, gboolean colour,
                       const char *sides, GError **error)
{
  return to_raster (self, CUPS_RASTER_WRITE_PWG, x_dpi, y_dpi, colour, sides, error);
}

GBytes *
foyer_document_to_urf (FoyerDocument *self, int dpi, gboolean colour, const char *sides,
                       GError **error)
{
  return to_raster (self, CUPS_RASTER_WRITE_APPLE, dpi, dpi, colour, sides, error);
}

GBytes *
foyer_document_to_png (FoyerDocument *self, double dpi, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface;
  cairo_status_t status;

  if (self->n_pages > 1) {
    g_set_error_literal (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_REFUSED,
                         "the printer takes pictures, and those have one page");
    return NULL;
  }
  surface = foyer_document_render (self, 0, dpi);
  status = cairo_surface_write_to_png_stream (surface, append, bytes);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  g_set_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_TEMPLATE, "PNG: %s",
               cairo_status_to_string (status));
  return NULL;
}
