/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lookup-keys.h"

#include "fold.h"

#include <string.h>

/* Keys grow with the square of a text: a torn table that lands in one cell
 * would fill the disk. */
#define MAX_HANZI        12
#define MAX_RUNS         3
#define MAX_WORDS        8
#define MAX_TEXT         256
#define MAX_INITIALS     6
/* Each character with several readings doubles what a name can sound like. */
#define MAX_COMBINATIONS 12

struct _FoyerKeyMaker {
  FoyerPinyin *pinyin;
  GString     *keys;
  GString     *scratch;
  GArray      *run;        /* gunichar */
  GHashTable  *companies;  /* as written → GString of their keys: many work at the same */
};

static void
free_string (gpointer string)
{
  g_string_free (string, TRUE);
}

FoyerKeyMaker *
foyer_key_maker_new (void)
{
  FoyerKeyMaker *self = g_new0 (FoyerKeyMaker, 1);

  self->pinyin = foyer_pinyin_new ();
  self->keys = g_string_new (NULL);
  self->scratch = g_string_new (NULL);
  self->run = g_array_new (FALSE, FALSE, sizeof (gunichar));
  self->companies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_string);
  return self;
}

void
foyer_key_maker_free (FoyerKeyMaker *self)
{
  if (self == NULL)
    return;
  foyer_pinyin_free (self->pinyin);
  g_string_free (self->keys, TRUE);
  g_string_free (self->scratch, TRUE);
  g_array_unref (self->run);
  g_hash_table_unref (self->companies);
  g_free (self);
}

FoyerPinyin *
foyer_key_maker_pinyin (FoyerKeyMaker *self)
{
  return self->pinyin;
}

static void
add (GString *keys, char kind, const char *text, gsize length)
{
  if (length == 0)
    return;
  g_string_append_c (keys, kind);
  g_string_append_len (keys, text, (gssize) length);
  g_string_append_c (keys, '\0');
}

static void
add_beginnings (GString *keys, char kind, const char *text, gsize first)
{
  gsize length = strlen (text);

  for (gsize n = first; n <= length; n++)
    add (keys, kind, text, n);
}

/* Hanzi. */

static gboolean
ends_run (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return type == G_UNICODE_OPEN_PUNCTUATION || type == G_UNICODE_CLOSE_PUNCTUATION ||
         (c < 0x80 && c != 0 && strchr ("/,;|", (int) c) != NULL) || c == 0x3001;
}

const char *
foyer_key_hanzi_run (FoyerPinyin *pinyin, const char *text, GArray *run)
{
  const char *at = text;

  g_array_set_size (run, 0);
  for (; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    if (foyer_pinyin_is_hanzi (c)) {
      c = foyer_pinyin_simplified (pinyin, c);
      g_array_append_val (run, c);
    }
    else if (run->len > 0 && (ends_run (c) || g_unichar_isalnum (c)))
      break;
  }
  return at;
}

static void
add_hanzi (FoyerKeyMaker *self, const gunichar *run, gsize n)
{
  GString *text = g_string_truncate (self->scratch, 0);
  const char *at;

  for (gsize i = 0; i < n; i++)
    g_string_append_unichar (text, run[i]);
  at = text->str;
  add (self->keys, FOYER_KEY_HEAD, at, (gsize) (g_utf8_next_char (at) - at));
  add (self->keys, FOYER_KEY_NAME, at, text->len);
  for (at = g_utf8_next_char (at); *at != '\0'; at = g_utf8_next_char (at)) {
    const char *next = g_utf8_next_char (at);

    add (self->keys, FOYER_KEY_HANZI, at, (gsize) (next - at));
    if (*next != '\0')
      add (self->keys, FOYER_KEY_REST, at, strlen (at));
  }
}

/* Sounds. */

typedef enum { USUAL, OTHER, ALL } Which;

/* The readings of a syllable that count: from *@first to before the returned one. */
static guint
readings_that_count (const FoyerSyllable *syllable, Which which, guint *first)
{
  guint n = syllable->n_usual;

  *first = which == OTHER ? syllable->n_usual : 0;
  while (which != USUAL && n < FOYER_PINYIN_READINGS && syllable->readings[n] != NULL)
    n++;
  return MAX (n, *first);
}

typedef void (*SoundFunc) (FoyerKeyMaker *self, char kind, const char * const *sounds, gsize n);

