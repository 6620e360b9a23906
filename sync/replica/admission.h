/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "change.h"
#include "store.h"

G_BEGIN_DECLS

/**
 * FoyerRequest:
 * @code: (nullable): the text that was scanned
 * @registration: (nullable): id, where a volunteer picked someone
 * @list: id of the list the door serves
 * @staff: (nullable): ids of the volunteers in session
 * @leaving: on the way out
 * @confirmed: a volunteer said yes to a list with confirm
 * @override: admit whatever the verdict is; @reason is kept
 * @clock_trusted: the hub confirmed this machine's clock
 * @now_us: the wall clock
 *
 * Someone at the door.
 */
typedef struct {
  const char *code;
  const char *registration;
  const char *list;
  const char *staff;
  FoyerMethod method;
  gboolean    leaving;
  gboolean    confirmed;
  gboolean    override;
  const char *reason;
  gboolean    clock_trusted;
  gint64      now_us;
} FoyerRequest;

/**
 * FoyerAdmission:
 * @decision: the verdict and its flags
 * @list: id of the list it was decided for
 * @entry: id of what was written: an admit, a leave or a refuse
 * @registration: (nullable): of the guest; of a provisional one, only the id is set
 * @badge: a badge is wanted
 * @first_us: ALREADY_IN, NOT_INSIDE: when the person was admitted (or left); 0 unknown
 * @first_kiosk: (nullable): and where: the name of that kiosk, "" for this one
 * @staff: (nullable): the code was a volunteer's: their id, and nothing was written
 */
typedef struct {
  FoyerDecision      decision;
  char              *list;
  char              *entry;
  FoyerRegistration *registration;
  gboolean           badge;
  gint64             first_us;
  char              *first_kiosk;
  char              *staff;
} FoyerAdmission;

void            foyer_admission_free    (FoyerAdmission *self);

/**
 * foyer_admission_decide:
 *
 * Reads, decides and writes; call it inside one write transaction, and show the
 * result only after the commit. Fails only when the store does, or with
 * FOYER_STORE_ERROR_MISSING when there is no event or no such list.
 */
FoyerAdmission *foyer_admission_decide  (FoyerStore *store, const FoyerRequest *request, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_admission_walk_in:
 * @draft: name and what else is known; id, person, channel, status and ticket serial are given here
 *
 * Registers someone at the door and, where the event's rule says so, admits
 * them, in the same transaction. Someone known by phone or e-mail becomes a
 * second registration of the same person.
 */
FoyerAdmission *foyer_admission_walk_in (FoyerStore *store, const FoyerRegistration *draft,
                                         const FoyerRequest *request, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/** Takes an entry back. Undoing a register undoes its admissions. Two undos are one. */
gboolean        foyer_admission_undo    (FoyerStore *store, const char *entry, const char *reason,
                                         const char *staff, gint64 now_us, GError **error);

/** Wants the next badge of a registration; its number voids the earlier ones. Returns the entry's id. */
char           *foyer_admission_reprint (FoyerStore *store, const char *registration, const char *reason,
                                         const char *staff, gint64 now_us, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerAdmission, foyer_admission_free)

G_END_DECLS
