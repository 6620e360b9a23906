/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-kiosk"

#include "kiosk-private.h"

#include "client.h"
#include "journal.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sys/statvfs.h>

#define SESSION_IDLE_MS (3 * 60 * 1000)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (FoyerKiosk, foyer_kiosk, G_TYPE_OBJECT)

void
foyer_kiosk_tell_changed (FoyerKiosk *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
set_phase (FoyerKiosk *self, FoyerKioskPhase phase)
{
  self->phase = phase;
  foyer_kiosk_tell_changed (self);
}

/* Takes @error. */
static void
set_trouble (FoyerKiosk *self, GError *error)
{
  g_warning ("the kiosk cannot work: %s", error->message);
  g_clear_error (&self->trouble);
  self->trouble = error;
  set_phase (self, FOYER_KIOSK_TROUBLE);
}

/* The hub has expelled this kiosk, or removed the event, and the engine has wiped
 * the guest list: what may be left of people are the names on badges. Started
 * again, it asks for a code. */
static void
on_wiped (FoyerKiosk *self, FoyerSyncState state)
{
  static const char * const files[] = { "badges.db", "badges.db-wal", "badges.db-shm" };

  if (self->phase == FOYER_KIOSK_TROUBLE)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *path = g_build_filename (self->state, files[i], NULL);

    g_unlink (path);
  }
  set_trouble (self, state == FOYER_SYNC_PURGED
                       ? g_error_new_literal (FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_PURGED,
                                              "the event is over and was removed")
                       : g_error_new_literal (FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_REVOKED,
                                              "the hub has expelled it"));
}

/* What the parts say, told to those who show it. */

static void
look_at_disk (FoyerKiosk *self)
{
  struct statvfs disk;

  if (statvfs (self->state, &disk) == 0)
    foyer_health_set_disk (self->health, (gint64) disk.f_bavail * (gint64) disk.f_frsize);
}

static void
on_engine_facts (FoyerKiosk *self)
{
  static const FoyerHealthProof proofs[] = {
    [FOYER_FEED_UNPROVED] = FOYER_HEALTH_UNPROVED,
    [FOYER_FEED_SAME]     = FOYER_HEALTH_SAME,
    [FOYER_FEED_DIFFERS]  = FOYER_HEALTH_DIFFERS,
  };
  FoyerSyncFacts facts;

  look_at_disk (self);
  foyer_kiosk_look_at_fleet (self);
  foyer_engine_get_facts (self->engine, &facts);
  if (facts.wiped)
    on_wiped (self, facts.state);
  foyer_health_set_hub (self->health, facts.alone_since_us, facts.data_us);
  foyer_health_set_unsent (self->health, facts.unsent);
  foyer_health_set_clock (self->health, facts.clock_trusted, facts.clock_offset_us);
  foyer_health_set_proof (self->health, proofs[facts.proof]);
  foyer_door_set_clock_trusted (self->door, facts.clock_trusted);
}

void
foyer_kiosk_retell (FoyerKiosk *self)
{
  foyer_senses_retell (self->senses);
  if (self->paper != NULL)
    foyer_paper_retell (self->paper);
}

static void
on_event_changed (FoyerKiosk *self)
{
  const FoyerEvent *event = foyer_door_get_event (self->door);

  foyer_health_set_zone (self->health, event ? event->zone : NULL);
  /* Someone may have been waiting before the guest list was here. */
  if (event != NULL)
    foyer_senses_look_again (self->senses);
}

void
foyer_kiosk_play (FoyerKiosk *self, guint sound)
{
  foyer_senses_play (self->senses, (FoyerDoorSound) sound);
}

/* Opening: from an enrolment to a door. */

static gpointer
set_kiosk_job (FoyerStore *store, gpointer data, GError **error)
{
  return GINT_TO_POINTER (foyer_journal_set_kiosk (store, data, error));
}

