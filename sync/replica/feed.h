/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "change.h"
#include "store.h"

G_BEGIN_DECLS

/*
 * The feed: one sequence for everything an event's kiosks have to know. Every
 * write to the registry or the journal of a hub's store gives the thing a new
 * number inside the same transaction, so a reader that asks for "after n" can
 * never be overtaken. Only the last number of a thing is kept: reading from 0
 * is a snapshot.
 */

/**
 * foyer_feed_start:
 *
 * Makes the store a hub's: from now on every write has a feed number. Safe to
 * repeat; foyer_feed_epoch() is MISSING before.
 */
gboolean   foyer_feed_start (FoyerStore *store, GError **error);

/**
 * foyer_feed_new_life:
 *
 * Hub: the store is older than what was seen of it. A new epoch, so that every
 * kiosk reads the feed from the beginning and sends all its entries again.
 * MISSING where it is not a hub's store.
 */
gboolean   foyer_feed_new_life (FoyerStore *store, GError **error);

/** The id of this store's life as a hub: made once, replaced when a backup is restored. */
char      *foyer_feed_epoch (FoyerStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The newest number given; -1 on failure. */
gint64     foyer_feed_head  (FoyerStore *store, GError **error);

/** Hub: the changes after @cursor, at most @limit. */
FoyerPage *foyer_feed_page  (FoyerStore *store, gint64 cursor, guint limit, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_feed_apply:
 *
 * Kiosk: takes a page and remembers its cursor and epoch, in the caller's
 * transaction. A page of another epoch than remembered, be it from answers,
 * makes every own entry unsent again. Safe to repeat.
 */
gboolean   foyer_feed_apply (FoyerStore *store, const FoyerPage *page, GError **error);

/**
 * foyer_feed_is_filling:
 *
 * Whether a first pull is under way: the event may be here, but not yet all of
 * its guests, so a door would refuse people who are registered.
 */
gboolean   foyer_feed_is_filling (FoyerStore *store);

/** Kiosk: where to go on. @epoch: (out) (transfer full) (nullable). */
gboolean   foyer_feed_cursor (FoyerStore *store, gint64 *cursor, char **epoch, GError **error);

G_END_DECLS
