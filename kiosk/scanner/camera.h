/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "frame.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FoyerCameraState:
 * @FOYER_CAMERA_STOPPED: not started, or stopped
 * @FOYER_CAMERA_STARTING: the first frame is awaited
 * @FOYER_CAMERA_RUNNING: frames arrive
 * @FOYER_CAMERA_DARK: frames arrive, and have been black for some seconds
 * @FOYER_CAMERA_MISSING: there is no such camera, file or folder
 * @FOYER_CAMERA_BUSY: another program holds the camera
 * @FOYER_CAMERA_FROZEN: no frame for a second
 * @FOYER_CAMERA_UNSUITABLE: its pictures come in a form that can't be read
 * @FOYER_CAMERA_FAILED: anything else
 *
 * All but the first heal by themselves: the camera tries again until stopped,
 * and sees within two seconds of the device's being back.
 */
typedef enum {
  FOYER_CAMERA_STOPPED,
  FOYER_CAMERA_STARTING,
  FOYER_CAMERA_RUNNING,
  FOYER_CAMERA_DARK,
  FOYER_CAMERA_MISSING,
  FOYER_CAMERA_BUSY,
  FOYER_CAMERA_FROZEN,
  FOYER_CAMERA_UNSUITABLE,
  FOYER_CAMERA_FAILED,
} FoyerCameraState;

#define FOYER_TYPE_CAMERA_STATE (foyer_camera_state_get_type ())
GType foyer_camera_state_get_type (void);

/**
 * FoyerCamera:
 *
 * A source of frames that never gives up. Created, started and stopped on one
 * thread with a main context, where its signals arrive; everything that may
 * block happens on a thread of its own.
 */
#define FOYER_TYPE_CAMERA (foyer_camera_get_type ())
G_DECLARE_FINAL_TYPE (FoyerCamera, foyer_camera, FOYER, CAMERA, GObject)

/* Called on a streaming thread for every frame; must be quick. */
typedef void (*FoyerFrameFunc) (FoyerFrame *frame, gpointer user_data);

/**
 * foyer_camera_new:
 * @source: where frames come from:
 *   `auto`: the first camera found that works, also when it is plugged in later;
 *   `name:TEXT`: the same among the cameras whose name holds TEXT, whatever the case;
 *   `v4l2:/dev/video0`: that camera;
 *   `film:PATH`: a film in real time, then nothing more; `film-loop:PATH` starts over;
 *   `pictures:DIR`: the newest picture in DIR, whatever it is at the moment; a
 *   folder without one is darkness. Write a picture elsewhere and rename it into DIR.
 *
 * A source that means nothing becomes %FOYER_CAMERA_FAILED once started.
 *
 * Properties, both notified on the main context: "state" (#FoyerCameraState) and
 * "message" (plain words for staff, translated, empty while all is well).
 */
FoyerCamera *foyer_camera_new (const char *source) G_GNUC_WARN_UNUSED_RESULT;

const char      *foyer_camera_get_source  (FoyerCamera *self);
FoyerCameraState foyer_camera_get_state   (FoyerCamera *self);
const char      *foyer_camera_get_message (FoyerCamera *self);

/**
 * foyer_camera_set_frame_func:
 * @func: (nullable): receives every grey frame on a streaming thread
 *
 * Once this returns, the former @func is no longer called.
 */
void foyer_camera_set_frame_func (FoyerCamera *self, FoyerFrameFunc func, gpointer user_data);

/**
 * foyer_camera_start:
 *
 * Returns at once; what comes of it is told by "state". Safe to repeat.
 */
void foyer_camera_start (FoyerCamera *self);

/**
 * foyer_camera_stop:
 *
 * Returns at once and is silent from then on: no signal, no frame. The device
 * is let go a moment later. Safe to repeat; the last reference stops, too.
 */
void foyer_camera_stop (FoyerCamera *self);

/**
 * foyer_camera_settle:
 *
 * Blocks until every stopped camera of this process has let go of its device.
 * For leaving the program, and for tests.
 */
void foyer_camera_settle (void);

/** (transfer full): the names of the cameras that are plugged in now. Any thread; may take a moment. */
char **foyer_camera_list_names (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * FoyerCamera::preview:
 * @self: the camera
 * @pixels: a #GBytes of @stride × @height: 4 bytes a pixel, red, green, blue, unused; mirrored
 * @width: at most 640
 * @height: rows
 * @stride: bytes from one row to the next
 *
 * What to show the guest, at most 15 times a second, on the main context.
 * Handed on as it is, it suits GDK_MEMORY_R8G8B8A8: the fourth byte is 255.
 */

G_END_DECLS
