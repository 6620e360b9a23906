/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "encoding.h"

#include "names.h"

#include <string.h>

/* GB 18030 text looks like this many characters of UTF-8 in a row about once
 * in a million files: after so many, a file is UTF-8 that broke later. */
#define SURELY_UTF_8 8

static const char * const encoding_names[FOYER_ENCODING_N] = {
  [FOYER_ENCODING_UTF_8]    = "UTF-8",
  [FOYER_ENCODING_GB_18030] = "GB18030",
  [FOYER_ENCODING_UTF_16]   = "UTF-16",
};

/* Files of programs that save tables in a format of their own. */
static const struct {
  const char *start;
  gsize       length;
  const char *what;
} other_formats[] = {
  { "PK\003\004", 4, "an XLSX workbook or another ZIP archive" },
  { "\xd0\xcf\x11\xe0", 4, "an XLS workbook" },
  { "%PDF", 4, "a PDF" },
  { "\x89PNG", 4, "a picture" },
  { "\xff\xd8\xff", 3, "a picture" },
};

const char *
foyer_encoding_to_string (FoyerEncoding encoding)
{
  return foyer_name_of (encoding_names, FOYER_ENCODING_N, encoding);
}

static gboolean
starts_with (const char *data, gsize length, const char *start, gsize n)
{
  return length >= n && memcmp (data, start, n) == 0;
}

static GString *
broken_at (const char *file, FoyerEncoding encoding, gsize offset, GError **error)
{
  g_set_error (error, FOYER_INTAKE_ERROR, FOYER_INTAKE_ERROR_ENCODING,
               "%s: not readable as %s at byte %" G_GSIZE_FORMAT "; save it again as UTF-8", file,
               foyer_encoding_to_string (encoding), offset);
  return NULL;
}

/* Where UTF-8 breaks, or @length. A NUL is sound here: a row answers for it. */
static gsize
valid_utf_8 (const char *data, gsize length)
{
  const char *at = data;

  while (!g_utf8_validate_len (at, length - (gsize) (at - data), &at)) {
    if (*at != '\0')
      return (gsize) (at - data);
    at++;
  }
  return length;
}

static gboolean
is_surely_utf_8 (const char *data, gsize valid, gsize length)
{
  guint n = 0;

  for (gsize i = 0; i < valid; i++)
    n += ((guchar) data[i] & 0xc0) == 0xc0;
  /* Cut off within its last character. */
  if (n > 0 && length - valid < 4 &&
      g_utf8_get_char_validated (data + valid, (gssize) (length - valid)) == (gunichar) -2)
    return TRUE;
  return n >= SURELY_UTF_8;
}

static GString *
convert (const char *data, gsize length, gsize skip, const char *charset, FoyerEncoding encoding,
         const char *file, GError **error)
{
  gsize n_read = 0;
  gsize n_written = 0;
  g_autofree char *text = g_convert (data + skip, (gssize) (length - skip), "UTF-8", charset,
                                     &n_read, &n_written, NULL);

  /* Without an error it may still have stopped before half a character. */
  if (text == NULL || n_read < length - skip)
    return broken_at (file, encoding, skip + n_read, error);
  return g_string_new_len (text, (gssize) n_written);
}

static GString *
read_utf_8 (const char *data, gsize length, gsize skip, const char *file, GError **error)
{
  gsize valid = valid_utf_8 (data + skip, length - skip);

  if (valid < length - skip)
    return broken_at (file, FOYER_ENCODING_UTF_8, skip + valid, error);
  return g_string_new_len (data + skip, (gssize) (length - skip));
}

static gboolean
is_other_format (const char *data, gsize length, const char *file, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (other_formats); i++) {
    if (!starts_with (data, length, other_formats[i].start, other_formats[i].length))
      continue;
    g_set_error (error, FOYER_INTAKE_ERROR, FOYER_INTAKE_ERROR_FORMAT,
                 "%s: this is %s; export the table as CSV", file, other_formats[i].what);
    return TRUE;
  }
  return FALSE;
}

GString *
foyer_encoding_read (GBytes *bytes, const char *file, FoyerEncoding *encoding, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  gsize valid;

  if (length == 0)
    data = "";
  if (is_other_format (data, length, file, error))
    return NULL;
  *encoding = FOYER_ENCODING_UTF_8;
  if (starts_with (data, length, "\xef\xbb\xbf", 3))
    return read_utf_8 (data, length, 3, file, error);
  if (starts_with (data, length, "\xff\xfe", 2) || starts_with (data, length, "\xfe\xff", 2)) {
    *encoding = FOYER_ENCODING_UTF_16;
    return convert (data, length, 2, data[0] == '\xff' ? "UTF-16LE" : "UTF-16BE", *encoding, file,
                    error);
  }
  valid = valid_utf_8 (data, length);
  if (valid == length || is_surely_utf_8 (data, valid, length))
    return read_utf_8 (data, length, 0, file, error);
  *encoding = FOYER_ENCODING_GB_18030;
  return convert (data, length, 0, "GB18030", *encoding, file, error);
}
