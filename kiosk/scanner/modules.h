/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The smallest and the largest QR code, in modules a side. */
#define FOYER_MODULES_LEAST 21
#define FOYER_MODULES_MOST  177

/**
 * FoyerModules:
 * @side: modules in a row
 * @dark: row by row, 1 for a dark module
 *
 * A QR code as it was meant: dark and light squares in rows.
 */
typedef struct {
  int    side;
  guint8 dark[FOYER_MODULES_MOST * FOYER_MODULES_MOST];
} FoyerModules;

typedef enum {
  FOYER_MODULE_DATA,    /* what the code says */
  FOYER_MODULE_TOLD,    /* tells size, level and mask */
  FOYER_MODULE_LIGHT,   /* light in every code of this size */
  FOYER_MODULE_DARK,    /* dark in every code of this size */
} FoyerModuleKind;

/* Whether any code has so many modules a side. */
gboolean        foyer_modules_is_side       (int side);

/* Outside of the code is its margin, which is light. */
FoyerModuleKind foyer_modules_kind          (int side, int column, int row);

/* Middles of the small squares of a code, the same along rows and columns: at most 7. */
int             foyer_modules_alignment     (int side, int *at);

/**
 * foyer_modules_format:
 * @format: (out): two bits of level and three of mask, as the nearest that any code may have
 *
 * Returns: how many of the 30 modules that tell it, twice, differ from that; among random
 * ones rarely fewer than 7
 */
int             foyer_modules_format        (const FoyerModules *self, int *format);

/* The code as a mirror shows it, in place. */
void            foyer_modules_mirror        (FoyerModules *self);

G_END_DECLS
