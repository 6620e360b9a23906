/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * foyer_segments_read:
 * @data: of foyer_codewords_read()
 * @version: of the code, 1 to 40
 *
 * Puts together what the segments of a code say, each in the character set that it names, or
 * in the likeliest if it names none.
 *
 * Returns: (transfer full) (nullable): UTF-8; NULL if it makes no sense, is empty, or is one
 * part of a text spread over several codes
 */
char *foyer_segments_read (const guint8 *data, gsize length, int version)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
