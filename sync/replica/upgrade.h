/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store.h"

G_BEGIN_DECLS

/** The file's schema version; -1 with an error, also for a file of a later Foyer. */
gint64   foyer_upgrade_version (FoyerStore *store, GError **error);

/** Whether a reader can take the file as it is: it can't bring one up to date. */
gboolean foyer_upgrade_check   (FoyerStore *store, GError **error);

/**
 * foyer_upgrade:
 *
 * As the owner: brings the file to this Foyer's schema, a step a transaction,
 * and makes keys and projections anew where theirs is another. Safe to repeat;
 * what a power cut interrupts is as it was.
 */
gboolean foyer_upgrade         (FoyerStore *store, GError **error);

G_END_DECLS
