/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-sound"

#include "sound.h"

#include <gst/gst.h>

/* How soon a sound that plays makes room for the next. */
#define POLL_NS (10 * GST_MSECOND)
#define QUIT GINT_TO_POINTER (-1)

/* Shared by the object and its thread; the last to leave frees it, so that a
 * device that hangs keeps nobody waiting. */
typedef struct {
  GMainContext *home;
  GAsyncQueue  *wanted;       /* FoyerSoundKind + 1, or QUIT */
  char         *sink;
  GWeakRef      object;       /* whom to tell */
  gboolean      complained;   /* the thread's own */
  int           kind;         /* what plays, the thread's own */
} Player;

struct _FoyerSound {
  GObject parent_instance;

  char   *sink;
  Player *player;   /* NULL for `none` */
};

typedef struct {
  Player        *player;
  FoyerSoundKind kind;
  gint64         when_us;
} Start;

enum { PROP_SINK = 1, N_PROPS };
static GParamSpec *props[N_PROPS];

enum { STARTED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (FoyerSound, foyer_sound, G_TYPE_OBJECT)

static void
clear_player (gpointer data)
{
  Player *player = data;

  g_main_context_unref (player->home);
  g_async_queue_unref (player->wanted);
  g_weak_ref_clear (&player->object);
  g_free (player->sink);
}

static void
player_unref (gpointer player)
{
  g_atomic_rc_box_release_full (player, clear_player);
}

static void
start_free (gpointer data)
{
  player_unref (((Start *) data)->player);
  g_free (data);
}

/* Main thread. */
static gboolean
tell_start (gpointer data)
{
  Start *start = data;
  g_autoptr (FoyerSound) self = g_weak_ref_get (&start->player->object);

  if (self != NULL)
    g_signal_emit (self, signals[STARTED], 0, (int) start->kind, start->when_us);
  return G_SOURCE_REMOVE;
}

static GstPadProbeReturn
on_first_samples (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  Player *player = user_data;
  Start *start = g_new0 (Start, 1);
  g_autoptr (GSource) visit = g_idle_source_new ();

  start->player = g_atomic_rc_box_acquire (player);
  start->kind = (FoyerSoundKind) player->kind;
  start->when_us = g_get_monotonic_time ();
  g_source_set_callback (visit, tell_start, start, start_free);
  g_source_attach (visit, player->home);
  return GST_PAD_PROBE_REMOVE;
}

static char *
path_for (FoyerSoundKind kind)
{
  static const char *const names[] = {
    [FOYER_SOUND_ADMITTED] = "admitted.wav",
    [FOYER_SOUND_AGAIN] = "again.wav",
    [FOYER_SOUND_REFUSED] = "refused.wav",
    [FOYER_SOUND_HELP] = "help.wav",
  };
  const char *assets = g_getenv ("FOYER_ASSETS");

  return g_build_filename (assets != NULL ? assets : FOYER_ASSETS_DIR, "sounds", names[kind], NULL);
}

static void
complain (Player *player, const char *why)
{
  if (!player->complained)
    g_debug ("no sound: %s", why);
  player->complained = TRUE;
}

static GstElement *
pipeline_new (Player *player, GError **error)
{
  g_autofree char *path = path_for ((FoyerSoundKind) player->kind);
  g_autofree char *text =
    g_strdup_printf ("filesrc name=file ! wavparse ! audioconvert name=last ! audioresample ! %s",
                     g_strcmp0 (player->sink, "auto") == 0 ? "autoaudiosink" : player->sink);
  GstElement *pipeline = gst_parse_launch_full (text, NULL, GST_PARSE_FLAG_FATAL_ERRORS, error);
  g_autoptr (GstElement) file = NULL;
  g_autoptr (GstElement) last = NULL;
  g_autoptr (GstPad) pad = NULL;

  if (pipeline == NULL)
    return NULL;
  gst_object_ref_sink (pipeline);
  file = gst_bin_get_by_name (GST_BIN (pipeline), "file");
  g_object_set (file, "location", path, NULL);
  last = gst_bin_get_by_name (GST_BIN (pipeline), "last");
  pad = gst_element_get_static_pad (last, "src");
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, on_first_samples,
                     g_atomic_rc_box_acquire (player), player_unref);
  return pipeline;
}

/* Until the sound is over, broken, or another is wanted. */
static void
wait_for_end (Player *player, GstElement *pipeline)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
  g_autoptr (GstMessage) message = NULL;
  g_autoptr (GError) error = NULL;

  while (message == NULL && g_async_queue_length (player->wanted) <= 0)
    message = gst_bus_timed_pop_filtered (bus, POLL_NS, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  if (message == NULL || GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS)
    return;
  gst_message_parse_error (message, &error, NULL);
  complain (player, error->message);
}

static void
play (Player *player)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GstElement) pipeline = NULL;

  if (gst_init_check (NULL, NULL, &error))
    pipeline = pipeline_new (player, &error);
  if (pipeline == NULL) {
    complain (player, error->message);
    return;
  }
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  wait_for_end (player, pipeline);
  gst_element_set_state (pipeline, GST_STATE_NULL);
}

static gpointer
sound_thread (gpointer data)
{
  Player *player = data;
  gpointer wanted;

  while ((wanted = g_async_queue_pop (player->wanted)) != QUIT) {
    player->kind = GPOINTER_TO_INT (wanted) - 1;
    if (g_async_queue_length (player->wanted) <= 0)
      play (player);
  }
  player_unref (player);
  return NULL;
}

static Player *
player_new (FoyerSound *self)
{
  Player *player = g_atomic_rc_box_new0 (Player);

  player->home = g_main_context_ref_thread_default ();
  player->wanted = g_async_queue_new ();
  player->sink = g_strdup (self->sink);
  g_weak_ref_init (&player->object, self);
  g_thread_unref (g_thread_new ("sound", sound_thread, g_atomic_rc_box_acquire (player)));
  return player;
}

static void
foyer_sound_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_SINK:
    FOYER_SOUND (object)->sink = g_value_dup_string (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
foyer_sound_constructed (GObject *object)
{
  FoyerSound *self = FOYER_SOUND (object);

  G_OBJECT_CLASS (foyer_sound_parent_class)->constructed (object);
  if (g_strcmp0 (self->sink, "none") != 0)
    self->player = player_new (self);
}

static void
foyer_sound_finalize (GObject *object)
{
  FoyerSound *self = FOYER_SOUND (object);

  if (self->player != NULL)
    g_async_queue_push (self->player->wanted, QUIT);
  g_clear_pointer (&self->player, player_unref);
  g_free (self->sink);
  G_OBJECT_CLASS (foyer_sound_parent_class)->finalize (object);
}

static void
foyer_sound_class_init (FoyerSoundClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = foyer_sound_set_property;
  object_class->constructed = foyer_sound_constructed;
  object_class->finalize = foyer_sound_finalize;

  props[PROP_SINK] =
    g_param_spec_string ("sink", NULL, NULL, "auto",
                         G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[STARTED] = g_signal_new ("started", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT64);
}

static void
foyer_sound_init (FoyerSound *self)
{
}

FoyerSound *
foyer_sound_new (const char *sink)
{
  return g_object_new (FOYER_TYPE_SOUND, "sink", sink, NULL);
}

void
foyer_sound_play (FoyerSound *self, FoyerSoundKind kind)
{
  g_return_if_fail (FOYER_IS_SOUND (self));
  g_return_if_fail (kind <= FOYER_SOUND_HELP);

  if (self->player != NULL)
    g_async_queue_push (self->player->wanted, GINT_TO_POINTER ((int) kind + 1));
}
