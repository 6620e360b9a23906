/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-window"

#include "window.h"

#include "connector.h"
#include "desk-page.h"
#include "guard.h"
#include "guest-language.h"
#include "keyboard.h"
#include "notice-bar.h"
#include "outcome-page.h"
#include "pages.h"
#include "printers.h"
#include "question-page.h"
#include "rehearsal-bar.h"
#include "samples-page.h"
#include "sentence.h"
#include "self-page.h"
#include "setup-page.h"
#include "stage.h"
#include "status-bar.h"
#include "trace.h"
#include "trouble-page.h"
#include "waiting-page.h"

#include <glib/gi18n.h>

struct _FoyerWindow {
  GtkApplicationWindow parent_instance;

  FoyerKiosk         *kiosk;
  FoyerKeyboard      *keyboard;
  FoyerGuestLanguage *language;
  FoyerDoor          *door;       /* (nullable): the one whose signals are connected */
  gboolean            locked;
  gboolean            at_desk;    /* a volunteer works, or is about to show who they are */
  gboolean            at_samples; /* of a rehearsal */
  gboolean            seated;     /* whoever stands there sits */
  gboolean            served;     /* and has got an answer since */
  gboolean            at_self;    /* a guest without a code looks themselves up */
  FoyerSetup         *setup;      /* (nullable): while this machine is being set up */
  FoyerPrintQueue    *queue;      /* (nullable): the one whose signals are connected */
  FoyerCamera        *camera;     /* the one that the pages show */

  GtkWidget          *stage;
  GtkStack           *stack;
  GtkWidget          *outcome;    /* (nullable): within the stack */
  GtkWidget          *desk;       /* (nullable): within the stack */
  GtkWidget          *trouble;    /* within the stack */
};

G_DEFINE_TYPE (FoyerWindow, foyer_window, GTK_TYPE_APPLICATION_WINDOW)

static const char *
page_of_state (FoyerDoorState state)
{
  switch (state) {
  case FOYER_DOOR_ASKING:
    return "question";
  case FOYER_DOOR_WELCOME:
  case FOYER_DOOR_SORRY:
  case FOYER_DOOR_HELP:
    return "outcome";
  case FOYER_DOOR_TROUBLE:
    return "trouble";
  case FOYER_DOOR_NONE:
  case FOYER_DOOR_WAITING:
  case FOYER_DOOR_CHECKING:
  case FOYER_DOOR_N_STATES:
  default:
    return "waiting";
  }
}

/* Where volunteers alone work, it is they who are waited for. */
static const char *
page_of_role (FoyerWindow *self, const char *page)
{
  if (!g_str_equal (page, "waiting"))
    return page;
  if (self->at_samples && foyer_kiosk_get_rehearsal (self->kiosk) != NULL)
    return "samples";
  return foyer_kiosk_get_role (self->kiosk) == FOYER_ROLE_DESK ? "desk" : page;
}

/* Checking is over in milliseconds, so what is shown stays until it is known. */
static const char *
page_now (FoyerWindow *self)
{
  if (foyer_kiosk_get_phase (self->kiosk) == FOYER_KIOSK_TROUBLE)
    return "trouble";
  if (self->setup != NULL)
    return "setup";
  if (self->at_desk)
    return "desk";
  if (self->at_self)
    return "self";
  return page_of_role (self, page_of_state (foyer_door_get_state (self->door)));
}

static char *
sentence_of (const GError *trouble)
{
  if (g_error_matches (trouble, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_PURGED))
    return g_strdup (_("The event is over, and all about its guests has been removed from this kiosk. "
                       "Start it again to enrol it for another."));
  if (g_error_matches (trouble, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_REVOKED))
    return g_strdup (_("The organizer has taken this kiosk off the event. "
                       "Start it again to enrol it anew."));
  return foyer_sentence_trouble (trouble);
}

static void
show_page (FoyerWindow *self)
{
  const GError *trouble = foyer_kiosk_get_trouble (self->kiosk);

  if (trouble == NULL && self->door != NULL)
    trouble = foyer_door_get_trouble (self->door);
  if (trouble != NULL) {
    g_autofree char *text = sentence_of (trouble);

    foyer_trouble_page_set_text (FOYER_TROUBLE_PAGE (self->trouble), text);
  }
  foyer_pages_show (self->stack, page_now (self));
}

static void make_pages (FoyerWindow *self);

static void
on_language (FoyerWindow *self)
{
  foyer_guest_language_toggle (self->language);
}

