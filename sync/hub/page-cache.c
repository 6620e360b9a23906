/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-cache.h"

/* Of kiosks that fill their stores, each is somewhere else; a page is about 35 kB. */
#define N_PAGES 64

typedef struct {
  FoyerPageKey  key;
  char         *past;    /* of the key */
  GBytes       *page;
  FoyerPageNote note;
} Slot;

struct _FoyerPageCache {
  GMutex lock;   /* guards the rest */
  Slot   slots[N_PAGES];
  guint  next;
};

FoyerPageCache *
foyer_page_cache_new (void)
{
  FoyerPageCache *self = g_new0 (FoyerPageCache, 1);

  g_mutex_init (&self->lock);
  return self;
}

void
foyer_page_cache_free (FoyerPageCache *self)
{
  for (guint i = 0; i < N_PAGES; i++) {
    g_clear_pointer (&self->slots[i].page, g_bytes_unref);
    g_free (self->slots[i].past);
  }
  g_mutex_clear (&self->lock);
  g_free (self);
}

static gboolean
is_same (const FoyerPageKey *a, const FoyerPageKey *b)
{
  return a->cursor == b->cursor && a->limit == b->limit && a->coding == b->coding &&
         a->generation == b->generation && g_strcmp0 (a->past, b->past) == 0;
}

GBytes *
foyer_page_cache_get (FoyerPageCache *self, const FoyerPageKey *key, FoyerPageNote *note)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  for (guint i = 0; i < N_PAGES; i++) {
    Slot *slot = &self->slots[i];

    if (slot->page != NULL && is_same (&slot->key, key)) {
      *note = slot->note;
      return g_bytes_ref (slot->page);
    }
  }
  return NULL;
}

void
foyer_page_cache_put (FoyerPageCache *self, const FoyerPageKey *key, GBytes *page,
                      const FoyerPageNote *note)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  Slot *slot = &self->slots[self->next++ % N_PAGES];

  g_clear_pointer (&slot->page, g_bytes_unref);
  g_free (slot->past);
  slot->past = g_strdup (key->past);
  slot->key = *key;
  slot->key.past = slot->past;
  slot->page = g_bytes_ref (page);
  slot->note = *note;
}
