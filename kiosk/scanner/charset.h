/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * foyer_charset_to_utf8:
 * @bytes: what a QR code holds, in whatever encoding its maker chose
 * @length: of @bytes
 *
 * Decides the encoding and converts. Valid UTF-8 is UTF-8, unless it makes no
 * sense and the same bytes are everyday hanzi; otherwise it is the one of
 * GB 18030, Shift_JIS, Big5 and ISO 8859-1 in which every byte is valid and most
 * characters are everyday ones, GB 18030 first. A byte order mark is dropped.
 * Pure; any thread.
 *
 * Returns: (transfer full) (nullable): UTF-8 without NUL, or NULL if the bytes
 * are no text: nothing at all, or with a NUL in them
 */
char *foyer_charset_to_utf8 (const guint8 *bytes, gsize length) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
