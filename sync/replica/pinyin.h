/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FoyerPinyin:
 *
 * Reads names aloud in Latin letters: by ICU's rules for Chinese names, and
 * by Unihan where a character has other readings. One thread at a time;
 * opening one costs about 0.1 s.
 */
typedef struct _FoyerPinyin FoyerPinyin;

FoyerPinyin *foyer_pinyin_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void         foyer_pinyin_free (FoyerPinyin *self);

#define FOYER_PINYIN_READINGS 12

/**
 * FoyerSyllable:
 * @readings: lower-case ASCII, ü is v; NULL-terminated, owned by the FoyerPinyin
 * @n_usual: so many of them are what nearly everyone says, the first most of all;
 * the others are in dictionaries
 *
 * How a character is read. lü is also there as "lu" and "lyu", as people type it.
 */
typedef struct {
  const char *readings[FOYER_PINYIN_READINGS + 1];
  guint       n_usual;
} FoyerSyllable;

/** Whether the character is read in syllables: a hanzi. */
gboolean foyer_pinyin_is_hanzi   (gunichar character);

/**
 * foyer_pinyin_read:
 * @hanzi: of one run, a name from its surname on
 * @syllables: (out): room for @n
 *
 * 尉迟恭 gives yu (wei), chi, gong. A character that nobody knows has no reading.
 */
void     foyer_pinyin_read       (FoyerPinyin *self, const gunichar *hanzi, gsize n,
                                  FoyerSyllable *syllables);

/** The simplified form of a character; itself when it has none. */
gunichar foyer_pinyin_simplified (FoyerPinyin *self, gunichar character);

/**
 * foyer_pinyin_words:
 *
 * "Łukasz O'Brien" gives "lukasz obrien", "Мария" "mariya": lower-case ASCII
 * words with a space between them.
 */
char    *foyer_pinyin_words      (FoyerPinyin *self, const char *text) G_GNUC_WARN_UNUSED_RESULT;

/** The length of the longest syllable that begins @letters, and so on shorter; 0 for none.
 * Call with @longest 0 first, then with what it returned. */
gsize    foyer_pinyin_syllable   (const char *letters, gsize longest);

/** Whether @letters are syllables, the last of them perhaps not finished: "zhangw". */
gboolean foyer_pinyin_is_pinyin  (const char *letters);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerPinyin, foyer_pinyin_free)

G_END_DECLS