/* Calls @func with each way that the syllables can sound, the usual one first. */
static void
each_way (FoyerKeyMaker *self, char kind, const FoyerSyllable *syllables, gsize n, Which head,
          Which rest, SoundFunc func)
{
  const char *sounds[MAX_HANZI] = { NULL };
  guint at[MAX_HANZI], first[MAX_HANZI], end[MAX_HANZI];

  for (gsize i = 0; i < n; i++) {
    end[i] = readings_that_count (&syllables[i], i == 0 ? head : rest, &first[i]);
    at[i] = first[i];
    if (first[i] == end[i] && i == 0)
      return;
  }
  for (guint ways = 0; ways < MAX_COMBINATIONS; ways++) {
    gsize i = 0;

    for (gsize k = 0; k < n; k++)
      sounds[k] = at[k] < end[k] ? syllables[k].readings[at[k]] : "";
    func (self, kind, sounds, n);
    while (i < n && ++at[i] >= end[i]) {
      at[i] = first[i];
      i++;
    }
    if (i == n)
      return;
  }
}

static void
add_whole (FoyerKeyMaker *self, char kind, const char * const *sounds, gsize n)
{
  GString *text = g_string_assign (self->scratch, sounds[0]);

  g_string_append_c (text, ' ');
  for (gsize i = 1; i < n; i++)
    g_string_append (text, sounds[i]);
  add (self->keys, kind, text->str, text->len);
}

static void
add_initials (FoyerKeyMaker *self, char kind, const char * const *sounds, gsize n)
{
  char initials[MAX_INITIALS + 1] = "";
  gsize length = 0;

  for (gsize i = 0; i < n && length < MAX_INITIALS; i++) {
    if (sounds[i][0] != '\0')
      initials[length++] = sounds[i][0];
  }
  add_beginnings (self->keys, kind, initials, 2);
}

/* The surname, of one or two characters, in full. */
static void
add_mixed (FoyerKeyMaker *self, char kind, const char * const *sounds, gsize n)
{
  for (gsize n_full = 1; n_full <= 2 && n_full + 2 <= n; n_full++) {
    GString *text = g_string_truncate (self->scratch, 0);

    for (gsize i = 0; i < n; i++)
      g_string_append_len (text, sounds[i], i < n_full ? -1 : MIN ((gssize) strlen (sounds[i]), 1));
    add (self->keys, kind, text->str, text->len);
  }
}

static void
add_syllable (FoyerKeyMaker *self, char kind, const FoyerSyllable *syllable, Which which)
{
  guint first;
  guint end = readings_that_count (syllable, which, &first);

  for (guint i = first; i < end; i++) {
    const char *reading = syllable->readings[i];

    /* Of lyu nobody types the beginning: ly is two initials. */
    if (*reading != '\0' && reading[1] == 'y')
      add (self->keys, kind, reading, strlen (reading));
    else
      add_beginnings (self->keys, kind, reading, 1);
  }
}

static gboolean
any_other (const FoyerSyllable *syllables, gsize n)
{
  for (gsize i = 0; i < n; i++) {
    if (syllables[i].readings[syllables[i].n_usual] != NULL)
      return TRUE;
  }
  return FALSE;
}

static void
add_sounds (FoyerKeyMaker *self, const FoyerSyllable *syllables, gsize n)
{
  add_syllable (self, FOYER_KEY_SOUND_HEAD, &syllables[0], USUAL);
  add_syllable (self, FOYER_KEY_OTHER_HEAD, &syllables[0], OTHER);
  each_way (self, FOYER_KEY_SOUND, syllables, n, USUAL, USUAL, add_whole);
  each_way (self, FOYER_KEY_OTHER, syllables, n, OTHER, USUAL, add_whole);
  for (gsize i = 1; i < n; i++) {
    add_syllable (self, FOYER_KEY_SYLLABLE, &syllables[i], USUAL);
    if (i + 1 < n)
      each_way (self, FOYER_KEY_SOUND_REST, syllables + i, n - i, USUAL, USUAL, add_whole);
  }
  each_way (self, FOYER_KEY_INITIALS, syllables, n, USUAL, USUAL, add_initials);
  each_way (self, FOYER_KEY_MIXED, syllables, n, USUAL, USUAL, add_mixed);
  if (any_other (syllables + 1, n - 1))
    each_way (self, FOYER_KEY_LOOSE, syllables, n, ALL, ALL, add_whole);
  if (any_other (syllables, n))
    each_way (self, FOYER_KEY_LOOSE_INITIALS, syllables, n, ALL, ALL, add_initials);
}

