/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * hostile_file_open:
 * @hub: a hub's file rather than a kiosk's
 * @script: what to do to it; any bytes are a script
 *
 * Makes a real replica file in memory, damaged as the script says: bytes are
 * overwritten, pages copied, the end cut off; cells get what no cell may hold,
 * tables and triggers come and go, and the schema is put back as it was, or not.
 *
 * Returns: (transfer none): the path by which SQLite opens it
 */
const char *hostile_file_open  (gboolean hub, const guint8 *script, gsize size);
void        hostile_file_close (void);

G_END_DECLS
