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
 * characters are everyday ones, GB 18030 first. A byte order mark is dropped. A
 * NUL becomes U+2400, so that no text is cut short there and taken for another.
 * Pure; any thread.
 *
 * Returns: (transfer full) (nullable): UTF-8, or NULL if there are no bytes
 */
char *foyer_charset_to_utf8 (const guint8 *bytes, gsize length) G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_charset_convert:
 * @name: of a character set, as ICU knows it
 *
 * Returns: (transfer full) (nullable): UTF-8, NULL unless every byte is valid
 */
char *foyer_charset_convert (const char *name, const guint8 *bytes, gsize length)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
