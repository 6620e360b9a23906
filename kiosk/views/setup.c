/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-setup"

#include "setup-private.h"

#include "language.h"
#include "setup-items.h"

#include <glib/gi18n.h>

enum { CHANGED, LANGUAGE, FINISHED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (FoyerSetup, foyer_setup, G_TYPE_OBJECT)

/* TABLE and RESULT are kept as EVENT: what was read is read again. */
static const char * const step_names[FOYER_SETUP_N] = {
  [FOYER_SETUP_LANGUAGE] = "language", [FOYER_SETUP_EVENT] = "event",     [FOYER_SETUP_TABLE] = "event",
  [FOYER_SETUP_RESULT] = "event",      [FOYER_SETUP_LIST] = "list",       [FOYER_SETUP_ROLE] = "role",
  [FOYER_SETUP_PRINTER] = "printer",   [FOYER_SETUP_CAMERA] = "camera",   [FOYER_SETUP_DONE] = "desk",
};

static void
changed (FoyerSetup *self)
{
  if (!self->stopped)
    g_signal_emit (self, signals[CHANGED], 0);
}

void
foyer_setup_say (FoyerSetup *self, const char *text)
{
  g_free (self->note);
  self->note = g_strdup (text);
  changed (self);
}

/* A choice that can't be kept is in force all the same, until the machine is switched off. */
void
foyer_setup_keep (FoyerSetup *self, FoyerChoice choice, const char *value)
{
  g_autoptr (GError) error = NULL;

  if (!foyer_choices_set (foyer_kiosk_get_choices (self->kiosk), choice, value, &error))
    g_warning ("what was chosen cannot be kept: %s", error->message);
}

static gboolean
is_open (FoyerSetup *self)
{
  return foyer_kiosk_get_phase (self->kiosk) == FOYER_KIOSK_OPEN;
}

static gboolean
is_whole_event (FoyerSetup *self)
{
  return foyer_choices_is (foyer_kiosk_get_choices (self->kiosk), FOYER_CHOICE_HUB, "own");
}

static const FoyerEvent *
event_of (FoyerSetup *self)
{
  FoyerDoor *door = foyer_kiosk_get_door (self->kiosk);

  return door ? foyer_door_get_event (door) : NULL;
}

/* The way. */

/* Where there is one list nobody has to choose it. */
static gboolean
is_asked (FoyerSetup *self, FoyerSetupStep step)
{
  const FoyerEvent *event = event_of (self);

  if (step == FOYER_SETUP_EVENT)
    return !is_open (self);
  if (step == FOYER_SETUP_TABLE || step == FOYER_SETUP_RESULT)
    return FALSE;
  if (step == FOYER_SETUP_LIST)
    return event == NULL || event->lists->len > 1;
  return TRUE;
}

static FoyerSetupStep
next_step (FoyerSetup *self, FoyerSetupStep step)
{
  do
    step++;
  while (step < FOYER_SETUP_DONE && !is_asked (self, step));
  return step;
}

/* N where there is none. */
static FoyerSetupStep
previous_step (FoyerSetup *self)
{
  if (self->step == FOYER_SETUP_TABLE || self->step == FOYER_SETUP_RESULT)
    return self->step - 1;
  for (int step = (int) self->step - 1; step >= FOYER_SETUP_LANGUAGE; step--)
    if (is_asked (self, (FoyerSetupStep) step))
      return (FoyerSetupStep) step;
  return FOYER_SETUP_N;
}

gboolean
foyer_setup_get_place (FoyerSetup *self, guint *place, guint *of)
{
  FoyerSetupStep now = self->step == FOYER_SETUP_TABLE || self->step == FOYER_SETUP_RESULT ? FOYER_SETUP_EVENT
                                                                                            : self->step;

  *place = *of = 0;
  for (int step = FOYER_SETUP_LANGUAGE; step < FOYER_SETUP_DONE; step++) {
    /* Whoever has just shown the hub's code sees that step behind them. */
    gboolean counts = is_asked (self, (FoyerSetupStep) step) || step == FOYER_SETUP_EVENT;

    *of += counts;
    *place += counts && step <= (int) now;
  }
  return now < FOYER_SETUP_DONE;
}

static void
finish (FoyerSetup *self)
{
  foyer_setup_keep (self, FOYER_CHOICE_STEP, "done");
  foyer_kiosk_set_held (self->kiosk, FALSE);
  g_signal_emit (self, signals[FINISHED], 0);
}

static void
on_pass (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FoyerSetup) self = user_data;
  g_autoptr (GError) error = NULL;

