/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "registration.h"

G_BEGIN_DECLS

/** Why two people may be one. What stands further up tells more. */
typedef enum {
  FOYER_DOUBT_RULE,        /* the rule links them, but a third row or a change brought that about */
  FOYER_DOUBT_SAME_PHONE,  /* with different names: twins, a parent, one who signed up colleagues */
  FOYER_DOUBT_NEAR_PHONE,  /* the same name, and one digit makes the difference */
  FOYER_DOUBT_NEAR_NAME,   /* the same e-mail, and one letter makes the difference */
  FOYER_DOUBT_COMPANY,     /* the same name in the same company */
  FOYER_DOUBT_NAME,        /* a rare name, and one of them left neither phone nor e-mail */
  FOYER_DOUBT_N
} FoyerDoubtKind;

/** The name in `--json` ("same_phone"), and what to say to people, translated. */
const char *foyer_doubt_kind_to_string (FoyerDoubtKind kind);
const char *foyer_doubt_kind_text      (FoyerDoubtKind kind);
/** What to say of the kind with that name; the name itself where a later Foyer has more of them. */
const char *foyer_doubt_name_text      (const char *name);

/**
 * FoyerDoubt:
 * @a, @b: where the two registrations are in the array, @a < @b
 *
 * Two registrations of two people who may be one person.
 */
typedef struct {
  FoyerDoubtKind kind;
  guint          a;
  guint          b;
} FoyerDoubt;

/**
 * foyer_doubts_find:
 * @registrations: (element-type FoyerRegistration): needs person, name, phone, e-mail and company
 *
 * Every pair of people who may be one, once, for the best reason there is. A
 * pair that the rule of foyer_link_keys() does not link is never linked
 * silently: it comes here, and a person decides. Time grows with the number of
 * registrations, and with the square of those that share a name. Pure.
 *
 * Returns: (transfer full) (element-type FoyerDoubt)
 */
GArray *foyer_doubts_find (const GPtrArray *registrations) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
