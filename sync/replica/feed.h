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
 * is a snapshot. With each number the hub notes the digest of all it holds.
 */

/* The hub's side. */

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
 * kiosk reads the feed from the beginning and sends all its entries again; and
 * what else it has that the hub lost. MISSING where it is not a hub's store.
 */
gboolean   foyer_feed_new_life (FoyerStore *store, GError **error);

/** The id of this store's life as a hub: made once, replaced when a backup is restored. */
char      *foyer_feed_epoch (FoyerStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** The newest number given; -1 on failure. */
gint64     foyer_feed_head  (FoyerStore *store, GError **error);

/** The number at which the life @epoch ended in this store; -1 where it knows of none. */
gint64     foyer_feed_branch (FoyerStore *store, const char *epoch, GError **error);

/** Hub: the changes after @cursor, at most @limit. */
FoyerPage *foyer_feed_page  (FoyerStore *store, gint64 cursor, guint limit, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_feed_is_past:
 * @digest: (nullable): that a kiosk was told with @cursor
 *
 * Hub: whether what the kiosk has seen at @cursor is a past of this very store.
 * If not, an older copy was put in its place: foyer_feed_new_life().
 */
gboolean   foyer_feed_is_past (FoyerStore *store, gint64 cursor, const char *digest, gboolean *past,
                               GError **error);

/**
 * foyer_feed_take_offer:
 * @taken: (out): whether the hub did not have it
 *
 * Hub: takes back what a kiosk still has and this store lost when a backup was
 * restored. What it has itself in the same revision or a newer one stays, what
 * it knows to be gone stays gone. Safe to repeat.
 */
gboolean   foyer_feed_take_offer (FoyerStore *store, const FoyerChange *offer, gboolean *taken,
                                  GError **error);

/* The kiosk's side. */

/**
 * foyer_feed_apply:
 *
 * Kiosk: takes a page and remembers its cursor and epoch, in the caller's
 * transaction. A page of another epoch than remembered, be it from answers,
 * makes every own entry unsent again. At the end of a feed the digests are
 * compared; where they differ the feed is read again from the beginning, once.
 * Safe to repeat.
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

/** (nullable): Kiosk: the digest that the hub told with that cursor. NULL in the middle of a feed. */
char      *foyer_feed_cursor_digest (FoyerStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * FoyerFeedProof:
 * @FOYER_FEED_UNPROVED: there was no digest to compare yet
 * @FOYER_FEED_SAME: at the end of the last page kiosk and hub held the same
 * @FOYER_FEED_DIFFERS: they did not, and reading everything again did not help
 */
typedef enum {
  FOYER_FEED_UNPROVED,
  FOYER_FEED_SAME,
  FOYER_FEED_DIFFERS,
} FoyerFeedProof;

FoyerFeedProof foyer_feed_proof (FoyerStore *store);

/**
 * foyer_feed_offers:
 *
 * Kiosk: (element-type FoyerChange): what the hub lost when a backup was restored,
 * and was not offered back yet. Empty until the new epoch was read to its end.
 */
GPtrArray *foyer_feed_offers  (FoyerStore *store, guint limit, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/** How many there are, and those that were offered and did not come back yet; -1 on failure. */
gint64     foyer_feed_count_lost (FoyerStore *store, GError **error);
/** The hub answered the offer of @changes: not again in this epoch. */
gboolean   foyer_feed_offered (FoyerStore *store, GPtrArray *changes, GError **error);

G_END_DECLS
