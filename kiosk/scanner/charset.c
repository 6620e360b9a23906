/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-charset"

#include "charset.h"

#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

/* Nearly every pair of high bytes means something in each of these encodings,
 * so validity alone decides little. What decides is whether the characters are
 * ones that people use: an encoder's mistake reads as rare hanzi and half-width
 * katakana. Points are given per character and averaged. */
enum { EVERYDAY = 100, LESS_COMMON = 80, RARE = 40, ODD = 5 };

/* Another reading has to be this much better than the mainland's own: given
 * names such as 玥 are rare in its tables and common at its doors. */
#define LEAD_OVER_GB18030 35

typedef struct {
  const char *name;   /* as ICU knows it */
  /* Points for the character at the start of @bytes, whose length goes to @used. */
  guint (*judge) (const guint8 *bytes, gsize length, gsize *used);
} Encoding;

static gboolean
within (guint value, guint first, guint last)
{
  return value >= first && value <= last;
}

static guint
judge_gb18030 (const guint8 *bytes, gsize length, gsize *used)
{
  guint8 lead = bytes[0];
  guint8 trail = length > 1 ? bytes[1] : 0;

  *used = within (trail, '0', '9') ? 4 : 2;
  if (*used == 4)
    return RARE;
  if (trail < 0xA1)
    return RARE;
  if (within (lead, 0xB0, 0xD7) || within (lead, 0xA1, 0xA3))
    return EVERYDAY;
  return within (lead, 0xD8, 0xF7) ? LESS_COMMON : ODD;
}

static guint
judge_shift_jis (const guint8 *bytes, gsize length, gsize *used)
{
  guint pair = (guint) bytes[0] << 8 | (length > 1 ? bytes[1] : 0);

  *used = within (bytes[0], 0xA1, 0xDF) ? 1 : 2;
  if (*used == 1)
    return ODD;
  if (within (pair, 0x8140, 0x8396) || within (pair, 0x889F, 0x9872))
    return EVERYDAY;
  return within (pair, 0x989F, 0xEAA4) ? RARE : ODD;
}

/* The half-width katakana that take a voiced mark: カ to ト and ハ to ホ. */
static gboolean
can_be_voiced (guint8 kana)
{
  return within (kana, 0xB6, 0xC4) || within (kana, 0xCA, 0xCE);
}

/* Half-width katakana are as valid and as everyday read as hanzi. What hanzi do
 * not have is a voiced mark every few bytes, always after a kana that takes one. */
static gboolean
is_half_width_katakana (const guint8 *bytes, gsize length)
{
  guint kana = 0;
  guint marks = 0;

  for (gsize i = 0; i < length; i++) {
    kana += within (bytes[i], 0xA1, 0xDF);
    if (bytes[i] >= 0x80 && !within (bytes[i], 0xA1, 0xDF))
      i++;
    else if (within (bytes[i], 0xDE, 0xDF) && (i == 0 || !can_be_voiced (bytes[i - 1])))
      return FALSE;
    else
      marks += within (bytes[i], 0xDE, 0xDF);
  }
  return marks >= 2 && marks * 4 >= kana;
}

static guint
judge_big5 (const guint8 *bytes, gsize length, gsize *used)
{
  *used = 2;
  if (within (bytes[0], 0xA4, 0xC6) || within (bytes[0], 0xA1, 0xA3))
    return EVERYDAY;
  return within (bytes[0], 0xC9, 0xF9) ? RARE : ODD;
}

/* An accented letter stands alone among plain ones. */
static guint
judge_latin1 (const guint8 *bytes, gsize length, gsize *used)
{
  *used = 1;
  if (length > 1 && bytes[1] >= 0x80) {
    *used = 2;
    return ODD;
  }
  return bytes[0] >= 0xC0 ? EVERYDAY : ODD;
}

static const Encoding encodings[] = {
  { "gb18030", judge_gb18030 },
  { "Shift_JIS", judge_shift_jis },
  { "Big5", judge_big5 },
  { "ISO-8859-1", judge_latin1 },
};

static guint
judge (const Encoding *encoding, const guint8 *bytes, gsize length)
{
  guint sum = 0;
  guint n = 0;

  for (gsize i = 0, used; i < length; i += used) {
    used = 1;
    if (bytes[i] < 0x80)
      continue;
    sum += encoding->judge (bytes + i, length - i, &used);
    n++;
  }
  return n > 0 ? sum / n : EVERYDAY;
}

