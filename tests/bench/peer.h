/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "frame.h"

G_BEGIN_DECLS

/* What our decoder is held against: other readers, with their own way to text. */

/**
 * bench_zbar_read:
 *
 * ZBar as it comes, QR codes alone.
 *
 * Returns: (transfer full) (element-type utf8): what it makes of every code it finds
 */
GPtrArray *bench_zbar_read (FoyerFrame *frame) G_GNUC_WARN_UNUSED_RESULT;

/** FALSE where zxing-cpp was not there to build with; it then reads nothing. */
gboolean   bench_has_zxing (void);

/** The same by zxing-cpp, at its most thorough. */
GPtrArray *bench_zxing_read (FoyerFrame *frame) G_GNUC_WARN_UNUSED_RESULT;

/** Whether one of @texts is @text, white space at the end aside. */
gboolean   bench_texts_hold (GPtrArray *texts, const char *text);

G_END_DECLS
