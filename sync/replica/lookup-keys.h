/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pinyin.h"
#include "registration.h"

G_BEGIN_DECLS

/*
 * The keys by which a registration is found. A key is a letter for its kind
 * and the text that it stands for. For 欧阳修远, 139 9000 0042, 岳麓软件:
 *
 *   HEAD          欧                       the first hanzi
 *   NAME          欧阳修远                  the name from there on
 *   HANZI         阳  修  远                 any later hanzi
 *   REST          阳修远  修远               the name from a later one on
 *   SOUND_HEAD    o  ou                    the beginnings of the first syllable
 *   SOUND         ou yangxiuyuan           all syllables, a space behind the first
 *   OTHER_HEAD, OTHER                      the same for a surname's other readings
 *   SYLLABLE      y ya yan yang  x xi xiu …  the beginnings of each later syllable
 *   SOUND_REST    yang xiuyuan  xiu yuan   from a later syllable on
 *   INITIALS      oy  oyx  oyxy
 *   MIXED         ouyxy  ouyangxy          a surname in full, the rest by initials
 *   LOOSE, LOOSE_INITIALS                  with other readings of given characters
 *   WORD          anna  kowalska           of a Latin name, each for itself
 *   WORDS         annakowalska  kowalskaanna   from each on, and around
 *   COMPANY       岳麓软件                   from its beginning
 *   COMPANY_REST  麓软件  软件  件            from a later character or word on
 *   COMPANY_SOUND yuelu…  COMPANY_INITIALS ylrj
 *   TAIL          24000009931              a phone backwards, so that its end is a beginning
 *   CODE          4000a                    a ticket code or a reference backwards
 *
 * The broad ones (王, w, wang) are there in full, so that a short question is
 * answered by one key and not by the thousands that begin with it. Hanzi are
 * simplified and letters folded, in keys and questions alike. Phones and
 * addresses have keys in link_key already, by their beginnings.
 */
enum {
  FOYER_KEY_HEAD             = 'h',
  FOYER_KEY_NAME             = 'H',
  FOYER_KEY_HANZI            = 'i',
  FOYER_KEY_REST             = 'I',
  FOYER_KEY_SOUND_HEAD       = 'p',
  FOYER_KEY_SOUND            = 'P',
  FOYER_KEY_OTHER_HEAD       = 'o',
  FOYER_KEY_OTHER            = 'O',
  FOYER_KEY_SYLLABLE         = 'q',
  FOYER_KEY_SOUND_REST       = 'Q',
  FOYER_KEY_INITIALS         = 'n',
  FOYER_KEY_MIXED            = 'm',
  FOYER_KEY_LOOSE            = 'A',
  FOYER_KEY_LOOSE_INITIALS   = 'a',
  FOYER_KEY_WORD             = 'w',
  FOYER_KEY_WORDS            = 'W',
  FOYER_KEY_COMPANY          = 'c',
  FOYER_KEY_COMPANY_REST     = 'k',
  FOYER_KEY_COMPANY_SOUND    = 'K',
  FOYER_KEY_COMPANY_INITIALS = 'x',
  FOYER_KEY_TAIL             = 'd',
  FOYER_KEY_CODE             = 't',
};

/** As much of a code's end as is kept. */
#define FOYER_KEY_CODE_CHARS 32

/**
 * FoyerKeyMaker:
 *
 * Makes keys, and remembers what it made of companies. One thread at a time.
 */
typedef struct _FoyerKeyMaker FoyerKeyMaker;

FoyerKeyMaker *foyer_key_maker_new    (void) G_GNUC_WARN_UNUSED_RESULT;
void           foyer_key_maker_free   (FoyerKeyMaker *self);
FoyerPinyin   *foyer_key_maker_pinyin (FoyerKeyMaker *self);

/** (transfer none): the registration's keys, each ended by a NUL, some of them twice;
 * until the next call. */
const GString *foyer_key_maker_make   (FoyerKeyMaker *self, const FoyerRegistration *registration);

/** The first hanzi of @text onward as one run; the rest follows at the returned place.
 * Hanzi are simplified. Dots and spaces do not end a run, brackets and commas do. */
const char    *foyer_key_hanzi_run    (FoyerPinyin *pinyin, const char *text, GArray *run);

/** A code or reference as it is compared: its letters and digits, small. NULL for none. */
char          *foyer_key_fold_code    (const char *code) G_GNUC_WARN_UNUSED_RESULT;

/** Digits alone, as foyer_fold_phone() finds them; NULL for none. */
char          *foyer_key_digits       (const char *phone) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerKeyMaker, foyer_key_maker_free)

G_END_DECLS
