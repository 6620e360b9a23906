/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "segments.h"

#include "charset.h"

#include <string.h>

typedef enum {
  MODE_END = 0,
  MODE_NUMERIC = 1,
  MODE_ALPHANUMERIC = 2,
  MODE_PART = 3,        /* one of several codes */
  MODE_BYTES = 4,
  MODE_FNC1_FIRST = 5,
  MODE_ECI = 7,
  MODE_KANJI = 8,
  MODE_FNC1_SECOND = 9,
  MODE_HANZI = 13,      /* of GB/T 18284 */
} Mode;

typedef struct {
  const guint8 *data;
  gsize         n_bits;
  gsize         at;
  int           version;

  GString      *text;      /* done */
  GByteArray   *bytes;     /* not yet: of one character set */
  const char   *named;     /* by the code; NULL if it leaves it to us */
  gboolean      japanese;  /* it has kanji */
} Segments;

/* -1 behind the end. */
static int
take (Segments *self, guint n)
{
  int value = 0;

  if (self->at + n > self->n_bits)
    return -1;
  for (; n > 0; n--, self->at++)
    value = value << 1 | (self->data[self->at / 8] >> (7 - self->at % 8) & 1);
  return value;
}

static guint
count_bits (Mode mode, int version)
{
  static const guint8 bits[][3] = {
    [MODE_NUMERIC] = { 10, 12, 14 },
    [MODE_ALPHANUMERIC] = { 9, 11, 13 },
    [MODE_BYTES] = { 8, 16, 16 },
    [MODE_KANJI] = { 8, 10, 12 },
    [MODE_HANZI] = { 8, 10, 12 },
  };

  return bits[mode][version < 10 ? 0 : version < 27 ? 1 : 2];
}

static void
append (Segments *self, int byte)
{
  guint8 plain = (guint8) byte;

  g_byte_array_append (self->bytes, &plain, 1);
}

/* Turns the bytes so far into text. FALSE if they are none. */
static gboolean
flush (Segments *self, const char *charset)
{
  g_autofree char *text = NULL;

  if (self->bytes->len == 0)
    return TRUE;
  text = charset ? foyer_charset_convert (charset, self->bytes->data, self->bytes->len)
                 : foyer_charset_to_utf8 (self->bytes->data, self->bytes->len);
  if (text == NULL && charset != NULL)
    text = foyer_charset_to_utf8 (self->bytes->data, self->bytes->len);
  if (text == NULL)
    return FALSE;
  g_string_append (self->text, text);
  g_byte_array_set_size (self->bytes, 0);
  return TRUE;
}

static gboolean
take_numeric (Segments *self, int count)
{
  static const guint bits[] = { 0, 4, 7, 10 };
  static const int most[] = { 0, 9, 99, 999 };

  while (count > 0) {
    int n = MIN (count, 3);
    int value = take (self, bits[n]);
    char digits[4];

    if (value < 0 || value > most[n])
      return FALSE;
    g_snprintf (digits, sizeof digits, "%0*d", n, value);
    g_byte_array_append (self->bytes, (const guint8 *) digits, (guint) n);
    count -= n;
  }
  return TRUE;
}