static char *
without_nul (const char *text, gsize length)
{
  GString *whole = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    if (text[i] != '\0')
      g_string_append_c (whole, text[i]);
    else
      g_string_append_unichar (whole, 0x2400);
  return g_string_free (whole, FALSE);
}

char *
foyer_charset_convert (const char *name, const guint8 *bytes, gsize length)
{
  UErrorCode status = U_ZERO_ERROR;
  UConverter *converter = ucnv_open (name, &status);
  g_autofree UChar *wide = g_new (UChar, length * 2 + 1);
  g_autofree char *text = g_malloc (length * 6 + 1);
  int32_t wide_length;
  int32_t text_length = 0;

  ucnv_setToUCallBack (converter, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
  wide_length = ucnv_toUChars (converter, wide, (int32_t) (length * 2 + 1), (const char *) bytes,
                               (int32_t) length, &status);
  u_strToUTF8 (text, (int32_t) (length * 6 + 1), &text_length, wide, wide_length, &status);
  ucnv_close (converter);
  return U_FAILURE (status) ? NULL : without_nul (text, (gsize) text_length);
}

static char *
guess (const guint8 *bytes, gsize length)
{
  g_autofree char *best = NULL;
  guint best_points = 0;

  if (is_half_width_katakana (bytes, length))
    best = foyer_charset_convert ("Shift_JIS", bytes, length);
  if (best != NULL)
    return g_steal_pointer (&best);

  for (gsize i = 0; i < G_N_ELEMENTS (encodings); i++) {
    guint points = judge (&encodings[i], bytes, length);
    g_autofree char *text = NULL;

    if (best != NULL && points <= best_points)
      continue;
    text = foyer_charset_convert (encodings[i].name, bytes, length);
    if (text == NULL)
      continue;
    g_free (best);
    best = g_steal_pointer (&text);
    best_points = points + (i == 0 ? LEAD_OVER_GB18030 : 0);
  }
  return g_steal_pointer (&best);
}

static gboolean
is_ascii_letter (const char *at, const char *text)
{
  return at >= text && g_ascii_isalpha (*at);
}

/* An accented letter outside of any word, or one of a script no badge is in. */
static gboolean
is_out_of_place (const char *at, const char *text, UScriptCode script)
{
  switch ((int) script) {
  case USCRIPT_LATIN:
    return !is_ascii_letter (at - 1, text) && !is_ascii_letter (g_utf8_next_char (at), text);
  case USCRIPT_GREEK:
  case USCRIPT_CYRILLIC:
  case USCRIPT_HEBREW:
  case USCRIPT_ARABIC:
    return FALSE;
  default:
    return TRUE;
  }
}

/* Two bytes of GB 18030 may pass for one character of UTF-8: 乜伟 for ؿΰ. Such
 * UTF-8 has no longer characters, and jumps from script to script. */
static gboolean
is_hanzi_in_disguise (const char *text)
{
  UScriptCode first = USCRIPT_COMMON;
  gboolean odd = FALSE;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar character = g_utf8_get_char (at);
    UErrorCode status = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript ((UChar32) character, &status);

    if (character >= 0x800)
      return FALSE;
    if (character < 0x80 || script == USCRIPT_COMMON)
      continue;
    odd = odd || is_out_of_place (at, text, script) || (first != USCRIPT_COMMON && script != first);
    first = script;
  }
  return odd;
}

/* NULL if @bytes are not UTF-8, or are something else more likely. */
static char *
as_utf8 (const guint8 *bytes, gsize length)
{
  g_autofree char *text = foyer_charset_convert ("UTF-8", bytes, length);

  if (text == NULL)
    return NULL;
  if (is_hanzi_in_disguise (text) && judge (&encodings[0], bytes, length) >= LESS_COMMON)
    return NULL;
  return g_steal_pointer (&text);
}

char *
foyer_charset_to_utf8 (const guint8 *bytes, gsize length)
{
  static const guint8 mark[] = { 0xEF, 0xBB, 0xBF };
  char *text;

  /* No QR code holds more than 7089 characters. */
  if (length == 0 || length > 65536)
    return NULL;
  if (length > sizeof mark && memcmp (bytes, mark, sizeof mark) == 0
      && g_utf8_validate_len ((const char *) bytes, length, NULL))
    return g_strndup ((const char *) bytes + sizeof mark, length - sizeof mark);
  text = as_utf8 (bytes, length);
  return text != NULL ? text : guess (bytes, length);
}
