/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <jansson.h>
#include <glib.h>

G_BEGIN_DECLS

/**
 * FoyerPurge:
 * @state: folder of a hub, a kiosk or a backup of a hub, on which no program works
 * @event: (nullable): id; needed where the folder holds several
 * @days: after the event's last list closed
 * @dry: look, and remove nothing
 */
typedef struct {
  const char *state;
  const char *event;
  gint64      now_us;
  gint64      days;
  gboolean    dry;
} FoyerPurge;

/**
 * foyer_purge_run:
 *
 * Removes all that the folder keeps of an event: store, WAL and damaged copies,
 * keys, parcels, a kiosk's badge queue and enrolment. Each file is overwritten
 * before it goes. Sums of who came stay in STATE/purged/ID.json. Then reads
 * every file that is left, but other events', for the names, phones, addresses
 * and codes that were there.
 *
 * {event, ended, purged, registrations, people, entries, files, bytes, texts,
 * searched, searched_bytes, left}: @left counts the texts that were found. NULL
 * with #FoyerStoreError, or a #FoyerHubError: USAGE when it is too early or no such
 * event is here, STATE when the folder can't be used, RUNNING when a hub works on it.
 */
json_t *foyer_purge_run (const FoyerPurge *purge, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
