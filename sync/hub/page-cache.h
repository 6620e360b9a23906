/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "compress.h"

G_BEGIN_DECLS

/**
 * FoyerPageCache:
 *
 * The newest few pages of a feed as they go out. When something new wakes a
 * hundred kiosks, they all ask for the same page. Any thread.
 */
typedef struct _FoyerPageCache FoyerPageCache;

/**
 * FoyerPageKey:
 * @past: (nullable): what else the asking kiosk said of the position it is at
 * @generation: of the store that the page was read from
 */
typedef struct {
  gint64      cursor;
  guint       limit;
  FoyerCoding coding;
  const char *past;
  guint       generation;
} FoyerPageKey;

FoyerPageCache *foyer_page_cache_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void            foyer_page_cache_free (FoyerPageCache *self);

/** (nullable) (transfer full) */
GBytes         *foyer_page_cache_get  (FoyerPageCache *self, const FoyerPageKey *key, gboolean *empty);
void            foyer_page_cache_put  (FoyerPageCache *self, const FoyerPageKey *key, GBytes *page,
                                       gboolean empty);

G_END_DECLS
