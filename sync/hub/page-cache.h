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

/**
 * FoyerPageNote:
 * @empty: nothing comes after the cursor
 * @more_after: the cursor of the page that follows; -1 where there is none yet
 */
typedef struct {
  gboolean empty;
  gint64   more_after;
} FoyerPageNote;

FoyerPageCache *foyer_page_cache_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void            foyer_page_cache_free (FoyerPageCache *self);

/** (nullable) (transfer full) */
GBytes         *foyer_page_cache_get  (FoyerPageCache *self, const FoyerPageKey *key,
                                       FoyerPageNote *note);
void            foyer_page_cache_put  (FoyerPageCache *self, const FoyerPageKey *key, GBytes *page,
                                       const FoyerPageNote *note);

G_END_DECLS
