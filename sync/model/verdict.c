/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "verdict.h"

#include "names.h"

static const char * const verdict_names[FOYER_VERDICT_N] = {
  [FOYER_VERDICT_ADMITTED]       = "admitted",
  [FOYER_VERDICT_READMITTED]     = "readmitted",
  [FOYER_VERDICT_LEFT]           = "left",
  [FOYER_VERDICT_ALREADY_IN]     = "already_in",
  [FOYER_VERDICT_NOT_INSIDE]     = "not_inside",
  [FOYER_VERDICT_ASK_FIRST]      = "ask_first",
  [FOYER_VERDICT_CONFIRM_FIRST]  = "confirm_first",
  [FOYER_VERDICT_TOO_EARLY]      = "too_early",
  [FOYER_VERDICT_TOO_LATE]       = "too_late",
  [FOYER_VERDICT_OTHER_LIST]     = "other_list",
  [FOYER_VERDICT_FULL]           = "full",
  [FOYER_VERDICT_PENDING]        = "pending",
  [FOYER_VERDICT_WAITLISTED]     = "waitlisted",
  [FOYER_VERDICT_REJECTED]       = "rejected",
  [FOYER_VERDICT_CANCELLED]      = "cancelled",
  [FOYER_VERDICT_PAYMENT_DUE]    = "payment_due",
  [FOYER_VERDICT_TICKET_VOID]    = "ticket_void",
  [FOYER_VERDICT_TICKET_EXPIRED] = "ticket_expired",
  [FOYER_VERDICT_TICKET_FORGED]  = "ticket_forged",
  [FOYER_VERDICT_OTHER_EVENT]    = "other_event",
  [FOYER_VERDICT_AMBIGUOUS]      = "ambiguous",
  [FOYER_VERDICT_UNKNOWN]        = "unknown",
  [FOYER_VERDICT_NOT_A_TICKET]   = "not_a_ticket",
};

const char *
foyer_verdict_to_string (FoyerVerdict verdict)
{
  return foyer_name_of (verdict_names, FOYER_VERDICT_N, verdict);
}

gboolean
foyer_verdict_from_string (const char *text, FoyerVerdict *verdict)
{
  int value = foyer_name_index (verdict_names, FOYER_VERDICT_N, text);

  if (value < 0)
    return FALSE;
  *verdict = (FoyerVerdict) value;
  return TRUE;
}

gboolean
foyer_verdict_is_welcome (FoyerVerdict verdict)
{
  return verdict == FOYER_VERDICT_ADMITTED || verdict == FOYER_VERDICT_READMITTED;
}

FoyerStatus
foyer_status_better (FoyerStatus a, FoyerStatus b)
{
  static const int standing[FOYER_STATUS_N] = {
    [FOYER_STATUS_CONFIRMED]  = 4,
    [FOYER_STATUS_PENDING]    = 3,
    [FOYER_STATUS_WAITLISTED] = 2,
    [FOYER_STATUS_REJECTED]   = 1,
    [FOYER_STATUS_CANCELLED]  = 0,
  };

  return standing[a] >= standing[b] ? a : b;
}

/* The rules' conditions, one question each. */

static gboolean proof_not_a_ticket (const FoyerFacts *f) { return f->proof == FOYER_PROOF_NOT_A_TICKET; }
static gboolean proof_unknown (const FoyerFacts *f) { return f->proof == FOYER_PROOF_UNKNOWN; }
static gboolean proof_forged (const FoyerFacts *f) { return f->proof == FOYER_PROOF_FORGED; }
static gboolean proof_other_event (const FoyerFacts *f) { return f->proof == FOYER_PROOF_OTHER_EVENT; }
static gboolean proof_void (const FoyerFacts *f) { return f->proof == FOYER_PROOF_VOID; }
static gboolean proof_expired (const FoyerFacts *f) { return f->proof == FOYER_PROOF_EXPIRED; }
static gboolean proof_ambiguous (const FoyerFacts *f) { return f->proof == FOYER_PROOF_AMBIGUOUS; }

/* Nobody leaves a lunch box. */
static gboolean
leaving_inside (const FoyerFacts *f)
{
  return f->leaving && !f->list->thing && f->presence == FOYER_PRESENCE_INSIDE;
}

static gboolean
leaving_outside (const FoyerFacts *f)
{
  return f->leaving && (f->list->thing || f->presence != FOYER_PRESENCE_INSIDE);
}

static gboolean
has_status (const FoyerFacts *f, FoyerStatus status)
{
  return f->known && f->status == status;
}

