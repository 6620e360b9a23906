/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-camera"

#include "camera-worker.h"

#include "camera-devices.h"
#include "camera-fault.h"
#include "camera-pipeline.h"
#include "camera-sinks.h"
#include "picture-feed.h"

/* Also the pace of a pictures: source. */
#define TICK_MS 66
#define FROZEN_US G_USEC_PER_SEC
/* A camera may take this long for its first frame: what takes longer is often
 * stuck, and is well when it is opened anew. Every third time it gets time to
 * be just slow. */
#define OPENING_US (2 * G_USEC_PER_SEC)
#define SLOW_OPENING_US (5 * G_USEC_PER_SEC)
/* No longer: a camera that is back is to see within two seconds. */
#define BACKOFF_US (G_USEC_PER_SEC / 8)
#define LONGEST_BACKOFF_US (G_USEC_PER_SEC / 2)
#define DARK_WIDTH 640
#define DARK_HEIGHT 360

struct _FoyerCameraWorker {
  FoyerCameraHerald  *herald;
  char               *source;
  FoyerCameraKind     kind;
  const char         *path;      /* part of source */

  /* The worker's own thread only. */
  GMainContext       *context;
  GstElement         *pipeline;
  GSource            *bus_watch;
  FoyerCameraDevices *devices;   /* NULL for a source that is no choice of devices */
  GstDevice          *device;    /* the one of them that the pipeline uses */
  FoyerPictureFeed   *feed;
  guint               failures;  /* since frames last came */
  guint               silences;  /* of those, openings that brought none */
  guint               attempt;   /* says which device is next */
  gint64              retry_us;  /* when to build again, 0 while a pipeline stands */
  gboolean            ended;     /* the film is over: nothing more will come */
};

static struct {
  GMutex lock;   /* guards alive */
  GCond  changed;
  guint  alive;
} workers;

static void
clear_worker (gpointer data)
{
  FoyerCameraWorker *self = data;

  foyer_camera_herald_unref (self->herald);
  g_main_context_unref (self->context);
  g_free (self->source);
}

static void
worker_unref (FoyerCameraWorker *self)
{
  g_atomic_rc_box_release_full (self, clear_worker);
}

static void
show_darkness (FoyerCameraWorker *self)
{
  gsize size = DARK_WIDTH * DARK_HEIGHT * 4;
  guint8 *pixels = g_malloc0 (size);

  for (gsize i = 3; i < size; i += 4)
    pixels[i] = 255;
  foyer_camera_herald_show (self->herald, g_bytes_new_take (pixels, size), DARK_WIDTH, DARK_HEIGHT,
                            DARK_WIDTH * 4);
}

