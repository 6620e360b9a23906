/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-door"

#include "door.h"

#include "admission.h"
#include "clock.h"
#include "debounce.h"
#include "feed.h"
#include "lookup-policy.h"
#include "registry.h"

#define EXTENDED_MS     20000
#define GROUP_MS        12000   /* to take out a phone again; the next guest's code ends it */
#define LIST_REFRESH_S  20
#define STRANGERS_DOUBT 3   /* guests of another list in a row, before the list is doubted */

struct _FoyerDoor {
  GObject         parent_instance;

  FoyerReplica   *replica;
  FoyerSession   *session;
  gulong          changed_id;

  FoyerDoorState  state;
  FoyerOutcome   *outcome;
  FoyerHelpQueue *help;
  FoyerNoticeBoard *notices;
  guint           strangers;       /* guests of another list in a row */
  GError         *trouble;
  FoyerDebounce   debounce;
  FoyerSelfLookups self_lookups;
  struct Ask     *open;            /* (nullable): what the guest who is being asked showed */
  guint           asked;           /* number of the check under way; answers of others are stale */
  guint           duration_ms[FOYER_DOOR_N_STATES];
  guint           timer;

  FoyerEvent     *event;
  char           *chosen_list;
  GPtrArray      *opened;          /* (nullable): of ids; see Setting */
  char           *default_list;
  char           *served_list;     /* as last told by ::event-changed */
  gboolean        reading;
  gboolean        read_again;
  gboolean        clock_trusted;
  guint           list_timer;
};

enum { PROP_STATE = 1, PROP_OUTCOME, N_PROPS };
static GParamSpec *props[N_PROPS];

enum { EVENT_CHANGED, SOUND, STAFFED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (FoyerDoor, foyer_door, G_TYPE_OBJECT)

static gboolean feed (FoyerDoor *self, FoyerDoorEvent event);

typedef struct Ask Ask;
static void ask_free (Ask *ask);

static gboolean
on_timeout (gpointer user_data)
{
  FoyerDoor *self = user_data;

  self->timer = 0;
  feed (self, FOYER_DOOR_TIMED_OUT);
  return G_SOURCE_REMOVE;
}

static void
start_timer (FoyerDoor *self, guint ms)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->state != FOYER_DOOR_WAITING)
    self->timer = g_timeout_add (ms, on_timeout, self);
}

static void
set_outcome (FoyerDoor *self, FoyerOutcome *outcome)
{
  if (self->outcome == outcome)
    return;
  g_clear_pointer (&self->outcome, foyer_outcome_unref);
  self->outcome = outcome ? foyer_outcome_ref (outcome) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_OUTCOME]);
}

static void
make_sound (FoyerDoor *self)
{
  if (self->state == FOYER_DOOR_WELCOME)
    g_signal_emit (self, signals[SOUND], 0, FOYER_DOOR_SOUND_ADMITTED);
  else if (self->state == FOYER_DOOR_SORRY && foyer_tone_of (self->outcome->verdict) == FOYER_TONE_AGAIN)
    g_signal_emit (self, signals[SOUND], 0, FOYER_DOOR_SOUND_AGAIN);
  else if (self->state == FOYER_DOOR_SORRY)
    g_signal_emit (self, signals[SOUND], 0, FOYER_DOOR_SOUND_REFUSED);
  else if (self->state == FOYER_DOOR_ASKING)
    g_signal_emit (self, signals[SOUND], 0, FOYER_DOOR_SOUND_AGAIN);
  else if (self->state == FOYER_DOOR_HELP || self->state == FOYER_DOOR_TROUBLE)
    g_signal_emit (self, signals[SOUND], 0, FOYER_DOOR_SOUND_HELP);
}

