/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "frame.h"
#include "scanner-error.h"

G_BEGIN_DECLS

/**
 * foyer_picture_load:
 * @path: a PNG, JPEG, or whatever else gdk-pixbuf reads here
 *
 * Reads a picture in grey, the way its maker meant it to be turned, on white
 * where it is transparent. Blocks. A picture larger than 16384 a side or 100
 * million pixels is refused.
 *
 * Returns: (transfer full): fails with %FOYER_SCANNER_ERROR_UNREADABLE
 */
FoyerFrame *foyer_picture_load (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