static gboolean
take_alphanumeric (Segments *self, int count)
{
  static const char letters[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

  while (count > 0) {
    gboolean two = count > 1;
    int value = take (self, two ? 11 : 6);

    if (value < 0 || value >= (two ? 45 * 45 : 45))
      return FALSE;
    if (two)
      append (self, letters[value / 45]);
    append (self, letters[value % 45]);
    count -= two ? 2 : 1;
  }
  return TRUE;
}

static gboolean
take_bytes (Segments *self, int count)
{
  for (; count > 0; count--) {
    int value = take (self, 8);

    if (value < 0)
      return FALSE;
    append (self, value);
  }
  return TRUE;
}

/* Thirteen bits a character of JIS X 0208, as Shift_JIS. */
static gboolean
take_kanji (Segments *self, int count)
{
  for (; count > 0; count--) {
    int value = take (self, 13);
    int pair;

    if (value < 0)
      return FALSE;
    pair = (value / 0xC0) << 8 | value % 0xC0;
    pair += pair < 0x1F00 ? 0x8140 : 0xC140;
    append (self, pair >> 8);
    append (self, pair & 0xFF);
  }
  self->japanese = TRUE;
  return TRUE;
}

/* Thirteen bits a character of GB 2312. */
static gboolean
take_hanzi (Segments *self, int count)
{
  for (; count > 0; count--) {
    int value = take (self, 13);
    int pair;

    if (value < 0)
      return FALSE;
    pair = (value / 0x60) << 8 | value % 0x60;
    pair += pair < 0x0A00 ? 0xA1A1 : 0xA6A1;
    append (self, pair >> 8);
    append (self, pair & 0xFF);
  }
  return TRUE;
}

/* What the numbers of AIM's list mean, as ICU calls it. */
static const char *
eci_name (int number)
{
  static const struct {
    int         number;
    const char *name;
  } names[] = {
    { 0, "IBM437" },        { 1, "ISO-8859-1" },    { 2, "IBM437" },        { 3, "ISO-8859-1" },
    { 4, "ISO-8859-2" },    { 5, "ISO-8859-3" },    { 6, "ISO-8859-4" },    { 7, "ISO-8859-5" },
    { 8, "ISO-8859-6" },    { 9, "ISO-8859-7" },    { 10, "ISO-8859-8" },   { 11, "ISO-8859-9" },
    { 13, "windows-874" },  { 15, "ISO-8859-13" },  { 17, "ISO-8859-15" },  { 20, "Shift_JIS" },
    { 21, "windows-1250" }, { 22, "windows-1251" }, { 23, "windows-1252" }, { 24, "windows-1256" },
    { 25, "UTF-16BE" },     { 26, "UTF-8" },        { 27, "US-ASCII" },     { 28, "Big5" },
    { 29, "gb18030" },      { 30, "EUC-KR" },       { 31, "GBK" },          { 32, "gb18030" },
    { 33, "UTF-16LE" },     { 34, "UTF-32BE" },     { 35, "UTF-32LE" },     { 170, "US-ASCII" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i].number == number)
      return names[i].name;
  return NULL;
}

static gboolean
take_eci (Segments *self)
{
  int first = take (self, 8);
  int number = -1;

  if (first < 0 || !flush (self, self->named))
    return FALSE;
  if (first < 0x80)
    number = first;
  else if (first < 0xC0)
    number = (first & 0x3F) << 8 | take (self, 8);
  else if (first < 0xE0)
    number = (first & 0x1F) << 16 | take (self, 16);
  self->named = number >= 0 ? eci_name (number) : NULL;
  return number >= 0;
}

static gboolean
take_count (Segments *self, Mode mode, gboolean (*take_all) (Segments *self, int count))
{
  int count = take (self, count_bits (mode, self->version));

  return count >= 0 && take_all (self, count);
}

/* Characters of one set that the mode itself names. */
static gboolean
take_hanzi_segment (Segments *self)
{
  return flush (self, self->named) && take (self, 4) >= 0
         && take_count (self, MODE_HANZI, take_hanzi) && flush (self, "gb18030");
}

static gboolean
take_kanji_segment (Segments *self)
{
  if (self->named == NULL)
    return take_count (self, MODE_KANJI, take_kanji);
  return flush (self, self->named) && take_count (self, MODE_KANJI, take_kanji)
         && flush (self, "Shift_JIS");
}

static gboolean
take_segment (Segments *self, Mode mode)
{
  switch ((int) mode) {
  case MODE_NUMERIC:
    return take_count (self, mode, take_numeric);
  case MODE_ALPHANUMERIC:
    return take_count (self, mode, take_alphanumeric);
  case MODE_BYTES:
    return take_count (self, mode, take_bytes);
  case MODE_KANJI:
    return take_kanji_segment (self);
  case MODE_HANZI:
    return take_hanzi_segment (self);
  case MODE_ECI:
    return take_eci (self);
  case MODE_FNC1_FIRST:
    return TRUE;
  case MODE_FNC1_SECOND:
    return take (self, 8) >= 0;
  default:
    return FALSE;
  }
}

char *
foyer_segments_read (const guint8 *data, gsize length, int version)
{
  Segments self = { .data = data, .n_bits = length * 8, .version = version };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  int mode;

  self.text = text;
  self.bytes = bytes;
  while ((mode = take (&self, 4)) > MODE_END)
    if (!take_segment (&self, (Mode) mode))
      return NULL;
  /* Who has kanji writes the rest in the same set. */
  if (!flush (&self, self.named ? self.named : self.japanese ? "Shift_JIS" : NULL))
    return NULL;
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
