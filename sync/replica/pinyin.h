/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FoyerPinyin:
 *
 * Reads names aloud in Latin letters, by ICU's rules for Chinese names. One
 * thread at a time; opening one costs about 0.1 s.
 */
typedef struct _FoyerPinyin FoyerPinyin;

FoyerPinyin *foyer_pinyin_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void         foyer_pinyin_free (FoyerPinyin *self);

/**
 * foyer_pinyin_syllables:
 *
 * "尉迟恭" gives { "yu", "chi", "gong" }, "Anna Kowalska" { "anna", "kowalska" }:
 * lower-case ASCII words; ü is v.
 *
 * Returns: (transfer full): NULL-terminated, empty for a name without letters
 */
char       **foyer_pinyin_syllables (FoyerPinyin *self, const char *name) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerPinyin, foyer_pinyin_free)

G_END_DECLS