static void
on_language_changed (FoyerWindow *self)
{
  foyer_kiosk_retell (self->kiosk);
  make_pages (self);
}

static void
on_staff (FoyerWindow *self)
{
  self->at_desk = TRUE;
  show_page (self);
}

static void
on_desk_left (FoyerWindow *self)
{
  self->at_desk = FALSE;
  foyer_session_close (foyer_kiosk_get_session (self->kiosk));
  show_page (self);
}

static void
on_self (FoyerWindow *self)
{
  self->at_self = TRUE;
  show_page (self);
}

static void
on_self_left (FoyerWindow *self)
{
  self->at_self = FALSE;
  show_page (self);
}

static void
on_session (FoyerWindow *self)
{
  self->at_desk = foyer_session_is_open (foyer_kiosk_get_session (self->kiosk));
  self->at_self = FALSE;
  show_page (self);
}

/* A guest who shows a code while somebody is about to type a PIN comes first. */
static void
give_way_to_guest (FoyerWindow *self)
{
  if (foyer_door_get_outcome (self->door) != NULL &&
      !foyer_session_is_open (foyer_kiosk_get_session (self->kiosk)))
    self->at_desk = FALSE;
}

/* Whatever the door has to say comes before what a guest was about to type. */
static void
stop_looking (FoyerWindow *self)
{
  FoyerDoorState state = foyer_door_get_state (self->door);

  if (state != FOYER_DOOR_WAITING && state != FOYER_DOOR_CHECKING)
    self->at_self = FALSE;
}

/* Where the badge comes out: it may move while the guest reads. */
static void
tell_place (FoyerWindow *self)
{
  FoyerPrintQueue *queue = foyer_kiosk_get_queue (self->kiosk);
  const FoyerOutcome *outcome = self->door ? foyer_door_get_outcome (self->door) : NULL;
  gboolean wanted = queue != NULL && outcome != NULL && outcome->badge && outcome->entry != NULL;
  g_autofree char *place = wanted ? foyer_printers_place (queue, outcome->entry) : NULL;

  if (self->outcome != NULL)
    foyer_outcome_page_tell_place (FOYER_OUTCOME_PAGE (self->outcome), place);
}

static void
set_seated (FoyerWindow *self, gboolean seated)
{
  self->seated = seated;
  self->served = FALSE;
  foyer_stage_set_seated (FOYER_STAGE (self->stage), seated);
}

/* The next guest may stand. */
static void
stand_up (FoyerWindow *self)
{
  if (foyer_door_get_state (self->door) != FOYER_DOOR_WAITING)
    self->served = TRUE;
  else if (self->served)
    set_seated (self, foyer_kiosk_is_seated (self->kiosk));
}

static void
on_state (FoyerWindow *self)
{
  stand_up (self);
  stop_looking (self);
  give_way_to_guest (self);
  show_page (self);
  tell_place (self);
  foyer_trace_outcome (GTK_WIDGET (self), foyer_door_get_outcome (self->door));
}

static void
add_page (FoyerWindow *self, const char *name, GtkWidget *page)
{
  gtk_widget_set_visible (page, FALSE);
  gtk_stack_add_named (self->stack, page, name);
}

static void
add_self_page (FoyerWindow *self)
{
  GtkWidget *page = foyer_self_page_new (self->door);

  g_signal_connect_swapped (page, "left", G_CALLBACK (on_self_left), self);
  add_page (self, "self", page);
}

/* (nullable): nothing is printed for show. */
static FoyerPrintQueue *
real_queue (FoyerWindow *self)
{
  return foyer_kiosk_get_rehearsal (self->kiosk) ? NULL : foyer_kiosk_get_queue (self->kiosk);
}

static void
add_door_pages (FoyerWindow *self)
{
  GtkWidget *waiting = foyer_waiting_page_new (self->door, foyer_kiosk_get_camera (self->kiosk));

  g_signal_connect_swapped (waiting, "language", G_CALLBACK (on_language), self);
  g_signal_connect_swapped (waiting, "staff", G_CALLBACK (on_staff), self);
  g_signal_connect_swapped (waiting, "self", G_CALLBACK (on_self), self);
  add_page (self, "waiting", waiting);
  add_self_page (self);
  add_page (self, "question", foyer_question_page_new (self->door));
  self->outcome = foyer_outcome_page_new (self->door);
  add_page (self, "outcome", self->outcome);
  self->desk = foyer_desk_page_new (self->door, foyer_kiosk_get_health (self->kiosk),
                                    foyer_kiosk_get_neighbours (self->kiosk), real_queue (self));
  g_signal_connect_swapped (self->desk, "left", G_CALLBACK (on_desk_left), self);
  add_page (self, "desk", self->desk);
}

