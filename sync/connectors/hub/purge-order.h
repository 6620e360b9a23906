/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * By which the hub says that an event's time is over: every kiosk of it removes
 * what it has. Signed by the key that kiosks pinned when they were enrolled, so
 * that nobody else can empty a door.
 */

char    *foyer_purge_order_make  (const char *event, gint64 now_us, const guint8 *secret_key)
  G_GNUC_WARN_UNUSED_RESULT;

/** Whether the holder of @public_key said so of this very event. @text: (nullable). */
gboolean foyer_purge_order_check (const char *text, const char *event, const guint8 *public_key);

G_END_DECLS
