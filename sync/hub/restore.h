/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Putting back what foyer_backup_make() made. It is prepared in a folder of its own
 * within the hub's, where the new changes places with the old at one moment: a
 * power cut leaves either. Nothing is deleted. Errors: #FoyerHubError, #FoyerStoreError.
 */

/** How the names of those folders begin: one that may be incomplete and that nobody needs, */
#define FOYER_RESTORE_PREPARED "restoring-"
/** and one with what was in use before. */
#define FOYER_RESTORE_REPLACED "replaced-"

/**
 * foyer_restore_all:
 * @state: of a hub that does not run; made where missing
 * @aside: (out) (nullable): where to what was there before went
 *
 * Puts a whole hub back, and begins a new life of each of its events: kiosks then
 * bring back what happened since.
 */
gboolean foyer_restore_all       (const char *from, const char *state, char **aside, GError **error);

/** (element-type utf8): the events in a backup. */
GPtrArray *foyer_restore_list    (const char *from, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_restore_prepare:
 * @from: a backup
 * @state: of a hub that may be running
 * @event: (nullable): of its events only this one
 *
 * Everything of it, checked, as a new folder in @state, for the user whose that is;
 * each event with a new life. Returns the folder's name.
 */
char    *foyer_restore_prepare   (const char *from, const char *state, const char *event,
                                  GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/** The prepared folder gets the name of what it will hold; returns it. */
char    *foyer_restore_put_aside (const char *state, const char *prepared, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_restore_event:
 * @aside: from foyer_restore_put_aside()
 *
 * An event's folder changes places with the one in @aside, while nobody has its
 * store open. Parcels that came since the backup go with it. Again takes it back.
 */
gboolean foyer_restore_event     (const char *state, const char *aside, const char *event, GError **error);

G_END_DECLS
