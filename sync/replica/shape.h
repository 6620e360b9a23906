/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store.h"

G_BEGIN_DECLS

/*
 * Whether a file's tables, and the enums in them, are as Foyer makes them. Where
 * they are not, a cell could be something that no function of this folder
 * expects, and a trigger could take back what was acknowledged. BROKEN then.
 * More tables may be there.
 */

/** Before anything is written: those of schema @version, and no trigger or view at all. */
gboolean foyer_shape_check_version (FoyerStore *store, gint64 version, GError **error);

/** After upgrading: what is derived, too. */
gboolean foyer_shape_check         (FoyerStore *store, GError **error);

G_END_DECLS
