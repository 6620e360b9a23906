/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "camera-herald.h"

#include "light.h"

typedef struct {
  GBytes *pixels;
  int     width;
  int     height;
  int     stride;
} Preview;

struct _FoyerCameraHerald {
  GMainContext          *home;      /* where the owner is told */
  const FoyerCameraTold *told;
  gboolean               watches_light;

  GMutex                 lock;      /* guards everything below */
  GObject               *owner;     /* not owned; NULL once dismissed */
  FoyerFrameFunc         func;
  gpointer               func_data;
  FoyerCameraState       state;
  FoyerLight             light;
  Preview                preview;   /* the newest, not yet told */
  gboolean               telling;   /* a visit to the main context is under way */
  gint64                 last_us;
};

FoyerCameraHerald *
foyer_camera_herald_new (GObject *owner, const FoyerCameraTold *told, gboolean watches_light)
{
  FoyerCameraHerald *self = g_atomic_rc_box_new0 (FoyerCameraHerald);

  g_mutex_init (&self->lock);
  self->home = g_main_context_ref_thread_default ();
  self->owner = owner;
  self->told = told;
  self->watches_light = watches_light;
  return self;
}

FoyerCameraHerald *
foyer_camera_herald_ref (FoyerCameraHerald *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  FoyerCameraHerald *self = data;

  g_clear_pointer (&self->preview.pixels, g_bytes_unref);
  g_main_context_unref (self->home);
  g_mutex_clear (&self->lock);
}

void
foyer_camera_herald_unref (FoyerCameraHerald *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

static void
unref (gpointer self)
{
  foyer_camera_herald_unref (self);
}

static GObject *
ref_owner (FoyerCameraHerald *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->owner != NULL ? g_object_ref (self->owner) : NULL;
}

/* Main thread, as is dismissing: an owner seen here stays until this returns. */
static gboolean
tell (gpointer data)
{
  FoyerCameraHerald *self = data;
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
tell_soon (FoyerCameraHerald *self)
{
  g_autoptr (GSource) visit = NULL;

  if (self->telling || self->owner == NULL)
    return;
  self->telling = TRUE;
  visit = g_idle_source_new ();
  g_source_set_priority (visit, G_PRIORITY_DEFAULT);
  g_source_set_callback (visit, tell, foyer_camera_herald_ref (self), unref);
  g_source_attach (visit, self->home);
}

static void
set_state_locked (FoyerCameraHerald *self, FoyerCameraState state)
{
  if (self->state == state)
    return;
  self->state = state;
  tell_soon (self);
}

void
foyer_camera_herald_set_state (FoyerCameraHerald *self, FoyerCameraState state)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  set_state_locked (self, state);
}

FoyerCameraState
foyer_camera_herald_get_state (FoyerCameraHerald *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->state;
}

void
foyer_camera_herald_hand_on (FoyerCameraHerald *self, FoyerFrame *frame)
{
  gboolean has_light = !self->watches_light || foyer_light_is_in (frame);
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->last_us = frame->arrived_us;
  set_state_locked (self, foyer_light_take (&self->light, has_light, frame->arrived_us)
                            ? FOYER_CAMERA_RUNNING : FOYER_CAMERA_DARK);
  if (self->owner != NULL && self->func != NULL)
    self->func (frame, self->func_data);
}

void
foyer_camera_herald_show (FoyerCameraHerald *self, GBytes *pixels, int width, int height, int stride)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_clear_pointer (&self->preview.pixels, g_bytes_unref);
  self->preview = (Preview) { pixels, width, height, stride };
  tell_soon (self);
}

void
foyer_camera_herald_expect (FoyerCameraHerald *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->last_us = g_get_monotonic_time ();
  foyer_light_reset (&self->light);
}

gint64
foyer_camera_herald_get_last_us (FoyerCameraHerald *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->last_us;
}

void
foyer_camera_herald_set_frame_func (FoyerCameraHerald *self, FoyerFrameFunc func, gpointer user_data)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->func = func;
  self->func_data = user_data;
}

void
foyer_camera_herald_dismiss (FoyerCameraHerald *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->owner = NULL;
}

gboolean
foyer_camera_herald_is_dismissed (FoyerCameraHerald *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->owner == NULL;
}
