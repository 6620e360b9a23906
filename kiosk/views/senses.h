/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "camera.h"
#include "config.h"
#include "door.h"
#include "health.h"

G_BEGIN_DECLS

/**
 * FoyerSenses:
 *
 * Eyes and voice of a kiosk: camera, hand scanners and sound. What is the matter
 * with them is told to its health. Main thread.
 *
 * FoyerSenses::code: (const char *text): from whichever reader
 */
#define FOYER_TYPE_SENSES (foyer_senses_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSenses, foyer_senses, FOYER, SENSES, GObject)

FoyerSenses *foyer_senses_new        (const FoyerConfig *config, FoyerHealth *health) G_GNUC_WARN_UNUSED_RESULT;
void         foyer_senses_start      (FoyerSenses *self);
/** Before the last unref; safe to repeat. */
void         foyer_senses_stop       (FoyerSenses *self);

FoyerCamera *foyer_senses_get_camera (FoyerSenses *self);
/** Another camera from now on: as for foyer_camera_new(). Whoever shows the old one asks for the new. */
void         foyer_senses_use_camera (FoyerSenses *self, const char *source);

void         foyer_senses_play       (FoyerSenses *self, FoyerDoorSound sound);
/** Tells what is in view once more. */
void         foyer_senses_look_again (FoyerSenses *self);
/** What is kept in words is said anew, in the present language. */
void         foyer_senses_retell     (FoyerSenses *self);

G_END_DECLS
