/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Reads every frame of the film at @path as a camera's, beside zxing-cpp. */
void bench_decode_film (const char *path);

G_END_DECLS
