/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "offer.h"

G_BEGIN_DECLS

/** What is there: (element-type FoyerOffer). On a thread of its own; may take seconds. */
typedef GPtrArray *(*FoyerLookFunc) (const char *where);

/**
 * FoyerLook:
 *
 * Looks for something again and again, as long as anyone is interested: a disk
 * that is plugged in later is found later. Main thread.
 *
 * FoyerLook::changed: what is found is not what was found before
 */
#define FOYER_TYPE_LOOK (foyer_look_get_type ())
G_DECLARE_FINAL_TYPE (FoyerLook, foyer_look, FOYER, LOOK, GObject)

/** @where: (nullable): for @func. Looks at once. */
FoyerLook *foyer_look_new  (FoyerLookFunc func, const char *where) G_GNUC_WARN_UNUSED_RESULT;
/** No more ::changed. Before the last unref. */
void       foyer_look_stop (FoyerLook *self);
/** (transfer none) (nullable) (element-type FoyerOffer): NULL before the first look is over. */
GPtrArray *foyer_look_found (FoyerLook *self);

G_END_DECLS
