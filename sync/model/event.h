/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "registration.h"

G_BEGIN_DECLS

/**
 * FoyerWords:
 *
 * A text in several languages, as a NULL-terminated array of language, text,
 * language, text ("zh_CN", "上午场", "en", "Morning"). A text in one language
 * only has the language "".
 */
typedef char **FoyerWords;

/** The text in @language ("zh_CN", "en"), else the first there is; NULL when there is none. */
const char *foyer_words_in (char * const *words, const char *language);

typedef enum {
  FOYER_LIST_ONCE,     /* one admission a person */
  FOYER_LIST_REENTRY,  /* leave and come back */
  FOYER_LIST_FREE,     /* every scan counts, nobody is "already in" */
  FOYER_LIST_N_RULES
} FoyerListRule;

/**
 * FoyerList:
 * @opens_us: first moment someone is admitted, µs since the epoch, UTC; 0 any time
 * @closes_us: last one; 0 any time
 * @starts_us: when what it is for begins: who is admitted later is a latecomer; 0 nobody is
 * @categories: (nullable): who may come; NULL everyone; NULL-terminated
 * @capacity: places; 0 no limit
 * @strict: a full list turns away registered guests too, not only walk-ins
 * @thing: what is handed out (a lunch box, a gift), not a place to be in: what was given counts
 * against @capacity, and nobody leaves it
 * @confirm: a volunteer has to say yes to each admission
 * @badge: whether being admitted here is when the badge is wanted
 * @latecomers: (nullable): what to tell someone who comes too late or after @starts_us
 *
 * What one is admitted to: a morning, a tour, a dinner, a lunch box.
 */
typedef struct {
  char         *id;
  FoyerWords    name;
  FoyerWords    place;
  gint64        opens_us;
  gint64        closes_us;
  gint64        starts_us;
  char        **categories;
  gint64        capacity;
  gboolean      strict;
  gboolean      thing;
  FoyerListRule rule;
  gboolean      confirm;
  gboolean      badge;
  FoyerWords    latecomers;
} FoyerList;

/**
 * FoyerStaff:
 * @id: UUID
 * @name: as colleagues know the volunteer
 * @pin_hash: of the desk PIN, as libsodium's crypto_pwhash_str() writes it
 */
typedef struct {
  char *id;
  char *name;
  char *pin_hash;
} FoyerStaff;

/** One of the answers to choose from. */
typedef struct {
  char      *id;
  FoyerWords text;
} FoyerOption;

/**
 * FoyerQuestion:
 * @lists: (nullable): ids of the lists at which it is asked; NULL all; NULL-terminated
 * @options: (element-type FoyerOption): at least two
 *
 * Asked at check-in of whoever has not answered it yet.
 */
typedef struct {
  char      *id;
  FoyerWords text;
  char     **lists;
  GPtrArray *options;
} FoyerQuestion;

/**
 * FoyerEvent:
 * @zone: IANA name of the zone in which the event's times are shown
 * @badge_template: by name
 * @mask_names: show 王*明 rather than the full name on the attendee screen
 * @walk_in_status: what a walk-in is at first: confirmed (admitted at once) or pending
 * @required: (nullable): registration fields a walk-in must give besides the name
 * @consent: (nullable): what a walk-in agrees to
 * @cap: how many people may be confirmed; a place that gets free goes to the waiting list; 0 no limit
 * @approval: who signs up is pending until an organizer says yes
 * @min_years: years of experience that the event asks for; 0 it does not
 * @self_lookup: guests may find themselves by phone number and surname
 * @tickets_until_us: last moment at which the event's tickets hold; 0 for ever
 * @currency: (nullable): ISO 4217 code of payments
 * @price: what attendees pay, in the currency's smallest unit; 0 it is free
 * @group: (nullable): text of the QR of the participants' group, shown after check-in
 * @questions: (element-type FoyerQuestion)
 * @lists: (element-type FoyerList)
 * @staff: (element-type FoyerStaff)
 */
typedef struct {
  char      *id;
  FoyerWords name;
  FoyerWords place;
  char      *zone;
  char      *badge_template;
  gboolean   mask_names;
  guint      walk_in_status;   /* FoyerStatus */
  char     **required;
  FoyerWords consent;
  gint64     cap;
  gboolean   approval;
  gint64     min_years;
  gboolean   self_lookup;
  gint64     tickets_until_us;
  char      *currency;
  gint64     price;
  char      *group;
  GPtrArray *questions;
  GPtrArray *lists;
  GPtrArray *staff;
} FoyerEvent;

FoyerEvent      *foyer_event_new        (void) G_GNUC_WARN_UNUSED_RESULT;
void             foyer_event_free       (FoyerEvent *self);

/** (nullable) (transfer none): the list or volunteer of that id. */
const FoyerList  *foyer_event_list      (const FoyerEvent *self, const char *id);
const FoyerStaff *foyer_event_staff     (const FoyerEvent *self, const char *id);

/**
 * foyer_event_list_at:
 *
 * (nullable) (transfer none): the list that a door would serve at @now_us: the one that is open,
 * else the next to open, else the last.
 */
const FoyerList *foyer_event_list_at    (const FoyerEvent *self, gint64 now_us);

/** Whether the list is for people of @category: (nullable): an attendee. */
gboolean         foyer_list_takes       (const FoyerList *self, const char *category);

/** What somebody of @category: (nullable): an attendee, has to pay. */
gint64           foyer_event_price_for  (const FoyerEvent *self, const char *category);

/** Whether @self is asked at the list of that id. */
gboolean         foyer_question_is_for  (const FoyerQuestion *self, const char *list);

/**
 * foyer_event_missing:
 *
 * (nullable) (transfer none): the first field that the event requires of a
 * walk-in and @draft does not give: "name", "phone"…
 */
const char      *foyer_event_missing    (const FoyerEvent *self, const FoyerRegistration *draft);

/** "08:45" in the event's zone. */
char            *foyer_event_clock_time (const FoyerEvent *self, gint64 at_us) G_GNUC_WARN_UNUSED_RESULT;

/** The next moment after @now_us at which clocks in the event's zone show @text ("13:00"); 0 where it is
 * no such text. */
gint64           foyer_event_next_clock_time (const FoyerEvent *self, const char *text, gint64 now_us);

FoyerList       *foyer_list_new         (void) G_GNUC_WARN_UNUSED_RESULT;
void             foyer_list_free        (FoyerList *self);
FoyerStaff      *foyer_staff_new        (void) G_GNUC_WARN_UNUSED_RESULT;
void             foyer_staff_free       (FoyerStaff *self);
FoyerQuestion   *foyer_question_new     (void) G_GNUC_WARN_UNUSED_RESULT;
void             foyer_question_free    (FoyerQuestion *self);

const char      *foyer_list_rule_to_string   (FoyerListRule rule);
gboolean         foyer_list_rule_from_string (const char *text, FoyerListRule *rule);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerEvent, foyer_event_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerList, foyer_list_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerStaff, foyer_staff_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerQuestion, foyer_question_free)

G_END_DECLS
