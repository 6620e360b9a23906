/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "json.h"

G_BEGIN_DECLS

/* PINs, as people type them at the desk. Only their hashes leave this machine. */

/** (transfer full): what an event keeps of @pin. A pin that is too short is #FoyerDoorError EVENT. */
char *foyer_pin_hash (const char *pin, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** (transfer full): six digits that nobody can guess. */
char *foyer_pin_make (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_pin_hash_all:
 * @event: an event as its file has it, which may hold PINs as people know them
 *
 * Puts their hashes in the place of the PINs: nothing else leaves here.
 */
gboolean foyer_pin_hash_all (json_t *event, GError **error);

G_END_DECLS
