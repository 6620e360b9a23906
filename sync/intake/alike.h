/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Whether two texts that are written differently may well mean the same. For
 * comparing only: none of this is ever shown or kept. Any thread.
 */

/**
 * foyer_alike_plain:
 *
 * A name as foyer_fold_name() leaves it, in simplified characters, without what
 * stands in brackets and without 先生, 女士, 老师 and the like behind it.
 *
 * Returns: (transfer full) (nullable): NULL where nothing is left
 */
char    *foyer_alike_plain   (const char *name) G_GNUC_WARN_UNUSED_RESULT;

/** A company likewise, without 有限公司 and the like, "Ltd", and the city before it. (nullable) */
char    *foyer_alike_company (const char *company) G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_alike_names:
 *
 * Whether both are one name: the same characters in whatever order, traditional
 * or simplified, the same sound (张伟 and 张玮, the slip of an input method), or
 * one in Latin letters and the other read aloud (Wei Zhang). 张伟 and 张强 are
 * two, and so are 陈志豪 and a bare Chen. It says nothing of people: strangers
 * share names. Ask it where something else agrees already.
 */
gboolean foyer_alike_names   (const char *a, const char *b);

/** Whether one letter or digit makes the difference: another, one more, one less, two swapped. */
gboolean foyer_alike_nearly  (const char *a, const char *b);

G_END_DECLS