static gboolean
open_replica (FoyerKiosk *self, GError **error)
{
  g_autofree char *path = foyer_enrolment_replica_path (self->enrolment, self->state);

  self->replica = foyer_replica_open (path, error);
  return self->replica != NULL &&
         foyer_replica_write (self->replica, FOYER_LANE_DOOR, set_kiosk_job, self->enrolment->kiosk,
                              error) != NULL;
}

static void
open_door (FoyerKiosk *self)
{
  self->door = foyer_door_new (self->replica, self->session);
  foyer_door_set_default_list (self->door, self->list);
  g_signal_connect_object (self->door, "sound", G_CALLBACK (foyer_kiosk_play), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->door, "event-changed", G_CALLBACK (on_event_changed), self,
                           G_CONNECT_SWAPPED);
}

/* Again, too, when this machine's own hub had to go to another port. */
static gboolean
open_engine (FoyerKiosk *self, GError **error)
{
  FoyerConnector *connector = foyer_hub_connector_new (self->enrolment, error);

  if (connector == NULL)
    return FALSE;
  self->engine = foyer_engine_new (self->replica, connector);
  g_signal_connect_object (self->engine, "facts", G_CALLBACK (on_engine_facts), self, G_CONNECT_SWAPPED);
  foyer_engine_start (self->engine);
  on_engine_facts (self);
  return TRUE;
}

static void
open_paper (FoyerKiosk *self)
{
  self->paper = foyer_paper_new (self->replica, self->health, self->enrolment, self->state,
                                 self->badge_template, self->patience_s);
  foyer_paper_use (self->paper, self->printers);
}

void
foyer_kiosk_open (FoyerKiosk *self, FoyerEnrolment *enrolment)
{
  GError *error = NULL;

  self->enrolment = enrolment;
  if (!open_replica (self, &error)) {
    set_trouble (self, error);
    return;
  }
  open_door (self);
  if (!open_engine (self, &error)) {
    set_trouble (self, error);
    return;
  }
  open_paper (self);
  set_phase (self, FOYER_KIOSK_OPEN);
}

/* Enrolling. */

static void
enrol_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  FoyerKiosk *self = source;
  GError *error = NULL;
  FoyerEnrolment *enrolment = foyer_enrol_with_uri (data, self->state, &error);

  if (enrolment != NULL)
    g_task_return_pointer (task, enrolment, (GDestroyNotify) foyer_enrolment_free);
  else
    g_task_return_error (task, error);
}

static const char *
words_of_refusal (const GError *error)
{
  if (g_error_matches (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_OFFLINE) ||
      g_error_matches (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_BUSY))
    return _("The hub does not answer. Check that both are on the same network, then show the code again.");
  if (g_error_matches (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_REFUSED) ||
      g_error_matches (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_ENROLMENT))
    return _("The hub did not accept this code. Each code works once: make a new one and show it.");
  return _("That did not work. Make a new enrolment code at the hub and show it.");
}

static void
note (FoyerKiosk *self, const char *text)
{
  g_free (self->enrol_note);
  self->enrol_note = g_strdup (text);
  foyer_kiosk_tell_changed (self);
}

static void
on_enrolled (GObject *source, GAsyncResult *result, gpointer user_data)
{
  FoyerKiosk *self = FOYER_KIOSK (source);
  g_autoptr (GError) error = NULL;
  FoyerEnrolment *enrolment = g_task_propagate_pointer (G_TASK (result), &error);

  self->enrolling = FALSE;
  if (enrolment == NULL) {
    g_warning ("enrolling failed: %s", error->message);
    note (self, words_of_refusal (error));
    return;
  }
  foyer_kiosk_take_enrolment (self, enrolment);
}

static void
enrol (FoyerKiosk *self, const char *text)
{
  g_autoptr (FoyerEnrolmentUri) uri = foyer_enrolment_uri_parse (text);
  g_autoptr (GTask) task = NULL;

  if (self->enrolling)
    return;
  if (uri == NULL) {
    note (self, _("This is no enrolment code. Ask the organizer for the hub's enrolment code."));
    return;
  }
  self->enrolling = TRUE;
  note (self, NULL);
  task = g_task_new (self, NULL, on_enrolled, NULL);
  g_task_set_task_data (task, g_strdup (text), g_free);
  g_task_run_in_thread (task, enrol_thread);
}

