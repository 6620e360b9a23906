/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-film"

#include "film-stage.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <qrencode.h>

/* The phone's own measure: everything on it is drawn in these units, then put
 * into perspective point by point. */
#define WIDTH 360.0
#define HEIGHT 740.0
#define CARD 312.0
#define QUIET_MODULES 4
/* How far the camera is, in the same units: nearer makes the perspective stronger. */
#define DISTANCE 1600.0

typedef struct {
  cairo_path_t *path;
  double        red, green, blue, alpha;
} Layer;

struct _FoyerFilmPhone {
  GArray *layers;   /* Layer, from the back to the front */
};

static void
clear_layer (gpointer data)
{
  cairo_path_destroy (((Layer *) data)->path);
}

/* Takes the current path, in the phone's units. */
static void
keep (FoyerFilmPhone *self, cairo_t *cr, guint colour, double alpha)
{
  Layer layer = { cairo_copy_path (cr), ((colour >> 16) & 255) / 255.0,
                  ((colour >> 8) & 255) / 255.0, (colour & 255) / 255.0, alpha };

  cairo_new_path (cr);
  g_array_append_val (self->layers, layer);
}

static void
rounded (cairo_t *cr, double x, double y, double width, double height, double radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - radius, y + radius, radius, -G_PI_2, 0);
  cairo_arc (cr, x + width - radius, y + height - radius, radius, 0, G_PI_2);
  cairo_arc (cr, x + radius, y + height - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
}

/* A finger: a capsule turned about its root. */
static void
finger (cairo_t *cr, double x, double y, double length, double thickness, double turn)
{
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_rotate (cr, turn);
  rounded (cr, -thickness / 2, -thickness / 2, length, thickness, thickness / 2);
  cairo_restore (cr);
}

static void
keep_hand (FoyerFilmPhone *self, cairo_t *cr)
{
  cairo_move_to (cr, -170, 520);
  cairo_curve_to (cr, -250, 260, -215, 140, -160, 100);
  cairo_line_to (cr, 150, 130);
  cairo_curve_to (cr, 235, 220, 225, 330, 170, 520);
  cairo_curve_to (cr, 180, 760, 190, 960, 210, 1400);
  cairo_line_to (cr, -210, 1400);
  cairo_curve_to (cr, -200, 960, -190, 760, -170, 520);
  keep (self, cr, 0x6d4a3a, 1);
  for (int i = 0; i < 4; i++)
    finger (cr, 120, 40 + i * 62, 118 - abs (i - 1) * 8, 54, -0.10 + i * 0.04);
  keep (self, cr, 0x835a47, 1);
  /* The sleeve. */
  rounded (cr, -235, 640, 470, 900, 60);
  keep (self, cr, 0x1f2733, 1);
}

static void
keep_thumb (FoyerFilmPhone *self, cairo_t *cr)
{
  finger (cr, -205, 200, 128, 66, -1.22);
  keep (self, cr, 0x93674f, 1);
}

static void
keep_body (FoyerFilmPhone *self, cairo_t *cr)
{
  rounded (cr, -WIDTH / 2 - 3, -HEIGHT / 2 - 3, WIDTH + 6, HEIGHT + 6, 49);
  keep (self, cr, 0x5b6068, 1);
  rounded (cr, -WIDTH / 2, -HEIGHT / 2, WIDTH, HEIGHT, 46);
  keep (self, cr, 0x0b0c0e, 1);
  rounded (cr, -WIDTH / 2 + 10, -HEIGHT / 2 + 10, WIDTH - 20, HEIGHT - 20, 37);
  keep (self, cr, 0xe3e7ec, 1);
  rounded (cr, -42, -HEIGHT / 2 + 20, 84, 22, 11);
  keep (self, cr, 0x0b0c0e, 1);
  rounded (cr, WIDTH / 2 - 62, -HEIGHT / 2 + 26, 28, 12, 3);
  keep (self, cr, 0x39414d, 1);
  rounded (cr, -60, HEIGHT / 2 - 26, 120, 5, 2.5);
  keep (self, cr, 0x39414d, 1);
}

static void
keep_caption (FoyerFilmPhone *self, cairo_t *cr, const char *caption)
{
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cr);
  g_autoptr (PangoFontDescription) font =
    pango_font_description_from_string ("Noto Sans CJK SC, Sans Bold");

  pango_font_description_set_absolute_size (font, 27 * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_width (layout, (int) (CARD * PANGO_SCALE));
  pango_layout_set_height (layout, -2);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  pango_layout_set_text (layout, caption, -1);
  cairo_move_to (cr, -CARD / 2, -290);
  pango_cairo_layout_path (cr, layout);
  keep (self, cr, 0x17202c, 1);
}

