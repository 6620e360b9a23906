/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/* Cameras that are not there until a test plugs them in: a device provider and
 * an element, as a driver brings them. What they see is one code in the middle,
 * before a wall that is brighter on its left. */

typedef enum {
  FAKE_CAMERA_GOOD,
  FAKE_CAMERA_DARK,      /* sends black frames */
  FAKE_CAMERA_FROZEN,    /* sends nothing */
  FAKE_CAMERA_BUSY,      /* can't be opened: somebody else has it */
  FAKE_CAMERA_FOREIGN,   /* sends what nobody reads */
  FAKE_CAMERA_BROKEN,    /* fails after it was opened */
  FAKE_CAMERA_N_MOODS,
} FakeCameraMood;

/* Once, after gst_init(). */
void       fake_cameras_register (void);

GstDevice *fake_camera_plug_in   (const char *name, FakeCameraMood mood);
void       fake_camera_set_mood  (GstDevice *camera, FakeCameraMood mood);

/* Takes the reference that plugging in gave. */
void       fake_camera_unplug    (GstDevice *camera);

/* What every camera sees from now on; NULL for the wall alone. */
void       fake_cameras_show     (const char *code);

G_END_DECLS
