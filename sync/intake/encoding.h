/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "intake-error.h"

G_BEGIN_DECLS

typedef enum {
  FOYER_ENCODING_UTF_8,
  FOYER_ENCODING_GB_18030,
  FOYER_ENCODING_UTF_16,
  FOYER_ENCODING_BIG5,
  FOYER_ENCODING_SHIFT_JIS,
  FOYER_ENCODING_EUC_KR,
  FOYER_ENCODING_WINDOWS_1252,
  FOYER_ENCODING_N
} FoyerEncoding;

/** "UTF-8", "GB18030", "UTF-16", "Big5"… */
const char *foyer_encoding_to_string (FoyerEncoding encoding);

/**
 * foyer_encoding_read:
 * @bytes: a file's content
 * @file: how messages name it
 * @encoding: (out): what it turned out to be
 *
 * Finds out by looking: a byte order mark, UTF-16 by its zeros, else strictly
 * UTF-8; else that one of GB 18030, Big5, Shift JIS, EUC-KR and Windows-1252 in
 * which the first lines hold headers that we know, and GB 18030 where none does.
 * UTF-8 that is broken somewhere is not taken for GB 18030, which would read
 * almost anything. Pure, any thread.
 *
 * Returns: (transfer full): the text in UTF-8, without a byte order mark; it may hold NULs.
 * %FOYER_INTAKE_ERROR_ENCODING names the byte where reading fails
 */
GString *foyer_encoding_read (GBytes *bytes, const char *file, FoyerEncoding *encoding,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
