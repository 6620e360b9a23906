/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "modules.h"

G_BEGIN_DECLS

/**
 * foyer_codewords_read:
 * @modules: as sampled, some of them wrong
 *
 * Takes the mask away and mends what is broken, as far as the code's level allows.
 *
 * Returns: (transfer full) (nullable): the bytes between which the code's segments lie; NULL if
 * more is broken than can be mended
 */
GBytes *foyer_codewords_read (const FoyerModules *modules) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