static void
clear_source (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

/* A decodebin that has just failed may refuse its first step down, which leaves
 * the whole pipeline half-way; it takes the next one. */
static void
switch_off (GstElement *pipeline)
{
  for (int i = 0; i < 5; i++)
    if (gst_element_set_state (pipeline, GST_STATE_NULL) != GST_STATE_CHANGE_FAILURE)
      return;
  g_message ("a camera's pipeline can't be switched off");
}

static void
tear_down (FoyerCameraWorker *self)
{
  clear_source (&self->bus_watch);
  g_clear_pointer (&self->feed, foyer_picture_feed_free);
  if (self->pipeline != NULL)
    switch_off (self->pipeline);
  gst_clear_object (&self->pipeline);
  gst_clear_object (&self->device);
}

/* What only a device can be told to be: to others it is just a failure. */
static FoyerCameraState
state_for_kind (FoyerCameraWorker *self, FoyerCameraState state)
{
  return state == FOYER_CAMERA_UNSUITABLE && !foyer_camera_kind_is_device (self->kind)
           ? FOYER_CAMERA_FAILED : state;
}

static void
fail (FoyerCameraWorker *self, FoyerCameraState state, const char *why)
{
  gint64 wait_us = MIN ((gint64) BACKOFF_US << MIN (self->failures, 10), LONGEST_BACKOFF_US);

  if (self->failures == 0)
    g_message ("camera %s: %s", self->source, why);
  else
    g_debug ("camera %s, attempt %u: %s", self->source, self->failures, why);
  state = state_for_kind (self, state);
  /* First said, then done: a device may take seconds to close, and may send a
   * last frame meanwhile. */
  foyer_camera_herald_set_state (self->herald, state);
  tear_down (self);
  foyer_camera_herald_set_state (self->herald, state);
  self->failures++;
  if (state != FOYER_CAMERA_MISSING)
    self->attempt++;
  self->retry_us = g_get_monotonic_time () + wait_us;
}

static void
on_end (FoyerCameraWorker *self)
{
  switch (self->kind) {
  case FOYER_CAMERA_KIND_FILM_LOOP:
    gst_element_seek_simple (self->pipeline, GST_FORMAT_TIME,
                             GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_KEY_UNIT, 0);
    return;
  case FOYER_CAMERA_KIND_FILM:
    self->ended = TRUE;
    show_darkness (self);
    return;
  case FOYER_CAMERA_KIND_NONE:
  case FOYER_CAMERA_KIND_AUTO:
  case FOYER_CAMERA_KIND_NAMED:
  case FOYER_CAMERA_KIND_V4L2:
  case FOYER_CAMERA_KIND_PICTURES:
  default:
    fail (self, FOYER_CAMERA_FROZEN, "no more frames");
  }
}

static gboolean
on_bus (GstBus *bus, GstMessage *message, gpointer user_data)
{
  FoyerCameraWorker *self = user_data;
  g_autoptr (GError) error = NULL;

  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS)
    on_end (self);
  if (GST_MESSAGE_TYPE (message) != GST_MESSAGE_ERROR)
    return G_SOURCE_CONTINUE;
  gst_message_parse_error (message, &error, NULL);
  fail (self, foyer_camera_fault_to_state (message), error->message);
  return G_SOURCE_CONTINUE;
}

/* Sees for itself what GStreamer would only call an error. */
static gboolean
is_there (FoyerCameraWorker *self)
{
  switch (self->kind) {
  case FOYER_CAMERA_KIND_AUTO:
  case FOYER_CAMERA_KIND_NAMED:
    return self->device != NULL;
  case FOYER_CAMERA_KIND_PICTURES:
    return g_file_test (self->path, G_FILE_TEST_IS_DIR);
  case FOYER_CAMERA_KIND_V4L2:
  case FOYER_CAMERA_KIND_FILM:
  case FOYER_CAMERA_KIND_FILM_LOOP:
    return g_file_test (self->path, G_FILE_TEST_EXISTS);
  case FOYER_CAMERA_KIND_NONE:
  default:
    return FALSE;
  }
}

static void
play (FoyerCameraWorker *self)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (self->pipeline);

  foyer_camera_sinks_connect (self->pipeline, self->herald);
  self->bus_watch = gst_bus_create_watch (bus);
  g_source_set_callback (self->bus_watch, G_SOURCE_FUNC (on_bus), self, NULL);
  g_source_attach (self->bus_watch, self->context);
  if (self->kind == FOYER_CAMERA_KIND_PICTURES) {
    g_autoptr (GstElement) appsrc = gst_bin_get_by_name (GST_BIN (self->pipeline), "pictures");

    self->feed = foyer_picture_feed_new (self->path, GST_APP_SRC (appsrc));
  }
  foyer_camera_herald_expect (self->herald);
  /* A failure arrives on the bus, with its reason. */
  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
}

static void
build (FoyerCameraWorker *self)
{
  g_autoptr (GError) error = NULL;

  self->retry_us = 0;
  self->ended = FALSE;
  if (self->devices != NULL)
    self->device = foyer_camera_devices_pick (self->devices, self->attempt);
  if (!is_there (self)) {
    fail (self, FOYER_CAMERA_MISSING, "not there");
    return;
  }
  self->pipeline = foyer_camera_pipeline_new (self->kind, self->path, self->device, &error);
  if (self->pipeline == NULL)
    fail (self, FOYER_CAMERA_FAILED, error->message);
  else
    play (self);
}

static gboolean
sees (FoyerCameraState state)
{
  return state == FOYER_CAMERA_RUNNING || state == FOYER_CAMERA_DARK;
}

