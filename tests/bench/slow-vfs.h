/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** From now on each fsync that SQLite asks for takes so much longer; 0 none. Every store. */
void slow_vfs_set_delay_ms (guint delay_ms);

/** How many it asked for so far. */
guint slow_vfs_get_syncs   (void);

G_END_DECLS