/* The one place the state changes. */
static gboolean
feed (FoyerDoor *self, FoyerDoorEvent event)
{
  FoyerDoorState next = foyer_door_next (self->state, event);

  if (next == FOYER_DOOR_NONE)
    return FALSE;
  g_debug ("%s, %s: now %s", foyer_door_state_to_string (self->state),
           foyer_door_event_to_string (event), foyer_door_state_to_string (next));
  self->state = next;
  /* Nothing personal stays behind a guest who has gone. */
  if (next != FOYER_DOOR_WELCOME && next != FOYER_DOOR_SORRY && next != FOYER_DOOR_ASKING)
    set_outcome (self, NULL);
  if (next != FOYER_DOOR_ASKING && next != FOYER_DOOR_CHECKING)
    g_clear_pointer (&self->open, ask_free);
  start_timer (self, self->duration_ms[next]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
  make_sound (self);
  return TRUE;
}

/* What goes to the replica's thread, and comes back with its result. */
struct Ask {
  FoyerDoor         *door;
  guint              number;
  char              *code;
  char              *registration;
  char              *list;
  char              *staff;
  char              *reason;
  char             **answers;
  gboolean           walk_in;
  FoyerRegistration *draft;
  FoyerRequest       request;
};

static Ask *
ask_new (FoyerDoor *self, FoyerMethod method)
{
  const FoyerList *list = foyer_door_get_list (self);
  Ask *ask = g_new0 (Ask, 1);

  ask->door = g_object_ref (self);
  ask->list = g_strdup (list ? list->id : "");
  ask->staff = g_strdup (foyer_session_get_staff (self->session));
  ask->request.method = method;
  ask->request.list = ask->list;
  ask->request.staff = ask->staff;
  ask->request.clock_trusted = self->clock_trusted;
  ask->request.now_us = foyer_clock_now_us ();
  return ask;
}

static void
ask_free (Ask *ask)
{
  g_clear_object (&ask->door);
  g_free (ask->code);
  g_free (ask->registration);
  g_free (ask->list);
  g_free (ask->staff);
  g_free (ask->reason);
  g_strfreev (ask->answers);
  foyer_registration_free (ask->draft);
  g_free (ask);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ask, ask_free)

/* The replica's thread, inside the transaction. */
static gpointer
decide_job (FoyerStore *store, gpointer data, GError **error)
{
  Ask *ask = data;

  if (ask->draft != NULL)
    return foyer_admission_walk_in (store, ask->draft, &ask->request, error);
  return foyer_admission_decide (store, &ask->request, error);
}

static void
open_session (FoyerDoor *self, const char *staff_id)
{
  const FoyerStaff *staff = self->event ? foyer_event_staff (self->event, staff_id) : NULL;

  if (staff == NULL)
    return;
  foyer_session_join (self->session, staff);
  g_signal_emit (self, signals[STAFFED], 0);
}

static FoyerDoorEvent
event_of (FoyerVerdict verdict)
{
  if (verdict == FOYER_VERDICT_ASK_FIRST)
    return FOYER_DOOR_QUESTIONED;
  return foyer_verdict_is_welcome (verdict) ? FOYER_DOOR_WELCOMED : FOYER_DOOR_REFUSED;
}

/* At the desk there is somebody who sees it; a guest who is in already needs no one. */
static void
tell_help (FoyerDoor *self, FoyerOutcome *outcome)
{
  gboolean at_desk = foyer_session_is_open (self->session);

  if (foyer_verdict_is_welcome (outcome->verdict))
    foyer_help_queue_admitted (self->help, outcome->registration,
                               at_desk ? foyer_session_get_names (self->session) : NULL);
  else if (!at_desk && foyer_tone_of (outcome->verdict) != FOYER_TONE_AGAIN)
    foyer_help_queue_add (self->help, outcome, foyer_clock_now_us ());
}

static void
count_strangers (FoyerDoor *self, FoyerVerdict verdict)
{
  self->strangers = verdict == FOYER_VERDICT_OTHER_LIST ? self->strangers + 1 : 0;
}

static void
show_admission (FoyerDoor *self, const FoyerAdmission *admission, const Ask *ask)
{
  FoyerDoorEvent event = event_of (admission->decision.verdict);
  g_autoptr (FoyerOutcome) outcome = NULL;

  if (self->event == NULL || foyer_door_next (self->state, event) == FOYER_DOOR_NONE)
    return;
  outcome = foyer_outcome_new (admission, self->event, ask->request.now_us);
  outcome->walk_in = ask->walk_in;
  count_strangers (self, outcome->verdict);
  if (event != FOYER_DOOR_QUESTIONED)
    tell_help (self, outcome);
  set_outcome (self, outcome);
  feed (self, event);
  if (outcome->group != NULL)
    start_timer (self, MAX (self->duration_ms[self->state], GROUP_MS));
}

static void
show_trouble (FoyerDoor *self, GError *error)
{
  g_warning ("an admission could not be written: %s", error->message);
  g_clear_error (&self->trouble);
  self->trouble = error;
  feed (self, FOYER_DOOR_BROKE);
}

/* Takes @ask, for the answer. A walk-in is registered by now, and only the
 * admission is decided again. */
static void
keep_open (FoyerDoor *self, const FoyerAdmission *admission, Ask *ask)
{
  g_clear_pointer (&self->open, ask_free);
  self->open = ask;
  if (ask->draft != NULL) {
    g_clear_pointer (&ask->draft, foyer_registration_free);
    ask->request.registration = ask->registration = g_strdup (admission->registration->id);
  }
  g_clear_object (&ask->door);
}

/* After the commit. */
static void
on_decided (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Ask) ask = user_data;
  FoyerDoor *self = ask->door;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerAdmission) admission =
    foyer_replica_finish (FOYER_REPLICA (source), result, &error);

  if (ask->number != self->asked)
    return;
  if (admission == NULL)
    show_trouble (self, g_steal_pointer (&error));
  else if (admission->staff != NULL) {
    feed (self, FOYER_DOOR_STAFFED);
    open_session (self, admission->staff);
  }
  else {
    show_admission (self, admission, ask);
    if (self->state == FOYER_DOOR_ASKING)
      keep_open (self, admission, g_steal_pointer (&ask));
  }
}

