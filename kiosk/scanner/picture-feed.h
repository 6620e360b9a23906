/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/app/app.h>

G_BEGIN_DECLS

/**
 * FoyerPictureFeed:
 *
 * Plays the newest picture of a folder into an appsrc as if a camera saw it.
 * One thread.
 */
typedef struct _FoyerPictureFeed FoyerPictureFeed;

FoyerPictureFeed *foyer_picture_feed_new  (const char *dir, GstAppSrc *appsrc)
  G_GNUC_WARN_UNUSED_RESULT;
void              foyer_picture_feed_free (FoyerPictureFeed *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerPictureFeed, foyer_picture_feed_free)

/**
 * foyer_picture_feed_push:
 *
 * Looks into the folder and sends one frame.
 *
 * Returns: FALSE if the folder is gone
 */
gboolean foyer_picture_feed_push (FoyerPictureFeed *self);

G_END_DECLS
