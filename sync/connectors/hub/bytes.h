/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Keys, signatures and tokens as text: base64url without padding (RFC 4648 §5),
 * which needs no escaping in a header, a URI or a file.
 */

char    *foyer_bytes_to_text   (const guint8 *bytes, gsize n_bytes) G_GNUC_WARN_UNUSED_RESULT;

/** Whether @text is exactly @n_bytes bytes; they are in @bytes then. NULL is not. */
gboolean foyer_bytes_from_text (const char *text, guint8 *bytes, gsize n_bytes);

G_END_DECLS
