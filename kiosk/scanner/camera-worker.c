/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-camera"

#include "camera-worker.h"

#include "camera-pipeline.h"
#include "picture-feed.h"

#include <gst/app/app.h>
#include <gst/video/video.h>

/* Also the pace of a pictures: source. */
#define TICK_MS 66
#define FROZEN_US G_USEC_PER_SEC
/* A camera that has just been opened may take this long for its first frame. */
#define OPENING_US (3 * G_USEC_PER_SEC)
#define BACKOFF_US (G_USEC_PER_SEC / 4)
#define LONGEST_BACKOFF_US (2 * G_USEC_PER_SEC)
#define DARK_WIDTH 640
#define DARK_HEIGHT 360

typedef struct {
  GBytes *pixels;
  int     width;
  int     height;
  int     stride;
} Preview;

struct _FoyerCameraWorker {
  GMainContext          *home;      /* where the owner is told */
  const FoyerCameraTold *told;
  char                  *source;
  FoyerCameraKind        kind;
  const char            *path;      /* part of source */

  GMutex                 lock;      /* guards all up to the next blank line */
  GObject               *owner;     /* not owned; NULL once stopped */
  FoyerFrameFunc         func;
  gpointer               func_data;
  FoyerCameraState       state;
  Preview                preview;   /* the newest, not yet told */
  gboolean               telling;   /* a visit to the main context is under way */
  gint64                 last_us;   /* when a frame came, or the pipeline was built */

  /* The worker's own thread only. */
  GMainContext          *context;
  GstElement            *pipeline;
  GSource               *bus_watch;
  GstDeviceMonitor      *monitor;
  GSource               *monitor_watch;
  GstDevice             *device;    /* the one the monitor found and the pipeline uses */
  FoyerPictureFeed      *feed;
  guint                  failures;
  gint64                 retry_us;  /* when to build again, 0 while a pipeline stands */
  gboolean               ended;     /* the film is over: nothing more will come */
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

  g_clear_pointer (&self->preview.pixels, g_bytes_unref);
  g_main_context_unref (self->home);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
  g_free (self->source);
}

static void
worker_unref (gpointer self)
{
  g_atomic_rc_box_release_full (self, clear_worker);
}

static GObject *
ref_owner (FoyerCameraWorker *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->owner != NULL ? g_object_ref (self->owner) : NULL;
}

/* Main thread, as is stopping: an owner seen here stays until this returns. */
static gboolean
tell (gpointer data)
{
  FoyerCameraWorker *self = data;
  g_autoptr (GObject) owner = ref_owner (self);
  g_autoptr (GObject) still = NULL;
  g_autoptr (GBytes) pixels = NULL;
  FoyerCameraState state;
  Preview preview;

  g_mutex_lock (&self->lock);
  self->telling = FALSE;
  state = self->state;
  preview = self->preview;
  pixels = g_steal_pointer (&self->preview.pixels);
  g_mutex_unlock (&self->lock);

  if (owner != NULL)
    self->told->state (owner, state);
  /* Whoever heard of the state may have stopped the camera. */
  still = ref_owner (self);
  if (still != NULL && pixels != NULL)
    self->told->preview (still, pixels, preview.width, preview.height, preview.stride);
  return G_SOURCE_REMOVE;
}

/* With the lock held. One visit at a time: a busy main loop is not flooded. */
static void
tell_soon (FoyerCameraWorker *self)
{
  g_autoptr (GSource) visit = NULL;

  if (self->telling || self->owner == NULL)
    return;
  self->telling = TRUE;
  visit = g_idle_source_new ();
  g_source_set_priority (visit, G_PRIORITY_DEFAULT);
  g_source_set_callback (visit, tell, g_atomic_rc_box_acquire (self), worker_unref);
  g_source_attach (visit, self->home);
}

static void
set_state (FoyerCameraWorker *self, FoyerCameraState state)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->state == state)
    return;
  self->state = state;
  tell_soon (self);
}

static void
show (FoyerCameraWorker *self, Preview preview)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_clear_pointer (&self->preview.pixels, g_bytes_unref);
  self->preview = preview;
  tell_soon (self);
}

static void
show_darkness (FoyerCameraWorker *self)
{
  gsize size = DARK_WIDTH * DARK_HEIGHT * 4;
  guint8 *pixels = g_malloc0 (size);

  for (gsize i = 3; i < size; i += 4)
    pixels[i] = 255;
  show (self, (Preview) { g_bytes_new_take (pixels, size), DARK_WIDTH, DARK_HEIGHT,
                          DARK_WIDTH * 4 });
}

