/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event.h"
#include "fleet.h"
#include "health.h"

G_BEGIN_DECLS

/**
 * FoyerNeighbours:
 *
 * How the event's other kiosks are, as the hub last said. Whoever asks the hub
 * sets it; it is asked while the property "watched" is TRUE (notified).
 * FoyerNeighbours::changed: the hub said something new. Main thread.
 */
#define FOYER_TYPE_NEIGHBOURS (foyer_neighbours_get_type ())
G_DECLARE_FINAL_TYPE (FoyerNeighbours, foyer_neighbours, FOYER, NEIGHBOURS, GObject)

FoyerNeighbours *foyer_neighbours_new         (void) G_GNUC_WARN_UNUSED_RESULT;

/** @own: by which the hub knows this kiosk */
void             foyer_neighbours_set_own     (FoyerNeighbours *self, const char *own);
/**
 * foyer_neighbours_set:
 * @kiosks: (element-type FoyerFleetKiosk): all of the event; not changed any more
 * @as_of_us: when the hub said so
 */
void             foyer_neighbours_set         (FoyerNeighbours *self, GPtrArray *kiosks, gint64 as_of_us);
void             foyer_neighbours_set_watched (FoyerNeighbours *self, gboolean watched);
gboolean         foyer_neighbours_get_watched (FoyerNeighbours *self);
/** 0: the hub has said nothing. */
gint64           foyer_neighbours_get_as_of   (FoyerNeighbours *self);

/**
 * FoyerNeighbourRow:
 * @text: how it is, in words a volunteer understands: "Printer needs a look · 3 badges waiting"
 * @attention: someone should see to it
 *
 * One kiosk of the event.
 */
typedef struct {
  char    *name;
  char    *text;
  gboolean attention;
} FoyerNeighbourRow;

/**
 * foyer_neighbours_tell:
 * @counts: (element-type FoyerKioskCount): what is here of each kiosk
 * @health: of this one
 *
 * (transfer full) (element-type FoyerNeighbourRow): this kiosk first.
 */
GPtrArray       *foyer_neighbours_tell        (FoyerNeighbours *self, GPtrArray *counts, FoyerHealth *health,
                                               const FoyerEvent *event, gint64 now_us)
  G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_neighbours_complete:
 *
 * (transfer full): for which kiosks what is counted here is complete, and since
 * when others are missing: "Complete for Door 1. Missing: Door 2 since 09:40."
 */
char            *foyer_neighbours_complete    (FoyerNeighbours *self, GPtrArray *counts, FoyerHealth *health,
                                               const FoyerEvent *event)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