static void
watch_frames (FoyerCameraWorker *self)
{
  gint64 silent_us = g_get_monotonic_time () - foyer_camera_herald_get_last_us (self->herald);
  gboolean seeing = sees (foyer_camera_herald_get_state (self->herald));
  gint64 patience_us = self->silences % 3 == 2 ? SLOW_OPENING_US : OPENING_US;

  if (seeing)
    self->failures = self->silences = 0;
  if (silent_us <= (seeing ? FROZEN_US : patience_us))
    return;
  self->silences += !seeing;
  fail (self, FOYER_CAMERA_FROZEN, "no frames");
}

static gboolean
on_tick (gpointer user_data)
{
  FoyerCameraWorker *self = user_data;

  if (self->retry_us != 0 && g_get_monotonic_time () >= self->retry_us)
    build (self);
  if (self->feed != NULL && !foyer_picture_feed_push (self->feed))
    fail (self, FOYER_CAMERA_MISSING, "the folder is gone");
  if (self->pipeline != NULL && !self->ended)
    watch_frames (self);
  return G_SOURCE_CONTINUE;
}

static void
on_device (GstDevice *device, gboolean removed, gpointer user_data)
{
  FoyerCameraWorker *self = user_data;

  if (!removed && self->pipeline == NULL)
    self->retry_us = g_get_monotonic_time ();
  else if (removed && device == self->device)
    fail (self, FOYER_CAMERA_MISSING, "unplugged");
}

static void
begin (FoyerCameraWorker *self)
{
  g_autoptr (GError) error = NULL;

  if (!gst_init_check (NULL, NULL, &error)) {
    g_message ("camera %s: %s", self->source, error->message);
    foyer_camera_herald_set_state (self->herald, FOYER_CAMERA_FAILED);
  } else if (self->kind == FOYER_CAMERA_KIND_NONE) {
    g_message ("camera %s: not a source", self->source);
    foyer_camera_herald_set_state (self->herald, FOYER_CAMERA_FAILED);
  } else {
    foyer_camera_herald_set_state (self->herald, FOYER_CAMERA_STARTING);
    if (self->kind == FOYER_CAMERA_KIND_AUTO || self->kind == FOYER_CAMERA_KIND_NAMED)
      self->devices = foyer_camera_devices_new (self->path, on_device, self);
    build (self);
  }
}

static gpointer
worker_thread (gpointer data)
{
  FoyerCameraWorker *self = data;
  GSource *tick = g_timeout_source_new (TICK_MS);

  g_main_context_push_thread_default (self->context);
  g_source_set_callback (tick, on_tick, self, NULL);
  g_source_attach (tick, self->context);
  begin (self);
  while (!foyer_camera_herald_is_dismissed (self->herald))
    g_main_context_iteration (self->context, TRUE);
  clear_source (&tick);
  tear_down (self);
  g_clear_pointer (&self->devices, foyer_camera_devices_free);
  g_main_context_pop_thread_default (self->context);
  worker_unref (self);

  g_mutex_lock (&workers.lock);
  workers.alive--;
  g_cond_broadcast (&workers.changed);
  g_mutex_unlock (&workers.lock);
  return NULL;
}

FoyerCameraWorker *
foyer_camera_worker_start (const char *source, GObject *owner, const FoyerCameraTold *told)
{
  FoyerCameraWorker *self = g_atomic_rc_box_new0 (FoyerCameraWorker);

  self->context = g_main_context_new ();
  self->source = g_strdup (source);
  self->kind = foyer_camera_parse_source (self->source, &self->path);
  self->herald = foyer_camera_herald_new (owner, told, foyer_camera_kind_is_device (self->kind));

  g_mutex_lock (&workers.lock);
  workers.alive++;
  g_mutex_unlock (&workers.lock);
  g_thread_unref (g_thread_new ("camera", worker_thread, g_atomic_rc_box_acquire (self)));
  return self;
}

void
foyer_camera_worker_set_frame_func (FoyerCameraWorker *self, FoyerFrameFunc func,
                                    gpointer user_data)
{
  foyer_camera_herald_set_frame_func (self->herald, func, user_data);
}

void
foyer_camera_worker_stop (FoyerCameraWorker *self)
{
  foyer_camera_herald_dismiss (self->herald);
  g_main_context_wakeup (self->context);
  worker_unref (self);
}

void
foyer_camera_worker_settle (void)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&workers.lock);

  while (workers.alive > 0)
    g_cond_wait (&workers.changed, &workers.lock);
}
