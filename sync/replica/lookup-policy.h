/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lookup.h"

G_BEGIN_DECLS

/**
 * FoyerLookupPlace:
 * @FOYER_LOOKUP_AT_DESK: volunteers look; one hanzi is enough
 * @FOYER_LOOKUP_IN_PUBLIC: whoever stands there can read along
 *
 * Where what was found is shown.
 */
typedef enum {
  FOYER_LOOKUP_AT_DESK,
  FOYER_LOOKUP_IN_PUBLIC,
} FoyerLookupPlace;

/** As many people as a public screen may show at once. */
#define FOYER_LOOKUP_PUBLIC_ROWS 8

/** Whether @text is enough to look for anyone there: two characters, or one hanzi at the desk. */
gboolean foyer_lookup_may_ask (FoyerLookupPlace where, const char *text);

/** As many rows as may be shown there of the @wanted. */
guint    foyer_lookup_rows    (FoyerLookupPlace where, guint wanted);

/** (nullable): the phone number as it may be shown there: in public with its middle hidden. */
char    *foyer_lookup_phone   (FoyerLookupPlace where, const char *phone) G_GNUC_WARN_UNUSED_RESULT;

/**
 * FoyerSelfLookups:
 *
 * Remembers when people at one screen asked for themselves, so that nobody
 * tries numbers out. A plain value: zero is the beginning. An ask counts
 * whether it finds someone or not.
 */
#define FOYER_SELF_LOOKUPS_A_MINUTE 5
#define FOYER_SELF_LOOKUPS_AN_HOUR  60

typedef struct {
  gint64 asked_us[FOYER_SELF_LOOKUPS_AN_HOUR];   /* a ring: the oldest is replaced */
  guint  next;
} FoyerSelfLookups;

/** 0 when someone may ask at @now_us, uptime, and that ask is remembered; else how long to wait. */
gint64   foyer_self_lookups_ask (FoyerSelfLookups *self, gint64 now_us);

/**
 * foyer_lookup_self:
 * @phone: the whole number, however it is written
 * @surname: in hanzi, traditional or simplified, or in letters; of a Latin name the first
 * or the last word
 *
 * Finds the one person who has that number and that surname, for a guest whose
 * phone is dead. NULL without an @error for anything else, two people with
 * one number and one surname among it: who can be found is not told. Ask
 * foyer_self_lookups_ask() first. Read only.
 */
FoyerGuest *foyer_lookup_self (FoyerStore *store, const char *phone, const char *surname,
                               const char *list, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
