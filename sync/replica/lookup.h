/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "change.h"
#include "store.h"

G_BEGIN_DECLS

/**
 * FoyerGuest:
 *
 * One person as a row of a lookup: the registration with the best standing,
 * and how the person stands on the list asked about.
 */
typedef struct {
  FoyerRegistration *registration;
  FoyerPresence      presence;
  gint64             since_us;      /* of the presence; 0 never */
  char              *admit_entry;   /* (nullable): the admission that can be undone */
  gint64             still_due;     /* of the registration's payment */
} FoyerGuest;

void       foyer_guest_free (FoyerGuest *self);

/**
 * foyer_lookup:
 * @text: what a volunteer typed: hanzi from anywhere in the name, traditional or simplified;
 * pinyin in full or its beginning, by any reading of the surname, ü as v or u; initials; words
 * of a Latin name in any order, without marks; the end of a phone number or its first five digits;
 * the end of a ticket code or reference; an e-mail address; a company
 * @list: (nullable): id of the list whose presence is told
 *
 * Of terms with spaces between them all must match; "zhang wei" and "139 9000 8821" are
 * also taken as one. Whoever matches exactly comes first, then beginnings, the inside of a
 * name, initials, and what one slip of the finger is away from; of those alike, who has not
 * arrived; of those, by name in pinyin order. Read only; sees what is committed, inside of a
 * transaction what it wrote. While a first pull comes in, the newest rows are not found yet.
 *
 * Returns: (transfer full) (element-type FoyerGuest): at most @limit, one a person
 */
GPtrArray *foyer_lookup     (FoyerStore *store, const char *text, const char *list, guint limit,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** (nullable): the person of a registration as a lookup row. */
FoyerGuest *foyer_lookup_guest (FoyerStore *store, const char *registration, const char *list,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerGuest, foyer_guest_free)

G_END_DECLS
