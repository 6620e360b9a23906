/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "registration.h"

G_BEGIN_DECLS

/**
 * foyer_walk_in_read:
 * @text: a field a line, as in `name=张伟`: one that a desk may correct
 *
 * Somebody who has not signed up, as they are written down at the door.
 * %FOYER_EXIT_DATA for a line that says nothing of the kind.
 */
FoyerRegistration *foyer_walk_in_read (const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
