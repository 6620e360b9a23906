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
} FoyerGuest;

void       foyer_guest_free (FoyerGuest *self);

/**
 * foyer_lookup:
 * @text: what a volunteer typed: hanzi anywhere in the name, pinyin, initials, words of a Latin
 * name, the tail of a phone number, company; terms separated by spaces must all match
 * @list: (nullable): id of the list whose presence is told
 *
 * Not yet arrived people first, exact matches before prefixes. Read only.
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
