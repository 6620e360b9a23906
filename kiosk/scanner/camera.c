/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-camera"

#include "camera.h"

#include "camera-pipeline.h"
#include "camera-worker.h"

#include <glib/gi18n-lib.h>

struct _FoyerCamera {
  GObject            parent_instance;

  char              *source;
  FoyerCameraWorker *worker;   /* NULL while stopped */
  FoyerCameraState   state;
  FoyerFrameFunc     func;
  gpointer           func_data;
};

enum { PROP_SOURCE = 1, PROP_STATE, PROP_MESSAGE, N_PROPS };
static GParamSpec *props[N_PROPS];

enum { PREVIEW, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (FoyerCamera, foyer_camera, G_TYPE_OBJECT)

GType
foyer_camera_state_get_type (void)
{
  static GType type;
  static const GEnumValue values[] = {
    { FOYER_CAMERA_STOPPED, "FOYER_CAMERA_STOPPED", "stopped" },
    { FOYER_CAMERA_STARTING, "FOYER_CAMERA_STARTING", "starting" },
    { FOYER_CAMERA_RUNNING, "FOYER_CAMERA_RUNNING", "running" },
    { FOYER_CAMERA_DARK, "FOYER_CAMERA_DARK", "dark" },
    { FOYER_CAMERA_MISSING, "FOYER_CAMERA_MISSING", "missing" },
    { FOYER_CAMERA_BUSY, "FOYER_CAMERA_BUSY", "busy" },
    { FOYER_CAMERA_FROZEN, "FOYER_CAMERA_FROZEN", "frozen" },
    { FOYER_CAMERA_UNSUITABLE, "FOYER_CAMERA_UNSUITABLE", "unsuitable" },
    { FOYER_CAMERA_FAILED, "FOYER_CAMERA_FAILED", "failed" },
    { 0, NULL, NULL },
  };

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("FoyerCameraState", values));
  return type;
}

static void
on_state (gpointer owner, FoyerCameraState state)
{
  FoyerCamera *self = owner;

  if (self->state == state)
    return;
  self->state = state;
  g_object_freeze_notify (owner);
  g_object_notify_by_pspec (owner, props[PROP_STATE]);
  g_object_notify_by_pspec (owner, props[PROP_MESSAGE]);
  g_object_thaw_notify (owner);
}

static void
on_preview (gpointer owner, GBytes *pixels, int width, int height, int stride)
{
  g_signal_emit (owner, signals[PREVIEW], 0, pixels, width, height, stride);
}

static const FoyerCameraTold told = { on_state, on_preview };

