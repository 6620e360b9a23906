/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine.h"
#include "hub-fixture.h"

G_BEGIN_DECLS

#define DEADLINE_US (20 * G_USEC_PER_SEC)

/* A kiosk whose engine runs. */
FoyerEngine *start_engine     (Kiosk *kiosk);
void         end_engine       (FoyerEngine *engine);

/* Runs the main loop until the facts say so. */
typedef gboolean (*Holds) (const FoyerSyncFacts *facts, gint64 value);
void         wait_until       (FoyerEngine *engine, Holds holds, gint64 value);

gboolean     is_online        (const FoyerSyncFacts *facts, gint64 unsent);
gboolean     is_alone         (const FoyerSyncFacts *facts, gint64 unsent);
gboolean     has_newer_data   (const FoyerSyncFacts *facts, gint64 than_us);
gboolean     is_not_enrolled  (const FoyerSyncFacts *facts, gint64 unused);
gboolean     is_wiped         (const FoyerSyncFacts *facts, gint64 unused);
/* Nothing unsent, nothing lost, and the digests are equal. */
gboolean     is_same          (const FoyerSyncFacts *facts, gint64 unused);
gboolean     has_trouble      (const FoyerSyncFacts *facts, gint64 trouble);

/* How many entries of that kind are at the hub. */
gsize        count_kind       (HubFixture *f, const char *kind);
/* Runs the main loop until so many are. */
void         wait_for_kind    (HubFixture *f, const char *kind, gsize n);

G_END_DECLS
