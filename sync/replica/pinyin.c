/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-pinyin"

#include "pinyin.h"

#include "readings-private.h"

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
  UTransliterator *latin;      /* (nullable): any script to Latin letters with their marks */
  UTransliterator *ascii;      /* (nullable): those to plain ones: Ł is no L with a mark */
  UTransliterator *simple;     /* (nullable): traditional characters to simplified ones */
  GStringChunk    *words;      /* every reading, once */
  GHashTable      *heads;      /* of the first character, or the first two → their readings */
  GHashTable      *others;     /* of a character → its readings when it comes later */
  GHashTable      *simplified; /* of a character → the other one */
};

#define MAX_SYLLABLE 7

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
  self->simple = open_transliterator ("Traditional-Simplified");
  self->words = g_string_chunk_new (4096);
  self->heads = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->others = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, g_free);
  self->simplified = g_hash_table_new (g_direct_hash, g_direct_equal);
  return self;
}

void
foyer_pinyin_free (FoyerPinyin *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->latin, utrans_close);
  g_clear_pointer (&self->ascii, utrans_close);
  g_clear_pointer (&self->simple, utrans_close);
  g_hash_table_unref (self->heads);
  g_hash_table_unref (self->others);
  g_hash_table_unref (self->simplified);
  g_string_chunk_free (self->words);
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

gboolean
foyer_pinyin_is_hanzi (gunichar character)
{
  return character >= 0x2e80 && g_unichar_get_script (character) == G_UNICODE_SCRIPT_HAN;
}

gunichar
foyer_pinyin_simplified (FoyerPinyin *self, gunichar character)
{
  gpointer known = NULL;

  if (!g_hash_table_lookup_extended (self->simplified, GUINT_TO_POINTER (character), NULL, &known)) {
    char text[8] = "";
    g_autofree char *simple = (g_unichar_to_utf8 (character, text), transliterate (self->simple, text));
    gunichar other = g_utf8_strlen (simple, -1) == 1 ? g_utf8_get_char (simple) : character;

    known = GUINT_TO_POINTER (other);
    g_hash_table_insert (self->simplified, GUINT_TO_POINTER (character), known);
  }
  return GPOINTER_TO_UINT (known);
}

/* Letters and digits; an apostrophe holds O'Brien together, all else parts words. */
static char *
words_only (const char *ascii)
{
  GString *words = g_string_new (NULL);

  for (const char *at = ascii; *at != '\0'; at++) {
    if (g_ascii_isalnum (*at))
      g_string_append_c (words, g_ascii_tolower (*at));
    else if (*at != '\'' && words->len > 0 && words->str[words->len - 1] != ' ')
      g_string_append_c (words, ' ');
  }
  if (words->len > 0 && words->str[words->len - 1] == ' ')
    g_string_truncate (words, words->len - 1);
  return g_string_free (words, FALSE);
}

char *
foyer_pinyin_words (FoyerPinyin *self, const char *text)
{
  g_autofree char *latin = NULL;
  g_autofree char *ascii = NULL;

  if (g_str_is_ascii (text))
    return words_only (text);
  latin = transliterate (self->latin, text);
  ascii = transliterate (self->ascii, latin);
  return words_only (ascii);
}

/* Readings of characters. */

static void
add_reading (FoyerPinyin *self, FoyerSyllable *syllable, const char *reading)
{
  gsize n = 0;

  for (; syllable->readings[n] != NULL; n++) {
    if (g_str_equal (syllable->readings[n], reading))
      return;
  }
  if (*reading != '\0' && n < FOYER_PINYIN_READINGS)
    syllable->readings[n] = g_string_chunk_insert_const (self->words, reading);
}

/* 吕 is lv on a Chinese keyboard, lu to whoever has no ü, lyu in its passport. */
static void
add_typed (FoyerPinyin *self, FoyerSyllable *syllable, const char *reading)
{
  const char *v = strchr (reading, 'v');

  add_reading (self, syllable, reading);
  if (v != NULL) {
    g_autofree char *with_u = g_strdup_printf ("%.*su%s", (int) (v - reading), reading, v + 1);
    g_autofree char *with_yu = g_strdup_printf ("%.*syu%s", (int) (v - reading), reading, v + 1);

    add_reading (self, syllable, with_u);
    add_reading (self, syllable, with_yu);
  }
}

static guint
count_readings (const FoyerSyllable *syllable)
{
  guint n = 0;

  while (syllable->readings[n] != NULL)
    n++;
  return n;
}

static int
compare_characters (gconstpointer key, gconstpointer row)
{
  gunichar character = *(const gunichar *) key;
  const FoyerReading *reading = row;

  return character < reading->character ? -1 : character > reading->character;
}

/* (nullable): the readings of a character that has several. */
static char **
unihan_readings (gunichar character)
{
  const FoyerReading *found = bsearch (&character, foyer_readings, foyer_n_readings,
                                       sizeof *foyer_readings, compare_characters);

  return found ? g_strsplit (found->readings, " ", -1) : NULL;
}

/* @usual: how ICU reads it where it stands. @alone: it is a surname by itself, and
 * the reading that it has in other words counts as much: half of the 曾 are
 * called "ceng". */
