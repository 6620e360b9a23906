/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-camera.h"

#include <gst/base/gstpushsrc.h>
#include <qrencode.h>
#include <string.h>

#define WIDTH    1280
#define HEIGHT   720
#define MODULE   12
#define FRAME_US (G_USEC_PER_SEC / 30)
#define FORM     "width=1280,height=720,framerate=30/1"
#define CAPS     "video/x-raw,format=GRAY8," FORM
#define FOREIGN_CAPS "video/x-bayer,format=bggr," FORM

/* The device, which the test has in its hand. */
typedef struct {
  GstDevice parent_instance;
  int       mood;   /* atomic */
  int       gone;   /* atomic */
} FakeDevice;
typedef GstDeviceClass FakeDeviceClass;

typedef GstDeviceProvider      FakeProvider;
typedef GstDeviceProviderClass FakeProviderClass;

/* The element that a pipeline opens it with. */
typedef struct {
  GstPushSrc  parent_instance;
  FakeDevice *device;
  GMutex      lock;       /* guards stopping */
  GCond       changed;
  gboolean    stopping;
} FakeSource;
typedef GstPushSrcClass FakeSourceClass;

GType fake_device_get_type (void);
GType fake_provider_get_type (void);
GType fake_source_get_type (void);
G_DEFINE_TYPE (FakeDevice, fake_device, GST_TYPE_DEVICE)
G_DEFINE_TYPE (FakeProvider, fake_provider, GST_TYPE_DEVICE_PROVIDER)
G_DEFINE_TYPE (FakeSource, fake_source, GST_TYPE_PUSH_SRC)

static struct {
  GMutex             lock;      /* guards pixels */
  GBytes            *pixels;
  GstDeviceProvider *provider;
} cameras;

static FakeCameraMood
mood_of (FakeSource *self)
{
  return (FakeCameraMood) g_atomic_int_get (&self->device->mood);
}

static gboolean
fake_source_start (GstBaseSrc *source)
{
  FakeSource *self = (FakeSource *) source;

  if (g_atomic_int_get (&self->device->gone)) {
    GST_ELEMENT_ERROR (self, RESOURCE, NOT_FOUND, ("no such camera"), (NULL));
    return FALSE;
  }
  if (mood_of (self) == FAKE_CAMERA_BUSY) {
    GST_ELEMENT_ERROR (self, RESOURCE, BUSY, ("somebody else has it"), (NULL));
    return FALSE;
  }
  return TRUE;
}

static GstCaps *
fake_source_get_caps (GstBaseSrc *source, GstCaps *filter)
{
  FakeSource *self = (FakeSource *) source;

  return gst_caps_from_string (mood_of (self) == FAKE_CAMERA_FOREIGN ? FOREIGN_CAPS : CAPS);
}

static gboolean
set_stopping (GstBaseSrc *source, gboolean stopping)
{
  FakeSource *self = (FakeSource *) source;

  g_mutex_lock (&self->lock);
  self->stopping = stopping;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
  return TRUE;
}

static gboolean
fake_source_unlock (GstBaseSrc *source)
{
  return set_stopping (source, TRUE);
}

static gboolean
fake_source_unlock_stop (GstBaseSrc *source)
{
  return set_stopping (source, FALSE);
}

/* Until the next frame is due, and for as long as the camera is frozen. */
static gboolean
wait (FakeSource *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  do
    g_cond_wait_until (&self->changed, &self->lock, g_get_monotonic_time () + FRAME_US);
  while (!self->stopping && mood_of (self) == FAKE_CAMERA_FROZEN
         && !g_atomic_int_get (&self->device->gone));
  return !self->stopping;
}

static GstBuffer *
frame_new (FakeCameraMood mood)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&cameras.lock);
  GstBuffer *black;

  if (mood != FAKE_CAMERA_DARK)
    return gst_buffer_new_wrapped_bytes (cameras.pixels);
  black = gst_buffer_new_allocate (NULL, WIDTH * HEIGHT, NULL);
  gst_buffer_memset (black, 0, 16, WIDTH * HEIGHT);
  return black;
}

static GstFlowReturn
fake_source_create (GstPushSrc *source, GstBuffer **buffer)
{
  FakeSource *self = (FakeSource *) source;

  if (!wait (self))
    return GST_FLOW_FLUSHING;
  if (g_atomic_int_get (&self->device->gone)) {
    GST_ELEMENT_ERROR (self, RESOURCE, READ, ("no such device"), (NULL));
    return GST_FLOW_ERROR;
  }
  if (mood_of (self) == FAKE_CAMERA_BROKEN) {
    GST_ELEMENT_ERROR (self, RESOURCE, FAILED, ("broken"), (NULL));
    return GST_FLOW_ERROR;
  }
  *buffer = frame_new (mood_of (self));
  return GST_FLOW_OK;
}