/* Takes @ask. */
static gboolean
start_check (FoyerDoor *self, Ask *ask)
{
  if (!feed (self, FOYER_DOOR_ASKED)) {
    ask_free (ask);
    return FALSE;
  }
  ask->number = ++self->asked;
  foyer_session_touch (self->session);
  foyer_replica_write_async (self->replica, FOYER_LANE_DOOR, decide_job, ask, NULL,
                             (GDestroyNotify) foyer_admission_free, on_decided, ask);
  return TRUE;
}

gboolean
foyer_door_scan (FoyerDoor *self, const char *text)
{
  gboolean again = self->state == FOYER_DOOR_WELCOME && foyer_debounce_is_last (&self->debounce, text);
  Ask *ask;

  g_return_val_if_fail (FOYER_IS_DOOR (self), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  /* Before the guest list is here there is nothing to decide by; the scanner
   * looks again when it is. */
  if (foyer_door_get_list (self) == NULL ||
      foyer_door_next (self->state, FOYER_DOOR_ASKED) == FOYER_DOOR_NONE ||
      !foyer_debounce_take (&self->debounce, text, g_get_monotonic_time ()) || again)
    return FALSE;
  ask = ask_new (self, FOYER_METHOD_SCAN);
  ask->request.code = ask->code = g_strdup (text);
  return start_check (self, ask);
}

gboolean
foyer_door_answer (FoyerDoor *self, const char * const *answers, gint64 heads)
{
  Ask *ask = self->state == FOYER_DOOR_ASKING ? g_steal_pointer (&self->open) : NULL;

  if (ask == NULL)
    return FALSE;
  ask->door = g_object_ref (self);
  g_strfreev (ask->answers);
  ask->answers = g_strdupv ((char **) answers);
  ask->request.answers = (const char * const *) ask->answers;
  ask->request.heads = heads;
  ask->request.now_us = foyer_clock_now_us ();
  return start_check (self, ask);
}

gboolean
foyer_door_admit (FoyerDoor *self, const char *registration, gboolean confirmed)
{
  Ask *ask = ask_new (self, FOYER_METHOD_LOOKUP);

  ask->request.registration = ask->registration = g_strdup (registration);
  ask->request.confirmed = confirmed;
  return start_check (self, ask);
}

gboolean
foyer_door_override (FoyerDoor *self, const char *registration, const char *reason)
{
  Ask *ask = ask_new (self, FOYER_METHOD_LOOKUP);

  ask->request.registration = ask->registration = g_strdup (registration);
  ask->request.reason = ask->reason = g_strdup (reason);
  ask->request.confirmed = TRUE;
  ask->request.override = TRUE;
  return start_check (self, ask);
}

gboolean
foyer_door_walk_in (FoyerDoor *self, const FoyerRegistration *draft)
{
  Ask *ask = ask_new (self, FOYER_METHOD_WALK_IN);

  ask->draft = foyer_registration_copy (draft);
  ask->walk_in = TRUE;
  ask->request.confirmed = TRUE;
  return start_check (self, ask);
}

void
foyer_door_dismiss (FoyerDoor *self)
{
  feed (self, FOYER_DOOR_DISMISSED);
}

void
foyer_door_call (FoyerDoor *self)
{
  FoyerOutcome *outcome = self->outcome ? foyer_outcome_ref (self->outcome) : NULL;

  if (feed (self, FOYER_DOOR_CALLED))
    foyer_help_queue_call (self->help, outcome, foyer_clock_now_us ());
  g_clear_pointer (&outcome, foyer_outcome_unref);
}

void
foyer_door_extend (FoyerDoor *self)
{
  start_timer (self, MAX (self->duration_ms[self->state], EXTENDED_MS));
}

/* The event and the list. */

typedef struct {
  FoyerEvent *event;
  char       *list;
  GPtrArray  *opened;   /* of ids of lists that staff opened before their time */
} Setting;

static void
setting_free (gpointer data)
{
  Setting *setting = data;

  foyer_event_free (setting->event);
  g_free (setting->list);
  g_clear_pointer (&setting->opened, g_ptr_array_unref);
  g_free (setting);
}

static GPtrArray *
read_opened (FoyerStore *store, const FoyerEvent *event)
{
  GPtrArray *opened = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; event != NULL && i < event->lists->len; i++) {
    const FoyerList *list = g_ptr_array_index (event->lists, i);

    if (list->opens_us > foyer_clock_now_us () && foyer_admission_is_opened (store, list))
      g_ptr_array_add (opened, g_strdup (list->id));
  }
  return opened;
}

