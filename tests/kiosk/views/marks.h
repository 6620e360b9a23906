/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* From now on (or not), what gettext returns for Foyer's messages is between ⟦ and ⟧. */
void marks_set (gboolean marked);

G_END_DECLS
