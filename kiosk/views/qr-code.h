/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerQrCode:
 *
 * A QR code to be read from the screen with a phone, dark on white whatever it
 * stands on.
 */
#define FOYER_TYPE_QR_CODE (foyer_qr_code_get_type ())
G_DECLARE_FINAL_TYPE (FoyerQrCode, foyer_qr_code, FOYER, QR_CODE, GtkWidget)

/** @text: (nullable): with nothing to say, or too much for a code, it is hidden. */
void foyer_qr_code_set_text (FoyerQrCode *self, const char *text);

G_END_DECLS
