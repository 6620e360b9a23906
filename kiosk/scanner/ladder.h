/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "grey.h"
#include "reader.h"

G_BEGIN_DECLS

/* How many ways there are to look at a still, those first that earn most. */
int         foyer_ladder_length (void);

/* What a step is called in a benchmark. */
const char *foyer_ladder_name   (int step);

/**
 * foyer_ladder_climb:
 * @step: which way to look, from 0
 * @codes: (element-type FoyerFoundCode): gets what is not in it yet
 */
void        foyer_ladder_climb  (int step, FoyerReader *reader, const FoyerGrey *grey,
                                 GPtrArray *codes);

/**
 * foyer_ladder_glance:
 * @until_us: foyer_straighten_clock() after which nothing further is begun
 * @codes: (element-type FoyerFoundCode): gets what is not in it yet
 *
 * What every frame of a film gets.
 *
 * Returns: whether something that looks like a code was not read
 */
gboolean    foyer_ladder_glance (const FoyerGrey *grey, gint64 until_us, GPtrArray *codes);

/**
 * foyer_ladder_turn:
 * @turn: counts up from one call to the next
 *
 * What frames of a film get one after the other: each a few milliseconds' worth.
 */
void        foyer_ladder_turn   (guint turn, FoyerReader *reader, const FoyerGrey *grey,
                                 gint64 until_us, GPtrArray *codes);

G_END_DECLS
