/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "json.h"
#include "store.h"

G_BEGIN_DECLS

/**
 * foyer_headcount_who:
 * @ask: {number, list?, category?, channel?, from?, and?, reason?, staff?}
 *
 * The people behind a number of the report: one of a headcount (expected, came,
 * came_expected, walk_ins, came_others, came_cancelled, no_shows, inside,
 * admissions, conflicts), of the whole event or of @list, and of a category or a
 * channel; "arrivals" of the ten minutes @from; "both" @list @and another;
 * "refused" for a @reason, a verdict's name; or "paid" to @staff, as a report has
 * them. Read only.
 *
 * {people: [{person?, count, registration?, name?, phone?, company?, category?,
 * channel?}, …], total}: in the order in which they first signed up; @total is the sum of
 * the counts, and so the number itself. Guests whom nobody knows have no name.
 */
json_t *foyer_headcount_who (FoyerStore *store, const json_t *ask, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
