/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-alike"

#include "alike.h"

#include "fold.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#define ROOM 512

/* An UTransliterator keeps its text while it works, so each thread has its own. */
typedef struct {
  UTransliterator *simplified;
  UTransliterator *latin;
} Readers;

/* What people put behind a name, folded; longest first. */
static const char * const politeness[] = { "先生", "女士", "小姐", "老师", "同学", NULL };

/* What companies put behind theirs, folded; longest first. */
static const char * const company_ends[] = {
  "股份有限公司", "有限责任公司", "有限公司", "公司", "集团", "coltd", "limited", "ltd", "inc", "gmbh", NULL
};

static UTransliterator *
open_reader (const char *id)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar wide[96];
  UTransliterator *reader;

  u_uastrcpy (wide, id);
  reader = utrans_openU (wide, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
  if (U_FAILURE (status))
    g_warning ("ICU has no %s: names that are written in two ways are taken for two", id);
  return U_SUCCESS (status) ? reader : NULL;
}

static void
readers_free (gpointer data)
{
  Readers *self = data;

  g_clear_pointer (&self->simplified, utrans_close);
  g_clear_pointer (&self->latin, utrans_close);
  g_free (self);
}

static const Readers *
readers (void)
{
  static GPrivate key = G_PRIVATE_INIT (readers_free);
  Readers *self = g_private_get (&key);

  if (self == NULL) {
    self = g_new0 (Readers, 1);
    self->simplified = open_reader ("Traditional-Simplified");
    self->latin = open_reader ("Han-Latin/Names; Any-Latin; NFC; Lower; Latin-ASCII");
    g_private_set (&key, self);
  }
  return self;
}

/* @text as it is where it can't be read. */
static char *
read_by (UTransliterator *reader, const char *text)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar wide[4 * ROOM];
  char narrow[12 * ROOM];
  int32_t length = 0;
  int32_t limit;

  if (reader == NULL)
    return g_strdup (text);
  u_strFromUTF8 (wide, ROOM, &length, text, -1, &status);
  if (U_FAILURE (status))
    return g_strdup (text);
  limit = length;
  utrans_transUChars (reader, wide, &length, G_N_ELEMENTS (wide), 0, &limit, &status);
  u_strToUTF8 (narrow, sizeof narrow, NULL, wide, length, &status);
  return g_strdup (U_SUCCESS (status) ? narrow : text);
}

static gboolean
has_hanzi (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text)) {
    if (g_unichar_get_script (g_utf8_get_char (text)) == G_UNICODE_SCRIPT_HAN)
      return TRUE;
  }
  return FALSE;
}

/* 张伟（前端） is 张伟; a name that is all brackets stays. */
static char *
without_brackets (const char *text)
{
  GString *kept = g_string_new (NULL);
  int depth = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    if (c == '(' || c == 0xff08 || c == '[' || c == 0x3010)
      depth++;
    else if ((c == ')' || c == 0xff09 || c == ']' || c == 0x3011) && depth > 0)
      depth--;
    else if (depth == 0)
      g_string_append_unichar (kept, c);
  }
  if (kept->len == 0)
    g_string_assign (kept, text);
  return g_string_free (kept, FALSE);
}

/* Never the whole of it: someone may be called 老师. */
static void
drop_end (char *text, const char * const *ends)
{
  for (gsize i = 0; ends[i] != NULL; i++) {
    gsize length = strlen (text);

    if (length > strlen (ends[i]) && g_str_has_suffix (text, ends[i])) {
      text[length - strlen (ends[i])] = '\0';
      return;
    }
  }
}

static char *
plain (const char *text, const char * const *ends)
{
  g_autofree char *bare = text ? without_brackets (text) : NULL;
  g_autofree char *folded = foyer_fold_name (bare);
  char *simple;

  if (folded == NULL || *folded == '\0')
    return NULL;
  simple = has_hanzi (folded) ? read_by (readers ()->simplified, folded) : g_strdup (folded);
  drop_end (simple, ends);
  return simple;
}

char *
foyer_alike_plain (const char *name)
{
  return plain (name, politeness);
}

char *
foyer_alike_company (const char *company)
{
  char *bare = plain (company, company_ends);

  /* 长沙 before 梅溪工作室: two hanzi that may be a city, where enough is left
   * to tell companies apart. */
  static const char * const cities[] = {
    "北京", "上海", "广州", "深圳", "杭州", "成都", "武汉", "长沙", "南京", "西安", "苏州", "重庆", "天津", "湖南", "湖北",
    "广东", "浙江", "江苏", "四川", NULL
  };

  for (gsize i = 0; bare != NULL && cities[i] != NULL; i++) {
    gsize length = strlen (cities[i]);

    if (g_str_has_prefix (bare, cities[i]) && g_utf8_strlen (bare + length, -1) >= 3) {
      memmove (bare, bare + length, strlen (bare + length) + 1);
      break;
    }
  }
  return bare;
}

