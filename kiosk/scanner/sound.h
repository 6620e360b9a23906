/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FoyerSoundKind:
 * @FOYER_SOUND_ADMITTED: come in
 * @FOYER_SOUND_AGAIN: this code was here before
 * @FOYER_SOUND_REFUSED: no
 * @FOYER_SOUND_HELP: a volunteer, please
 */
typedef enum {
  FOYER_SOUND_ADMITTED,
  FOYER_SOUND_AGAIN,
  FOYER_SOUND_REFUSED,
  FOYER_SOUND_HELP,
} FoyerSoundKind;

/**
 * FoyerSound:
 *
 * Plays short sounds on a thread of its own. Without a working device it is
 * silent and says so once, in the debug log.
 */
#define FOYER_TYPE_SOUND (foyer_sound_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSound, foyer_sound, FOYER, SOUND, GObject)

/**
 * foyer_sound_new:
 * @sink: `auto`, `none`, or the name of a GStreamer audio sink
 */
FoyerSound *foyer_sound_new (const char *sink) G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_sound_play:
 *
 * Returns at once. A sound still playing gives way to the new one.
 */
void foyer_sound_play (FoyerSound *self, FoyerSoundKind kind);

/**
 * FoyerSound::started:
 * @self: the player
 * @kind: a #FoyerSoundKind
 * @when_us: g_get_monotonic_time() when the first samples reached the sink
 *
 * Emitted on the main context of the thread that created @self.
 */

G_END_DECLS
