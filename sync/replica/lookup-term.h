/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bits.h"
#include "lookup-keys.h"
#include "store.h"

G_BEGIN_DECLS

/**
 * FoyerRank:
 * @FOYER_RANK_EXACT: the whole name, number, address or company
 * @FOYER_RANK_PREFIX: the beginning of one; the end of a phone number or ticket code
 * @FOYER_RANK_OTHER: surname and more of the name, by another reading of the surname
 * @FOYER_RANK_INSIDE: from a later character, syllable or word on
 * @FOYER_RANK_INITIALS: zw
 * @FOYER_RANK_LOOSE: by another reading of a given character, or of the surname alone; a company
 * by its sound or its first character
 * @FOYER_RANK_FUZZY: the whole name with one letter wrong, missing or too many, or two exchanged
 * @FOYER_RANK_FUZZY_START: its beginning, with such a slip
 *
 * How well something matches, best first.
 */
typedef enum {
  FOYER_RANK_EXACT,
  FOYER_RANK_PREFIX,
  FOYER_RANK_OTHER,
  FOYER_RANK_INSIDE,
  FOYER_RANK_INITIALS,
  FOYER_RANK_LOOSE,
  FOYER_RANK_FUZZY,
  FOYER_RANK_FUZZY_START,
  FOYER_RANK_N
} FoyerRank;

typedef enum {
  FOYER_TERM_HANZI,
  FOYER_TERM_LETTERS,
  FOYER_TERM_DIGITS,
  FOYER_TERM_EMAIL,
} FoyerTermKind;

/** So much of a code's end tells it from others. */
#define FOYER_TERM_CODE_CHARS 4

/**
 * FoyerTerm:
 * @text: hanzi simplified, letters folded, digits alone, or an address
 * @pinyin: (nullable): letters only, with v for ü
 * @backwards: (nullable): as codes and the ends of phone numbers are kept
 * @email: (nullable): as the beginning of an address
 *
 * One thing that was typed.
 */
typedef struct {
  FoyerTermKind kind;
  char         *text;
  char         *pinyin;
  char         *backwards;
  char         *email;
} FoyerTerm;

void       foyer_term_free    (FoyerTerm *self);

/**
 * foyer_terms_parse:
 * @joining: (inout): whether numbers with spaces in them are one, "139 9000 8822"; FALSE
 * afterwards when there were none
 *
 * Returns: (transfer full) (element-type FoyerTerm): what was typed, cut at spaces, commas and
 * between scripts
 */
GPtrArray *foyer_terms_parse  (FoyerPinyin *pinyin, const char *text, gboolean *joining)
  G_GNUC_WARN_UNUSED_RESULT;

/** (nullable): all of them as one, where they are letters alone or hanzi alone: "zhang wei". */
FoyerTerm *foyer_terms_joined (GPtrArray *terms) G_GNUC_WARN_UNUSED_RESULT;

/** Whether someone may have mistyped it: a few letters in a row are too short for that. */
gboolean   foyer_term_is_long (const FoyerTerm *self);

/** Adds to @hits the rows that match the term just that well; some may match better as well. */
gboolean   foyer_term_collect (const FoyerTerm *self, FoyerStore *store, FoyerRank rank,
                               FoyerBits *hits, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerTerm, foyer_term_free)

G_END_DECLS