/* A guest's code, as far as anyone can tell: the hub's is still held up when the
 * door opens behind it, and no guest is to be told that it is no ticket. */
static void
scan_guest (FoyerKiosk *self, const char *text)
{
  g_autoptr (FoyerEnrolmentUri) uri = foyer_enrolment_uri_parse (text);

  if (uri == NULL)
    foyer_door_scan (foyer_kiosk_get_door (self), text);
}

void
foyer_kiosk_scan (FoyerKiosk *self, const char *text)
{
  if (foyer_health_take_code (self->health))
    return;
  if (self->phase == FOYER_KIOSK_SETUP)
    enrol (self, text);
  else if (self->phase == FOYER_KIOSK_OPEN && !self->held)
    scan_guest (self, text);
}

void
foyer_kiosk_start (FoyerKiosk *self)
{
  foyer_senses_start (self->senses);
  if (self->enrolment != NULL && foyer_choices_is (self->choices, FOYER_CHOICE_HUB, "own"))
    foyer_own_hub_start (self->own_hub, self->enrolment->address);
}

/* Readers before writers, writers before what they write to. */
void
foyer_kiosk_stop (FoyerKiosk *self)
{
  if (self->senses != NULL)
    foyer_senses_stop (self->senses);
  foyer_kiosk_stop_looking (self);
  if (self->rehearsal != NULL)
    foyer_rehearsal_end (self->rehearsal);
  if (self->paper != NULL)
    foyer_paper_stop (self->paper);
  if (self->engine != NULL)
    foyer_engine_stop (self->engine);
  if (self->replica != NULL)
    foyer_replica_close (self->replica);
  if (self->own_hub != NULL)
    foyer_own_hub_stop (self->own_hub);
  foyer_camera_settle ();
}

FoyerKioskPhase
foyer_kiosk_get_phase (FoyerKiosk *self)
{
  return self->phase;
}

const GError *
foyer_kiosk_get_trouble (FoyerKiosk *self)
{
  return self->trouble;
}

gboolean
foyer_kiosk_is_enrolling (FoyerKiosk *self)
{
  return self->enrolling;
}

const char *
foyer_kiosk_get_enrol_note (FoyerKiosk *self)
{
  return self->enrol_note;
}

FoyerCamera *
foyer_kiosk_get_camera (FoyerKiosk *self)
{
  return foyer_senses_get_camera (self->senses);
}

FoyerPrintQueue *
foyer_kiosk_get_queue (FoyerKiosk *self)
{
  return self->paper ? foyer_paper_get_queue (self->paper) : NULL;
}

FoyerHealth *
foyer_kiosk_get_health (FoyerKiosk *self)
{
  return self->health;
}

FoyerSession *
foyer_kiosk_get_session (FoyerKiosk *self)
{
  return self->session;
}

FoyerDoor *
foyer_kiosk_get_door (FoyerKiosk *self)
{
  return self->rehearsal ? foyer_rehearsal_get_door (self->rehearsal) : self->door;
}

const char *
foyer_kiosk_get_name (FoyerKiosk *self)
{
  if (self->name != NULL)
    return self->name;
  return self->enrolment ? self->enrolment->name : NULL;
}

static void
foyer_kiosk_dispose (GObject *object)
{
  FoyerKiosk *self = FOYER_KIOSK (object);

  foyer_kiosk_stop (self);
  g_clear_object (&self->rehearsal);
  g_clear_object (&self->paper);
  g_clear_object (&self->engine);
  g_clear_object (&self->door);
  g_clear_object (&self->replica);
  g_clear_object (&self->own_hub);
  g_clear_object (&self->senses);
  g_clear_object (&self->session);
  g_clear_object (&self->neighbours);
  g_clear_object (&self->health);
  G_OBJECT_CLASS (foyer_kiosk_parent_class)->dispose (object);
}

