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
 * @heads: how many of a party come in (or leave) now; 0 nobody said so, and 1 where it is not asked
 * @answers: (nullable): answers to the event's questions: question, option, question, option, NULL
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
  gint64      heads;
  const char * const *answers;
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
 * @registration: (nullable): the person's that gives the best standing on the list; of a
 * provisional guest, only the id is set
 * @badge: a badge is wanted
 * @first_us: ALREADY_IN, NOT_INSIDE: when the person was admitted (or left); 0 unknown
 * @first_kiosk: (nullable): and where: the name of that kiosk, "" for this one
 * @questions: (element-type utf8): ids of the questions that have to be asked: with ASK_FIRST
 * @party, @party_left: how many may come with the code, and how many of them have not. With ASK_FIRST
 * and more than one left: how many come now has to be asked
 * @late: what the list is for has begun
 * @other_list: (nullable): OTHER_LIST: id of a list that takes the guest
 * @still_due: what is to be paid, in the currency's smallest unit
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
  GPtrArray         *questions;
  gint64             party;
  gint64             party_left;
  gboolean           late;
  char              *other_list;
  gint64             still_due;
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
 * @draft: name and what else is known; id, person, channel, status, party and ticket serial are given
 * here
 *
 * Registers someone at the door and, where the event's rule says so, admits
 * them, in the same transaction. Someone known by phone or e-mail becomes a
 * second registration of the same person. Fails with
 * FOYER_STORE_ERROR_INCOMPLETE where a field is missing that the event requires.
 */
FoyerAdmission *foyer_admission_walk_in (FoyerStore *store, const FoyerRegistration *draft,
                                         const FoyerRequest *request, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/** Takes an entry back. Undoing a register undoes its admissions. Two undos are one. */
gboolean        foyer_admission_undo    (FoyerStore *store, const char *entry, const char *reason,
                                         const char *staff, gint64 now_us, GError **error);

/** Wants the next badge of a registration; its number voids the earlier ones. Returns the entry's id,
 * FOYER_STORE_ERROR_INCOMPLETE without a reason. */
char           *foyer_admission_reprint (FoyerStore *store, const char *registration, const char *reason,
                                         const char *staff, gint64 now_us, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/*
 * What volunteers write down. Each is one entry of this kiosk, in the caller's
 * transaction; @staff are the ids of the volunteers in session (nullable).
 * MISSING where what it is about is not here.
 */

/**
 * foyer_admission_amend:
 * @field: one that foyer_amend_allows()
 * @value: (nullable): NULL or empty for nothing; INCOMPLETE for a name
 *
 * Corrects a field, here at once and everywhere with the next sync. Writes
 * nothing where the field says that already.
 */
gboolean        foyer_admission_amend   (FoyerStore *store, const char *registration, const char *field,
                                         const char *value, const char *staff, gint64 now_us,
                                         GError **error);

/** A payment at the door, in the currency's smallest unit; negative for giving back. */
gboolean        foyer_admission_pay     (FoyerStore *store, const char *registration, gint64 amount,
                                         const char *note, const char *staff, gint64 now_us,
                                         GError **error);

gboolean        foyer_admission_note    (FoyerStore *store, const char *registration, const char *text,
                                         const char *staff, gint64 now_us, GError **error);

/** People that someone counted in the room. The newest stands beside the scanned numbers. */
gboolean        foyer_admission_count   (FoyerStore *store, const char *list, gint64 people,
                                         const char *staff, gint64 now_us, GError **error);

/** Opens a list before its time, at this kiosk; undo the entry to close it again. */
gboolean        foyer_admission_open_list (FoyerStore *store, const char *list, const char *reason,
                                           const char *staff, gint64 now_us, GError **error);

/** Whether that was done, and not undone. */
gboolean        foyer_admission_is_opened (FoyerStore *store, const FoyerList *list);

/** Gives the registration its next ticket; earlier ones are void. Returns its serial, -1 on failure. */
gint64          foyer_admission_reissue (FoyerStore *store, const char *registration, const char *reason,
                                         const char *staff, gint64 now_us, GError **error);

/** Settles a conflict (by its later admission) or a refused entry. Twice is once. */
gboolean        foyer_admission_resolve (FoyerStore *store, const char *target, const char *reason,
                                         const char *staff, gint64 now_us, GError **error);

/** Erases a person: the text of their registrations and of every entry about them. Sums stay. It
 * can't be taken back. Safe to repeat. */
gboolean        foyer_admission_erase   (FoyerStore *store, const char *person, const char *staff,
                                         gint64 now_us, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerAdmission, foyer_admission_free)

G_END_DECLS