static void
fill_syllable (FoyerPinyin *self, FoyerSyllable *syllable, gunichar character, const char *usual,
               gboolean alone)
{
  gunichar simple = foyer_pinyin_simplified (self, character);
  g_auto (GStrv) own = unihan_readings (character);
  g_auto (GStrv) of_simple = simple != character ? unihan_readings (simple) : NULL;
  char **both[] = { own, of_simple };

  add_typed (self, syllable, usual);
  if (alone && own != NULL)
    add_typed (self, syllable, own[0]);
  syllable->n_usual = count_readings (syllable);
  for (gsize i = 0; i < G_N_ELEMENTS (both); i++) {
    for (gsize k = 0; both[i] != NULL && both[i][k] != NULL; k++)
      add_typed (self, syllable, both[i][k]);
  }
}

/* Pinyin's ü is typed v: 吕 is lv. */
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

/* How ICU reads hanzi, a word each. */
static char **
read_directly (FoyerPinyin *self, const gunichar *hanzi, gsize n)
{
  g_autofree char *text = g_ucs4_to_utf8 (hanzi, (glong) n, NULL, NULL, NULL);
  g_autofree char *latin = transliterate (self->latin, text ? text : "");
  g_autofree char *typed = v_for_umlaut (latin);
  g_autofree char *ascii = transliterate (self->ascii, typed);
  g_autofree char *words = words_only (ascii);

  return g_strsplit (words, " ", -1);
}

static const char *
word_at (char **words, gsize i)
{
  return i < g_strv_length (words) ? words[i] : "";
}

static const FoyerSyllable *read_head (FoyerPinyin *self, const gunichar *hanzi, gsize n);

/* 万 is wan, but 万俟 is moqi: a surname of two characters has one reading. */
static const char *
usual_alone (FoyerPinyin *self, gunichar character)
{
  const char *usual = read_head (self, &character, 1)->readings[0];

  return usual ? usual : "";
}

static const FoyerSyllable *
read_head (FoyerPinyin *self, const gunichar *hanzi, gsize n)
{
  gint64 key = ((gint64) hanzi[0] << 32) | (n > 1 ? hanzi[1] : 0);
  FoyerSyllable *head = g_hash_table_lookup (self->heads, &key);

  if (head == NULL) {
    g_auto (GStrv) words = read_directly (self, hanzi, n);

    head = g_new0 (FoyerSyllable, 2);
    fill_syllable (self, &head[0], hanzi[0], word_at (words, 0),
                   n == 1 || g_str_equal (word_at (words, 0), usual_alone (self, hanzi[0])));
    if (n > 1)
      fill_syllable (self, &head[1], hanzi[1], word_at (words, 1), FALSE);
    g_hash_table_insert (self->heads, g_memdup2 (&key, sizeof key), head);
  }
  return head;
}

/* As the third character behind a surname and a name. */
static const FoyerSyllable *
read_other (FoyerPinyin *self, gunichar character)
{
  FoyerSyllable *other = g_hash_table_lookup (self->others, GUINT_TO_POINTER (character));

  if (other == NULL) {
    const gunichar name[] = { 0x5f20, 0x4e00, character };
    g_auto (GStrv) words = read_directly (self, name, G_N_ELEMENTS (name));

    other = g_new0 (FoyerSyllable, 1);
    fill_syllable (self, other, character, word_at (words, 2), FALSE);
    g_hash_table_insert (self->others, GUINT_TO_POINTER (character), other);
  }
  return other;
}

void
foyer_pinyin_read (FoyerPinyin *self, const gunichar *hanzi, gsize n, FoyerSyllable *syllables)
{
  gsize n_head = MIN (n, 2);

  if (n == 0)
    return;
  memcpy (syllables, read_head (self, hanzi, n_head), n_head * sizeof *syllables);
  for (gsize i = n_head; i < n; i++)
    syllables[i] = *read_other (self, hanzi[i]);
}

/* Syllables as they are typed. */

static int
compare_syllables (gconstpointer key, gconstpointer row)
{
  return strcmp (key, *(const char * const *) row);
}

static gboolean
is_syllable (const char *letters, gsize length)
{
  char text[MAX_SYLLABLE + 1] = "";

  memcpy (text, letters, length);
  return bsearch (text, foyer_syllables, foyer_n_syllables, sizeof *foyer_syllables,
                  compare_syllables) != NULL;
}

gsize
foyer_pinyin_syllable (const char *letters, gsize longest)
{
  gsize length = strnlen (letters, longest > 0 ? longest - 1 : MAX_SYLLABLE);

  while (length > 0 && !is_syllable (letters, length))
    length--;
  return length;
}

static gboolean
begins_syllable (const char *letters, gsize length)
{
  unsigned low = 0;
  unsigned high = foyer_n_syllables;

  while (low < high) {
    unsigned middle = low + (high - low) / 2;

    if (strncmp (foyer_syllables[middle], letters, length) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low < foyer_n_syllables && strncmp (foyer_syllables[low], letters, length) == 0;
}

gboolean
foyer_pinyin_is_pinyin (const char *letters)
{
  gsize length = strlen (letters);

  if (length <= MAX_SYLLABLE && begins_syllable (letters, length))
    return TRUE;
  for (gsize n = foyer_pinyin_syllable (letters, 0); n > 0;
       n = n > 1 ? foyer_pinyin_syllable (letters, n) : 0) {
    if (foyer_pinyin_is_pinyin (letters + n))
      return TRUE;
  }
  return FALSE;
}
