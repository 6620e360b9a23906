/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "camera-devices.h"

#include "camera.h"

struct _FoyerCameraDevices {
  char                  *name;      /* folded; NULL for any */
  FoyerCameraDevicesFunc func;
  gpointer               user_data;
  GstDeviceMonitor      *monitor;
  GSource               *watch;
};

static gboolean
on_message (GstBus *bus, GstMessage *message, gpointer user_data)
{
  FoyerCameraDevices *self = user_data;
  g_autoptr (GstDevice) device = NULL;

  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_DEVICE_ADDED)
    gst_message_parse_device_added (message, &device);
  else if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_DEVICE_REMOVED)
    gst_message_parse_device_removed (message, &device);
  if (device != NULL)
    self->func (device, GST_MESSAGE_TYPE (message) == GST_MESSAGE_DEVICE_REMOVED, self->user_data);
  return G_SOURCE_CONTINUE;
}

FoyerCameraDevices *
foyer_camera_devices_new (const char *name, FoyerCameraDevicesFunc func, gpointer user_data)
{
  FoyerCameraDevices *self = g_new0 (FoyerCameraDevices, 1);
  g_autoptr (GstBus) bus = NULL;

  self->name = name != NULL ? g_utf8_casefold (name, -1) : NULL;
  self->func = func;
  self->user_data = user_data;
  self->monitor = gst_device_monitor_new ();
  gst_device_monitor_add_filter (self->monitor, "Video/Source", NULL);
  bus = gst_device_monitor_get_bus (self->monitor);
  self->watch = gst_bus_create_watch (bus);
  g_source_set_callback (self->watch, G_SOURCE_FUNC (on_message), self, NULL);
  g_source_attach (self->watch, g_main_context_get_thread_default ());
  gst_device_monitor_start (self->monitor);
  return self;
}

void
foyer_camera_devices_free (FoyerCameraDevices *self)
{
  g_source_destroy (self->watch);
  g_source_unref (self->watch);
  gst_device_monitor_stop (self->monitor);
  gst_object_unref (self->monitor);
  g_free (self->name);
  g_free (self);
}

static gboolean
is_wanted (FoyerCameraDevices *self, GstDevice *device)
{
  g_autofree char *name = gst_device_get_display_name (device);
  g_autofree char *folded = g_utf8_casefold (name, -1);

  return self->name == NULL || strstr (folded, self->name) != NULL;
}

GstDevice *
foyer_camera_devices_pick (FoyerCameraDevices *self, guint attempt)
{
  GList *devices = gst_device_monitor_get_devices (self->monitor);
  g_autoptr (GPtrArray) wanted = g_ptr_array_new_with_free_func (gst_object_unref);

  for (GList *item = devices; item != NULL; item = item->next)
    if (is_wanted (self, item->data))
      g_ptr_array_add (wanted, gst_object_ref (item->data));
  g_list_free_full (devices, gst_object_unref);
  return wanted->len > 0 ? gst_object_ref (wanted->pdata[attempt % wanted->len]) : NULL;
}

char **
foyer_camera_list_names (void)
{
  GstDeviceMonitor *monitor = gst_device_monitor_new ();
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  GList *devices;

  gst_device_monitor_add_filter (monitor, "Video/Source", NULL);
  devices = gst_device_monitor_get_devices (monitor);
  for (GList *item = devices; item != NULL; item = item->next) {
    g_autofree char *name = gst_device_get_display_name (item->data);

    g_strv_builder_add (names, name);
  }
  g_list_free_full (devices, gst_object_unref);
  gst_object_unref (monitor);
  return g_strv_builder_end (names);
}
