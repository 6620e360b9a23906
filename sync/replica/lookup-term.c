/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lookup-term.h"

#include "lookup-typo.h"
#include "postings.h"

#include <string.h>

#define MIN_COMPANY_CHARS 3
#define MIN_PHONE_START   5
#define MAX_SYLLABLE      7

typedef struct {
  FoyerStore *store;
  FoyerBits  *hits;
  GError    **error;
  gboolean    ok;
} Reading;

static void
exactly (Reading *reading, char kind, const char *text)
{
  g_autofree char *key = g_strdup_printf ("%c%s", kind, text);

  reading->ok = reading->ok &&
                foyer_postings_read (reading->store, key, reading->hits, reading->error);
}

static void
beginning (Reading *reading, char kind, const char *text)
{
  g_autofree char *key = g_strdup_printf ("%c%s", kind, text);

  reading->ok = reading->ok &&
                foyer_postings_read_all (reading->store, key, reading->hits, reading->error);
}

/* By a phone or an address, of which keys for linking are made. */
static void
linked (Reading *reading, const char *kind, const char *text)
{
  g_autofree char *key = g_strconcat (kind, text, NULL);

  reading->ok = reading->ok &&
                foyer_postings_read_links (reading->store, key, reading->hits, reading->error);
}

/* Where the first syllable ends is not typed: zhangwei is looked for as z hangwei …
 * zhang wei … zhangwe i. Each is a look at one place of the table. */
static void
in_syllables (Reading *reading, char kind, const char *letters, gboolean whole)
{
  gsize length = strlen (letters);

  for (gsize n = 1; n <= MIN (length, MAX_SYLLABLE); n++) {
    g_autofree char *text = g_strdup_printf ("%.*s %s", (int) n, letters, letters + n);

    if (whole)
      exactly (reading, kind, text);
    else if (n < length)
      beginning (reading, kind, text);
  }
}

static void
collect_hanzi (const FoyerTerm *self, Reading *reading, FoyerRank rank)
{
  gboolean one = g_utf8_strlen (self->text, -1) == 1;

  switch (rank) {
  case FOYER_RANK_EXACT:
    exactly (reading, FOYER_KEY_NAME, self->text);
    if (!one)
      exactly (reading, FOYER_KEY_COMPANY, self->text);
    break;
  case FOYER_RANK_PREFIX:
    if (one) {
      exactly (reading, FOYER_KEY_HEAD, self->text);
      break;
    }
    beginning (reading, FOYER_KEY_NAME, self->text);
    beginning (reading, FOYER_KEY_COMPANY, self->text);
    break;
  case FOYER_RANK_INSIDE:
    if (one) {
      exactly (reading, FOYER_KEY_HANZI, self->text);
      break;
    }
    beginning (reading, FOYER_KEY_REST, self->text);
    beginning (reading, FOYER_KEY_COMPANY_REST, self->text);
    break;
  case FOYER_RANK_LOOSE:
    /* Who types 华 means a name, and only then everyone at 华为. */
    if (one)
      beginning (reading, FOYER_KEY_COMPANY, self->text);
    break;
  case FOYER_RANK_OTHER:
  case FOYER_RANK_INITIALS:
  case FOYER_RANK_FUZZY:
  case FOYER_RANK_FUZZY_START:
  case FOYER_RANK_N:
  default:
    break;
  }
}

static void
collect_digits (const FoyerTerm *self, Reading *reading, FoyerRank rank)
{
  gsize n = strlen (self->text);

  if (rank == FOYER_RANK_EXACT) {
    exactly (reading, FOYER_KEY_TAIL, self->backwards);
    exactly (reading, FOYER_KEY_CODE, self->backwards);
    exactly (reading, FOYER_KEY_WORD, self->text);
    return;
  }
  if (rank == FOYER_RANK_PREFIX) {
    if (n > 1)
      beginning (reading, FOYER_KEY_TAIL, self->backwards);
    if (n >= MIN_PHONE_START) {
      linked (reading, "phone:", self->text);
      linked (reading, "phone:+", self->text);
    }
    if (n >= FOYER_TERM_CODE_CHARS)
      beginning (reading, FOYER_KEY_CODE, self->backwards);
    beginning (reading, FOYER_KEY_WORDS, self->text);
    beginning (reading, FOYER_KEY_COMPANY, self->text);
  }
  if (rank == FOYER_RANK_INSIDE && n >= FOYER_TERM_CODE_CHARS)
    linked (reading, "email:", self->text);
}

static void
collect_exact_letters (const FoyerTerm *self, Reading *reading)
{
  exactly (reading, FOYER_KEY_WORD, self->text);
  exactly (reading, FOYER_KEY_WORDS, self->text);
  exactly (reading, FOYER_KEY_COMPANY, self->text);
  if (self->backwards != NULL)
    exactly (reading, FOYER_KEY_CODE, self->backwards);
  if (self->pinyin != NULL)
    in_syllables (reading, FOYER_KEY_SOUND, self->pinyin, TRUE);
}

static void
collect_letter_beginnings (const FoyerTerm *self, Reading *reading)
{
  beginning (reading, FOYER_KEY_WORDS, self->text);
  if (strlen (self->text) >= MIN_COMPANY_CHARS)
    beginning (reading, FOYER_KEY_COMPANY, self->text);
  if (self->backwards != NULL)
    beginning (reading, FOYER_KEY_CODE, self->backwards);
  if (self->email != NULL)
    linked (reading, "email:", self->email);
  if (self->pinyin != NULL) {
    exactly (reading, FOYER_KEY_SOUND_HEAD, self->pinyin);
    in_syllables (reading, FOYER_KEY_SOUND, self->pinyin, FALSE);
  }
}

