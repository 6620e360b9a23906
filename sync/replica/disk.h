/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store.h"

G_BEGIN_DECLS

/*
 * What SQLite leaves to its caller so that a commit outlives the power. Errors
 * are of FOYER_STORE_ERROR.
 */

/** What a caller has to do about @why, an errno; @otherwise where that tells nothing. */
FoyerStoreError foyer_disk_error        (int why, FoyerStoreError otherwise);

/**
 * foyer_disk_write_again:
 * @path: a file, which may be missing
 *
 * Afterwards the disk has what the kernel shows of the file. It need not have
 * before: where a sync failed, the kernel keeps the pages, as if they were
 * written, and no later sync writes them. Only for the owner, before SQLite
 * opens it. Safe to repeat, and to be cut short: each byte is written as it is.
 */
gboolean        foyer_disk_write_again  (const char *path, GError **error);

/**
 * foyer_disk_sync_folders:
 *
 * Afterwards the file's name is on the disk, and so are its folders' names: a
 * file that is synced in a folder that is not is lost with it.
 */
gboolean        foyer_disk_sync_folders (const char *path, GError **error);

G_END_DECLS
