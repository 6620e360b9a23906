/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "verdict.h"

G_BEGIN_DECLS

typedef enum {
  FOYER_ENTRY_REGISTER,  /* body: the registration's fields; the entry's id is the registration's */
  FOYER_ENTRY_AMEND,     /* body: field, was, value: see amend.h */
  FOYER_ENTRY_ADMIT,     /* badge: whether one is wanted; body: reason of an override; again:
                            made knowing that the registration was taken back, and stands; heads:
                            of a party, where not 1 */
  FOYER_ENTRY_LEAVE,     /* body: heads */
  FOYER_ENTRY_REFUSE,    /* body: hash (keyed) of an unknown code */
  FOYER_ENTRY_UNDO,      /* target: the entry taken back; body: reason */
  FOYER_ENTRY_PAYMENT,   /* body: amount, in the currency's smallest unit; note */
  FOYER_ENTRY_TICKET,    /* body: serial; it voids lower ones, and can't be undone */
  FOYER_ENTRY_BADGE,     /* body: number; target: the admission it belongs to */
  FOYER_ENTRY_NOTE,      /* body: text */
  FOYER_ENTRY_RESOLVE,   /* target: what is settled; body: reason */
  FOYER_ENTRY_CLOCK,     /* body: hub_us, the hub's clock (µs since the epoch) at this entry's uptime_us */
  FOYER_ENTRY_COUNT,     /* list; body: count, of people that someone counted in the room */
  FOYER_ENTRY_OPEN,      /* list: it opens before its time, at this kiosk; body: reason */
  FOYER_ENTRY_ERASE,     /* registration: its personal text goes, here and in every entry about it */
  FOYER_ENTRY_N
} FoyerEntryKind;

typedef enum {
  FOYER_METHOD_SCAN,
  FOYER_METHOD_LOOKUP,
  FOYER_METHOD_WALK_IN,
  FOYER_METHOD_N
} FoyerMethod;

/**
 * FoyerEntry:
 * @id: UUIDv7, the entry's identity everywhere
 * @kiosk: UUID of where it happened
 * @number: the kiosk's running number; gaps are legal
 * @wall_us: the kiosk's clock, µs since the epoch, UTC, as it was, right or wrong
 * @boot, @uptime_us: which start of the machine, and how long after it
 * @staff: (nullable): ids of the volunteers in whose session it was made, comma between
 * @list: (nullable): id of the list
 * @registration: (nullable): id; it may name a row that has not arrived yet
 * @person: (nullable): id, where the entry is about a person and not one registration
 * @verdict, @flags: of admit, leave and refuse
 * @method: how the guest was found
 * @badge: a badge is wanted
 * @target: (nullable): id of the entry that this one is about
 * @body: (nullable): what only this kind has: a JSON object
 *
 * One thing that happened at a door. Never changed once written.
 */
typedef struct {
  char             *id;
  FoyerEntryKind    kind;
  char             *kiosk;
  gint64            number;
  gint64            wall_us;
  char             *boot;
  gint64            uptime_us;
  char             *staff;
  char             *list;
  char             *registration;
  char             *person;
  FoyerVerdict      verdict;
  FoyerVerdictFlags flags;
  FoyerMethod       method;
  gboolean          badge;
  char             *target;
  char             *body;
} FoyerEntry;

FoyerEntry *foyer_entry_new  (FoyerEntryKind kind) G_GNUC_WARN_UNUSED_RESULT;
FoyerEntry *foyer_entry_copy (const FoyerEntry *self) G_GNUC_WARN_UNUSED_RESULT;
void        foyer_entry_free (FoyerEntry *self);

/**
 * foyer_entry_erased_body:
 *
 * (nullable) (transfer full): the body without personal text. Only of
 * `register`, `amend`, `note` and `payment` does anything go; in its place is
 * "erased": Argon2id (RFC 9106) over the body, salted with the entry's id, so
 * that the same entry is known again and what it said can't be guessed
 * cheaply. What sums are made of (amount, status, category…) stays. Of an
 * erased body, that body. Costs some 10 ms.
 */
char       *foyer_entry_erased_body (const FoyerEntry *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean    foyer_entry_is_erased   (const FoyerEntry *self);

const char *foyer_entry_kind_to_string   (FoyerEntryKind kind);
gboolean    foyer_entry_kind_from_string (const char *text, FoyerEntryKind *kind);
const char *foyer_method_to_string       (FoyerMethod method);
gboolean    foyer_method_from_string     (const char *text, FoyerMethod *method);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerEntry, foyer_entry_free)

G_END_DECLS
