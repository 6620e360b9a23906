/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "registration.h"

G_BEGIN_DECLS

/**
 * foyer_link_keys:
 *
 * What tells that two registrations are one person's: they are when they share
 * a key, so that a store finds them by an index. There is one for the phone and
 * one for e-mail and name together. "无", "1" and "11111111111" are no phones:
 * strangers type them too. Pure, any thread.
 *
 * Returns: (transfer full): NULL-terminated, possibly empty. They hold personal data
 */
char   **foyer_link_keys        (const FoyerRegistration *registration) G_GNUC_WARN_UNUSED_RESULT;

/** Whether both are one person's by that rule. */
gboolean foyer_link_same_person (const FoyerRegistration *a, const FoyerRegistration *b);

G_END_DECLS