static void
add_run (FoyerKeyMaker *self)
{
  FoyerSyllable syllables[MAX_HANZI];
  const gunichar *run = (const gunichar *) (gpointer) self->run->data;
  gsize n = MIN (self->run->len, MAX_HANZI);

  add_hanzi (self, run, n);
  foyer_pinyin_read (self->pinyin, run, n, syllables);
  add_sounds (self, syllables, n);
}

/* Words. */

/* @text with spaces where its hanzi were; NULL when there is nothing else in it. */
static char *
without_hanzi (const char *text)
{
  g_autoptr (GString) rest = g_string_new (NULL);
  gboolean any = FALSE;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);
    gboolean hanzi = foyer_pinyin_is_hanzi (c);

    any |= !hanzi && g_unichar_isalnum (c);
    g_string_append_unichar (rest, hanzi ? ' ' : c);
  }
  return any ? g_string_free (g_steal_pointer (&rest), FALSE) : NULL;
}

static void
add_words_from (FoyerKeyMaker *self, char **words, gsize n, gsize from)
{
  GString *text = g_string_truncate (self->scratch, 0);

  for (gsize i = 0; i < n; i++)
    g_string_append (text, words[(from + i) % n]);
  add (self->keys, FOYER_KEY_WORDS, text->str, text->len);
}

/* "Anna Kowalska" is ak, and ka where the family name comes first. */
static void
add_word_initials (FoyerKeyMaker *self, char **words, gsize n, gsize from)
{
  char initials[MAX_INITIALS + 1] = "";

  for (gsize i = 0; i < MIN (n, MAX_INITIALS); i++)
    initials[i] = words[(from + i) % n][0];
  add_beginnings (self->keys, FOYER_KEY_INITIALS, initials, 2);
}

static void
add_words (FoyerKeyMaker *self, const char *name)
{
  g_autofree char *rest = without_hanzi (name);
  g_autofree char *plain = rest ? foyer_pinyin_words (self->pinyin, rest) : g_strdup ("");
  g_auto (GStrv) words = g_strsplit (plain, " ", MAX_WORDS);
  gsize n = g_strv_length (words);

  for (gsize i = 0; i < n; i++) {
    add (self->keys, FOYER_KEY_WORD, words[i], strlen (words[i]));
    add_words_from (self, words, n, i);
  }
  if (n > 1) {
    add_word_initials (self, words, n, 0);
    add_word_initials (self, words, n, n - 1);
  }
}

/* (nullable): as much of a text as anyone types, in one form of each character. */
static char *
head_of (const char *text)
{
  g_autofree char *composed = text ? g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE) : NULL;

  if (composed == NULL)
    return NULL;
  return g_utf8_substring (composed, 0, MIN (g_utf8_strlen (composed, -1), MAX_TEXT));
}

static void
add_name (FoyerKeyMaker *self, const char *name)
{
  g_autofree char *head = head_of (name);
  const char *at = head ? head : "";

  for (guint i = 0; i < MAX_RUNS && *at != '\0'; i++) {
    at = foyer_key_hanzi_run (self->pinyin, at, self->run);
    if (self->run->len > 0)
      add_run (self);
  }
  if (head != NULL)
    add_words (self, head);
}

/* Companies. */

static void
add_company_hanzi (FoyerKeyMaker *self)
{
  GString *text = g_string_truncate (self->scratch, 0);
  gsize n = MIN (self->run->len, MAX_HANZI);
  const char *at;

  for (gsize i = 0; i < n; i++)
    g_string_append_unichar (text, g_array_index (self->run, gunichar, i));
  add (self->keys, FOYER_KEY_COMPANY, text->str, text->len);
  for (at = g_utf8_next_char (text->str); *at != '\0'; at = g_utf8_next_char (at))
    add (self->keys, FOYER_KEY_COMPANY_REST, at, strlen (at));
}

