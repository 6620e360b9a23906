/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-hub-feed"

#include "feed.h"
#include "hub-event-private.h"
#include "wire.h"

#include <string.h>

/* What a page is read for, and what becomes of it. */
typedef struct {
  const FoyerPageWish *wish;
  gint64               cursor;
  gboolean             other_life;   /* the kiosk knows another epoch */
  gboolean             past;         /* (out): what the kiosk has seen is a past of this store */
} Reading;

static gpointer
read_page (FoyerStore *store, gpointer data, GError **error)
{
  Reading *reading = data;
  const FoyerPageWish *wish = reading->wish;
  g_autoptr (FoyerPage) page = NULL;

  /* Who names no epoch, or another one, claims nothing about this one. */
  if (wish->epoch != NULL && !reading->other_life &&
      !foyer_feed_is_past (store, reading->cursor, wish->digest, &reading->past, error))
    return NULL;
  page = foyer_feed_page (store, reading->cursor, wish->limit, error);
  if (page != NULL && reading->other_life)
    page->branch = foyer_feed_branch (store, wish->epoch, NULL);
  return g_steal_pointer (&page);
}

static GBytes *
pack (const FoyerPage *page, FoyerCoding coding)
{
  g_autoptr (json_t) json = foyer_wire_page_to_json (page);
  char *text = foyer_json_line (json);
  g_autoptr (GBytes) plain = g_bytes_new_take (text, strlen (text));

  return foyer_coding_compress (coding, plain);
}

static GBytes *
make_page (FoyerHubEvent *self, Reading *reading, FoyerPageNote *note, GError **error)
{
  g_autoptr (FoyerPage) page = foyer_replica_read (self->replica, read_page, reading, error);

  if (page == NULL)
    return NULL;
  note->empty = page->next == reading->cursor;
  note->more_after = page->more ? page->next : -1;
  return pack (page, reading->wish->coding);
}

/* Two kiosks may find it at once: one new life is enough. */
static gpointer
write_new_life (FoyerStore *store, gpointer data, GError **error)
{
  const char *lived = data;
  g_autofree char *epoch = foyer_feed_epoch (store, error);

  if (g_strcmp0 (epoch, lived) == 0) {
    g_free (epoch);
    epoch = foyer_feed_new_life (store, error) ? foyer_feed_epoch (store, error) : NULL;
  }
  return epoch ? (gpointer) g_intern_string (epoch) : NULL;
}

/* A kiosk has seen what this store never held: an older copy of the file was
 * put in its place. With a new epoch every kiosk reads and sends all again. */
static gboolean
begin_new_life (FoyerHubEvent *self, const char *lived, GError **error)
{
  const char *epoch = foyer_replica_write (self->replica, FOYER_LANE_SYNC, write_new_life,
                                           (gpointer) lived, error);

  if (epoch == NULL)
    return FALSE;
  g_warning ("event %s: the store is not the one that a kiosk has seen, but an older one; every "
             "kiosk reads and sends everything again", self->id);
  g_atomic_pointer_set (&self->epoch, epoch);
  return TRUE;
}

static char *
describe_past (const FoyerPageWish *wish)
{
  return g_strconcat (wish->epoch ? wish->epoch : "", " ", wish->digest, NULL);
}

GBytes *
foyer_hub_event_page (FoyerHubEvent *self, const FoyerPageWish *wish, FoyerPageNote *note, GError **error)
{
  const char *own_epoch = foyer_hub_event_get_epoch (self);
  gboolean other_life = wish->epoch != NULL && g_strcmp0 (wish->epoch, own_epoch) != 0;
  Reading reading = { wish, other_life ? 0 : wish->cursor, other_life, TRUE };
  g_autofree char *past = describe_past (wish);
  FoyerPageKey key = { reading.cursor, wish->limit, wish->coding, past,
                       foyer_hub_event_get_generation (self) };
  GBytes *page = foyer_page_cache_get (self->pages, &key, note);

  if (page == NULL) {
    page = make_page (self, &reading, note, error);
    if (page != NULL && !reading.past) {
      g_bytes_unref (page);
      return begin_new_life (self, own_epoch, error) ? foyer_hub_event_page (self, wish, note, error)
                                                     : NULL;
    }
    if (page != NULL)
      foyer_page_cache_put (self->pages, &key, page, note);
  }
  /* It learns of the other life at once, even from an empty feed. */
  if (other_life)
    note->empty = FALSE;
  return page;
}

/* It is asked for with the epoch of the page before, and no digest. */
void
foyer_hub_event_make_next (FoyerHubEvent *self, const FoyerPageNote *note, guint limit, FoyerCoding coding)
{
  FoyerPageWish wish = { note->more_after, foyer_hub_event_get_epoch (self), NULL, limit, coding };
  FoyerPageNote unused;
  G_GNUC_UNUSED g_autoptr (GBytes) page = NULL;

  if (note->more_after >= 0)
    page = foyer_hub_event_page (self, &wish, &unused, NULL);
}
