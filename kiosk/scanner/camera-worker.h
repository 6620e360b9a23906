/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "camera-herald.h"

G_BEGIN_DECLS

/**
 * FoyerCameraWorker:
 *
 * The thread behind a running camera: builds the pipeline, watches it, and
 * builds it again. It outlives its camera by as long as a device takes to
 * close, so that no one has to wait for that.
 */
typedef struct _FoyerCameraWorker FoyerCameraWorker;

FoyerCameraWorker *foyer_camera_worker_start (const char *source, GObject *owner,
                                              const FoyerCameraTold *told)
  G_GNUC_WARN_UNUSED_RESULT;

/* Once this returns the former function is no longer called. */
void foyer_camera_worker_set_frame_func (FoyerCameraWorker *self, FoyerFrameFunc func,
                                         gpointer user_data);

/* Silent from here on; lets go of everything by itself. Gives up the caller's reference. */
void foyer_camera_worker_stop (FoyerCameraWorker *self);

/* Blocks until all stopped workers are gone. */
void foyer_camera_worker_settle (void);

G_END_DECLS
