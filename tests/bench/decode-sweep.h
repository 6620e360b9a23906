/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Codes of our own drawing, each trouble growing until nobody reads them: how many of a
 * hundred we read, as a still and within a second of film, beside ZBar and zxing-cpp. */
void bench_decode_sweep (void);

G_END_DECLS
