/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "qr.h"

#include "cli.h"

#include <cairo.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <qrencode.h>

#define QUIET_ZONE   4
#define MODULE_WIDTH 8

static QRcode *
encode (const char *text)
{
  return QRcode_encodeString8bit (text, 0, QR_ECLEVEL_M);
}

/* The quiet zone around it is light. */
static gboolean
is_dark (const QRcode *code, int x, int y)
{
  return x >= 0 && y >= 0 && x < code->width && y < code->width &&
         (code->data[y * code->width + x] & 1) != 0;
}

/* White on black whatever the terminal's own colours are. */
char *
foyer_qr_draw (const char *text)
{
  static const char * const halves[] = { "█", "▀", "▄", " " };
  GString *drawing = g_string_new (NULL);
  QRcode *code = encode (text);

  for (int y = -QUIET_ZONE; code != NULL && y < code->width + QUIET_ZONE; y += 2) {
    g_string_append (drawing, "\033[97;40m");
    for (int x = -QUIET_ZONE; x < code->width + QUIET_ZONE; x++)
      g_string_append (drawing, halves[2 * is_dark (code, x, y) + is_dark (code, x, y + 1)]);
    g_string_append (drawing, "\033[0m\n");
  }
  QRcode_free (code);
  return g_string_free (drawing, FALSE);
}

static cairo_surface_t *
render (const QRcode *code)
{
  int side = (code->width + 2 * QUIET_ZONE) * MODULE_WIDTH;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, side, side);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  for (int y = 0; y < code->width; y++) {
    for (int x = 0; x < code->width; x++) {
      if (is_dark (code, x, y))
        cairo_rectangle (cr, (x + QUIET_ZONE) * MODULE_WIDTH, (y + QUIET_ZONE) * MODULE_WIDTH,
                         MODULE_WIDTH, MODULE_WIDTH);
    }
  }
  cairo_fill (cr);
  cairo_destroy (cr);
  return surface;
}

static cairo_status_t
on_png (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

gboolean
foyer_qr_write_png (const char *text, const char *path, GError **error)
{
  g_autoptr (GByteArray) png = g_byte_array_new ();
  g_autoptr (GError) failure = NULL;
  QRcode *code = encode (text);

  if (code != NULL) {
    cairo_surface_t *surface = render (code);

    cairo_surface_write_to_png_stream (surface, on_png, png);
    cairo_surface_destroy (surface);
    QRcode_free (code);
  }
  if (g_file_set_contents_full (path, (const char *) png->data, (gssize) png->len,
                                G_FILE_SET_CONTENTS_CONSISTENT, 0600, &failure))
    return TRUE;
  foyer_cli_refuse (FOYER_EXIT_NO_OUTPUT, error, _("%s: name a place that can be written"),
                    failure->message);
  return FALSE;
}
