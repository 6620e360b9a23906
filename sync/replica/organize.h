/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "import.h"
#include "json.h"

G_BEGIN_DECLS

/*
 * What an organizer asks about people and imports, as JSON in and out, so that
 * a hub and a command on a file answer alike. PROTOCOL.md has the members.
 */

/** Whether something of that name can be asked for, and whether it writes. */
gboolean foyer_organize_knows  (const char *what, gboolean *writes);

/**
 * foyer_organize:
 * @what: imports, imports/undo, channels, channels/set, people, people/doubts,
 * people/differences, people/export, people/link, people/unlink, people/apart, people/erase or
 * report/people
 * @ask: an object; what it lacks is %FOYER_JSON_ERROR_MALFORMED
 *
 * Inside a transaction where it writes.
 */
json_t  *foyer_organize        (FoyerStore *store, const char *what, const json_t *ask, gint64 now_us,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_organize_import:
 * @dry: say what would become of the rows, and change nothing
 *
 * foyer_import_run(), and what there is to tell of it: {import, new, changed,
 * unchanged, refused, linked, renumbered, registrations, people, rows, doubts}.
 * Rows that are new and nothing else are told of only if @dry.
 */
json_t  *foyer_organize_import (FoyerStore *store, const FoyerImport *import, gboolean dry,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The same of an import that has ended. */
json_t  *foyer_organize_tell_import (FoyerStore *store, const FoyerImportResult *result, gboolean dry,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
