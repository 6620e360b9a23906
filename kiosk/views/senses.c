/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-senses"

#include "senses.h"

#include "hand-scanners.h"
#include "scanner.h"
#include "sound.h"
#include "trace.h"

struct _FoyerSenses {
  GObject            parent_instance;

  FoyerHealth       *health;
  FoyerCamera       *camera;
  FoyerScanner      *scanner;
  FoyerHandScanners *hands;
  FoyerSound        *sound;
  gboolean           started;
};

enum { CODE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (FoyerSenses, foyer_senses, G_TYPE_OBJECT)

static void
on_code (FoyerSenses *self, const char *text, const FoyerScanTimes *times)
{
  foyer_trace_seen (times->seen_us);
  g_signal_emit (self, signals[CODE], 0, text);
}

static void
on_line (FoyerSenses *self, const char *text)
{
  foyer_scanner_push_text (self->scanner, text);
}

static void
on_sound_started (FoyerSenses *self, int kind, gint64 when_us)
{
  foyer_trace_sound (when_us);
  foyer_health_set_sound (self->health, TRUE);
}

void
foyer_senses_retell (FoyerSenses *self)
{
  const char *message = foyer_scanner_get_message (self->scanner);

  foyer_health_set_camera (self->health,
                           *message != '\0' ? message : foyer_hand_scanners_get_message (self->hands));
}

static void
open_camera (FoyerSenses *self, const char *source)
{
  self->camera = foyer_camera_new (source);
  self->scanner = foyer_scanner_new (self->camera);
  g_signal_connect_object (self->scanner, "notify::message", G_CALLBACK (foyer_senses_retell), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->scanner, "code", G_CALLBACK (on_code), self, G_CONNECT_SWAPPED);
}

void
foyer_senses_use_camera (FoyerSenses *self, const char *source)
{
  if (g_str_equal (foyer_camera_get_source (self->camera), source))
    return;
  foyer_scanner_stop (self->scanner);
  g_clear_object (&self->scanner);
  g_clear_object (&self->camera);
  open_camera (self, source);
  if (self->started)
    foyer_scanner_start (self->scanner);
  foyer_senses_retell (self);
}

void
foyer_senses_start (FoyerSenses *self)
{
  self->started = TRUE;
  foyer_scanner_start (self->scanner);
  foyer_hand_scanners_start (self->hands);
}

void
foyer_senses_stop (FoyerSenses *self)
{
  self->started = FALSE;
  foyer_hand_scanners_stop (self->hands);
  foyer_scanner_stop (self->scanner);
}

FoyerCamera *
foyer_senses_get_camera (FoyerSenses *self)
{
  return self->camera;
}

void
foyer_senses_play (FoyerSenses *self, FoyerDoorSound sound)
{
  static const FoyerSoundKind kinds[] = {
    [FOYER_DOOR_SOUND_ADMITTED] = FOYER_SOUND_ADMITTED,
    [FOYER_DOOR_SOUND_AGAIN]    = FOYER_SOUND_AGAIN,
    [FOYER_DOOR_SOUND_REFUSED]  = FOYER_SOUND_REFUSED,
    [FOYER_DOOR_SOUND_HELP]     = FOYER_SOUND_HELP,
  };

  g_return_if_fail ((gsize) sound < G_N_ELEMENTS (kinds));

  foyer_sound_play (self->sound, kinds[sound]);
}

void
foyer_senses_look_again (FoyerSenses *self)
{
  foyer_scanner_look_again (self->scanner);
}

static void
foyer_senses_dispose (GObject *object)
{
  FoyerSenses *self = FOYER_SENSES (object);

  g_clear_object (&self->hands);
  g_clear_object (&self->scanner);
  g_clear_object (&self->camera);
  g_clear_object (&self->sound);
  g_clear_object (&self->health);
  G_OBJECT_CLASS (foyer_senses_parent_class)->dispose (object);
}

static void
foyer_senses_class_init (FoyerSensesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_senses_dispose;

  signals[CODE] = g_signal_new ("code", FOYER_TYPE_SENSES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
foyer_senses_init (FoyerSenses *self)
{
}

FoyerSenses *
foyer_senses_new (const FoyerConfig *config, FoyerHealth *health)
{
  FoyerSenses *self = g_object_new (FOYER_TYPE_SENSES, NULL);

  self->health = g_object_ref (health);
  self->sound = foyer_sound_new (config->sound);
  self->hands = foyer_hand_scanners_new (config->scanners, config->scanner_layout, NULL);
  g_signal_connect_object (self->sound, "started", G_CALLBACK (on_sound_started), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->hands, "notify::message", G_CALLBACK (foyer_senses_retell), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->hands, "line", G_CALLBACK (on_line), self, G_CONNECT_SWAPPED);
  open_camera (self, config->camera);
  foyer_senses_retell (self);
  return self;
}
