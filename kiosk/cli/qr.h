/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** @text as a QR code of half blocks, dark on light, for a terminal. Lines end in a newline. */
char    *foyer_qr_draw      (const char *text) G_GNUC_WARN_UNUSED_RESULT;

/** @text as a QR code in a PNG that only its owner can read: it may open a door. */
gboolean foyer_qr_write_png (const char *text, const char *path, GError **error);

G_END_DECLS
