/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FOYER_ID_BYTES 16

/**
 * foyer_id_new:
 * @now_us: the moment the id is made, µs since the epoch, UTC
 *
 * A UUIDv7 (RFC 9562 §5.7) as 36 lower-case characters. Ids made later sort
 * later, so that they enter an index at its end. Any thread.
 *
 * Returns: (transfer full): the id
 */
char    *foyer_id_new        (gint64 now_us) G_GNUC_WARN_UNUSED_RESULT;

/** Whether @text is a UUID in canonical lower-case form. NULL is not. */
gboolean foyer_id_is_valid   (const char *text);

/** The 16 bytes of a valid id, and the id of 16 bytes. */
void     foyer_id_to_bytes   (const char *id, guint8 bytes[FOYER_ID_BYTES]);
char    *foyer_id_from_bytes (const guint8 bytes[FOYER_ID_BYTES]) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
