/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "change.h"
#include "store.h"

G_BEGIN_DECLS

/*
 * A registration as the door sees it: the hub's row (or, of a walk-in that no
 * organizer has touched, what its `register` entry says), and over it what was
 * done at doors: corrections, new tickets, taking the registration back, and
 * erasing it. A function of that row and those entries alone, so it does not
 * depend on the order in which they arrived.
 */

/**
 * foyer_overlay_base:
 *
 * (nullable): the hub's own row; NULL without an @error where it has none.
 */
FoyerRegistration *foyer_overlay_base    (FoyerStore *store, const char *id, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/** Whether whoever it is was erased. */
gboolean           foyer_overlay_is_erased (FoyerStore *store, const char *id);

/** Whether entries lie over the row of that id. */
gboolean           foyer_overlay_exists  (FoyerStore *store, const char *id);

/**
 * foyer_overlay_make:
 * @base: (nullable): the hub's row
 *
 * (nullable): the row as the door sees it; NULL without an @error where there
 * is neither a row nor a `register`.
 */
FoyerRegistration *foyer_overlay_make    (FoyerStore *store, const char *id,
                                          const FoyerRegistration *base, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_overlay_idle:
 *
 * (transfer full) (element-type FoyerEntry): corrections of the registration
 * that have no effect, because the field said something else by then.
 */
GPtrArray         *foyer_overlay_idle    (FoyerStore *store, const char *id, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
