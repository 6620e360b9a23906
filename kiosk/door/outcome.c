/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-outcome"

#include "outcome.h"

#include "fold.h"
#include "names.h"

G_DEFINE_BOXED_TYPE (FoyerOutcome, foyer_outcome, foyer_outcome_ref, foyer_outcome_unref)

static void
outcome_clear (gpointer data)
{
  FoyerOutcome *self = data;

  g_free (self->guest);
  g_free (self->full_name);
  g_free (self->company);
  g_free (self->registration);
  g_free (self->entry);
  g_strfreev (self->list_name);
  g_strfreev (self->list_place);
  g_strfreev (self->latecomers);
  g_strfreev (self->other_list_name);
  g_strfreev (self->other_list_place);
  g_clear_pointer (&self->questions, g_ptr_array_unref);
  g_free (self->group);
  g_free (self->currency);
  g_free (self->opens);
  g_free (self->closes);
  g_free (self->first_time);
  g_free (self->first_place);
}

FoyerOutcome *
foyer_outcome_ref (FoyerOutcome *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
foyer_outcome_unref (FoyerOutcome *self)
{
  g_atomic_rc_box_release_full (self, outcome_clear);
}

static char *
time_of_day (const FoyerEvent *event, gint64 at_us)
{
  return at_us != 0 ? foyer_event_clock_time (event, at_us) : NULL;
}

static void
describe_list (FoyerOutcome *self, const FoyerEvent *event, const FoyerList *list, gboolean late,
               gint64 now_us)
{
  self->list_name = g_strdupv (list->name);
  self->list_place = g_strdupv (list->place);
  self->opens = time_of_day (event, list->opens_us);
  self->closes = time_of_day (event, list->closes_us);
  if (late || (list->closes_us != 0 && now_us >= list->closes_us))
    self->latecomers = g_strdupv (list->latecomers);
}

static void
describe_guest (FoyerOutcome *self, const FoyerEvent *event, const FoyerRegistration *registration)
{
  self->registration = g_strdup (registration->id);
  self->full_name = g_strdup (registration->name);
  self->guest = event->mask_names ? foyer_mask_name (registration->name)
                                  : g_strdup (registration->name);
  self->company = g_strdup (registration->company);
}

static void
describe_other_list (FoyerOutcome *self, const FoyerEvent *event, const char *id)
{
  const FoyerList *list = id ? foyer_event_list (event, id) : NULL;

  if (list == NULL)
    return;
  self->other_list_name = g_strdupv (list->name);
  self->other_list_place = g_strdupv (list->place);
}

FoyerOutcome *
foyer_outcome_new (const FoyerAdmission *admission, const FoyerEvent *event, gint64 now_us)
{
  FoyerOutcome *self = g_atomic_rc_box_new0 (FoyerOutcome);
  const FoyerList *list = foyer_event_list (event, admission->list);

  self->verdict = admission->decision.verdict;
  self->flags = admission->decision.flags;
  self->entry = g_strdup (admission->entry);
  self->badge = admission->badge;
  self->first_time = time_of_day (event, admission->first_us);
  self->first_place = g_strdup (admission->first_kiosk);
  self->payment_due = admission->still_due;
  self->currency = g_strdup (event->currency);
  self->questions = admission->questions ? g_ptr_array_ref (admission->questions) : NULL;
  self->party_left = admission->party_left;
  self->group = foyer_verdict_is_welcome (self->verdict) ? g_strdup (event->group) : NULL;
  describe_other_list (self, event, admission->other_list);
  if (list != NULL)
    describe_list (self, event, list, admission->late, now_us);
  if (admission->registration != NULL)
    describe_guest (self, event, admission->registration);
  return self;
}

FoyerTone
foyer_tone_of (FoyerVerdict verdict)
{
  switch (verdict) {
  case FOYER_VERDICT_ADMITTED:
  case FOYER_VERDICT_READMITTED:
    return FOYER_TONE_WELCOME;
  case FOYER_VERDICT_LEFT:
  case FOYER_VERDICT_ALREADY_IN:
  case FOYER_VERDICT_NOT_INSIDE:
    return FOYER_TONE_AGAIN;
  case FOYER_VERDICT_ASK_FIRST:
  case FOYER_VERDICT_CONFIRM_FIRST:
  case FOYER_VERDICT_TOO_EARLY:
  case FOYER_VERDICT_OTHER_LIST:
  case FOYER_VERDICT_FULL:
  case FOYER_VERDICT_PENDING:
  case FOYER_VERDICT_WAITLISTED:
  case FOYER_VERDICT_PAYMENT_DUE:
  case FOYER_VERDICT_AMBIGUOUS:
    return FOYER_TONE_WAIT;
  case FOYER_VERDICT_TOO_LATE:
  case FOYER_VERDICT_REJECTED:
  case FOYER_VERDICT_CANCELLED:
  case FOYER_VERDICT_TICKET_VOID:
  case FOYER_VERDICT_TICKET_EXPIRED:
  case FOYER_VERDICT_TICKET_FORGED:
  case FOYER_VERDICT_OTHER_EVENT:
  case FOYER_VERDICT_UNKNOWN:
  case FOYER_VERDICT_NOT_A_TICKET:
  case FOYER_VERDICT_N:
  default:
    return FOYER_TONE_SORRY;
  }
}

const char *
foyer_tone_to_string (FoyerTone tone)
{
  static const char * const names[FOYER_TONE_N] = {
    [FOYER_TONE_WELCOME] = "welcome",
    [FOYER_TONE_AGAIN]   = "again",
    [FOYER_TONE_WAIT]    = "wait",
    [FOYER_TONE_SORRY]   = "sorry",
  };

  return foyer_name_of (names, FOYER_TONE_N, tone);
}
