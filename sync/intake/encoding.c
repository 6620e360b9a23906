/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "encoding.h"

#include "mapping.h"
#include "names.h"

#include <string.h>

/* In which headers are looked for; titles may stand above them. */
#define HEAD_BYTES 2000

/* GB 18030 text looks like this many characters of UTF-8 in a row about once
 * in a million files: after so many, a file is UTF-8 that broke later. */
#define SURELY_UTF_8 8

static const char * const encoding_names[FOYER_ENCODING_N] = {
  [FOYER_ENCODING_UTF_8]        = "UTF-8",
  [FOYER_ENCODING_GB_18030]     = "GB18030",
  [FOYER_ENCODING_UTF_16]       = "UTF-16",
  [FOYER_ENCODING_BIG5]         = "Big5",
  [FOYER_ENCODING_SHIFT_JIS]    = "Shift_JIS",
  [FOYER_ENCODING_EUC_KR]       = "EUC-KR",
  [FOYER_ENCODING_WINDOWS_1252] = "Windows-1252",
};

/* What reads what is no UTF-8, as iconv calls it; the likeliest first. */
static const struct {
  FoyerEncoding encoding;
  const char   *charset;
} legacy[] = {
  { FOYER_ENCODING_GB_18030, "GB18030" },   { FOYER_ENCODING_BIG5, "BIG5-HKSCS" },
  { FOYER_ENCODING_SHIFT_JIS, "CP932" },    { FOYER_ENCODING_EUC_KR, "CP949" },
  { FOYER_ENCODING_WINDOWS_1252, "CP1252" },
};

/* Files of programs that save tables in a format of their own. */
static const struct {
  const char *start;
  gsize       length;
  const char *what;
} other_formats[] = {
  { "\xd0\xcf\x11\xe0", 4, "an XLS workbook, or one with a password" },
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
                 "%s: this is %s; export the table as XLSX or CSV", file, other_formats[i].what);
    return TRUE;
  }
  return FALSE;
}

/* UTF-16 without its mark: Latin letters, digits and commas have a zero byte, on
 * the same side each. NULL for anything else. */
static const char *
utf_16_by_zeros (const char *data, gsize length)
{
  gsize n[2] = { 0 };
  gsize end = MIN (length, HEAD_BYTES) & ~(gsize) 1;

  for (gsize i = 0; i < end; i++)
    n[i % 2] += data[i] == '\0';
  if (n[0] + n[1] < end / 16 + 2)
    return NULL;
  if (n[0] == 0)
    return "UTF-16LE";
  return n[1] == 0 ? "UTF-16BE" : NULL;
}

/* How many headers that we know and that are not plain ASCII, which is the same
 * in all of them, the first lines hold in @charset; 0 where they can't be read. */
static guint
known_headers_in (const char *data, gsize length, const char *charset)
{
  gsize end = MIN (length, HEAD_BYTES);
  gsize n_read = 0;
  g_autofree char *text = NULL;

  /* Not half a line, and so not half a character. */
  while (end < length && end > 0 && data[end - 1] != '\n')
    end--;
  text = g_convert (data, (gssize) end, "UTF-8", charset, &n_read, NULL, NULL);
  return text == NULL || n_read < end ? 0 : foyer_mapping_count_known (text);
}

/* Letters with accents stand alone; characters of two bytes and more don't. */
static gboolean
is_western (const char *data, gsize length)
{
  for (gsize i = 1; i < length; i++) {
    if (((guchar) data[i - 1] & 0x80) && ((guchar) data[i] & 0x80))
      return FALSE;
  }
  return TRUE;
}

/* In a table whose headers nobody knows, the likeliest. */
static gsize
find_legacy (const char *data, gsize length)
{
  gsize western = G_N_ELEMENTS (legacy) - 1;
  gsize best = 0;
  guint best_known = 0;

  if (is_western (data, length))
    return western;
  for (gsize i = 0; i < western; i++) {
    guint known = known_headers_in (data, length, legacy[i].charset);

    if (known > best_known) {
      best = i;
      best_known = known;
    }
  }
  return best;
}

static GString *
read_legacy (const char *data, gsize length, const char *file, FoyerEncoding *encoding,
             GError **error)
{
  gsize i = find_legacy (data, length);

  *encoding = legacy[i].encoding;
  return convert (data, length, 0, legacy[i].charset, *encoding, file, error);
}

GString *
foyer_encoding_read (GBytes *bytes, const char *file, FoyerEncoding *encoding, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  const char *utf_16;
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
  utf_16 = utf_16_by_zeros (data, length);
  if (utf_16 != NULL) {
    *encoding = FOYER_ENCODING_UTF_16;
    return convert (data, length, 0, utf_16, *encoding, file, error);
  }
  valid = valid_utf_8 (data, length);
  if (valid == length || is_surely_utf_8 (data, valid, length))
    return read_utf_8 (data, length, 0, file, error);
  return read_legacy (data, length, file, encoding, error);
}
