/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-private.h"

G_BEGIN_DECLS

/**
 * FoyerMoment:
 * @at_us: when the entry was made, by the hub's clock where a `clock` entry ties its boot to that,
 * else by the kiosk's own
 * @order_us: as @at_us, but never before an earlier number of the same kiosk
 *
 * When an entry was made, for sorting: by corrected time, then kiosk, then
 * number; within a kiosk the number rules, for its clock may have been set in
 * between. Comparing by number here and by time there would go round in
 * circles; a time that never runs backwards within a kiosk says both.
 */
typedef struct {
  char  *id;
  char  *kiosk;
  gint64 number;
  gint64 at_us;
  gint64 order_us;
} FoyerMoment;

/** The columns of a moment, from an entry e and the clock c of its boot. */
#define FOYER_MOMENT_COLUMNS "e.id, e.kiosk, e.number, coalesce (e.uptime_us + c.offset_us, e.wall_us)"
#define FOYER_MOMENT_N_COLUMNS 4
#define FOYER_MOMENT_FROM \
  "FROM entry e LEFT JOIN clock c ON c.kiosk = e.kiosk AND c.boot = e.boot "

/** Reads it from the first columns of a row. */
void foyer_moment_read  (FoyerMoment *self, sqlite3_stmt *stmt);
void foyer_moment_clear (FoyerMoment *self);

/** Sorts @items, structs that begin with a #FoyerMoment. A cloned disk gives a number twice; then the
 * id decides. */
void foyer_moments_sort (GPtrArray *items);

G_END_DECLS
