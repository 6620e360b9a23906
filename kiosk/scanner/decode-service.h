/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "frame.h"

G_BEGIN_DECLS

/* Returns: (transfer full) (element-type FoyerFoundCode) */
typedef GPtrArray *(*FoyerDecodeFunc) (FoyerFrame *frame, gpointer user_data);

/**
 * foyer_decode_service_run:
 * @fd: a socket of packets, whose other end a #FoyerDecodeChild holds
 * @decode: finds the codes of one frame
 *
 * Shuts this process into its sandbox and answers requests until the other end
 * is closed. Whatever @decode needs from outside has to be there before.
 *
 * Returns: the exit status of the process
 */
int foyer_decode_service_run (int fd, FoyerDecodeFunc decode, gpointer user_data);

G_END_DECLS
