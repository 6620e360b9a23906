/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-pinyin"

#include "pinyin.h"

#include <string.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

/*
 * ICU reads a name in about 25 µs, which would make the keys of 100 000 people
 * cost more than storing them. Names are put together from few pieces, so the
 * pieces are kept: how ICU reads the first two characters (尉迟 is one surname)
 * and how it reads each further character behind a surname.
 */
struct _FoyerPinyin {
  UTransliterator *latin;    /* (nullable): any script to Latin letters with their marks */
  UTransliterator *ascii;    /* (nullable): those to plain ones: Ł is no L with a mark */
  GHashTable      *heads;    /* of one or two characters → their reading */
  GHashTable      *others;   /* of one character → its reading when not first */
};

static UTransliterator *
open_transliterator (const char *name)
{
  UErrorCode status = U_ZERO_ERROR;
  UTransliterator *transliterator;
  UChar id[64];

  u_uastrcpy (id, name);
  transliterator = utrans_openU (id, u_strlen (id), UTRANS_FORWARD, NULL, 0, NULL, &status);
  if (U_SUCCESS (status))
    return transliterator;
  g_warning ("ICU has no %s: some names are found by their characters only", name);
  return NULL;
}

FoyerPinyin *
foyer_pinyin_new (void)
{
  FoyerPinyin *self = g_new0 (FoyerPinyin, 1);

  self->latin = open_transliterator ("Han-Latin/Names; Any-Latin; NFC; Lower");
  self->ascii = open_transliterator ("Latin-ASCII; Lower");
  self->heads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->others = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
foyer_pinyin_free (FoyerPinyin *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->latin, utrans_close);
  g_clear_pointer (&self->ascii, utrans_close);
  g_hash_table_unref (self->heads);
  g_hash_table_unref (self->others);
  g_free (self);
}

/* @text through @transliterator; as it is when that can't be done. */
static char *
transliterate (UTransliterator *transliterator, const char *text)
{
  UChar wide[1024];
  int32_t length = 0;
  int32_t limit;
  UErrorCode status = U_ZERO_ERROR;
  char out[3 * G_N_ELEMENTS (wide)];

  if (transliterator == NULL)
    return g_strdup (text);
  /* A quarter of the room: one character can become several letters. */
  u_strFromUTF8 (wide, G_N_ELEMENTS (wide) / 4, &length, text, -1, &status);
  if (U_FAILURE (status))
    return g_strdup (text);
  limit = length;
  utrans_transUChars (transliterator, wide, &length, G_N_ELEMENTS (wide), 0, &limit, &status);
  u_strToUTF8 (out, sizeof out, NULL, wide, length, &status);
  return g_strdup (U_SUCCESS (status) ? out : text);
}

/* Pinyin's ü is typed v: 吕 is lv. Müller's is not. */
static char *
v_for_umlaut (const char *latin)
{
  g_autofree char *apart = g_utf8_normalize (latin, -1, G_NORMALIZE_NFD);
  GString *text = g_string_new (NULL);

  for (const char *at = apart ? apart : ""; *at != '\0'; at = g_utf8_next_char (at)) {
    if (g_utf8_get_char (at) == 0x308 && text->len > 0 && text->str[text->len - 1] == 'u')
      text->str[text->len - 1] = 'v';
    else
      g_string_append_unichar (text, g_utf8_get_char (at));
  }
  return g_string_free (text, FALSE);
}

static gboolean
has_hanzi (const char *name)
{
  for (const char *at = name; *at != '\0'; at = g_utf8_next_char (at)) {
    if (g_unichar_get_script (g_utf8_get_char (at)) == G_UNICODE_SCRIPT_HAN)
      return TRUE;
  }
  return FALSE;
}

/* Letters and digits; an apostrophe holds O'Brien together, all else parts words. */
static char *
words_only (const char *ascii)
{
  GString *words = g_string_new (NULL);

  for (const char *at = ascii; *at != '\0'; at++) {
    if (g_ascii_isalnum (*at))
      g_string_append_c (words, g_ascii_tolower (*at));
    else if (*at != '\'')
      g_string_append_c (words, ' ');
  }
  return g_string_free (words, FALSE);
}

/* @name in plain Latin letters, words separated by spaces. */
static char *
read_directly (FoyerPinyin *self, const char *name)
{
  g_autofree char *latin = transliterate (self->latin, name);
  g_autofree char *typed = has_hanzi (name) ? v_for_umlaut (latin) : g_strdup (latin);
  g_autofree char *ascii = transliterate (self->ascii, typed);

  return words_only (ascii);
}

static const char *
read_head (FoyerPinyin *self, const char *head)
{
  char *reading = g_hash_table_lookup (self->heads, head);

  if (reading == NULL) {
    reading = read_directly (self, head);
    g_hash_table_insert (self->heads, g_strdup (head), reading);
  }
  return reading;
}

/* As the third character behind a surname and a name, whose reading is cut off. */
static const char *
read_other (FoyerPinyin *self, const char *character)
{
  static const char before[] = "张一";
  char *reading = g_hash_table_lookup (self->others, character);

  if (reading == NULL) {
    g_autofree char *whole = g_strconcat (before, character, NULL);
    g_autofree char *all = read_directly (self, whole);

    reading = g_strdup (g_str_has_prefix (all, "zhang yi") ? all + strlen ("zhang yi") : all);
    g_hash_table_insert (self->others, g_strdup (character), reading);
  }
  return reading;
}

/* Only characters that ICU surely reads one by one: extension B and later have
 * readings that depend on nothing, but are rare enough to ask each time. */
static gboolean
is_common_hanzi (gunichar c)
{
  return (c >= 0x4e00 && c <= 0x9fff) || (c >= 0x3400 && c <= 0x4dbf);
}

static gboolean
is_all_hanzi (const char *name)
{
  for (const char *at = name; *at != '\0'; at = g_utf8_next_char (at)) {
    if (!is_common_hanzi (g_utf8_get_char (at)))
      return FALSE;
  }
  return *name != '\0';
}

static char *
read_by_pieces (FoyerPinyin *self, const char *name)
{
  const char *rest = g_utf8_offset_to_pointer (name, MIN (g_utf8_strlen (name, -1), 2));
  g_autofree char *head = g_strndup (name, (gsize) (rest - name));
  GString *reading = g_string_new (read_head (self, head));

  for (const char *at = rest; *at != '\0'; at = g_utf8_next_char (at)) {
    g_autofree char *character = g_strndup (at, (gsize) (g_utf8_next_char (at) - at));

    g_string_append_c (reading, ' ');
    g_string_append (reading, read_other (self, character));
  }
  return g_string_free (reading, FALSE);
}

char **
foyer_pinyin_syllables (FoyerPinyin *self, const char *name)
{
  g_autofree char *plain = is_all_hanzi (name) ? read_by_pieces (self, name)
                                               : read_directly (self, name);
  g_auto (GStrv) words = g_strsplit (plain, " ", -1);
  g_autoptr (GStrvBuilder) syllables = g_strv_builder_new ();

  for (gsize i = 0; words[i] != NULL; i++) {
    if (*words[i] != '\0')
      g_strv_builder_add (syllables, words[i]);
  }
  return g_strv_builder_end (syllables);
}