static gboolean is_cancelled (const FoyerFacts *f) { return has_status (f, FOYER_STATUS_CANCELLED); }
static gboolean is_rejected (const FoyerFacts *f) { return has_status (f, FOYER_STATUS_REJECTED); }
static gboolean is_waitlisted (const FoyerFacts *f) { return has_status (f, FOYER_STATUS_WAITLISTED); }
static gboolean is_pending (const FoyerFacts *f) { return has_status (f, FOYER_STATUS_PENDING); }

static gboolean
wrong_category (const FoyerFacts *f)
{
  return f->known && !foyer_list_takes (f->list, f->category);
}

static gboolean
is_inside_already (const FoyerFacts *f)
{
  return (f->list->rule == FOYER_LIST_ONCE && f->presence != FOYER_PRESENCE_NEVER &&
          f->came >= f->party) ||
         (f->list->rule == FOYER_LIST_REENTRY && f->presence == FOYER_PRESENCE_INSIDE &&
          f->here >= f->party);
}

static gboolean
before_doors (const FoyerFacts *f)
{
  return f->clock_trusted && !f->opened && f->now_us < f->list->opens_us;
}

static gboolean
after_doors (const FoyerFacts *f)
{
  return f->clock_trusted && f->list->closes_us != 0 && f->now_us >= f->list->closes_us;
}

static gboolean owes_money (const FoyerFacts *f) { return f->payment_due > 0; }

/* A kiosk knows only what it has heard, so a full house turns away those who
 * have no place of their own yet; a registered guest only where the list says so. */
static gboolean
no_place_left (const FoyerFacts *f)
{
  return (f->walk_in || f->list->strict) && f->list->capacity > 0 &&
         f->presence == FOYER_PRESENCE_NEVER && f->taken >= f->list->capacity;
}

static gboolean is_unanswered (const FoyerFacts *f) { return f->unanswered; }

static gboolean wants_confirmation (const FoyerFacts *f) { return f->list->confirm && !f->confirmed; }

static gboolean
comes_back (const FoyerFacts *f)
{
  return f->list->rule == FOYER_LIST_REENTRY && f->presence == FOYER_PRESENCE_LEFT;
}

/* Read from the top: the first line that applies is the verdict. What the code
 * is comes first, then who the guest is, then what has happened, then when and
 * where. */
static const struct {
  gboolean   (*applies) (const FoyerFacts *facts);
  FoyerVerdict verdict;
} rules[] = {
  { proof_not_a_ticket, FOYER_VERDICT_NOT_A_TICKET },
  { proof_other_event,  FOYER_VERDICT_OTHER_EVENT },
  { proof_forged,       FOYER_VERDICT_TICKET_FORGED },
  { proof_unknown,      FOYER_VERDICT_UNKNOWN },
  { proof_ambiguous,    FOYER_VERDICT_AMBIGUOUS },
  { proof_void,         FOYER_VERDICT_TICKET_VOID },
  { proof_expired,      FOYER_VERDICT_TICKET_EXPIRED },

  { leaving_inside,     FOYER_VERDICT_LEFT },
  { leaving_outside,    FOYER_VERDICT_NOT_INSIDE },

  { is_cancelled,       FOYER_VERDICT_CANCELLED },
  { is_rejected,        FOYER_VERDICT_REJECTED },
  { is_waitlisted,      FOYER_VERDICT_WAITLISTED },
  { is_pending,         FOYER_VERDICT_PENDING },
  { wrong_category,     FOYER_VERDICT_OTHER_LIST },

  { is_inside_already,  FOYER_VERDICT_ALREADY_IN },
  { before_doors,       FOYER_VERDICT_TOO_EARLY },
  { after_doors,        FOYER_VERDICT_TOO_LATE },
  { owes_money,         FOYER_VERDICT_PAYMENT_DUE },
  { no_place_left,      FOYER_VERDICT_FULL },
  { is_unanswered,      FOYER_VERDICT_ASK_FIRST },
  { wants_confirmation, FOYER_VERDICT_CONFIRM_FIRST },

  { comes_back,         FOYER_VERDICT_READMITTED },
};

FoyerDecision
foyer_verdict_decide (const FoyerFacts *facts)
{
  FoyerDecision decision = { FOYER_VERDICT_ADMITTED, 0 };

  g_return_val_if_fail (facts->list != NULL, decision);

  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++) {
    if (rules[i].applies (facts)) {
      decision.verdict = rules[i].verdict;
      break;
    }
  }
  if (!facts->known && foyer_verdict_is_welcome (decision.verdict))
    decision.flags |= FOYER_VERDICT_PROVISIONAL;
  return decision;
}
