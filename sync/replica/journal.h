/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "change.h"
#include "store.h"

G_BEGIN_DECLS

/*
 * The journal: everything that happens at a door. Entries are written once and
 * never changed; what is true now (who is inside, which badge is valid) is
 * folded from them in the same transaction, and does not depend on the order in
 * which they arrived.
 */

/**
 * foyer_journal_set_kiosk:
 * @kiosk: UUID by which the hub knows this machine
 *
 * Whose entries foyer_journal_record() writes. Once, after enrolment; a store
 * that was never told makes itself an id at its first entry.
 */
gboolean   foyer_journal_set_kiosk (FoyerStore *store, const char *kiosk, GError **error);

/**
 * foyer_journal_record:
 * @entry: what happened here; id, kiosk, number, times are filled in
 * @now_us: the wall clock
 *
 * Writes an entry of this kiosk; it is unsent until the hub's answer.
 */
gboolean   foyer_journal_record  (FoyerStore *store, FoyerEntry *entry, gint64 now_us, GError **error);

/**
 * foyer_journal_keep:
 * @answer: (out): ACCEPTED, DUPLICATE, or REFUSED where the id is known with other content
 *
 * Keeps an entry that was made elsewhere. What it says of a registration lies
 * over the hub's row of it (overlay.h). Own entries that come back count as
 * sent. Safe to repeat.
 */
gboolean   foyer_journal_keep    (FoyerStore *store, const FoyerEntry *entry, FoyerAnswerKind *answer,
                                  GError **error);

/** (element-type FoyerEntry): own entries without a durable answer and numbered behind @after, in
 * running order. */
GPtrArray *foyer_journal_unsent  (FoyerStore *store, gint64 after, guint limit, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_journal_answer:
 * @epoch: the hub's, as it answered
 *
 * Takes what the hub said of an entry; NOT_KEPT leaves it unsent. An answer
 * counts for its epoch: one of another epoch than remembered begins that epoch
 * first, so that every own entry is unsent and the feed is read from 0. Safe to
 * repeat; one that comes late, after a page of a newer epoch, costs a round and
 * loses nothing.
 */
gboolean   foyer_journal_answer  (FoyerStore *store, const FoyerAnswer *answer, const char *epoch,
                                  GError **error);

/** Makes every own entry unsent again: the hub was restored and may have lost them. */
gboolean   foyer_journal_unsend_all (FoyerStore *store, GError **error);

/** How many own entries wait for an answer, and how many were refused and not settled by a `resolve`
 * since; -1 on failure. */
gint64     foyer_journal_count_unsent  (FoyerStore *store, GError **error);
gint64     foyer_journal_count_refused (FoyerStore *store, GError **error);

/** (nullable): the entry of that id. */
FoyerEntry *foyer_journal_get    (FoyerStore *store, const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Calls @func for each entry in the order of keeping until it returns FALSE. */
typedef gboolean (*FoyerEntryFunc) (const FoyerEntry *entry, gpointer user_data);
gboolean   foyer_journal_foreach (FoyerStore *store, FoyerEntryFunc func, gpointer user_data,
                                  GError **error);

/** (element-type FoyerEntry): every entry about a registration, by time as written. */
GPtrArray *foyer_journal_of_registration (FoyerStore *store, const char *registration, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/** (element-type FoyerEntry): the newest @limit entries that admit, newest first, undone ones left out. */
GPtrArray *foyer_journal_recent  (FoyerStore *store, guint limit, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_journal_badges_wanted:
 * @number: -1 for all
 *
 * (element-type FoyerEntry): every admission and reprint of this kiosk with a number higher
 * than @number that wants a badge and was not undone, oldest first.
 */
GPtrArray *foyer_journal_badges_wanted (FoyerStore *store, gint64 number, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/** 1 if the entry of that id wanted a badge and was undone, 0 if not, -1 on failure. */
int        foyer_journal_badge_undone  (FoyerStore *store, const char *entry, GError **error);

/** The number of the valid badge of a registration; 0 none. -1 on failure. */
gint64     foyer_journal_badge_number (FoyerStore *store, const char *registration, GError **error);

/** Of everything that is folded: registrations as the door sees them, presence, badges, clocks. Two
 * replicas of the same registry and the same entries have the same. */
char      *foyer_journal_digest  (FoyerStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Makes everything anew that entries say: projections, and registrations that they lie over. */
gboolean   foyer_journal_fold_all (FoyerStore *store, GError **error);

/** Folds everything from nothing; TRUE in @same when that changed nothing. */
gboolean   foyer_journal_verify  (FoyerStore *store, gboolean *same, GError **error);

G_END_DECLS
