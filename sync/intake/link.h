/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "registration.h"

G_BEGIN_DECLS

/**
 * foyer_link_phone:
 *
 * Returns: (transfer full) (nullable): the phone folded, where it tells people apart. "无", "1",
 * "11111111111" and a spreadsheet's 1.99E+10 don't: strangers have them too
 */
char    *foyer_link_phone       (const char *phone) G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_link_keys:
 *
 * What tells that two registrations are one person's: they are when they share
 * a key, so that a store finds them by an index. There is one for the phone and
 * one for e-mail and name together. Pure, any thread.
 *
 * Returns: (transfer full): NULL-terminated, possibly empty. They hold personal data
 */
char   **foyer_link_keys        (const FoyerRegistration *registration) G_GNUC_WARN_UNUSED_RESULT;

/** Whether both are one person's by that rule. */
gboolean foyer_link_same_person (const FoyerRegistration *a, const FoyerRegistration *b);

G_END_DECLS
