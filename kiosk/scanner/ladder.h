/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "grey.h"
#include "reader.h"

G_BEGIN_DECLS

/* How many ways there are to look at a picture, from what earns most for its time. */
int         foyer_ladder_length (void);

/* What a step is called in a benchmark. */
const char *foyer_ladder_name   (int step);

/**
 * foyer_ladder_climb:
 * @step: which way to look, from 0
 * @grey: what to look at
 * @until_us: g_get_monotonic_time() by which it should have an end
 * @codes: (element-type FoyerFoundCode): gets what is not in it yet
 */
void        foyer_ladder_climb  (int step, FoyerReader *reader, const FoyerGrey *grey,
                                 gint64 until_us, GPtrArray *codes);

G_END_DECLS
