/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "json.h"

G_BEGIN_DECLS

/*
 * STATE/purged/ID.json: what stays of an event whose people were removed. Sums,
 * the proof, the order for its kiosks, and which of them have carried it out.
 * It is written before anything goes and again after each part of it, so that a
 * purge that was interrupted goes on where it was.
 */

/** (element-type utf8): the ids of the events of which there is such a record. */
GPtrArray  *foyer_purged_list      (const char *state) G_GNUC_WARN_UNUSED_RESULT;

/** (nullable): the record; NULL without one, or one that can't be read. */
json_t     *foyer_purged_read      (const char *state, const char *event) G_GNUC_WARN_UNUSED_RESULT;

/** Down to the disk, in one. #FoyerHubError STATE. */
gboolean    foyer_purged_write     (const char *state, const char *event, const json_t *record,
                                    GError **error);

/** Whether all is gone that was to go. */
gboolean    foyer_purged_is_done   (const json_t *record);

/** (nullable): the signed order for the event's kiosks. */
const char *foyer_purged_order     (const json_t *record);

/** A kiosk says that nothing of the event is left on it. Safe to repeat. */
gboolean    foyer_purged_confirm   (const char *state, const char *event, const char *kiosk,
                                    const char *name, gint64 now_us, GError **error);

G_END_DECLS
