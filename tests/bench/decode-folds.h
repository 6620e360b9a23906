/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** How well our ladder does on pictures that it was not put in order by: ordered on four
 * fifths of the photographs, counted on the fifth, five times. */
void bench_decode_folds (const char *corpus);

G_END_DECLS