static void
foyer_kiosk_finalize (GObject *object)
{
  FoyerKiosk *self = FOYER_KIOSK (object);

  g_free (self->state);
  g_free (self->list);
  g_free (self->tables);
  foyer_choices_free (self->choices);
  g_clear_pointer (&self->counts, g_ptr_array_unref);
  g_ptr_array_unref (self->printers);
  g_free (self->badge_template);
  g_free (self->name);
  g_free (self->enrol_note);
  g_clear_error (&self->trouble);
  foyer_enrolment_free (self->enrolment);
  G_OBJECT_CLASS (foyer_kiosk_parent_class)->finalize (object);
}

static void
foyer_kiosk_class_init (FoyerKioskClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = foyer_kiosk_dispose;
  object_class->finalize = foyer_kiosk_finalize;

  signals[CHANGED] = g_signal_new ("changed", FOYER_TYPE_KIOSK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
foyer_kiosk_init (FoyerKiosk *self)
{
}

/* This machine's own hub is where it was, or had to go elsewhere. */
static void
on_own_hub_listening (FoyerKiosk *self)
{
  const char *address = foyer_own_hub_get_address (self->own_hub);
  g_autoptr (GError) error = NULL;

  if (self->engine == NULL)
    return;
  if (g_str_equal (self->enrolment->address, address)) {
    foyer_engine_kick (self->engine);
    return;
  }
  g_free (self->enrolment->address);
  self->enrolment->address = g_strdup (address);
  if (!foyer_enrolment_save (self->enrolment, self->state, &error))
    g_warning ("where the hub is cannot be kept: %s", error->message);
  foyer_engine_stop (self->engine);
  g_clear_object (&self->engine);
  g_clear_error (&error);
  if (!open_engine (self, &error))
    g_warning ("the hub on this machine cannot be spoken to: %s", error->message);
}

static void
make_parts (FoyerKiosk *self, const FoyerConfig *config)
{
  g_autofree char *folder = g_build_filename (self->state, "hub", NULL);

  self->session = foyer_session_new (SESSION_IDLE_MS);
  self->health = foyer_health_new ();
  foyer_kiosk_join_fleet (self);
  self->senses = foyer_senses_new (config, self->health);
  self->own_hub = foyer_own_hub_new (folder);
  foyer_kiosk_follow_looks (self);
  g_signal_connect_object (self->senses, "code", G_CALLBACK (foyer_kiosk_scan), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->own_hub, "listening", G_CALLBACK (on_own_hub_listening), self,
                           G_CONNECT_SWAPPED);
}

static void
take_config (FoyerKiosk *self, const FoyerConfig *config)
{
  self->state = g_strdup (config->state);
  self->list = g_strdup (config->list);
  self->name = g_strdup (config->name);
  self->tables = g_strdup (config->tables);
  self->role = config->role;
  self->asks = config->setup;
  self->seated = config->seated;
  self->printers = g_ptr_array_ref (config->printers);
  self->badge_template = g_strdup (config->badge_template);
  self->patience_s = config->patience_s;
}

FoyerKiosk *
foyer_kiosk_new (const FoyerConfig *config)
{
  FoyerKiosk *self = g_object_new (FOYER_TYPE_KIOSK, NULL);
  g_autoptr (GError) error = NULL;
  FoyerEnrolment *enrolment;

  take_config (self, config);
  if (g_mkdir_with_parents (self->state, 0700) != 0)
    g_warning ("%s: the folder cannot be made", self->state);
  self->choices = foyer_choices_load (self->state);
  foyer_kiosk_clean_rehearsal (self);
  make_parts (self, config);
  enrolment = foyer_enrolment_load (self->state, &error);
  if (enrolment != NULL)
    foyer_kiosk_open (self, enrolment);
  return self;
}