static void
unmap (gpointer data)
{
  GstVideoFrame *mapped = data;

  gst_video_frame_unmap (mapped);
  g_free (mapped);
}

/* The mapped frame lives as long as the bytes that show it. */
static GBytes *
pull (GstAppSink *sink, GstVideoFrame **mapped)
{
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (sink);
  GstVideoInfo info;

  if (sample == NULL || !gst_video_info_from_caps (&info, gst_sample_get_caps (sample)))
    return NULL;
  *mapped = g_new0 (GstVideoFrame, 1);
  if (!gst_video_frame_map (*mapped, &info, gst_sample_get_buffer (sample), GST_MAP_READ)) {
    g_free (*mapped);
    return NULL;
  }
  return g_bytes_new_with_free_func (GST_VIDEO_FRAME_PLANE_DATA (*mapped, 0),
                                     (gsize) GST_VIDEO_FRAME_PLANE_STRIDE (*mapped, 0)
                                       * (gsize) GST_VIDEO_FRAME_HEIGHT (*mapped),
                                     unmap, *mapped);
}

static void
hand_on (FoyerCameraWorker *self, FoyerFrame *frame)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->last_us = frame->arrived_us;
  if (self->state != FOYER_CAMERA_RUNNING) {
    self->state = FOYER_CAMERA_RUNNING;
    tell_soon (self);
  }
  if (self->owner != NULL && self->func != NULL)
    self->func (frame, self->func_data);
}

static GstFlowReturn
on_frame (GstAppSink *sink, gpointer user_data)
{
  FoyerCameraWorker *self = user_data;
  gint64 now_us = g_get_monotonic_time ();
  GstVideoFrame *mapped = NULL;
  g_autoptr (GBytes) pixels = pull (sink, &mapped);
  g_autoptr (FoyerFrame) frame = NULL;
  GstClockTime pts;

  if (pixels == NULL)
    return GST_FLOW_OK;
  pts = GST_BUFFER_PTS (mapped->buffer);
  frame = foyer_frame_new (pixels, GST_VIDEO_FRAME_WIDTH (mapped),
                           GST_VIDEO_FRAME_HEIGHT (mapped),
                           GST_VIDEO_FRAME_PLANE_STRIDE (mapped, 0),
                           GST_CLOCK_TIME_IS_VALID (pts) ? (gint64) (pts / GST_USECOND) : -1,
                           now_us);
  if (frame != NULL)
    hand_on (self, frame);
  return GST_FLOW_OK;
}

