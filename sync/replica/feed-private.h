/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feed.h"
#include "store-private.h"

G_BEGIN_DECLS

/** Reads the thing @ref of the kind into @change. FALSE without an @error: it is not there any more. */
gboolean foyer_feed_fill    (FoyerStore *store, FoyerChange *change, const char *ref, GError **error);

/** Makes the change's digest, where reading it did not. */
void     foyer_feed_measure (FoyerChange *change);

G_END_DECLS
