/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scanner-error.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FoyerFilmScene:
 * @code: what the phone's QR code says, or NULL for an empty hall
 * @seconds: how long the scene lasts, the hand's coming and going included
 * @caption: (nullable): what stands above the code, such as the event's name
 */
typedef struct {
  const char *code;
  double      seconds;
  const char *caption;
} FoyerFilmScene;

/* @done of @total frames are drawn. Same thread. */
typedef void (*FoyerFilmProgress) (guint done, guint total, gpointer user_data);

/**
 * foyer_film_write:
 * @path: the film, Motion JPEG in AVI, 1280 × 720, 25 a second; replaced only when complete
 * @seed: the same seed and scenes give the same pictures
 * @progress: (nullable): called now and then
 *
 * Draws phones held to a camera, one after the other. Blocks; meant for a
 * thread or a command. On error nothing is left behind.
 *
 * Fails with %FOYER_SCANNER_ERROR_UNSUITABLE for a code too long,
 * %FOYER_SCANNER_ERROR_MEDIA if it cannot be encoded or written, or
 * %G_IO_ERROR_CANCELLED.
 */
gboolean foyer_film_write (const char *path, const FoyerFilmScene *scenes, gsize n_scenes,
                           guint32 seed, GCancellable *cancellable, FoyerFilmProgress progress,
                           gpointer user_data, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_film_write_picture:
 * @path: a PNG; appears complete, by a rename
 * @scene: the phone at its best moment; "seconds" means nothing here
 *
 * One picture of a phone, for the `pictures:` source of #FoyerCamera.
 */
gboolean foyer_film_write_picture (const char *path, const FoyerFilmScene *scene, guint32 seed,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
