/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-qr-code"

#include "qr-code.h"

#include <qrencode.h>

#define QUIET_ZONE 4   /* modules around it, by the standard */

struct _FoyerQrCode {
  GtkWidget  parent_instance;

  QRcode    *code;     /* (nullable) */
};

G_DEFINE_TYPE (FoyerQrCode, foyer_qr_code, GTK_TYPE_WIDGET)

void
foyer_qr_code_set_text (FoyerQrCode *self, const char *text)
{
  g_clear_pointer (&self->code, QRcode_free);
  if (text != NULL && *text != '\0')
    self->code = QRcode_encodeString8bit (text, 0, QR_ECLEVEL_M);
  gtk_widget_set_visible (GTK_WIDGET (self), self->code != NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
draw_modules (GtkSnapshot *snapshot, const QRcode *code, float x0, float y0, float module)
{
  static const GdkRGBA black = { 0, 0, 0, 1 };

  for (int y = 0; y < code->width; y++) {
    for (int x = 0; x < code->width; x++) {
      if ((code->data[y * code->width + x] & 1) != 0)
        gtk_snapshot_append_color (snapshot, &black,
                                   &GRAPHENE_RECT_INIT (x0 + (float) x * module, y0 + (float) y * module,
                                                        module, module));
    }
  }
}

/* Whole pixels: a module between two of them is grey to a phone. */
static void
foyer_qr_code_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  static const GdkRGBA white = { 1, 1, 1, 1 };
  FoyerQrCode *self = FOYER_QR_CODE (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  int modules = self->code ? self->code->width + 2 * QUIET_ZONE : 1;
  int module = MIN (width, height) / modules;
  int side = module * modules;
  int x = (width - side) / 2;
  int y = (height - side) / 2;

  if (self->code == NULL || module == 0)
    return;
  gtk_snapshot_append_color (snapshot, &white,
                             &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) side, (float) side));
  draw_modules (snapshot, self->code, (float) (x + QUIET_ZONE * module), (float) (y + QUIET_ZONE * module),
                (float) module);
}

static void
foyer_qr_code_finalize (GObject *object)
{
  g_clear_pointer (&FOYER_QR_CODE (object)->code, QRcode_free);
  G_OBJECT_CLASS (foyer_qr_code_parent_class)->finalize (object);
}

static void
foyer_qr_code_class_init (FoyerQrCodeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_qr_code_finalize;
  GTK_WIDGET_CLASS (klass)->snapshot = foyer_qr_code_snapshot;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "qrcode");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_IMG);
}

static void
foyer_qr_code_init (FoyerQrCode *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
