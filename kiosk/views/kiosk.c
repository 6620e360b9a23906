/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-kiosk"

#include "kiosk.h"

#include "client.h"
#include "engine.h"
#include "enrolment.h"
#include "hand-scanners.h"
#include "journal.h"
#include "printers.h"
#include "scanner.h"
#include "sound.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sys/statvfs.h>

#define SESSION_IDLE_MS (3 * 60 * 1000)

struct _FoyerKiosk {
  GObject          parent_instance;

  char            *state;
  char            *list;
  GPtrArray       *printers;  /* of FoyerConfigPrinter */
  char            *badge_template;
  guint            patience_s;
  char            *name;

  FoyerKioskPhase  phase;
  GError          *trouble;
  gboolean         enrolling;
  char            *enrol_note;

  FoyerCamera     *camera;
  FoyerScanner    *scanner;
  FoyerHandScanners *hands;
  FoyerSound      *sound;
  FoyerSession    *session;
  FoyerHealth     *health;

  /* Only in the phase OPEN. */
  FoyerEnrolment  *enrolment;
  FoyerReplica    *replica;
  FoyerEngine     *engine;
  FoyerDoor       *door;
  FoyerPrintQueue *queue;     /* (nullable): no printer */
  FoyerBadges     *badges;
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (FoyerKiosk, foyer_kiosk, G_TYPE_OBJECT)

static void
set_phase (FoyerKiosk *self, FoyerKioskPhase phase)
{
  self->phase = phase;
  g_signal_emit (self, signals[CHANGED], 0);
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
on_sound_started (FoyerKiosk *self)
{
  foyer_health_set_sound (self->health, TRUE);
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
  foyer_engine_get_facts (self->engine, &facts);
  if (facts.wiped)
    on_wiped (self, facts.state);
  foyer_health_set_hub (self->health, facts.alone_since_us, facts.data_us);
  foyer_health_set_unsent (self->health, facts.unsent);
  foyer_health_set_clock (self->health, facts.clock_trusted, facts.clock_offset_us);
  foyer_health_set_proof (self->health, proofs[facts.proof]);
  foyer_door_set_clock_trusted (self->door, facts.clock_trusted);
}

static void
on_printer_changed (FoyerKiosk *self)
{
  g_autofree char *trouble = foyer_printers_trouble (self->queue);
  guint waiting = foyer_print_queue_count (self->queue, FOYER_PRINT_QUEUED) +
                  foyer_print_queue_count (self->queue, FOYER_PRINT_SENDING) +
                  foyer_print_queue_count (self->queue, FOYER_PRINT_PRINTING);

  foyer_health_set_printer (self->health, TRUE, trouble, waiting);
}

static void
on_scanner_message (FoyerKiosk *self)
{
  const char *message = foyer_scanner_get_message (self->scanner);

  foyer_health_set_camera (self->health,
                           *message != '\0' ? message : foyer_hand_scanners_get_message (self->hands));
}

void
foyer_kiosk_retell (FoyerKiosk *self)
{
  on_scanner_message (self);
  if (self->badges != NULL)
    on_printer_changed (self);
}

static void
on_event_changed (FoyerKiosk *self)
{
  const FoyerEvent *event = foyer_door_get_event (self->door);

  foyer_health_set_zone (self->health, event ? event->zone : NULL);
  /* Someone may have been waiting before the guest list was here. */
  if (event != NULL && self->scanner != NULL)
    foyer_scanner_look_again (self->scanner);
}

static void
on_sound (FoyerKiosk *self, guint sound)
{
  static const FoyerSoundKind kinds[] = {
    [FOYER_DOOR_SOUND_ADMITTED] = FOYER_SOUND_ADMITTED,
    [FOYER_DOOR_SOUND_AGAIN]    = FOYER_SOUND_AGAIN,
    [FOYER_DOOR_SOUND_REFUSED]  = FOYER_SOUND_REFUSED,
    [FOYER_DOOR_SOUND_HELP]     = FOYER_SOUND_HELP,
  };

  g_return_if_fail (sound < G_N_ELEMENTS (kinds));

  foyer_sound_play (self->sound, kinds[sound]);
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
  g_signal_connect_object (self->door, "sound", G_CALLBACK (on_sound), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->door, "event-changed", G_CALLBACK (on_event_changed), self,
                           G_CONNECT_SWAPPED);
}

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

/* A kiosk whose printer can't be used still lets people in: it says so and goes on. */
static void
open_printing (FoyerKiosk *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (self->state, "badges.db", NULL);

  if (self->printers->len == 0)
    return;
  self->queue = foyer_print_queue_open (path, &error);
  if (self->queue == NULL) {
    g_warning ("badges cannot be printed: %s", error->message);
    foyer_health_set_printer (self->health, TRUE, _("Badges cannot be printed here"), 0);
    return;
  }
  foyer_print_queue_set_patience (self->queue, self->patience_s * 1000);
  if (!foyer_printers_add (self->queue, self->printers, &error))
    g_warning ("a printer cannot be used: %s", error->message);
  g_signal_connect_object (self->queue, "printer-changed", G_CALLBACK (on_printer_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->queue, "job-changed", G_CALLBACK (on_printer_changed), self,
                           G_CONNECT_SWAPPED);
  self->badges = foyer_badges_new (self->replica, self->queue, self->badge_template,
                                   self->enrolment->secret_key);
  on_printer_changed (self);
}

/* Takes @enrolment. */
static void
open_all (FoyerKiosk *self, FoyerEnrolment *enrolment)
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
  open_printing (self);
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
  g_signal_emit (self, signals[CHANGED], 0);
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
  foyer_sound_play (self->sound, FOYER_SOUND_ADMITTED);
  open_all (self, enrolment);
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
    foyer_door_scan (self->door, text);
}

void
foyer_kiosk_scan (FoyerKiosk *self, const char *text)
{
  if (self->phase == FOYER_KIOSK_SETUP)
    enrol (self, text);
  else if (self->phase == FOYER_KIOSK_OPEN)
    scan_guest (self, text);
}

void
foyer_kiosk_start (FoyerKiosk *self)
{
  foyer_scanner_start (self->scanner);
  foyer_hand_scanners_start (self->hands);
}

/* Readers before writers, writers before what they write to. */
void
foyer_kiosk_stop (FoyerKiosk *self)
{
  if (self->hands != NULL)
    foyer_hand_scanners_stop (self->hands);
  if (self->scanner != NULL)
    foyer_scanner_stop (self->scanner);
  if (self->badges != NULL)
    foyer_badges_stop (self->badges);
  if (self->queue != NULL)
    foyer_print_queue_close (self->queue);
  if (self->engine != NULL)
    foyer_engine_stop (self->engine);
  if (self->replica != NULL)
    foyer_replica_close (self->replica);
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
  return self->camera;
}

FoyerPrintQueue *
foyer_kiosk_get_queue (FoyerKiosk *self)
{
  return self->queue;
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
  return self->door;
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
  g_clear_object (&self->badges);
  g_clear_object (&self->queue);
  g_clear_object (&self->engine);
  g_clear_object (&self->door);
  g_clear_object (&self->replica);
  g_clear_object (&self->hands);
  g_clear_object (&self->scanner);
  g_clear_object (&self->camera);
  g_clear_object (&self->sound);
  g_clear_object (&self->session);
  g_clear_object (&self->health);
  G_OBJECT_CLASS (foyer_kiosk_parent_class)->dispose (object);
}

static void
foyer_kiosk_finalize (GObject *object)
{
  FoyerKiosk *self = FOYER_KIOSK (object);

  g_free (self->state);
  g_free (self->list);
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

static void
on_code (FoyerKiosk *self, const char *text)
{
  foyer_kiosk_scan (self, text);
}

static void
make_senses (FoyerKiosk *self, const FoyerConfig *config)
{
  self->session = foyer_session_new (SESSION_IDLE_MS);
  self->health = foyer_health_new ();
  self->sound = foyer_sound_new (config->sound);
  self->camera = foyer_camera_new (config->camera);
  self->scanner = foyer_scanner_new (self->camera);
  self->hands = foyer_hand_scanners_new (config->scanners, config->scanner_layout, NULL);
  g_signal_connect_object (self->sound, "started", G_CALLBACK (on_sound_started), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->scanner, "notify::message", G_CALLBACK (on_scanner_message), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->scanner, "code", G_CALLBACK (on_code), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->hands, "notify::message", G_CALLBACK (on_scanner_message), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->hands, "line", G_CALLBACK (foyer_scanner_push_text), self->scanner,
                           G_CONNECT_SWAPPED);
}

FoyerKiosk *
foyer_kiosk_new (const FoyerConfig *config)
{
  FoyerKiosk *self = g_object_new (FOYER_TYPE_KIOSK, NULL);
  g_autoptr (GError) error = NULL;
  FoyerEnrolment *enrolment;

  self->state = g_strdup (config->state);
  self->list = g_strdup (config->list);
  self->name = g_strdup (config->name);
  self->printers = g_ptr_array_ref (config->printers);
  self->badge_template = g_strdup (config->badge_template);
  self->patience_s = config->patience_s;
  make_senses (self, config);
  on_scanner_message (self);
  if (g_mkdir_with_parents (self->state, 0700) != 0)
    g_warning ("%s: the folder cannot be made", self->state);
  enrolment = foyer_enrolment_load (self->state, &error);
  if (enrolment != NULL)
    open_all (self, enrolment);
  return self;
}
