/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "entry.h"
#include "store.h"

G_BEGIN_DECLS

/** @reason: (nullable): as the hub gave it. */
typedef void (*FoyerRefusedFunc) (const FoyerEntry *entry, const char *reason, gpointer user_data);

/**
 * foyer_refused_foreach:
 *
 * Kiosk: calls @func for each own entry that the hub could not keep and that nobody
 * has settled by a `resolve`, oldest first. They stay here for people to look at. Reads.
 */
gboolean foyer_refused_foreach (FoyerStore *store, FoyerRefusedFunc func, gpointer user_data,
                                GError **error);

G_END_DECLS
