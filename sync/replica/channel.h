/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "json.h"
#include "store.h"

G_BEGIN_DECLS

/*
 * What an organizer has set for a channel, and how fast people sign up by it.
 */

/**
 * foyer_channel_put:
 * @settings: {cap, columns}: at most how many registrations were agreed, and "header=meaning"
 * strings for its files; a member that is absent stays, one that is null goes
 */
gboolean foyer_channel_put     (FoyerStore *store, const char *name, const json_t *settings,
                                GError **error);

/**
 * foyer_channel_list:
 *
 * An array of {channel, registrations, confirmed, cap, columns, days: [{day, registrations}]}, by
 * name: of those with settings or registrations. Days are the event's; without
 * a day stand those whose time is unknown.
 */
json_t  *foyer_channel_list    (FoyerStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_channel_note_erased:
 *
 * Remembers by its hash that the row of that number is of someone who was
 * erased, so that the channel's next file does not bring them back.
 */
gboolean foyer_channel_note_erased (FoyerStore *store, const char *name, const char *reference,
                                    GError **error);

/** (transfer full): the hashes of the channel's erased rows, as foyer_channel_hash() makes them. */
GHashTable *foyer_channel_erased   (FoyerStore *store, const char *name, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
char    *foyer_channel_hash        (const char *name, const char *reference) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
