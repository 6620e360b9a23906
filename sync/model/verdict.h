/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event.h"
#include "registration.h"

G_BEGIN_DECLS

/** What a door may say. The names on the wire are the same, in lower case. */
typedef enum {
  FOYER_VERDICT_ADMITTED,
  FOYER_VERDICT_READMITTED,
  FOYER_VERDICT_LEFT,
  FOYER_VERDICT_ALREADY_IN,
  FOYER_VERDICT_NOT_INSIDE,
  FOYER_VERDICT_ASK_FIRST,
  FOYER_VERDICT_CONFIRM_FIRST,
  FOYER_VERDICT_TOO_EARLY,
  FOYER_VERDICT_TOO_LATE,
  FOYER_VERDICT_OTHER_LIST,
  FOYER_VERDICT_FULL,
  FOYER_VERDICT_PENDING,
  FOYER_VERDICT_WAITLISTED,
  FOYER_VERDICT_REJECTED,
  FOYER_VERDICT_CANCELLED,
  FOYER_VERDICT_PAYMENT_DUE,
  FOYER_VERDICT_TICKET_VOID,
  FOYER_VERDICT_TICKET_EXPIRED,
  FOYER_VERDICT_TICKET_FORGED,
  FOYER_VERDICT_OTHER_EVENT,
  FOYER_VERDICT_AMBIGUOUS,
  FOYER_VERDICT_UNKNOWN,
  FOYER_VERDICT_NOT_A_TICKET,
  FOYER_VERDICT_N
} FoyerVerdict;

typedef enum {
  FOYER_VERDICT_PROVISIONAL = 1 << 0,  /* a genuine ticket of someone the replica does not know yet */
  FOYER_VERDICT_OVERRIDDEN  = 1 << 1,  /* a volunteer decided against the verdict */
} FoyerVerdictFlags;

/** What the shown code turned out to be, before anyone's registration is looked at. */
typedef enum {
  FOYER_PROOF_NONE,          /* nothing was shown: found by name at the desk */
  FOYER_PROOF_GOOD,          /* it leads to a registration, or is genuine */
  FOYER_PROOF_VOID,
  FOYER_PROOF_EXPIRED,
  FOYER_PROOF_FORGED,
  FOYER_PROOF_OTHER_EVENT,
  FOYER_PROOF_AMBIGUOUS,     /* two registrations hold this very code */
  FOYER_PROOF_UNKNOWN,
  FOYER_PROOF_NOT_A_TICKET,
  FOYER_PROOF_N
} FoyerProof;

typedef enum {
  FOYER_PRESENCE_NEVER,
  FOYER_PRESENCE_INSIDE,
  FOYER_PRESENCE_LEFT,
  FOYER_PRESENCE_N
} FoyerPresence;

/**
 * FoyerFacts:
 * @known: the replica has the registration; FALSE with FOYER_PROOF_GOOD is a provisional guest
 * @status: the best among the person's registrations
 * @category: (nullable): of the registration
 * @payment_due: still unpaid, in the currency's smallest unit
 * @presence: the person's, on this list
 * @party: how many may come with the person's code
 * @came: how many of them were admitted to this list so far
 * @here: how many of them are inside
 * @taken: places of this list that are taken by what this replica knows
 * @walk_in: the guest has no registration from before doors
 * @leaving: the guest is on the way out
 * @confirmed: a volunteer said yes
 * @unanswered: something has to be asked first
 * @opened: the list was opened early at this kiosk
 * @clock_trusted: the hub confirmed this clock; else times are not held against a guest
 *
 * All that a decision depends on.
 */
typedef struct {
  FoyerProof       proof;
  gboolean         known;
  FoyerStatus      status;
  const char      *category;
  gint64           payment_due;
  FoyerPresence    presence;
  gint64           party;
  gint64           came;
  gint64           here;
  gint64           taken;
  gboolean         walk_in;
  gboolean         leaving;
  gboolean         confirmed;
  gboolean         unanswered;
  gboolean         opened;
  gboolean         clock_trusted;
  gint64           now_us;
  const FoyerList *list;
} FoyerFacts;

typedef struct {
  FoyerVerdict      verdict;
  FoyerVerdictFlags flags;
} FoyerDecision;

/**
 * foyer_verdict_decide:
 *
 * The first rule that applies, of the table in verdict.c. Pure.
 */
FoyerDecision foyer_verdict_decide      (const FoyerFacts *facts);

/** Whether the guest walks on: admitted or readmitted. */
gboolean      foyer_verdict_is_welcome  (FoyerVerdict verdict);

/** Of two, the status that gives a person the better standing. */
FoyerStatus   foyer_status_better       (FoyerStatus a, FoyerStatus b);

const char   *foyer_verdict_to_string   (FoyerVerdict verdict);
gboolean      foyer_verdict_from_string (const char *text, FoyerVerdict *verdict);

G_END_DECLS
