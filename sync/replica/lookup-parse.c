/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lookup-term.h"

#include "fold.h"
#include "lookup-typo.h"

#include <string.h>

#define MAX_TERMS         8
#define MAX_CHARS         64
#define MIN_JOINED_DIGITS 7

void
foyer_term_free (FoyerTerm *self)
{
  if (self == NULL)
    return;
  g_free (self->text);
  g_free (self->pinyin);
  g_free (self->backwards);
  g_free (self->email);
  g_free (self);
}

/* Parsing. */

static FoyerTerm *
term_new (FoyerTermKind kind, char *text)
{
  FoyerTerm *term = g_new0 (FoyerTerm, 1);

  term->kind = kind;
  term->text = text;
  return term;
}

static char *
backwards (const char *text)
{
  return g_strreverse (g_strndup (text, FOYER_KEY_CODE_CHARS));
}

/* lü is lv, but Müller is muller: only behind l and n is ü pinyin's. */
static char *
pinyin_of (const char *word, const char *ascii)
{
  g_autofree char *small = g_utf8_casefold (word, -1);
  char *pinyin;
  char *v;

  if (strspn (ascii, "abcdefghijklmnopqrstuvwxyz") != strlen (ascii))
    return NULL;
  pinyin = g_strdup (ascii);
  for (const char *at = strstr (small, "ü"); at != NULL; at = strstr (at + 1, "ü")) {
    v = (gsize) (at - small) < strlen (pinyin) ? pinyin + (at - small) : NULL;
    if (v != NULL && v > pinyin && strchr ("ln", v[-1]) != NULL && *v == 'u')
      *v = 'v';
  }
  return pinyin;
}

static FoyerTerm *
letters_new (FoyerPinyin *pinyin, const char *word)
{
  g_autofree char *words = foyer_pinyin_words (pinyin, word);
  g_auto (GStrv) parts = g_strsplit (words, " ", -1);
  char *text = g_strjoinv ("", parts);
  FoyerTerm *term = term_new (FOYER_TERM_LETTERS, text);
  g_autofree char *code = foyer_key_fold_code (word);

  term->pinyin = pinyin_of (word, text);
  if (code != NULL && strlen (code) >= FOYER_TERM_CODE_CHARS)
    term->backwards = backwards (strlen (code) > FOYER_KEY_CODE_CHARS
                                   ? code + strlen (code) - FOYER_KEY_CODE_CHARS : code);
  /* A bare word is an address' whole first part or nothing: else every "li" would
   * find everyone whose address begins so. */
  term->email = term->pinyin ? g_strconcat (text, "@", NULL) : foyer_fold_email (word);
  return term;
}

static gboolean
is_number (const char *word)
{
  return strpbrk (word, "0123456789") != NULL && strspn (word, "+0123456789-()./") == strlen (word);
}

static FoyerTerm *
digits_new (const char *word)
{
  char *digits = foyer_key_digits (word);
  FoyerTerm *term = digits ? term_new (FOYER_TERM_DIGITS, digits) : NULL;

  if (term != NULL)
    term->backwards = backwards (digits);
  return term;
}

static void
add_term (GPtrArray *terms, FoyerTerm *term)
{
  if (term != NULL && *term->text != '\0' && terms->len < MAX_TERMS)
    g_ptr_array_add (terms, term);
  else
    foyer_term_free (term);
}

static void
add_hanzi (GPtrArray *terms, FoyerPinyin *pinyin, const char **at)
{
  GString *text = g_string_new (NULL);

  while (**at != '\0') {
    gunichar c = g_utf8_get_char (*at);

    if (foyer_pinyin_is_hanzi (c))
      g_string_append_unichar (text, foyer_pinyin_simplified (pinyin, c));
    /* The dot of 阿依古丽·买买提 is typed in a dozen ways. */
    else if (g_unichar_isalnum (c))
      break;
    *at = g_utf8_next_char (*at);
  }
  add_term (terms, term_new (FOYER_TERM_HANZI, g_string_free (text, FALSE)));
}

