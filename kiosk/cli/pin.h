/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* PINs, as people type them at the desk. Only their hashes leave this machine. */

/** (transfer full): what an event keeps of @pin. A pin that is too short is DATA. */
char *foyer_pin_hash (const char *pin, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** (transfer full): six digits that nobody can guess. */
char *foyer_pin_make (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
