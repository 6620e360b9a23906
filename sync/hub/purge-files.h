/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The files below a folder, for a purge. Errors: #FoyerHubError. */

/** (element-type filename): of an event in a hub's folder, or in a kiosk's. */
GPtrArray *foyer_purge_files_of    (const char *state, const char *event) G_GNUC_WARN_UNUSED_RESULT;

/** (element-type filename): all others, but what belongs to other events of a hub. */
GPtrArray *foyer_purge_files_other (const char *state, const char *event) G_GNUC_WARN_UNUSED_RESULT;

/** Bytes in @files. */
gint64     foyer_purge_files_size  (const GPtrArray *files);

/** Overwrites each with zeros, down to the disk, and removes it; then the event's folders. */
gboolean   foyer_purge_files_shred (const GPtrArray *files, const char *event, GError **error);

/** How many of @texts (a set) occur in @files. -1 when a file can't be read. */
gint64     foyer_purge_files_find  (const GPtrArray *files, GHashTable *texts, GError **error);

G_END_DECLS
