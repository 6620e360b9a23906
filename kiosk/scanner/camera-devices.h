/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * FoyerCameraDevices:
 *
 * The cameras that are plugged in, as they come and go. One thread, with a
 * main context of its own.
 */
typedef struct _FoyerCameraDevices FoyerCameraDevices;

/* @device: what was plugged in or @removed; not necessarily one of those looked for */
typedef void (*FoyerCameraDevicesFunc) (GstDevice *device, gboolean removed, gpointer user_data);

/* @name: (nullable): only cameras whose name holds it, whatever the case
 * @func: called on the thread-default main context */
FoyerCameraDevices *foyer_camera_devices_new  (const char *name, FoyerCameraDevicesFunc func,
                                               gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;
void                foyer_camera_devices_free (FoyerCameraDevices *self);

/* (transfer full) (nullable): the first camera; with each further @attempt the
 * next, for another may work where one does not. */
GstDevice          *foyer_camera_devices_pick (FoyerCameraDevices *self, guint attempt)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
