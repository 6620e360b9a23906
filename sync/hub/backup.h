/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * All that a hub keeps, as a folder: keys, token, certificate, and each event
 * with its parcels. It is as secret as the hub's own folder. Errors: #FoyerHubError,
 * #FoyerStoreError.
 */

/**
 * foyer_backup_make:
 * @state: of a hub that may be running
 * @to: a folder that does not exist; it is there whole or not at all
 *
 * Each event is copied as it was at one moment.
 */
gboolean foyer_backup_make    (const char *state, const char *to, GError **error);

G_END_DECLS
