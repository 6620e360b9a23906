/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "entry.h"
#include "event.h"
#include "store.h"

G_BEGIN_DECLS

/**
 * foyer_entry_place:
 *
 * Where and by whom it was written: "Door 2 · 陈晨", as people know kiosks and
 * volunteers; without what nobody knows. Reads; on the replica's thread.
 *
 * Returns: (nullable) (transfer full): %NULL where neither is known
 */
char *foyer_entry_place (FoyerStore *store, const FoyerEvent *event, const FoyerEntry *entry)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
