/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "frame.h"
#include "scanner-error.h"

G_BEGIN_DECLS

/* Where the program finds its socket. */
#define FOYER_DECODE_CHILD_FD 3

/**
 * FoyerDecodeChild:
 *
 * Reads codes in a process of its own, which can do nothing but compute: a
 * picture that takes over the decoder takes over nothing else. When the process
 * dies or hangs, the frame in hand is lost and the next gets a new process.
 * Belongs to one thread.
 */
typedef struct _FoyerDecodeChild FoyerDecodeChild;

/**
 * foyer_decode_child_new:
 * @program: (nullable): the program to run; NULL for foyer-decode-worker
 *
 * Starts the program, without waiting for it.
 */
FoyerDecodeChild *foyer_decode_child_new  (const char *program) G_GNUC_WARN_UNUSED_RESULT;
void              foyer_decode_child_free (FoyerDecodeChild *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerDecodeChild, foyer_decode_child_free)

/**
 * foyer_decode_child_decode:
 * @frame: the newest of a film
 *
 * As foyer_decoder_decode(). Waits for a second at most. Fails with
 * %FOYER_SCANNER_ERROR_FRAME_LOST when the process did not survive @frame or a
 * new one is not due yet, and with %FOYER_SCANNER_ERROR_NO_DECODER when there is
 * no such program; either way, go on with the next frame.
 *
 * Returns: (transfer full) (nullable) (element-type FoyerFoundCode)
 */
GPtrArray *foyer_decode_child_decode      (FoyerDecodeChild *self, FoyerFrame *frame,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The process of the moment, for tests and tools; 0 between two. */
GPid       foyer_decode_child_get_process (FoyerDecodeChild *self);

G_END_DECLS
