/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "hub.h"

G_BEGIN_DECLS

/*
 * What making a backup and putting it back do alike. Errors: #FoyerHubError.
 */

#define FOYER_BACKUP_MANIFEST "manifest.json"
#define FOYER_BACKUP_FORMAT   1

/** Sets "path: why"; returns FALSE. */
gboolean foyer_backup_fail        (GError **error, FoyerHubError code, const char *path, const char *why);

gboolean foyer_backup_make_folder (const char *path, GError **error);

/** After it, the names in the folder outlive a power cut. */
gboolean foyer_backup_sync_folder (const char *path, GError **error);
gboolean foyer_backup_sync_file   (const char *path);

/** Copies one file of @from to the same place under @to, where none is yet, onto the disk. */
gboolean foyer_backup_copy_file   (const char *from, const char *to, const char *name, GError **error);

/** SHA-256 of a file, in hexadecimal. */
char    *foyer_backup_checksum    (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