static gpointer
read_setting_job (FoyerStore *store, gpointer data, GError **error)
{
  GError *failure = NULL;
  Setting *setting = g_new0 (Setting, 1);

  if (!foyer_feed_is_filling (store))
    setting->event = foyer_registry_event (store, &failure);
  if (failure == NULL)
    setting->list = foyer_store_get_setting (store, "list", &failure);
  if (failure == NULL) {
    setting->opened = read_opened (store, setting->event);
    return setting;
  }
  setting_free (setting);
  g_propagate_error (error, failure);
  return NULL;
}

static void
tell_event_changed (FoyerDoor *self)
{
  const FoyerList *list = foyer_door_get_list (self);

  if (g_strcmp0 (self->served_list, list ? list->id : NULL) != 0)
    self->strangers = 0;
  g_free (self->served_list);
  self->served_list = g_strdup (list ? list->id : NULL);
  g_signal_emit (self, signals[EVENT_CHANGED], 0);
}

static void
take_setting (FoyerDoor *self, Setting *setting)
{
  foyer_event_free (self->event);
  g_free (self->chosen_list);
  self->event = g_steal_pointer (&setting->event);
  self->chosen_list = g_steal_pointer (&setting->list);
  g_clear_pointer (&self->opened, g_ptr_array_unref);
  self->opened = g_steal_pointer (&setting->opened);
  tell_event_changed (self);
}

static void
on_setting_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FoyerDoor) self = user_data;
  g_autoptr (GError) error = NULL;
  Setting *setting = foyer_replica_finish (FOYER_REPLICA (source), result, &error);

  self->reading = FALSE;
  if (setting != NULL) {
    take_setting (self, setting);
    setting_free (setting);
  }
  else
    g_warning ("the event could not be read: %s", error->message);
  if (self->read_again)
    foyer_door_reload (self);
}

void
foyer_door_reload (FoyerDoor *self)
{
  self->read_again = self->reading;
  if (self->reading)
    return;
  self->reading = TRUE;
  foyer_replica_read_async (self->replica, read_setting_job, NULL, NULL, setting_free, NULL,
                            on_setting_read, g_object_ref (self));
}

static gboolean
on_list_timer (gpointer user_data)
{
  FoyerDoor *self = user_data;
  const FoyerList *list = foyer_door_get_list (self);

  foyer_help_queue_expire (self->help, foyer_clock_now_us ());
  if (list != NULL && g_strcmp0 (list->id, self->served_list) != 0)
    tell_event_changed (self);
  return G_SOURCE_CONTINUE;
}

const FoyerList *
foyer_door_get_list (FoyerDoor *self)
{
  const FoyerList *list = NULL;

  if (self->event == NULL)
    return NULL;
  if (self->chosen_list != NULL)
    list = foyer_event_list (self->event, self->chosen_list);
  if (list == NULL && self->default_list != NULL)
    list = foyer_event_list (self->event, self->default_list);
  return list ? list : foyer_event_list_at (self->event, foyer_clock_now_us ());
}

gboolean
foyer_door_list_is_opened (FoyerDoor *self, const char *list)
{
  return self->opened != NULL && g_ptr_array_find_with_equal_func (self->opened, list, g_str_equal, NULL);
}

gboolean
foyer_door_list_is_chosen (FoyerDoor *self)
{
  return self->event != NULL && self->chosen_list != NULL &&
         foyer_event_list (self->event, self->chosen_list) != NULL;
}

/* Plain getters and setters. */

FoyerReplica *
foyer_door_get_replica (FoyerDoor *self)
{
  return self->replica;
}

FoyerSession *
foyer_door_get_session (FoyerDoor *self)
{
  return self->session;
}

FoyerDoorState
foyer_door_get_state (FoyerDoor *self)
{
  return self->state;
}

FoyerOutcome *
foyer_door_get_outcome (FoyerDoor *self)
{
  return self->outcome;
}

