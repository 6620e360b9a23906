/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "json.h"

G_BEGIN_DECLS

/*
 * Lists and badges that were written to files, beside a store on this machine.
 * They may be on a stick or have been copied: a purge can't remove them, but
 * tells of those that are still there.
 */

/** Remembers that @path was written from @store. A folder that can't be written is left as it is. */
void    foyer_papers_note (const char *store, const char *path);

/** Paths that are still there. */
json_t *foyer_papers_of   (const char *store) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
