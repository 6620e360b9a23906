/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * FoyerCameraKind:
 * @FOYER_CAMERA_KIND_NONE: a source text that means nothing
 * @FOYER_CAMERA_KIND_AUTO: the first camera there is
 * @FOYER_CAMERA_KIND_NAMED: the first camera there is of some name
 * @FOYER_CAMERA_KIND_V4L2: one camera by its path
 * @FOYER_CAMERA_KIND_FILM: a file, once
 * @FOYER_CAMERA_KIND_FILM_LOOP: a file, again and again
 * @FOYER_CAMERA_KIND_PICTURES: the newest picture of a folder
 */
typedef enum {
  FOYER_CAMERA_KIND_NONE,
  FOYER_CAMERA_KIND_AUTO,
  FOYER_CAMERA_KIND_NAMED,
  FOYER_CAMERA_KIND_V4L2,
  FOYER_CAMERA_KIND_FILM,
  FOYER_CAMERA_KIND_FILM_LOOP,
  FOYER_CAMERA_KIND_PICTURES,
} FoyerCameraKind;

/* @path: (out): the part of @source behind the colon, NULL where there is none */
FoyerCameraKind foyer_camera_parse_source (const char *source, const char **path);

gboolean foyer_camera_kind_is_device (FoyerCameraKind kind);

/**
 * foyer_camera_pipeline_new:
 * @device: (nullable): for %FOYER_CAMERA_KIND_AUTO and %FOYER_CAMERA_KIND_NAMED, the camera to open
 *
 * The one place where a source becomes a pipeline. Behind every source stand
 * the same two branches, each holding one frame and dropping what is older:
 * an appsink "frames" with GRAY8 and an appsink "preview", RGBx, mirrored. A
 * pictures: source is fed through its appsrc "pictures".
 *
 * Returns: (transfer full): not yet started; fails with a GStreamer error if a
 * plugin is missing
 */
GstElement *foyer_camera_pipeline_new (FoyerCameraKind kind, const char *path, GstDevice *device,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
