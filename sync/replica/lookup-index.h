/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "registration.h"
#include "store.h"

G_BEGIN_DECLS

/*
 * Keeps what lookups read in step with the registry and the projections. New
 * rows get their keys when their transaction is committed, all at once and in
 * the keys' order; while a first pull comes in, when the last of it is there.
 */

/**
 * foyer_lookup_index_change:
 * @before: (nullable): NULL for a row that is new
 * @now: (nullable): NULL for one that is about to be deleted
 *
 * A row becomes another one. Call it with the new row written already.
 */
gboolean foyer_lookup_index_change   (FoyerStore *store, gint64 rid, const FoyerRegistration *before,
                                      const FoyerRegistration *now, GError **error);

/** Makes the keys of rows that have none. Safe to repeat. */
gboolean foyer_lookup_index_catch_up (FoyerStore *store, GError **error);

/** The person has come to the list. */
gboolean foyer_lookup_index_arrive   (FoyerStore *store, const char *person, const char *list,
                                      GError **error);

/** Before the person's presence is made anew: as if they had come to none of their lists. */
gboolean foyer_lookup_index_forget   (FoyerStore *store, const char *person, GError **error);

G_END_DECLS
