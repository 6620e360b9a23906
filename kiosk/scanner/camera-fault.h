/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "camera.h"

#include <gst/gst.h>

G_BEGIN_DECLS

/* What a pipeline's error says of its camera. @message: an error message */
FoyerCameraState foyer_camera_fault_to_state (GstMessage *message);

G_END_DECLS
