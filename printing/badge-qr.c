/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-badge-qr"

#include "badge-qr-private.h"

#include "badge-report.h"

#include <math.h>
#include <qrencode.h>

#define QUIET_ZONE 4

G_DEFINE_AUTOPTR_CLEANUP_FUNC (QRcode, QRcode_free)

/* M survives a smudge; the library itself packs capitals and digits in alphanumeric mode. */
static QRcode *
encode (const char *text)
{
  return QRcode_encodeString (text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
}

static double
fill (const FoyerBadgeElement *element, const QRcode *code)
{
  return MIN (element->width, element->height) / (code->width + 2 * QUIET_ZONE);
}

double
foyer_badge_qr_module (const FoyerBadgeElement *element, const char *text)
{
  g_autoptr (QRcode) code = encode (text);

  return code != NULL ? fill (element, code) : 0;
}

/* Modules of 4 and 5 pixels in turn are harder to read than even ones. */
static double
snap (cairo_t *cr, double module, double *x, double *y)
{
  double scale = 1;
  double zero = 0;
  double snapped;

  if (cairo_surface_get_type (cairo_get_target (cr)) != CAIRO_SURFACE_TYPE_IMAGE)
    return module;
  cairo_user_to_device_distance (cr, &scale, &zero);
  snapped = floor (module * scale) / scale;
  if (snapped < FOYER_BADGE_QR_MODULE_MIN)
    return module;
  cairo_user_to_device (cr, x, y);
  *x = round (*x);
  *y = round (*y);
  cairo_device_to_user (cr, x, y);
  return snapped;
}

static void
add_modules (cairo_t *cr, const QRcode *code, double x, double y, double module)
{
  for (int row = 0; row < code->width; row++) {
    const unsigned char *line = code->data + row * code->width;

    for (int column = 0; column < code->width; ) {
      int end = column;

      while (end < code->width && (line[end] & 1) != 0)
        end++;
      if (end > column)
        cairo_rectangle (cr, x + column * module, y + row * module, (end - column) * module,
                         module);
      column = end + 1;
    }
  }
}

void
foyer_badge_qr_draw (const FoyerBadgeElement *element, const char *text, cairo_t *cr)
{
  g_autoptr (QRcode) code = encode (text);
  double module, side, x, y;

  if (code == NULL)
    return;
  module = fill (element, code);
  side = module * code->width;
  x = element->x + (element->width - side) / 2;
  y = element->y + (element->height - side) / 2;
  cairo_save (cr);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_rectangle (cr, x - QUIET_ZONE * module, y - QUIET_ZONE * module,
                   side + 2 * QUIET_ZONE * module, side + 2 * QUIET_ZONE * module);
  cairo_fill (cr);
  module = snap (cr, module, &x, &y);
  x += (side - module * code->width) / 2;
  y += (side - module * code->width) / 2;
  cairo_set_source_rgb (cr, element->colour.red, element->colour.green, element->colour.blue);
  add_modules (cr, code, x, y, module);
  cairo_fill (cr);
  cairo_restore (cr);
}