static void
fake_source_finalize (GObject *object)
{
  FakeSource *self = (FakeSource *) object;

  gst_clear_object (&self->device);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  G_OBJECT_CLASS (fake_source_parent_class)->finalize (object);
}

static void
fake_source_class_init (FakeSourceClass *klass)
{
  GstElementClass *element_class = GST_ELEMENT_CLASS (klass);
  GstBaseSrcClass *base_class = GST_BASE_SRC_CLASS (klass);
  g_autoptr (GstCaps) caps = gst_caps_from_string (CAPS ";" FOREIGN_CAPS);

  G_OBJECT_CLASS (klass)->finalize = fake_source_finalize;
  gst_element_class_add_pad_template (element_class,
                                      gst_pad_template_new ("src", GST_PAD_SRC, GST_PAD_ALWAYS, caps));
  gst_element_class_set_static_metadata (element_class, "Fake camera", "Source/Video",
                                         "A camera for tests", "Foyer");
  base_class->start = fake_source_start;
  base_class->get_caps = fake_source_get_caps;
  base_class->unlock = fake_source_unlock;
  base_class->unlock_stop = fake_source_unlock_stop;
  klass->create = fake_source_create;
}

static void
fake_source_init (FakeSource *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  gst_base_src_set_live (GST_BASE_SRC (self), TRUE);
  gst_base_src_set_format (GST_BASE_SRC (self), GST_FORMAT_TIME);
  gst_base_src_set_do_timestamp (GST_BASE_SRC (self), TRUE);
}

static GstElement *
fake_device_create_element (GstDevice *device, const char *name)
{
  FakeSource *source = g_object_new (fake_source_get_type (), "name", name, NULL);

  source->device = gst_object_ref (device);
  return GST_ELEMENT (source);
}

static void
fake_device_class_init (FakeDeviceClass *klass)
{
  klass->create_element = fake_device_create_element;
}

static void
fake_device_init (FakeDevice *self)
{
}

static gboolean
fake_provider_start (GstDeviceProvider *self)
{
  return TRUE;
}

static void
fake_provider_class_init (FakeProviderClass *klass)
{
  klass->start = fake_provider_start;
  gst_device_provider_class_set_static_metadata (klass, "Fake cameras", "Source/Video",
                                                 "Cameras for tests", "Foyer");
}

static void
fake_provider_init (FakeProvider *self)
{
}

void
fake_cameras_register (void)
{
  gst_device_provider_register (NULL, "foyerfake", GST_RANK_PRIMARY, fake_provider_get_type ());
  cameras.provider = gst_device_provider_factory_get_by_name ("foyerfake");
  fake_cameras_show (NULL);
}

GstDevice *
fake_camera_plug_in (const char *name, FakeCameraMood mood)
{
  g_autoptr (GstCaps) caps = gst_caps_from_string ("video/x-raw");
  FakeDevice *device = g_object_new (fake_device_get_type (), "display-name", name, "caps", caps,
                                     "device-class", "Video/Source", NULL);

  device->mood = mood;
  gst_device_provider_device_add (cameras.provider, GST_DEVICE (device));
  return gst_object_ref (GST_DEVICE (device));
}

void
fake_camera_set_mood (GstDevice *camera, FakeCameraMood mood)
{
  g_atomic_int_set (&((FakeDevice *) camera)->mood, (int) mood);
}

void
fake_camera_unplug (GstDevice *camera)
{
  g_atomic_int_set (&((FakeDevice *) camera)->gone, TRUE);
  gst_device_provider_device_remove (cameras.provider, camera);
  gst_object_unref (camera);
}

static void
draw_wall (guint8 *pixels)
{
  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      pixels[y * WIDTH + x] = (guint8) (230 - x / 16);
}

static void
draw_code (guint8 *pixels, const char *text)
{
  QRcode *code = QRcode_encodeString (text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
  int side = code->width * MODULE;

  for (int y = 0; y < side; y++)
    for (int x = 0; x < side; x++)
      if (code->data[y / MODULE * code->width + x / MODULE] & 1)
        pixels[(y + (HEIGHT - side) / 2) * WIDTH + x + (WIDTH - side) / 2] = 20;
  QRcode_free (code);
}

void
fake_cameras_show (const char *code)
{
  guint8 *pixels = g_malloc (WIDTH * HEIGHT);
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = NULL;

  draw_wall (pixels);
  if (code != NULL)
    draw_code (pixels, code);
  locker = g_mutex_locker_new (&cameras.lock);
  g_clear_pointer (&cameras.pixels, g_bytes_unref);
  cameras.pixels = g_bytes_new_take (pixels, WIDTH * HEIGHT);
}
