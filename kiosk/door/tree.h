/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * foyer_tree_remove:
 *
 * Removes a folder with all that is in it, or a file. Symbolic links are removed
 * and never followed. Safe where there is nothing; what can't be removed stays,
 * and the caller who must know looks. Any thread; blocks.
 */
void foyer_tree_remove (const char *path);

G_END_DECLS
