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

/** The e-mail address folded, where it is one. (nullable) */
char    *foyer_link_email       (const char *email) G_GNUC_WARN_UNUSED_RESULT;

/** Whether a spreadsheet has rounded a long number: 1.99E+10. */
gboolean foyer_link_is_rounded  (const char *number);

/**
 * foyer_link_keys:
 *
 * By what registrations of one person are found, in a store by an index: the
 * phone and the e-mail address. Sharing one is not enough: twins have one phone,
 * and colleagues one address, so foyer_alike_names() has to agree. Pure, any
 * thread.
 *
 * Returns: (transfer full): NULL-terminated, possibly empty. They hold personal data
 */
char   **foyer_link_keys        (const FoyerRegistration *registration) G_GNUC_WARN_UNUSED_RESULT;

/** Whether both were reached at the same phone or address, whoever they are. */
gboolean foyer_link_same_contact (const FoyerRegistration *a, const FoyerRegistration *b);

/** The rule: the same phone or e-mail address, and the same name. */
gboolean foyer_link_same_person (const FoyerRegistration *a, const FoyerRegistration *b);

G_END_DECLS
