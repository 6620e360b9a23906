/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * foyer_reed_solomon_mend:
 * @block: data and then @n_repair codewords to mend them by, at most 255 in all
 *
 * Mends up to @n_repair / 2 broken codewords in place.
 *
 * Returns: FALSE, with @block in no particular state, if more are broken
 */
gboolean foyer_reed_solomon_mend (guint8 *block, guint length, guint n_repair)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
