/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli.h"
#include "event.h"
#include "store.h"

G_BEGIN_DECLS

/**
 * foyer_badge_unclaimed_show:
 * @category: (nullable): only theirs
 *
 * Says whose badges still lie on the sheets that were printed before doors: everyone confirmed who
 * has not come to anything, in the order of the sheets, and under which letter.
 */
FoyerExit foyer_badge_unclaimed_show (const FoyerCli *cli, FoyerStore *store, const FoyerEvent *event,
                                      const char *category, GError **error);

G_END_DECLS