static void
follow_door (FoyerWindow *self, FoyerDoor *door)
{
  if (self->door != NULL)
    g_signal_handlers_disconnect_by_data (self->door, self);
  g_set_object (&self->door, door);
  g_signal_connect_object (door, "notify::state", G_CALLBACK (on_state), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  foyer_guest_language_set_door (self->language, door);
}

static void
add_rehearsal (FoyerWindow *self, GtkWidget *box)
{
  FoyerRehearsal *rehearsal = foyer_kiosk_get_rehearsal (self->kiosk);

  if (rehearsal == NULL || self->setup != NULL)
    return;
  gtk_box_append (GTK_BOX (box), foyer_rehearsal_bar_new ());
  add_page (self, "samples", foyer_samples_page_new (rehearsal));
}

static void
add_setup_page (FoyerWindow *self)
{
  GtkWidget *setup = foyer_setup_page_new (self->setup);

  g_signal_connect_swapped (setup, "language", G_CALLBACK (on_language), self);
  add_page (self, "setup", setup);
}

/* Whatever language the pages are in, they are made from nothing: no page has to
 * know how to change its words. */
static void
make_pages (FoyerWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *stack = gtk_stack_new ();

  self->stack = GTK_STACK (stack);
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_widget_set_vexpand (stack, TRUE);
  self->trouble = foyer_trouble_page_new ("");
  add_page (self, "trouble", self->trouble);
  self->desk = NULL;
  self->outcome = NULL;
  if (self->setup != NULL)
    add_setup_page (self);
  else if (self->door != NULL)
    add_door_pages (self);
  add_rehearsal (self, box);
  if (self->door != NULL)
    gtk_box_append (GTK_BOX (box), foyer_notice_bar_new (self->door));
  gtk_box_append (GTK_BOX (box), stack);
  gtk_box_append (GTK_BOX (box), foyer_status_bar_new (foyer_kiosk_get_health (self->kiosk),
                                                       foyer_kiosk_get_name (self->kiosk)));
  foyer_stage_set_child (FOYER_STAGE (self->stage), box);
  gtk_window_set_title (GTK_WINDOW (self), _("Foyer check-in"));
  show_page (self);
}

/* Whatever of the kiosk's parts is another one than the pages are about. */
static void
follow_parts (FoyerWindow *self)
{
  FoyerDoor *door = foyer_kiosk_get_door (self->kiosk);
  FoyerPrintQueue *queue = foyer_kiosk_get_queue (self->kiosk);
  FoyerCamera *camera = foyer_kiosk_get_camera (self->kiosk);
  gboolean stale = door != self->door || camera != self->camera || queue != self->queue;

  if (g_set_object (&self->queue, queue) && queue != NULL)
    g_signal_connect_object (queue, "job-changed", G_CALLBACK (tell_place), self, G_CONNECT_SWAPPED);
  g_set_object (&self->camera, camera);
  if (foyer_kiosk_get_rehearsal (self->kiosk) == NULL && door != self->door)
    self->at_samples = FALSE;
  if (door != self->door)
    follow_door (self, door);
  if (stale)
    make_pages (self);
}

static void
on_kiosk_changed (FoyerWindow *self)
{
  follow_parts (self);
  show_page (self);
}

/* Setting up. */

static void
on_setup_language (FoyerWindow *self, const char *language)
{
  foyer_guest_language_settle (self->language, language);
}

static void
on_setup_finished (FoyerWindow *self)
{
  foyer_setup_stop (self->setup);
  g_clear_object (&self->setup);
  make_pages (self);
}

static void
begin_setup (FoyerWindow *self)
{
  if (self->setup != NULL)
    return;
  self->setup = foyer_setup_new (self->kiosk);
  g_signal_connect_object (self->setup, "language", G_CALLBACK (on_setup_language), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->setup, "finished", G_CALLBACK (on_setup_finished), self, G_CONNECT_SWAPPED);
}

static void
on_action_setup (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  begin_setup (window);
  make_pages (window);
}

/* A hand scanner reads for whatever page is shown. */
static void
on_line (FoyerWindow *self, const char *text)
{
  foyer_kiosk_scan (self->kiosk, text);
}

static gboolean
on_any_event (FoyerWindow *self)
{
  foyer_guest_language_touch (self->language);
  return GDK_EVENT_PROPAGATE;
}

static void
watch_people (FoyerWindow *self)
{
  GtkEventController *any = gtk_event_controller_legacy_new ();

  gtk_event_controller_set_propagation_phase (any, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (any, "event", G_CALLBACK (on_any_event), self);
  gtk_widget_add_controller (GTK_WIDGET (self), any);
  self->keyboard = foyer_keyboard_new (GTK_WIDGET (self));
  g_signal_connect_swapped (self->keyboard, "line", G_CALLBACK (on_line), self);
}

/* Whatever the settings of this machine say. */
static gboolean
foyer_window_enable_debugging (GtkWindow *window, gboolean toggle)
{
  return TRUE;
}

static gboolean
foyer_window_close_request (GtkWindow *window)
{
  FoyerWindow *self = FOYER_WINDOW (window);

  if (self->locked)
    return TRUE;
  return GTK_WINDOW_CLASS (foyer_window_parent_class)->close_request (window);
}

static void
foyer_window_dispose (GObject *object)
{
  FoyerWindow *self = FOYER_WINDOW (object);

  g_clear_object (&self->keyboard);
  g_clear_object (&self->language);
  if (self->setup != NULL)
    foyer_setup_stop (self->setup);
  g_clear_object (&self->setup);
  g_clear_object (&self->queue);
  g_clear_object (&self->camera);
  g_clear_object (&self->door);
  g_clear_object (&self->kiosk);
  G_OBJECT_CLASS (foyer_window_parent_class)->dispose (object);
}

static void
foyer_window_class_init (FoyerWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = foyer_window_close_request;
  GTK_WINDOW_CLASS (klass)->enable_debugging = foyer_window_enable_debugging;
}

static void
foyer_window_init (FoyerWindow *self)
{
  self->stage = foyer_stage_new ();
  gtk_window_set_child (GTK_WINDOW (self), self->stage);
  gtk_application_window_set_show_menubar (GTK_APPLICATION_WINDOW (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "foyer");
}

/* Rehearsing. */

static void
on_action_rehearse (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  FoyerWindow *self = user_data;

  foyer_session_close (foyer_kiosk_get_session (self->kiosk));
  self->at_samples = TRUE;
  foyer_kiosk_rehearse (self->kiosk);
}

static void
on_action_samples (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  FoyerWindow *self = user_data;

  self->at_desk = self->at_self = FALSE;
  self->at_samples = !self->at_samples;
  foyer_door_dismiss (self->door);
  show_page (self);
}

static void
on_action_end_rehearsal (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  FoyerWindow *self = user_data;

  foyer_kiosk_end_rehearsal (self->kiosk);
}

static void
on_action_try_badge (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  FoyerWindow *self = user_data;

  foyer_kiosk_try_badge (self->kiosk);
}

static void
on_action_seated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  FoyerWindow *self = user_data;

  set_seated (self, !self->seated);
}

/* What pages ask for that is not theirs to do. */
static const GActionEntry actions[] = {
  { .name = "end-rehearsal", .activate = on_action_end_rehearsal },
  { .name = "rehearse", .activate = on_action_rehearse },
  { .name = "samples", .activate = on_action_samples },
  { .name = "seated", .activate = on_action_seated },
  { .name = "setup", .activate = on_action_setup },
  { .name = "try-badge", .activate = on_action_try_badge },
};

GtkWidget *
foyer_window_new (GtkApplication *application, FoyerKiosk *kiosk, gboolean locked)
{
  FoyerWindow *self = g_object_new (FOYER_TYPE_WINDOW, "application", application, NULL);

  self->kiosk = g_object_ref (kiosk);
  self->locked = locked;
  self->language = foyer_guest_language_new (foyer_kiosk_get_session (kiosk));
  g_signal_connect_swapped (self->language, "changed", G_CALLBACK (on_language_changed), self);
  if (locked)
    foyer_guard_window (GTK_WINDOW (self));
  watch_people (self);
  g_signal_connect_object (kiosk, "changed", G_CALLBACK (on_kiosk_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (foyer_kiosk_get_session (kiosk), "notify::open", G_CALLBACK (on_session), self,
                           G_CONNECT_SWAPPED);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  set_seated (self, foyer_kiosk_is_seated (kiosk));
  if (foyer_kiosk_wants_setup (kiosk))
    begin_setup (self);
  follow_parts (self);
  return GTK_WIDGET (self);
}