FoyerHelpQueue *
foyer_door_get_help (FoyerDoor *self)
{
  return self->help;
}

FoyerNoticeBoard *
foyer_door_get_notices (FoyerDoor *self)
{
  return self->notices;
}

gboolean
foyer_door_doubts_list (FoyerDoor *self)
{
  return self->strangers >= STRANGERS_DOUBT;
}

gint64
foyer_door_ask_self (FoyerDoor *self)
{
  return foyer_self_lookups_ask (&self->self_lookups, g_get_monotonic_time ());
}

const GError *
foyer_door_get_trouble (FoyerDoor *self)
{
  return self->trouble;
}

const FoyerEvent *
foyer_door_get_event (FoyerDoor *self)
{
  return self->event;
}

void
foyer_door_set_default_list (FoyerDoor *self, const char *list)
{
  g_free (self->default_list);
  self->default_list = g_strdup (list);
}

void
foyer_door_set_clock_trusted (FoyerDoor *self, gboolean trusted)
{
  self->clock_trusted = trusted;
}

void
foyer_door_set_duration (FoyerDoor *self, FoyerDoorState state, guint ms)
{
  g_return_if_fail (state < FOYER_DOOR_N_STATES);

  self->duration_ms[state] = ms;
}

static void
foyer_door_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FoyerDoor *self = FOYER_DOOR (object);

  switch (id) {
  case PROP_STATE:
    g_value_set_enum (value, (int) self->state);
    break;
  case PROP_OUTCOME:
    g_value_set_boxed (value, self->outcome);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
foyer_door_dispose (GObject *object)
{
  FoyerDoor *self = FOYER_DOOR (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_handle_id (&self->list_timer, g_source_remove);
  g_clear_pointer (&self->open, ask_free);
  if (self->replica != NULL)
    g_clear_signal_handler (&self->changed_id, self->replica);
  g_clear_object (&self->notices);
  g_clear_object (&self->replica);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (foyer_door_parent_class)->dispose (object);
}

static void
foyer_door_finalize (GObject *object)
{
  FoyerDoor *self = FOYER_DOOR (object);

  g_clear_pointer (&self->outcome, foyer_outcome_unref);
  g_object_unref (self->help);
  g_clear_error (&self->trouble);
  foyer_event_free (self->event);
  g_clear_pointer (&self->opened, g_ptr_array_unref);
  g_free (self->chosen_list);
  g_free (self->default_list);
  g_free (self->served_list);
  G_OBJECT_CLASS (foyer_door_parent_class)->finalize (object);
}

static void
foyer_door_class_init (FoyerDoorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = foyer_door_get_property;
  object_class->dispose = foyer_door_dispose;
  object_class->finalize = foyer_door_finalize;

  props[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, FOYER_TYPE_DOOR_STATE,
                                         FOYER_DOOR_WAITING,
                                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  props[PROP_OUTCOME] = g_param_spec_boxed ("outcome", NULL, NULL, FOYER_TYPE_OUTCOME,
                                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[EVENT_CHANGED] = g_signal_new ("event-changed", FOYER_TYPE_DOOR, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SOUND] = g_signal_new ("sound", FOYER_TYPE_DOOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[STAFFED] = g_signal_new ("staffed", FOYER_TYPE_DOOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
foyer_door_init (FoyerDoor *self)
{
  static const guint duration_ms[FOYER_DOOR_N_STATES] = {
    [FOYER_DOOR_CHECKING] = 4000,
    [FOYER_DOOR_ASKING]   = 30000,
    [FOYER_DOOR_WELCOME]  = 3000,
    [FOYER_DOOR_SORRY]    = 6000,
    [FOYER_DOOR_HELP]     = 20000,
    [FOYER_DOOR_TROUBLE]  = 10000,
  };

  self->state = FOYER_DOOR_WAITING;
  self->help = foyer_help_queue_new ();
  for (gsize i = 0; i < FOYER_DOOR_N_STATES; i++)
    self->duration_ms[i] = duration_ms[i];
}

FoyerDoor *
foyer_door_new (FoyerReplica *replica, FoyerSession *session)
{
  FoyerDoor *self = g_object_new (FOYER_TYPE_DOOR, NULL);

  self->replica = g_object_ref (replica);
  self->session = g_object_ref (session);
  self->notices = foyer_notice_board_new (replica);
  self->changed_id = g_signal_connect_swapped (replica, "changed", G_CALLBACK (foyer_door_reload), self);
  self->list_timer = g_timeout_add_seconds (LIST_REFRESH_S, on_list_timer, self);
  foyer_door_reload (self);
  return self;
}
