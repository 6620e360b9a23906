/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What readings.py makes of Unihan while building. */

typedef struct {
  gunichar    character;
  const char *readings;   /* "dan chan shan": the usual one first */
} FoyerReading;

/** By character. */
extern const FoyerReading       foyer_readings[];
extern const unsigned           foyer_n_readings;

/** Every syllable that some character is read as, sorted. */
extern const char * const       foyer_syllables[];
extern const unsigned           foyer_n_syllables;

G_END_DECLS
