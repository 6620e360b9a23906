/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "entry.h"
#include "store.h"

G_BEGIN_DECLS

/*
 * What is folded from the journal: who is inside, since when, by which door,
 * and which badge is valid. A person's state is made anew from all their
 * entries whenever one arrives or their registrations change, so it cannot
 * depend on the order of arrival.
 */

/** Who @registration belongs to; itself as long as the registry does not know it. */
char    *foyer_projection_person     (FoyerStore *store, const char *registration, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/** Makes one person's presence on every list, and the number of their badge, anew. */
gboolean foyer_projection_fold_person (FoyerStore *store, const char *person, GError **error);

/** Of a `clock` entry: when everything of its boot was made. Before foyer_projection_take(). */
gboolean foyer_projection_take_clock  (FoyerStore *store, const FoyerEntry *entry, GError **error);

/** Takes a new entry into the projections. */
gboolean foyer_projection_take        (FoyerStore *store, const FoyerEntry *entry, GError **error);

/** Makes everything anew. */
gboolean foyer_projection_fold_all    (FoyerStore *store, GError **error);

/**
 * FoyerConflict:
 * @first, @second: ids of the admissions, in the order in which they were made
 * @settled: someone has resolved it
 *
 * More came in by a person's codes than may, by doors that could not hear each
 * other. Both admissions are kept, and the person counts once.
 */
typedef struct {
  char    *person;
  char    *list;
  char    *first;
  gint64   first_us;
  char    *second;
  gint64   second_us;
  gboolean settled;
} FoyerConflict;

void       foyer_conflict_free        (FoyerConflict *self);
/** (element-type FoyerConflict): all of them, settled ones too. */
GPtrArray *foyer_projection_conflicts (FoyerStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * FoyerStanding:
 * @first_us, @first_kiosk: the first admission
 * @since_us: when the present state began
 * @last_admit: id of the newest admission
 * @came, @here: how many of the party came so far, and are inside now
 *
 * How a person stands on a list.
 */
typedef struct {
  FoyerPresence presence;
  gint64        first_us;
  gint64        since_us;
  char         *first_kiosk;
  char         *last_admit;
  gint64        came;
  gint64        here;
} FoyerStanding;

void     foyer_standing_clear   (FoyerStanding *self);
gboolean foyer_projection_standing (FoyerStore *store, const char *person, const char *list,
                                    FoyerStanding *standing, GError **error);
/** Places of the list that are taken, or of a thing, how many were given; -1 on failure. */
gint64   foyer_projection_taken (FoyerStore *store, const FoyerList *list, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoyerStanding, foyer_standing_clear)

G_END_DECLS
