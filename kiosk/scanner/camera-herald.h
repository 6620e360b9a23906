/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "camera.h"

G_BEGIN_DECLS

/**
 * FoyerCameraTold:
 * @state: how the camera is now; called when it changes
 * @preview: a new picture to show
 *
 * Called with the owner, on the main context in which the herald was made.
 */
typedef struct {
  void (*state)   (gpointer owner, FoyerCameraState state);
  void (*preview) (gpointer owner, GBytes *pixels, int width, int height, int stride);
} FoyerCameraTold;

/**
 * FoyerCameraHerald:
 *
 * Brings what a camera's threads see to its owner: every frame at once, on the
 * thread that has it; state and preview on the owner's main context, only the
 * newest of each. Silent once dismissed. Any thread.
 */
typedef struct _FoyerCameraHerald FoyerCameraHerald;

/* @owner: not owned; has to dismiss the herald before it goes
 * @told: static
 * @watches_light: whether black frames are a trouble, or just what the source holds */
FoyerCameraHerald *foyer_camera_herald_new   (GObject *owner, const FoyerCameraTold *told,
                                              gboolean watches_light) G_GNUC_WARN_UNUSED_RESULT;
FoyerCameraHerald *foyer_camera_herald_ref   (FoyerCameraHerald *self);
void               foyer_camera_herald_unref (FoyerCameraHerald *self);

/* Once this returns the former function is no longer called. */
void     foyer_camera_herald_set_frame_func (FoyerCameraHerald *self, FoyerFrameFunc func,
                                             gpointer user_data);

/* On the thread of the main context. Nothing is told after this. */
void     foyer_camera_herald_dismiss        (FoyerCameraHerald *self);
gboolean foyer_camera_herald_is_dismissed   (FoyerCameraHerald *self);

void             foyer_camera_herald_set_state (FoyerCameraHerald *self, FoyerCameraState state);
FoyerCameraState foyer_camera_herald_get_state (FoyerCameraHerald *self);

/* The camera sees: the state becomes %FOYER_CAMERA_RUNNING, or %FOYER_CAMERA_DARK
 * if it has long seen nothing. */
void     foyer_camera_herald_hand_on (FoyerCameraHerald *self, FoyerFrame *frame);

/* Takes @pixels. */
void     foyer_camera_herald_show    (FoyerCameraHerald *self, GBytes *pixels, int width, int height,
                                      int stride);

/* When the last frame came, or foyer_camera_herald_expect() was called. */
gint64   foyer_camera_herald_get_last_us (FoyerCameraHerald *self);
void     foyer_camera_herald_expect      (FoyerCameraHerald *self);

G_END_DECLS
