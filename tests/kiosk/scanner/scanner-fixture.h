/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "camera.h"
#include "decoder.h"

G_BEGIN_DECLS

typedef gboolean (*FixtureFact) (gpointer user_data);

/* Iterates the main context until @fact holds; FALSE after @seconds. */
gboolean fixture_wait (FixtureFact fact, gpointer user_data, double seconds);

/* Fails the test unless the camera comes to this state. */
void fixture_wait_for_state (FoyerCamera *camera, FoyerCameraState state);

/* An empty folder, and its removal with whatever is in it. */
char *fixture_dir_new    (void);
void  fixture_dir_remove (const char *dir);

/* A flat picture of a QR code that holds exactly these bytes; @eci below 0 for none. */
FoyerFrame *fixture_frame_new (const void *bytes, gsize length, int eci, int pixels_per_module);

G_END_DECLS
