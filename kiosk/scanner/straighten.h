/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "outline.h"
#include "lattice.h"

G_BEGIN_DECLS

/**
 * FoyerEffort:
 * @FOYER_EFFORT_FLAT: codes that lie flat, from the likeliest finders
 * @FOYER_EFFORT_BENT: also codes that are bent, from any finders
 */
typedef enum {
  FOYER_EFFORT_FLAT,
  FOYER_EFFORT_BENT,
} FoyerEffort;

/**
 * FoyerStraightenFunc:
 * @modules: a code as it may have been meant; may be changed
 * @corners: of the code in the picture that was searched
 *
 * Returns: whether @modules mean something; if not, the same code is offered in another reading
 */
typedef gboolean (*FoyerStraightenFunc) (FoyerModules *modules, const FoyerPoint corners[4],
                                         gpointer user_data);

/* The time that this thread has worked: a busy machine makes no frame poorer. */
gint64 foyer_straighten_clock (void);

/**
 * foyer_straighten:
 * @finders: (element-type FoyerFinder): of foyer_finder_search()
 * @until_us: foyer_straighten_clock() after which no further three finders are tried
 *
 * Puts finders together to codes, and offers the modules of each to @func.
 *
 * Returns: whether something that looks like a code meant nothing to @func
 */
gboolean foyer_straighten (const FoyerGrey *grey, GArray *finders, FoyerEffort effort,
                       gint64 until_us, FoyerStraightenFunc func, gpointer user_data);

G_END_DECLS