  self->busy = FALSE;
  self->pass = foyer_own_hub_pass_finish (FOYER_OWN_HUB (source), result, &error);
  if (self->pass == NULL) {
    g_warning ("nobody can be let in on the desk: %s", error->message);
    foyer_setup_say (self, _("No code for the desk could be made. Go back, and forward again."));
  }
  else
    foyer_setup_say (self, NULL);
}

/* Only this machine's own hub can be asked who may open the desk. */
static void
make_pass (FoyerSetup *self)
{
  const FoyerEvent *event = event_of (self);

  FoyerOwnHub *hub = foyer_kiosk_get_own_hub (self->kiosk);

  if (self->step != FOYER_SETUP_DONE || !is_whole_event (self) || event == NULL || self->pass != NULL ||
      self->busy || foyer_own_hub_get_address (hub) == NULL)
    return;
  self->busy = TRUE;
  foyer_own_hub_pass_async (hub, event->id, _("Organizer"), on_pass,
                            g_object_ref (self));
}

static GPtrArray *
find_printers (const char *where)
{
  return foyer_offer_printers ();
}

static void
stop_looking (FoyerSetup *self)
{
  if (self->look != NULL)
    foyer_look_stop (self->look);
  g_clear_object (&self->look);
}

static void
look_for (FoyerSetup *self, FoyerLookFunc func, const char *where)
{
  stop_looking (self);
  self->look = foyer_look_new (func, where);
  g_signal_connect_object (self->look, "changed", G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
}

static void
begin_step (FoyerSetup *self)
{
  stop_looking (self);
  foyer_health_expect_code (foyer_kiosk_get_health (self->kiosk), self->step == FOYER_SETUP_CAMERA);
  if (self->step == FOYER_SETUP_TABLE)
    look_for (self, foyer_offer_tables, foyer_kiosk_get_tables (self->kiosk));
  else if (self->step == FOYER_SETUP_PRINTER)
    look_for (self, find_printers, NULL);
  else if (self->step == FOYER_SETUP_CAMERA)
    look_for (self, foyer_setup_find_cameras, NULL);
  else if (self->step == FOYER_SETUP_DONE)
    make_pass (self);
}

void
foyer_setup_go_to (FoyerSetup *self, FoyerSetupStep step)
{
  self->step = step;
  if (step == FOYER_SETUP_DONE && !is_whole_event (self)) {
    finish (self);
    return;
  }
  foyer_setup_keep (self, FOYER_CHOICE_STEP, step_names[step]);
  begin_step (self);
  foyer_setup_say (self, NULL);
}

void
foyer_setup_find_tables (FoyerSetup *self)
{
  if (self->step == FOYER_SETUP_EVENT)
    g_ptr_array_set_size (self->tables, 0);
  foyer_setup_go_to (self, FOYER_SETUP_TABLE);
}

/* Choosing. */

static void
choose_language (FoyerSetup *self, const char *language)
{
  foyer_setup_keep (self, FOYER_CHOICE_LANGUAGE, language);
  foyer_setup_go_to (self, next_step (self, FOYER_SETUP_LANGUAGE));
  g_signal_emit (self, signals[LANGUAGE], 0, language);
}

static void
choose_list (FoyerSetup *self, const char *id)
{
  foyer_setup_keep (self, FOYER_CHOICE_LIST, id);
  foyer_kiosk_use_list (self->kiosk, g_str_equal (id, "auto") ? NULL : id);
  foyer_setup_forward (self);
}

static void
choose_role (FoyerSetup *self, const char *id)
{
  FoyerRole role = FOYER_ROLE_GUESTS;

  foyer_role_from_string (id, &role);
  foyer_setup_keep (self, FOYER_CHOICE_ROLE, id);
  foyer_kiosk_use_role (self->kiosk, role);
  foyer_setup_forward (self);
}

static void
choose_printer (FoyerSetup *self, const char *id)
{
  g_autoptr (GPtrArray) items = foyer_setup_get_items (self);
  const char *name = "printer";

  for (guint i = 0; i < items->len; i++) {
    const FoyerSetupItem *item = items->pdata[i];

    if (g_str_equal (item->id, id) && !item->chosen)
      name = item->title;
    else if (g_str_equal (item->id, id)) {
      /* All that is set up already, which may be several printers, stays. */
      foyer_setup_forward (self);
      return;
    }
  }
  foyer_setup_keep (self, FOYER_CHOICE_PRINTER_NAME, name);
  foyer_setup_keep (self, FOYER_CHOICE_PRINTER, id);
  foyer_kiosk_use_printer (self->kiosk, name, id);
  foyer_setup_forward (self);
}

/* The picture shows whether it is the right one, and whether it reads. */
static void
choose_camera (FoyerSetup *self, const char *id)
{
  foyer_setup_keep (self, FOYER_CHOICE_CAMERA, id);
  foyer_kiosk_use_camera (self->kiosk, id);
  foyer_health_expect_code (foyer_kiosk_get_health (self->kiosk), TRUE);
  foyer_setup_say (self, NULL);
}

void
foyer_setup_choose (FoyerSetup *self, const char *id)
{
  static void (* const choose[FOYER_SETUP_N]) (FoyerSetup *, const char *) = {
    [FOYER_SETUP_LANGUAGE] = choose_language, [FOYER_SETUP_TABLE] = foyer_setup_choose_table,
    [FOYER_SETUP_LIST] = choose_list,         [FOYER_SETUP_ROLE] = choose_role,
    [FOYER_SETUP_PRINTER] = choose_printer,   [FOYER_SETUP_CAMERA] = choose_camera,
  };

  if (!self->busy && choose[self->step] != NULL)
    choose[self->step] (self, id);
}

void
foyer_setup_forward (FoyerSetup *self)
{
  if (self->busy)
    return;
  if (self->step == FOYER_SETUP_RESULT)
    foyer_setup_make_event (self);
  else if (self->step == FOYER_SETUP_DONE)
    finish (self);
  else
    foyer_setup_go_to (self, next_step (self, self->step));
}

gboolean
foyer_setup_can_go_back (FoyerSetup *self)
{
  return !self->busy && previous_step (self) != FOYER_SETUP_N;
}

void
foyer_setup_back (FoyerSetup *self)
{
  if (!foyer_setup_can_go_back (self))
    return;
  if (self->step == FOYER_SETUP_RESULT)
    g_ptr_array_set_size (self->tables, 0);
  foyer_setup_go_to (self, previous_step (self));
}

/* What is to be seen. */

GPtrArray *
foyer_setup_get_items (FoyerSetup *self)
{
  GPtrArray *found = self->look ? foyer_look_found (self->look) : NULL;

  switch (self->step) {
  case FOYER_SETUP_LANGUAGE:
    return foyer_setup_items_languages (self->kiosk);
  case FOYER_SETUP_TABLE:
    return foyer_setup_items_tables (found);
  case FOYER_SETUP_LIST:
    return foyer_setup_items_lists (self->kiosk);
  case FOYER_SETUP_ROLE:
    return foyer_setup_items_roles (self->kiosk);
  case FOYER_SETUP_PRINTER:
    return foyer_setup_items_printers (self->kiosk, found);
  case FOYER_SETUP_CAMERA:
    return foyer_setup_items_cameras (self->kiosk, found);
  case FOYER_SETUP_EVENT:
  case FOYER_SETUP_RESULT:
  case FOYER_SETUP_DONE:
  case FOYER_SETUP_N:
  default:
    return NULL;
  }
}

FoyerKiosk *
foyer_setup_get_kiosk (FoyerSetup *self)
{
  return self->kiosk;
}

FoyerSetupStep
foyer_setup_get_step (FoyerSetup *self)
{
  return self->step;
}

const char *
foyer_setup_get_note (FoyerSetup *self)
{
  return self->note ? self->note : foyer_kiosk_get_enrol_note (self->kiosk);
}

gboolean
foyer_setup_is_busy (FoyerSetup *self)
{
  return self->busy || foyer_kiosk_is_enrolling (self->kiosk);
}

const FoyerWholeEvent *
foyer_setup_get_whole (FoyerSetup *self)
{
  return self->whole;
}

const FoyerPass *
foyer_setup_get_pass (FoyerSetup *self)
{
  return self->pass;
}

static void
on_event (FoyerSetup *self)
{
  if (self->stopped)
    return;
  make_pass (self);
  if (self->step == FOYER_SETUP_LIST && !is_asked (self, FOYER_SETUP_LIST))
    foyer_setup_forward (self);
  else
    changed (self);
}

static void
follow_door (FoyerSetup *self)
{
  FoyerDoor *door = foyer_kiosk_get_door (self->kiosk);

  if (door == NULL || door == self->door)
    return;
  self->door = door;
  g_signal_connect_object (door, "event-changed", G_CALLBACK (on_event), self, G_CONNECT_SWAPPED);
}

static void
on_own_hub (FoyerSetup *self)
{
  make_pass (self);
  foyer_setup_fill_hub (self);
}

/* A door is there: by the hub's code, or because this machine made an event. */
static void
on_kiosk_changed (FoyerSetup *self)
{
  if (self->stopped)
    return;
  follow_door (self);
  if (!is_open (self) || self->step == FOYER_SETUP_LANGUAGE || self->step > FOYER_SETUP_RESULT)
    changed (self);
  else if (foyer_kiosk_asks (self->kiosk))
    foyer_setup_go_to (self, next_step (self, FOYER_SETUP_RESULT));
  else
    finish (self);
}

void
foyer_setup_stop (FoyerSetup *self)
{
  self->stopped = TRUE;
  stop_looking (self);
  foyer_health_expect_code (foyer_kiosk_get_health (self->kiosk), FALSE);
  foyer_kiosk_set_held (self->kiosk, FALSE);
}

static void
foyer_setup_finalize (GObject *object)
{
  FoyerSetup *self = FOYER_SETUP (object);

  stop_looking (self);
  g_clear_object (&self->kiosk);
  g_clear_pointer (&self->tables, g_ptr_array_unref);
  foyer_whole_event_free (self->whole);
  foyer_pass_free (self->pass);
  g_free (self->event_file);
  g_free (self->note);
  G_OBJECT_CLASS (foyer_setup_parent_class)->finalize (object);
}

static void
foyer_setup_class_init (FoyerSetupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_setup_finalize;

  signals[CHANGED] = g_signal_new ("changed", FOYER_TYPE_SETUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[LANGUAGE] = g_signal_new ("language", FOYER_TYPE_SETUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[FINISHED] = g_signal_new ("finished", FOYER_TYPE_SETUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
}

static void
foyer_setup_init (FoyerSetup *self)
{
  self->tables = g_ptr_array_new_with_free_func (g_free);
}

static FoyerSetupStep
step_of (const char *name)
{
  for (int step = 0; name != NULL && step < FOYER_SETUP_N; step++)
    if (g_str_equal (step_names[step], name))
      return (FoyerSetupStep) step;
  return FOYER_SETUP_LANGUAGE;
}

/* Where the last one stopped; from the beginning when all was done. */
static FoyerSetupStep
first_step (FoyerSetup *self)
{
  const char *name = foyer_choices_get (foyer_kiosk_get_choices (self->kiosk), FOYER_CHOICE_STEP);
  FoyerSetupStep step = step_of (name);

  if (is_open (self))
    return step == FOYER_SETUP_EVENT ? next_step (self, FOYER_SETUP_RESULT) : step;
  if (!foyer_kiosk_asks (self->kiosk))
    return FOYER_SETUP_EVENT;
  return step == FOYER_SETUP_LANGUAGE && foyer_choices_get (foyer_kiosk_get_choices (self->kiosk),
                                                            FOYER_CHOICE_LANGUAGE) == NULL
           ? FOYER_SETUP_LANGUAGE : FOYER_SETUP_EVENT;
}

FoyerSetup *
foyer_setup_new (FoyerKiosk *kiosk)
{
  FoyerSetup *self = g_object_new (FOYER_TYPE_SETUP, NULL);

  self->kiosk = g_object_ref (kiosk);
  self->step = first_step (self);
  g_signal_connect_object (kiosk, "changed", G_CALLBACK (on_kiosk_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (foyer_kiosk_get_own_hub (kiosk), "listening", G_CALLBACK (on_own_hub), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (foyer_kiosk_get_health (kiosk), "changed", G_CALLBACK (changed), self,
                           G_CONNECT_SWAPPED);
  foyer_kiosk_set_held (kiosk, TRUE);
  follow_door (self);
  begin_step (self);
  return self;
}