static void
collect_loose (const FoyerTerm *self, Reading *reading)
{
  if (strlen (self->pinyin) >= MIN_COMPANY_CHARS)
    beginning (reading, FOYER_KEY_COMPANY_SOUND, self->pinyin);
  exactly (reading, FOYER_KEY_COMPANY_INITIALS, self->pinyin);
  exactly (reading, FOYER_KEY_OTHER_HEAD, self->pinyin);
  exactly (reading, FOYER_KEY_LOOSE_INITIALS, self->pinyin);
  in_syllables (reading, FOYER_KEY_LOOSE, self->pinyin, FALSE);
  in_syllables (reading, FOYER_KEY_LOOSE, self->pinyin, TRUE);
}

/* The words that are, or begin like, @edit. Nearly all edits begin as one of a few does,
 * and most of those begin no word: @starts remembers which, and saves a thousand seeks. */
static void
fuzzy_words (Reading *reading, GHashTable *starts, const char *edit, gboolean whole)
{
  g_autofree char *start = g_strdup_printf ("%c%.2s", FOYER_KEY_WORDS, edit);
  gpointer any = NULL;

  if (!g_hash_table_lookup_extended (starts, start, NULL, &any)) {
    any = GINT_TO_POINTER (foyer_postings_any (reading->store, start));
    g_hash_table_insert (starts, g_steal_pointer (&start), any);
  }
  if (any == NULL)
    return;
  if (!whole) {
    beginning (reading, FOYER_KEY_WORDS, edit);
    return;
  }
  exactly (reading, FOYER_KEY_WORD, edit);
  exactly (reading, FOYER_KEY_WORDS, edit);
}

/* Of what can't be pinyin nobody's name is made. */
static void
fuzzy_sounds (Reading *reading, const char *edit, gboolean whole)
{
  for (gsize n = foyer_pinyin_syllable (edit, 0); n > 0;
       n = n > 1 ? foyer_pinyin_syllable (edit, n) : 0) {
    g_autofree char *text = g_strdup_printf ("%.*s %s", (int) n, edit, edit + n);

    if (edit[n] != '\0' && !foyer_pinyin_is_pinyin (edit + n))
      continue;
    if (whole)
      exactly (reading, FOYER_KEY_SOUND, text);
    else if (edit[n] == '\0')
      exactly (reading, FOYER_KEY_SOUND_HEAD, edit);
    else
      beginning (reading, FOYER_KEY_SOUND, text);
  }
}

static void
collect_fuzzy (const FoyerTerm *self, Reading *reading, gboolean whole)
{
  g_autoptr (GPtrArray) edits = foyer_typo_edits (self->text);
  g_autoptr (GHashTable) starts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; reading->ok && i < edits->len; i++) {
    fuzzy_words (reading, starts, g_ptr_array_index (edits, i), whole);
    fuzzy_sounds (reading, g_ptr_array_index (edits, i), whole);
  }
}

static void
collect_letters (const FoyerTerm *self, Reading *reading, FoyerRank rank)
{
  if (rank == FOYER_RANK_EXACT)
    collect_exact_letters (self, reading);
  if (rank == FOYER_RANK_PREFIX)
    collect_letter_beginnings (self, reading);
  if (rank == FOYER_RANK_INSIDE && strlen (self->text) >= MIN_COMPANY_CHARS)
    beginning (reading, FOYER_KEY_COMPANY_REST, self->text);
  if (self->pinyin == NULL)
    return;
  switch (rank) {
  case FOYER_RANK_OTHER:
    in_syllables (reading, FOYER_KEY_OTHER, self->pinyin, FALSE);
    break;
  case FOYER_RANK_INSIDE:
    exactly (reading, FOYER_KEY_SYLLABLE, self->pinyin);
    in_syllables (reading, FOYER_KEY_SOUND_REST, self->pinyin, FALSE);
    break;
  case FOYER_RANK_INITIALS:
    exactly (reading, FOYER_KEY_INITIALS, self->pinyin);
    exactly (reading, FOYER_KEY_MIXED, self->pinyin);
    break;
  case FOYER_RANK_LOOSE:
    collect_loose (self, reading);
    break;
  case FOYER_RANK_FUZZY:
  case FOYER_RANK_FUZZY_START:
    if (strlen (self->pinyin) >= FOYER_TYPO_SHORTEST)
      collect_fuzzy (self, reading, rank == FOYER_RANK_FUZZY);
    break;
  case FOYER_RANK_EXACT:
  case FOYER_RANK_PREFIX:
  case FOYER_RANK_N:
  default:
    break;
  }
}

gboolean
foyer_term_collect (const FoyerTerm *self, FoyerStore *store, FoyerRank rank, FoyerBits *hits,
                    GError **error)
{
  Reading reading = { store, hits, error, TRUE };

  switch (self->kind) {
  case FOYER_TERM_HANZI:
    collect_hanzi (self, &reading, rank);
    break;
  case FOYER_TERM_DIGITS:
    collect_digits (self, &reading, rank);
    break;
  case FOYER_TERM_EMAIL:
    if (rank == FOYER_RANK_PREFIX)
      linked (&reading, "email:", self->text);
    break;
  case FOYER_TERM_LETTERS:
  default:
    collect_letters (self, &reading, rank);
    break;
  }
  return reading.ok;
}
