/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Below that a wrong letter makes just another word; from the second on it is looked
 * for even where something was found. */
#define FOYER_TYPO_SHORTEST 4
#define FOYER_TYPO_LONG     6

/**
 * foyer_typo_edits:
 *
 * Every text that is one slip away from @letters: a letter missing, too many,
 * another one, or two next to each other exchanged.
 *
 * Returns: (transfer full) (element-type utf8): each once, without @letters
 */
GPtrArray *foyer_typo_edits (const char *letters) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
