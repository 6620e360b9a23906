/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "admission.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * FoyerOutcome:
 * @guest: (nullable): the name as everyone in the hall may see it
 * @full_name: (nullable): the name as a volunteer at the desk sees it
 * @company: (nullable)
 * @registration: (nullable): id
 * @entry: (nullable): id of what was written; NULL where nothing was
 * @list_name, @list_place: of the list it was decided for
 * @latecomers: (nullable): what to tell a guest who comes after it began, or when it is over
 * @other_list_name, @other_list_place: (nullable): OTHER_LIST: where the guest is expected instead
 * @questions: (element-type utf8): ASK_FIRST: ids of the event's questions that are open
 * @party_left: ASK_FIRST: from 2 on, how many of the party come now has to be asked
 * @group: (nullable): text of the QR of the participants' group, for those who are welcome
 * @opens, @closes: (nullable): "08:45", in the event's zone
 * @first_time: (nullable): "08:52": when the guest came in (or left) before
 * @first_place: (nullable): and at which kiosk; "" for this one
 * @badge: a badge is on its way
 * @payment_due: still to be paid, in the currency's smallest unit
 * @currency: (nullable): of that, ISO 4217
 * @walk_in: the guest was registered a moment ago, here
 *
 * What an admission has come to, as the screens need it. Never changes; any
 * thread may hold a reference.
 */
typedef struct {
  FoyerVerdict      verdict;
  FoyerVerdictFlags flags;
  char             *guest;
  char             *full_name;
  char             *company;
  char             *registration;
  char             *entry;
  FoyerWords        list_name;
  FoyerWords        list_place;
  FoyerWords        latecomers;
  FoyerWords        other_list_name;
  FoyerWords        other_list_place;
  GPtrArray        *questions;
  gint64            party_left;
  char             *group;
  char             *opens;
  char             *closes;
  char             *first_time;
  char             *first_place;
  gboolean          badge;
  gint64            payment_due;
  char             *currency;
  gboolean          walk_in;
} FoyerOutcome;

#define FOYER_TYPE_OUTCOME (foyer_outcome_get_type ())
GType         foyer_outcome_get_type (void);

/** What @admission is to the people who see it. @now_us: when it was decided. */
FoyerOutcome *foyer_outcome_new   (const FoyerAdmission *admission, const FoyerEvent *event,
                                   gint64 now_us) G_GNUC_WARN_UNUSED_RESULT;
FoyerOutcome *foyer_outcome_ref   (FoyerOutcome *self);
void          foyer_outcome_unref (FoyerOutcome *self);

/**
 * FoyerTone:
 *
 * How an outcome feels: one icon, one colour, one sound each.
 */
typedef enum {
  FOYER_TONE_WELCOME,  /* come in */
  FOYER_TONE_AGAIN,    /* you have been here before: nothing is wrong */
  FOYER_TONE_WAIT,     /* not yet, or a volunteer has to say yes */
  FOYER_TONE_SORRY,    /* not with this */
  FOYER_TONE_N
} FoyerTone;

FoyerTone     foyer_tone_of        (FoyerVerdict verdict);
/** "welcome", "again"…: the style class and the name of the icon. */
const char   *foyer_tone_to_string (FoyerTone tone);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerOutcome, foyer_outcome_unref)

G_END_DECLS