/* Names. */

static int
compare_units (gconstpointer a, gconstpointer b)
{
  gunichar x = *(const gunichar *) a;
  gunichar y = *(const gunichar *) b;

  return (x > y) - (x < y);
}

/* The same characters, in whatever order. */
static gboolean
same_letters (const char *a, const char *b)
{
  glong n_a;
  glong n_b;
  g_autofree gunichar *letters_a = g_utf8_to_ucs4_fast (a, -1, &n_a);
  g_autofree gunichar *letters_b = g_utf8_to_ucs4_fast (b, -1, &n_b);

  if (n_a != n_b || n_a == 0)
    return FALSE;
  qsort (letters_a, (gsize) n_a, sizeof (gunichar), compare_units);
  qsort (letters_b, (gsize) n_b, sizeof (gunichar), compare_units);
  return memcmp (letters_a, letters_b, (gsize) n_a * sizeof (gunichar)) == 0;
}

/* Lower-case letters only, with v for ü as on a keyboard; hanzi are read aloud,
 * a space between. */
static char *
sound (const char *name)
{
  g_autofree char *latin = read_by (readers ()->latin, name);

  g_strcanon (latin, "abcdefghijklmnopqrstuvwxyz", ' ');
  return g_strdelimit (g_steal_pointer (&latin), "v", 'u');
}

static int
compare_words (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

static char *
sorted_words (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  qsort (words, g_strv_length (words), sizeof (char *), compare_words);
  return g_strstrip (g_strjoinv (" ", words));
}

static char *
without_spaces (const char *text)
{
  GString *kept = g_string_new (NULL);

  for (; *text != '\0'; text++) {
    if (*text != ' ')
      g_string_append_c (kept, *text);
  }
  return g_string_free (kept, FALSE);
}

/* A given name in Latin letters is one word or two, and comes first or last. */
static gboolean
read_alike (const char *a, const char *b)
{
  g_autofree char *sound_a = sound (a);
  g_autofree char *sound_b = sound (b);
  g_autofree char *letters_a = without_spaces (sound_a);
  g_autofree char *letters_b = without_spaces (sound_b);

  return same_letters (letters_a, letters_b);
}

static gboolean
same_words (const char *a, const char *b)
{
  g_autofree char *sound_a = sound (a);
  g_autofree char *sound_b = sound (b);
  g_autofree char *words_a = sorted_words (sound_a);
  g_autofree char *words_b = sorted_words (sound_b);

  return *words_a != '\0' && strcmp (words_a, words_b) == 0;
}

gboolean
foyer_alike_names (const char *a, const char *b)
{
  g_autofree char *plain_a = foyer_alike_plain (a);
  g_autofree char *plain_b = foyer_alike_plain (b);

  if (plain_a == NULL || plain_b == NULL)
    return FALSE;
  if (strcmp (plain_a, plain_b) == 0)
    return TRUE;
  /* Amy and May have the same letters: two Latin names are compared by words. */
  if (!has_hanzi (plain_a) && !has_hanzi (plain_b))
    return same_words (a, b);
  if (!has_hanzi (plain_a) || !has_hanzi (plain_b))
    return read_alike (plain_a, plain_b);
  return same_letters (plain_a, plain_b) || same_words (plain_a, plain_b);
}

/* One letter. */

gboolean
foyer_alike_nearly (const char *a, const char *b)
{
  glong n_a;
  glong n_b;
  g_autofree gunichar *from = g_utf8_to_ucs4_fast (a, -1, &n_a);
  g_autofree gunichar *to = g_utf8_to_ucs4_fast (b, -1, &n_b);
  glong start = 0;
  glong end = 0;

  while (start < MIN (n_a, n_b) && from[start] == to[start])
    start++;
  while (end < MIN (n_a, n_b) - start && from[n_a - 1 - end] == to[n_b - 1 - end])
    end++;
  /* What is left between has to be one letter, or two that changed places. */
  n_a -= start + end;
  n_b -= start + end;
  if (MAX (n_a, n_b) <= 1)
    return TRUE;
  return n_a == 2 && n_b == 2 && from[start] == to[start + 1] && from[start + 1] == to[start];
}
