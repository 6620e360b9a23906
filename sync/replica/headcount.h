/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "change.h"
#include "store.h"

G_BEGIN_DECLS

/**
 * FoyerHeadcount:
 * @list: (nullable): id; NULL over all lists, each person once
 * @key: (nullable): of foyer_headcount_by(): the category or channel
 * @expected: confirmed for it before doors; who was let in without an override counts here whatever
 * became of the registration since
 * @came: admitted = @came_expected + @walk_ins + @came_others
 * @came_expected: of the expected
 * @walk_ins: of those registered at the door
 * @came_others: pending, cancelled… who were let in by override, and guests nobody knows yet
 * @came_cancelled: of those who came: whose registrations are all cancelled or rejected by now
 * @no_shows: @expected - @came_expected
 * @inside: here now
 * @admissions: admit entries not undone, of whomever
 * @conflicts: people admitted by two kiosks that did not hear each other, and nobody has settled it
 * @counted: what someone counted in the room, the newest; -1 nobody did
 * @counted_us: and when
 *
 * People, not codes and not scans; a party counts by heads. DESIGN: Sums.
 */
typedef struct {
  char  *list;
  char  *key;
  gint64 expected;
  gint64 came;
  gint64 came_expected;
  gint64 walk_ins;
  gint64 came_others;
  gint64 came_cancelled;
  gint64 no_shows;
  gint64 inside;
  gint64 admissions;
  gint64 conflicts;
  gint64 counted;
  gint64 counted_us;
} FoyerHeadcount;

void       foyer_headcount_free (FoyerHeadcount *self);

/** (element-type FoyerHeadcount): the whole event first, then each list in the event's order. */
GPtrArray *foyer_headcount      (FoyerStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;

typedef enum {
  FOYER_HEADCOUNT_BY_CATEGORY,  /* of the registration that gives the best standing */
  FOYER_HEADCOUNT_BY_CHANNEL,   /* of the first sign-up: the one that brought the person */
} FoyerHeadcountBy;

/**
 * foyer_headcount_by:
 * @list: (nullable): id; NULL over all lists
 *
 * (element-type FoyerHeadcount): one for each category or channel, by name.
 * Each person is in one of them, so their sums are those of foyer_headcount();
 * guests that nobody knows yet are in the one called "".
 */
GPtrArray *foyer_headcount_by   (FoyerStore *store, FoyerHeadcountBy by, const char *list, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/** People who arrived from @from_us on, for the width of a bucket. */
typedef struct {
  gint64 from_us;
  gint64 people;
} FoyerArrivals;

/**
 * foyer_headcount_arrivals:
 * @list: (nullable): id; NULL the first arrival at any
 * @width_us: of a bucket: ten minutes
 *
 * (element-type FoyerArrivals): from the first to the last arrival, empty ones
 * too; their sum is `came`. Buckets begin at multiples of @width_us.
 */
GPtrArray *foyer_headcount_arrivals (FoyerStore *store, const char *list, gint64 width_us, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/** Refusals of one reason: how many, and of how many people (or unknown codes). */
typedef struct {
  FoyerVerdict verdict;
  gint64       times;
  gint64       people;
} FoyerRefusals;

/** (element-type FoyerRefusals): by reason, the most frequent first. @list: (nullable): of all */
GPtrArray *foyer_headcount_refusals (FoyerStore *store, const char *list, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/**
 * FoyerCash:
 * @staff: ids of the volunteers in whose session it was paid; "" without one
 * @payments: entries not undone
 * @amount: their sum, in the currency's smallest unit
 */
typedef struct {
  char  *staff;
  gint64 payments;
  gint64 amount;
} FoyerCash;

/** (element-type FoyerCash): what each session has to hand over. */
GPtrArray *foyer_headcount_cash     (FoyerStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * FoyerKioskCount:
 * @entries: of it that are here
 * @last: its highest running number here
 * @missing: numbers up to that which are not here: legal, and a sign of a lost disk
 * @last_us: the wall clock of its newest entry
 *
 * What a report is complete for.
 */
typedef struct {
  char  *kiosk;
  char  *name;      /* (nullable): by which people at the door know it */
  gint64 entries;
  gint64 last;
  gint64 missing;
  gint64 last_us;
} FoyerKioskCount;

/** (element-type FoyerKioskCount): every kiosk that has an entry or a key here. */
GPtrArray *foyer_headcount_kiosks   (FoyerStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Registrations, and the people behind them; -1 on failure. */
gint64     foyer_headcount_registrations (FoyerStore *store, GError **error);
gint64     foyer_headcount_people        (FoyerStore *store, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerHeadcount, foyer_headcount_free)

G_END_DECLS
