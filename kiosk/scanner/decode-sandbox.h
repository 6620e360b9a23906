/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * foyer_decode_sandbox_enter:
 *
 * From now on this process computes and speaks over the sockets that it has,
 * and is refused everything else: no file, no other socket, no program, no
 * thread, no signal to others, no memory that is executable. Once; there is no
 * way back.
 *
 * Returns: FALSE if the kernel would not have it; then decode nothing
 */
gboolean foyer_decode_sandbox_enter (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
