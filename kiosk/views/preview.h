/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "camera.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerPreview:
 *
 * What the camera sees, as in a mirror, with a frame to hold the phone in.
 * Says so when there is nothing to see, and keeps no picture then.
 */
#define FOYER_TYPE_PREVIEW (foyer_preview_get_type ())
G_DECLARE_FINAL_TYPE (FoyerPreview, foyer_preview, FOYER, PREVIEW, GtkWidget)

/** @camera: (nullable): NULL for a kiosk without one */
void foyer_preview_set_camera (FoyerPreview *self, FoyerCamera *camera);

G_END_DECLS