static void
add_other (GPtrArray *terms, FoyerPinyin *pinyin, const char **at)
{
  const char *start = *at;
  g_autofree char *word = NULL;

  while (**at != '\0' && !foyer_pinyin_is_hanzi (g_utf8_get_char (*at)))
    *at = g_utf8_next_char (*at);
  word = g_strndup (start, (gsize) (*at - start));
  add_term (terms, is_number (word) ? digits_new (word) : letters_new (pinyin, word));
}

/* "李lily" is two terms. */
static void
add_word (GPtrArray *terms, FoyerPinyin *pinyin, const char *word)
{
  const char *at = word;

  if (strchr (word, '@') != NULL) {
    add_term (terms, term_new (FOYER_TERM_EMAIL, foyer_fold_email (word)));
    return;
  }
  while (*at != '\0') {
    if (foyer_pinyin_is_hanzi (g_utf8_get_char (at)))
      add_hanzi (terms, pinyin, &at);
    else
      add_other (terms, pinyin, &at);
  }
}

/* A comma, a bracket or a semicolon of either width parts like a space. */
static char **
split_words (const char *text)
{
  g_autofree char *composed = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autoptr (GString) spaced = g_string_new (NULL);
  guint n = 0;

  for (const char *at = composed ? composed : ""; *at != '\0' && n < MAX_CHARS;
       at = g_utf8_next_char (at), n++) {
    gunichar c = g_utf8_get_char (at);
    gboolean parts = g_unichar_isspace (c) || c == 0x3001 || (c < 0x80 && strchr (",;|", (int) c));

    g_string_append_unichar (spaced, parts ? ' ' : c);
  }
  return g_strsplit (spaced->str, " ", -1);
}

/* The numbers that follow each other, as one. */
static gsize
join_numbers (char **words, GString *number)
{
  gsize n = 0;

  g_string_truncate (number, 0);
  for (; words[n] != NULL && (*words[n] == '\0' || is_number (words[n])); n++)
    g_string_append (number, words[n]);
  return n;
}

GPtrArray *
foyer_terms_parse (FoyerPinyin *pinyin, const char *text, gboolean *joining)
{
  GPtrArray *terms = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_term_free);
  g_auto (GStrv) words = split_words (text);
  g_autoptr (GString) number = g_string_new (NULL);
  gboolean joined = FALSE;

  for (gsize i = 0; words[i] != NULL; i++) {
    gsize n = join_numbers (words + i, number);

    if (*joining && n > 1 && number->len >= MIN_JOINED_DIGITS) {
      joined = TRUE;
      add_term (terms, digits_new (number->str));
      i += n - 1;
    }
    else if (*words[i] != '\0') {
      add_word (terms, pinyin, words[i]);
    }
  }
  *joining = joined;
  return terms;
}

static gboolean
joins (const FoyerTerm *term, FoyerTermKind kind)
{
  return term->kind == kind && (kind == FOYER_TERM_HANZI || term->pinyin != NULL);
}

FoyerTerm *
foyer_terms_joined (GPtrArray *terms)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) pinyin = g_string_new (NULL);
  FoyerTermKind kind;
  FoyerTerm *joined;

  if (terms->len < 2)
    return NULL;
  kind = ((FoyerTerm *) g_ptr_array_index (terms, 0))->kind;
  for (guint i = 0; i < terms->len; i++) {
    const FoyerTerm *term = g_ptr_array_index (terms, i);

    if ((kind != FOYER_TERM_HANZI && kind != FOYER_TERM_LETTERS) || !joins (term, kind))
      return NULL;
    g_string_append (text, term->text);
    g_string_append (pinyin, term->pinyin ? term->pinyin : "");
  }
  joined = term_new (kind, g_strdup (text->str));
  joined->pinyin = kind == FOYER_TERM_LETTERS ? g_strdup (pinyin->str) : NULL;
  return joined;
}

gboolean
foyer_term_is_long (const FoyerTerm *self)
{
  return self->kind == FOYER_TERM_LETTERS && strlen (self->text) >= FOYER_TYPO_LONG;
}