static GstFlowReturn
on_preview (GstAppSink *sink, gpointer user_data)
{
  GstVideoFrame *mapped = NULL;
  GBytes *pixels = pull (sink, &mapped);

  if (pixels != NULL)
    show (user_data, (Preview) { pixels, GST_VIDEO_FRAME_WIDTH (mapped),
                                 GST_VIDEO_FRAME_HEIGHT (mapped),
                                 GST_VIDEO_FRAME_PLANE_STRIDE (mapped, 0) });
  return GST_FLOW_OK;
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

static void
fail (FoyerCameraWorker *self, FoyerCameraState state, const char *why)
{
  gint64 wait_us = MIN ((gint64) BACKOFF_US << MIN (self->failures, 10), LONGEST_BACKOFF_US);

  if (self->failures == 0)
    g_message ("camera %s: %s", self->source, why);
  else
    g_debug ("camera %s, attempt %u: %s", self->source, self->failures, why);
  tear_down (self);
  self->failures++;
  self->retry_us = g_get_monotonic_time () + wait_us;
  set_state (self, state);
}

static FoyerCameraState
state_for_error (const GError *error)
{
  if (g_error_matches (error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_NOT_FOUND))
    return FOYER_CAMERA_MISSING;
  if (g_error_matches (error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_BUSY))
    return FOYER_CAMERA_BUSY;
  return FOYER_CAMERA_FAILED;
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
  fail (self, state_for_error (error), error->message);
  return G_SOURCE_CONTINUE;
}

static GstDevice *
first_device (FoyerCameraWorker *self)
{
  GList *devices = gst_device_monitor_get_devices (self->monitor);
  GstDevice *first = devices != NULL ? gst_object_ref (devices->data) : NULL;

  g_list_free_full (devices, gst_object_unref);
  return first;
}

/* Sees for itself what GStreamer would only call an error. */
static gboolean
is_there (FoyerCameraWorker *self)
{
  switch (self->kind) {
  case FOYER_CAMERA_KIND_AUTO:
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
connect_sink (FoyerCameraWorker *self, const char *name,
              GstFlowReturn (*new_sample) (GstAppSink *, gpointer))
{
  g_autoptr (GstElement) sink = gst_bin_get_by_name (GST_BIN (self->pipeline), name);
  GstAppSinkCallbacks callbacks = { .new_sample = new_sample };

  gst_app_sink_set_callbacks (GST_APP_SINK (sink), &callbacks, self, NULL);
}

static void
play (FoyerCameraWorker *self)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (self->pipeline);

  connect_sink (self, "frames", on_frame);
  connect_sink (self, "preview", on_preview);
  self->bus_watch = gst_bus_create_watch (bus);
  g_source_set_callback (self->bus_watch, G_SOURCE_FUNC (on_bus), self, NULL);
  g_source_attach (self->bus_watch, self->context);
  if (self->kind == FOYER_CAMERA_KIND_PICTURES) {
    g_autoptr (GstElement) appsrc = gst_bin_get_by_name (GST_BIN (self->pipeline), "pictures");

    self->feed = foyer_picture_feed_new (self->path, GST_APP_SRC (appsrc));
  }
  g_mutex_lock (&self->lock);
  self->last_us = g_get_monotonic_time ();
  g_mutex_unlock (&self->lock);
  /* A failure arrives on the bus, with its reason. */
  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
}

static void
build (FoyerCameraWorker *self)
{
  g_autoptr (GError) error = NULL;

  self->retry_us = 0;
  self->ended = FALSE;
  if (self->monitor != NULL)
    self->device = first_device (self);
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

static void
watch_frames (FoyerCameraWorker *self)
{
  gint64 silent_us;
  gboolean running;

  g_mutex_lock (&self->lock);
  silent_us = g_get_monotonic_time () - self->last_us;
  running = self->state == FOYER_CAMERA_RUNNING;
  g_mutex_unlock (&self->lock);
  if (running)
    self->failures = 0;
  if (silent_us > (running ? FROZEN_US : OPENING_US))
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

static gboolean
on_monitor (GstBus *bus, GstMessage *message, gpointer user_data)
{
  FoyerCameraWorker *self = user_data;

  g_autoptr (GstDevice) device = NULL;

  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_DEVICE_ADDED && self->pipeline == NULL)
    self->retry_us = g_get_monotonic_time ();
  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_DEVICE_REMOVED)
    gst_message_parse_device_removed (message, &device);
  if (device != NULL && device == self->device)
    fail (self, FOYER_CAMERA_MISSING, "unplugged");
  return G_SOURCE_CONTINUE;
}

static void
watch_devices (FoyerCameraWorker *self)
{
  g_autoptr (GstBus) bus = NULL;

  self->monitor = gst_device_monitor_new ();
  gst_device_monitor_add_filter (self->monitor, "Video/Source", NULL);
  bus = gst_device_monitor_get_bus (self->monitor);
  self->monitor_watch = gst_bus_create_watch (bus);
  g_source_set_callback (self->monitor_watch, G_SOURCE_FUNC (on_monitor), self, NULL);
  g_source_attach (self->monitor_watch, self->context);
  gst_device_monitor_start (self->monitor);
}

static void
begin (FoyerCameraWorker *self)
{
  g_autoptr (GError) error = NULL;

  if (!gst_init_check (NULL, NULL, &error)) {
    g_message ("camera %s: %s", self->source, error->message);
    set_state (self, FOYER_CAMERA_FAILED);
  } else if (self->kind == FOYER_CAMERA_KIND_NONE) {
    g_message ("camera %s: not a source", self->source);
    set_state (self, FOYER_CAMERA_FAILED);
  } else {
    set_state (self, FOYER_CAMERA_STARTING);
    if (self->kind == FOYER_CAMERA_KIND_AUTO)
      watch_devices (self);
    build (self);
  }
}

static gboolean
is_stopped (FoyerCameraWorker *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->owner == NULL;
}

static void
end (FoyerCameraWorker *self)
{
  tear_down (self);
  clear_source (&self->monitor_watch);
  if (self->monitor != NULL)
    gst_device_monitor_stop (self->monitor);
  gst_clear_object (&self->monitor);
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
  while (!is_stopped (self))
    g_main_context_iteration (self->context, TRUE);
  clear_source (&tick);
  end (self);
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

  g_mutex_init (&self->lock);
  self->home = g_main_context_ref_thread_default ();
  self->context = g_main_context_new ();
  self->told = told;
  self->source = g_strdup (source);
  self->kind = foyer_camera_parse_source (self->source, &self->path);
  self->owner = owner;

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
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->func = func;
  self->func_data = user_data;
}

void
foyer_camera_worker_stop (FoyerCameraWorker *self)
{
  g_mutex_lock (&self->lock);
  self->owner = NULL;
  g_mutex_unlock (&self->lock);
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
