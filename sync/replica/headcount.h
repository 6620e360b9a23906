/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "change.h"
#include "store.h"

G_BEGIN_DECLS

/**
 * FoyerHeadcount:
 * @list: (nullable): id; NULL over all lists, each person once
 * @expected: people confirmed for it before doors
 * @came: people admitted = @came_expected + @walk_ins + @came_others
 * @came_expected: of the expected
 * @walk_ins: of those registered at the door
 * @came_others: pending, cancelled… who were let in by override
 * @no_shows: @expected - @came_expected
 * @inside: here now
 * @admissions: admit entries not undone, of whomever
 * @conflicts: people admitted by two kiosks that did not hear each other
 *
 * People, not codes and not scans. DESIGN: Sums.
 */
typedef struct {
  char  *list;
  gint64 expected;
  gint64 came;
  gint64 came_expected;
  gint64 walk_ins;
  gint64 came_others;
  gint64 no_shows;
  gint64 inside;
  gint64 admissions;
  gint64 conflicts;
} FoyerHeadcount;

void       foyer_headcount_free (FoyerHeadcount *self);

/** (element-type FoyerHeadcount): the whole event first, then each list in the event's order. */
GPtrArray *foyer_headcount      (FoyerStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Registrations, and the people behind them; -1 on failure. */
gint64     foyer_headcount_registrations (FoyerStore *store, GError **error);
gint64     foyer_headcount_people        (FoyerStore *store, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerHeadcount, foyer_headcount_free)

G_END_DECLS
