/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "camera-herald.h"

#include <gst/gst.h>

G_BEGIN_DECLS

/* From here on what the pipeline of foyer_camera_pipeline_new() sees goes to
 * the herald, for as long as the pipeline lives. Not yet started. */
void foyer_camera_sinks_connect (GstElement *pipeline, FoyerCameraHerald *herald);

G_END_DECLS