/* One path for all modules, and one rectangle for neighbours: no seams. */
static void
keep_code (FoyerFilmPhone *self, cairo_t *cr, const QRcode *code)
{
  int n = code->width;
  double module = CARD / (n + 2 * QUIET_MODULES);
  double left = -CARD / 2 + QUIET_MODULES * module;
  double top = -CARD / 2 - 20 + QUIET_MODULES * module;

  rounded (cr, -CARD / 2, -CARD / 2 - 20, CARD, CARD, 12);
  keep (self, cr, 0xffffff, 1);
  for (int y = 0; y < n; y++)
    for (int x = 0, end; x < n; x = end + 1) {
      for (end = x; end < n && (code->data[y * n + end] & 1) != 0; end++)
        ;
      if (end > x)
        cairo_rectangle (cr, left + x * module, top + y * module, (end - x) * module, module);
    }
  keep (self, cr, 0x101216, 1);
}

/* What an event's app shows below the code, and the hall's light on the glass. */
static void
keep_rest (FoyerFilmPhone *self, cairo_t *cr)
{
  rounded (cr, -90, 170, 180, 12, 6);
  rounded (cr, -60, 194, 120, 10, 5);
  keep (self, cr, 0xa9b2bf, 1);
  rounded (cr, -120, 244, 240, 52, 26);
  keep (self, cr, 0x2f6fde, 1);
  cairo_move_to (cr, 60, -HEIGHT / 2 + 10);
  cairo_line_to (cr, WIDTH / 2 - 12, -HEIGHT / 2 + 50);
  cairo_line_to (cr, WIDTH / 2 - 12, 20);
  cairo_line_to (cr, -70, HEIGHT / 2 - 10);
  cairo_line_to (cr, -150, HEIGHT / 2 - 10);
  cairo_close_path (cr);
  keep (self, cr, 0xffffff, 0.05);
}

FoyerFilmPhone *
foyer_film_phone_new (const char *code, const char *caption)
{
  QRcode *qr = QRcode_encodeString (code, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
  cairo_surface_t *scratch;
  FoyerFilmPhone *self;
  cairo_t *cr;

  if (qr == NULL)
    return NULL;
  self = g_new0 (FoyerFilmPhone, 1);
  self->layers = g_array_new (FALSE, FALSE, sizeof (Layer));
  g_array_set_clear_func (self->layers, clear_layer);
  scratch = cairo_image_surface_create (CAIRO_FORMAT_A8, 1, 1);
  cr = cairo_create (scratch);
  keep_hand (self, cr);
  keep_body (self, cr);
  if (caption != NULL)
    keep_caption (self, cr, caption);
  keep_code (self, cr, qr);
  keep_rest (self, cr);
  keep_thumb (self, cr);
  cairo_destroy (cr);
  cairo_surface_destroy (scratch);
  QRcode_free (qr);
  return self;
}

void
foyer_film_phone_free (FoyerFilmPhone *self)
{
  g_array_unref (self->layers);
  g_free (self);
}

static void
project (const FoyerFilmPose *pose, double *x, double *y)
{
  double u = *x * cos (pose->roll) - *y * sin (pose->roll);
  double v = *x * sin (pose->roll) + *y * cos (pose->roll);
  double away = (u * sin (pose->yaw) + v * sin (pose->pitch)) / DISTANCE;
  double size = pose->size / MAX (0.2, 1 + away);

  *x = pose->x + u * cos (pose->yaw) * size;
  *y = pose->y + v * cos (pose->pitch) * size;
}

static void
append_projected (cairo_t *cr, const cairo_path_t *path, const FoyerFilmPose *pose)
{
  for (int i = 0; i < path->num_data; i += path->data[i].header.length) {
    const cairo_path_data_t *data = &path->data[i];
    double p[6];

    for (int k = 1; k < data->header.length; k++) {
      p[2 * k - 2] = data[k].point.x;
      p[2 * k - 1] = data[k].point.y;
      project (pose, &p[2 * k - 2], &p[2 * k - 1]);
    }
    if (data->header.type == CAIRO_PATH_MOVE_TO)
      cairo_move_to (cr, p[0], p[1]);
    else if (data->header.type == CAIRO_PATH_LINE_TO)
      cairo_line_to (cr, p[0], p[1]);
    else if (data->header.type == CAIRO_PATH_CURVE_TO)
      cairo_curve_to (cr, p[0], p[1], p[2], p[3], p[4], p[5]);
    else
      cairo_close_path (cr);
  }
}

void
foyer_film_phone_draw (FoyerFilmPhone *self, cairo_t *cr, const FoyerFilmPose *pose)
{
  for (guint i = 0; i < self->layers->len; i++) {
    const Layer *layer = &g_array_index (self->layers, Layer, i);

    append_projected (cr, layer->path, pose);
    cairo_set_source_rgba (cr, layer->red, layer->green, layer->blue, layer->alpha);
    cairo_fill (cr);
  }
}