static void
add_company_sounds (FoyerKeyMaker *self)
{
  FoyerSyllable syllables[MAX_HANZI];
  gsize n = MIN (self->run->len, MAX_HANZI);
  GString *text = g_string_truncate (self->scratch, 0);
  char initials[MAX_HANZI + 1] = "";
  gsize starts[MAX_HANZI];

  foyer_pinyin_read (self->pinyin, (const gunichar *) (gpointer) self->run->data, n, syllables);
  for (gsize i = 0; i < n; i++) {
    const char *sound = syllables[i].readings[0] ? syllables[i].readings[0] : "";

    starts[i] = text->len;
    g_string_append (text, sound);
    initials[i] = *sound != '\0' ? *sound : ' ';
  }
  for (gsize i = 0; i < n; i++)
    add (self->keys, FOYER_KEY_COMPANY_SOUND, text->str + starts[i], text->len - starts[i]);
  add_beginnings (self->keys, FOYER_KEY_COMPANY_INITIALS, initials, 2);
}

static void
add_company_words (FoyerKeyMaker *self, const char *company)
{
  g_autofree char *rest = without_hanzi (company);
  g_autofree char *plain = rest ? foyer_pinyin_words (self->pinyin, rest) : g_strdup ("");
  g_auto (GStrv) words = g_strsplit (plain, " ", MAX_WORDS);

  for (gsize i = 0; words[i] != NULL; i++) {
    g_autofree char *joined = g_strjoinv ("", words + i);

    add (self->keys, i == 0 ? FOYER_KEY_COMPANY : FOYER_KEY_COMPANY_REST, joined, strlen (joined));
  }
}

static void
make_company (FoyerKeyMaker *self, const char *company)
{
  g_autofree char *head = head_of (company);
  const char *at = head ? head : "";

  for (guint i = 0; i < MAX_RUNS && *at != '\0'; i++) {
    at = foyer_key_hanzi_run (self->pinyin, at, self->run);
    if (self->run->len == 0)
      continue;
    add_company_hanzi (self);
    add_company_sounds (self);
  }
  if (head != NULL)
    add_company_words (self, head);
}

static void
add_company (FoyerKeyMaker *self, const char *company)
{
  GString *known = g_hash_table_lookup (self->companies, company);

  if (known == NULL) {
    GString *before = g_steal_pointer (&self->keys);

    known = self->keys = g_string_new (NULL);
    make_company (self, company);
    self->keys = before;
    g_hash_table_insert (self->companies, g_strdup (company), known);
  }
  g_string_append_len (self->keys, known->str, (gssize) known->len);
}

/* What is read off a phone, a screen or a ticket. */

char *
foyer_key_fold_code (const char *code)
{
  GString *folded = g_string_new (NULL);

  for (const char *at = code ? code : ""; *at != '\0'; at++) {
    if (g_ascii_isalnum (*at))
      g_string_append_c (folded, g_ascii_tolower (*at));
  }
  return g_string_free (folded, folded->len == 0);
}

static void
add_code (GString *keys, const char *code)
{
  g_autofree char *folded = foyer_key_fold_code (code);

  if (folded == NULL)
    return;
  g_strreverse (folded);
  add (keys, FOYER_KEY_CODE, folded, strnlen (folded, FOYER_KEY_CODE_CHARS));
}

char *
foyer_key_digits (const char *phone)
{
  g_autofree char *folded = foyer_fold_phone (phone);

  return folded ? g_strdup (folded + (*folded == '+')) : NULL;
}

static void
add_phone (GString *keys, const char *phone)
{
  g_autofree char *digits = foyer_key_digits (phone);

  if (digits == NULL)
    return;
  g_strreverse (digits);
  add (keys, FOYER_KEY_TAIL, digits, strlen (digits));
}

const GString *
foyer_key_maker_make (FoyerKeyMaker *self, const FoyerRegistration *row)
{
  g_string_truncate (self->keys, 0);
  add_name (self, row->name);
  if (row->company != NULL)
    add_company (self, row->company);
  add_phone (self->keys, row->phone);
  add_code (self->keys, row->reference);
  for (gsize i = 0; row->codes != NULL && row->codes[i] != NULL; i++)
    add_code (self->keys, row->codes[i]);
  /* A guest who has no ticket of another service is told by the row's own id. */
  if (row->reference == NULL && (row->codes == NULL || row->codes[0] == NULL))
    add_code (self->keys, row->id);
  return self->keys;
}
