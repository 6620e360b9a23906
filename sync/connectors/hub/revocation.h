/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * By which the hub expels one kiosk. Only this makes a kiosk wipe itself, so it
 * names the kiosk and its event and is signed by the key that the kiosk pinned
 * when it was enrolled.
 */

char    *foyer_revocation_make  (const char *kiosk, const char *event, gint64 now_us,
                                 const guint8 *secret_key) G_GNUC_WARN_UNUSED_RESULT;

/** Whether the holder of @public_key expelled this very kiosk. @text: (nullable). */
gboolean foyer_revocation_check (const char *text, const char *kiosk, const char *event,
                                 const guint8 *public_key);

G_END_DECLS