static void
foyer_camera_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  FoyerCamera *self = FOYER_CAMERA (object);

  switch (id) {
  case PROP_SOURCE:
    g_value_set_string (value, self->source);
    break;
  case PROP_STATE:
    g_value_set_enum (value, self->state);
    break;
  case PROP_MESSAGE:
    g_value_set_string (value, foyer_camera_get_message (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
foyer_camera_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  FoyerCamera *self = FOYER_CAMERA (object);

  switch (id) {
  case PROP_SOURCE:
    self->source = g_value_dup_string (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
foyer_camera_finalize (GObject *object)
{
  FoyerCamera *self = FOYER_CAMERA (object);

  g_clear_pointer (&self->worker, foyer_camera_worker_stop);
  g_free (self->source);
  G_OBJECT_CLASS (foyer_camera_parent_class)->finalize (object);
}

static void
foyer_camera_class_init (FoyerCameraClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = foyer_camera_get_property;
  object_class->set_property = foyer_camera_set_property;
  object_class->finalize = foyer_camera_finalize;

  props[PROP_SOURCE] =
    g_param_spec_string ("source", NULL, NULL, "auto",
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  props[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, FOYER_TYPE_CAMERA_STATE, FOYER_CAMERA_STOPPED,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  props[PROP_MESSAGE] =
    g_param_spec_string ("message", NULL, NULL, "",
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[PREVIEW] = g_signal_new ("preview", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 4, G_TYPE_BYTES, G_TYPE_INT,
                                   G_TYPE_INT, G_TYPE_INT);
}

static void
foyer_camera_init (FoyerCamera *self)
{
  self->state = FOYER_CAMERA_STOPPED;
}

FoyerCamera *
foyer_camera_new (const char *source)
{
  return g_object_new (FOYER_TYPE_CAMERA, "source", source, NULL);
}

const char *
foyer_camera_get_source (FoyerCamera *self)
{
  g_return_val_if_fail (FOYER_IS_CAMERA (self), NULL);

  return self->source;
}

FoyerCameraState
foyer_camera_get_state (FoyerCamera *self)
{
  g_return_val_if_fail (FOYER_IS_CAMERA (self), FOYER_CAMERA_STOPPED);

  return self->state;
}

static const char *
missing_message (FoyerCameraKind kind)
{
  switch (kind) {
  case FOYER_CAMERA_KIND_FILM:
  case FOYER_CAMERA_KIND_FILM_LOOP:
    return _("The recording is not there.");
  case FOYER_CAMERA_KIND_PICTURES:
    return _("The folder of pictures is not there.");
  case FOYER_CAMERA_KIND_NAMED:
    return _("The camera that belongs here is not connected. Plug it in and it will start by itself.");
  case FOYER_CAMERA_KIND_NONE:
  case FOYER_CAMERA_KIND_AUTO:
  case FOYER_CAMERA_KIND_V4L2:
  default:
    return _("No camera is connected. Plug one in and it will start by itself.");
  }
}

static const char *
failed_message (FoyerCameraKind kind)
{
  switch (kind) {
  case FOYER_CAMERA_KIND_NONE:
    return _("The camera setting is not understood.");
  case FOYER_CAMERA_KIND_FILM:
  case FOYER_CAMERA_KIND_FILM_LOOP:
    return _("The recording can't be played.");
  case FOYER_CAMERA_KIND_AUTO:
  case FOYER_CAMERA_KIND_NAMED:
  case FOYER_CAMERA_KIND_V4L2:
  case FOYER_CAMERA_KIND_PICTURES:
  default:
    return _("The camera does not work. Unplug it and plug it in again.");
  }
}

const char *
foyer_camera_get_message (FoyerCamera *self)
{
  const char *path;
  FoyerCameraKind kind;

  g_return_val_if_fail (FOYER_IS_CAMERA (self), NULL);

  kind = foyer_camera_parse_source (self->source, &path);
  switch (self->state) {
  case FOYER_CAMERA_STARTING:
    return _("The camera is starting.");
  case FOYER_CAMERA_MISSING:
    return missing_message (kind);
  case FOYER_CAMERA_BUSY:
    return _("Another program is using the camera. Close it and scanning goes on.");
  case FOYER_CAMERA_DARK:
    return _("The camera sees nothing but darkness. Uncover it, or switch on a light.");
  case FOYER_CAMERA_UNSUITABLE:
    return _("Foyer can't read the pictures of this camera. Connect another one.");
  case FOYER_CAMERA_FROZEN:
    return _("The camera has stopped sending pictures. Starting it again.");
  case FOYER_CAMERA_FAILED:
    return failed_message (kind);
  case FOYER_CAMERA_STOPPED:
  case FOYER_CAMERA_RUNNING:
  default:
    return "";
  }
}

void
foyer_camera_set_frame_func (FoyerCamera *self, FoyerFrameFunc func, gpointer user_data)
{
  g_return_if_fail (FOYER_IS_CAMERA (self));

  self->func = func;
  self->func_data = user_data;
  if (self->worker != NULL)
    foyer_camera_worker_set_frame_func (self->worker, func, user_data);
}

void
foyer_camera_start (FoyerCamera *self)
{
  g_return_if_fail (FOYER_IS_CAMERA (self));

  if (self->worker != NULL)
    return;
  self->worker = foyer_camera_worker_start (self->source, G_OBJECT (self), &told);
  foyer_camera_worker_set_frame_func (self->worker, self->func, self->func_data);
}

void
foyer_camera_stop (FoyerCamera *self)
{
  g_return_if_fail (FOYER_IS_CAMERA (self));

  if (self->worker == NULL)
    return;
  g_clear_pointer (&self->worker, foyer_camera_worker_stop);
  on_state (self, FOYER_CAMERA_STOPPED);
}

void
foyer_camera_settle (void)
{
  foyer_camera_worker_settle ();
}
