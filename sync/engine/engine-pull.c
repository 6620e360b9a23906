/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-private.h"

#define WAIT_S   25
#define SLICE_US 10000   /* of the writer's time, unless someone at the door needs it */

/* Changes between two looks at the door: half a millisecond. In a first pull
 * there is no door yet. */
#define STEP         8
#define STEP_FILLING 200

/* Writing a page. */

typedef struct {
  FoyerReplica *replica;
  FoyerPage    *page;
  guint         done;   /* changes of it */
} Slices;

/* A part of a page is a page that ends earlier. */
static gboolean
apply_step (FoyerStore *store, Slices *slices, GError **error)
{
  guint step = foyer_feed_is_filling (store) ? STEP_FILLING : STEP;
  guint to = MIN (slices->done + step, slices->page->changes->len);
  g_autoptr (GPtrArray) changes = g_ptr_array_new ();
  FoyerPage part = *slices->page;

  part.changes = changes;
  for (guint i = slices->done; i < to; i++)
    g_ptr_array_add (changes, g_ptr_array_index (slices->page->changes, i));
  if (to < slices->page->changes->len) {
    part.more = TRUE;
    part.next = ((FoyerChange *) g_ptr_array_index (slices->page->changes, to - 1))->seq;
  }
  slices->done = to;
  return foyer_feed_apply (store, &part, error);
}

static gpointer
apply (FoyerStore *store, gpointer data, GError **error)
{
  Slices *slices = data;
  gint64 end_us = g_get_monotonic_time () + SLICE_US;

  do {
    if (!apply_step (store, slices, error))
      return NULL;
  } while (slices->done < slices->page->changes->len && g_get_monotonic_time () < end_us &&
           !foyer_replica_door_waits (slices->replica));
  return slices;
}

static gboolean
apply_page (FoyerEngine *self, FoyerPage *page, GError **error)
{
  Slices slices = { self->replica, page, 0 };

  do {
    if (foyer_replica_write (self->replica, FOYER_LANE_FEED, apply, &slices, error) == NULL)
      return FALSE;
  } while (slices.done < page->changes->len);
  return TRUE;
}

/* Fetching goes on while pages are written, for writing has its pauses: keys are
 * made of many rows at once. */

#define AHEAD 16   /* pages, about 1 MB each */

typedef struct {
  FoyerEngine *engine;

  GMutex       lock;      /* guards what follows */
  GCond        changed;
  GQueue       pages;
  gboolean     ended;     /* no more of them come */
  GError      *error;     /* (nullable): what is left is not written then */
} Writing;

/* (nullable) (transfer full): waits for it. */
static FoyerPage *
next_page (Writing *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  while (g_queue_is_empty (&self->pages) && !self->ended)
    g_cond_wait (&self->changed, &self->lock);
  g_cond_signal (&self->changed);
  return g_queue_pop_head (&self->pages);
}

static gpointer
write_thread (gpointer data)
{
  Writing *self = data;
  FoyerPage *next;

  while ((next = next_page (self)) != NULL) {
    g_autoptr (FoyerPage) page = next;
    g_autoptr (GError) failure = NULL;

    if (apply_page (self->engine, page, &failure))
      continue;
    g_mutex_lock (&self->lock);
    self->error = g_steal_pointer (&failure);
    g_cond_signal (&self->changed);
    g_mutex_unlock (&self->lock);
    return NULL;
  }
  return NULL;
}

/* @page: (transfer full). FALSE when writing has failed. */
static gboolean
hand_over (Writing *self, FoyerPage *page)
{
  gboolean taken;

  g_mutex_lock (&self->lock);
  while (g_queue_get_length (&self->pages) >= AHEAD && self->error == NULL)
    g_cond_wait (&self->changed, &self->lock);
  taken = self->error == NULL;
  if (taken)
    g_queue_push_tail (&self->pages, page);
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
  if (!taken)
    foyer_page_free (page);
  return taken;
}

/* Until there is no more right now, which @whole says then, or no contact.
 * @page: (transfer full) */
static gboolean
fetch_on (Writing *self, FoyerPage *page, gboolean *whole, GError **error)
{
  FoyerConnector *connector = self->engine->connector;

  while (page != NULL) {
    gboolean more = page->more;
    FoyerPosition position = { page->next, g_strdup (page->epoch), NULL };

    *whole = !more;
    if (!hand_over (self, page) || !more ||
        foyer_engine_get_contact (self->engine) != FOYER_CONTACT_MET) {
      foyer_position_clear (&position);
      return TRUE;
    }
    page = connector->pull (connector, &position, 0, error);
    foyer_position_clear (&position);
    if (page != NULL)
      foyer_engine_note_contact (self->engine, FALSE);
  }
  return FALSE;
}

/* @page: (transfer full) */
static gboolean
write_and_fetch (FoyerEngine *self, FoyerPage *page, gboolean *whole, GError **error)
{
  Writing writing = { .engine = self };
  g_autoptr (GError) failure = NULL;
  GThread *thread;
  gboolean done;

  g_mutex_init (&writing.lock);
  g_cond_init (&writing.changed);
  thread = g_thread_new ("sync-write", write_thread, &writing);
  done = fetch_on (&writing, page, whole, &failure);
  g_mutex_lock (&writing.lock);
  writing.ended = TRUE;
  g_cond_signal (&writing.changed);
  g_mutex_unlock (&writing.lock);
  g_thread_join (thread);
  g_queue_clear_full (&writing.pages, (GDestroyNotify) foyer_page_free);
  g_mutex_clear (&writing.lock);
  g_cond_clear (&writing.changed);
  if (writing.error != NULL) {
    g_clear_error (&failure);
    failure = writing.error;
  }
  done = done && failure == NULL;
  if (!done)
    g_propagate_error (error, g_steal_pointer (&failure));
  return done;
}

static gpointer
read_position (FoyerStore *store, gpointer data, GError **error)
{
  FoyerPosition *position = data;

  if (!foyer_feed_cursor (store, &position->cursor, &position->epoch, error))
    return NULL;
  position->digest = foyer_feed_cursor_digest (store, NULL);
  return data;
}

/* A page that says nothing new: a write of the same cursor would only wear out
 * the disk. */
static gboolean
is_news (const FoyerPage *page, const FoyerPosition *position)
{
  return page->next != position->cursor || g_strcmp0 (page->epoch, position->epoch) != 0 ||
         (!page->more && g_strcmp0 (page->digest, position->digest) != 0);
}

/* To the end of what the hub has right now. */
static gboolean
pull_all (FoyerEngine *self, const FoyerPosition *position, guint wait_s, GError **error)
{
  g_autoptr (FoyerPage) page = self->connector->pull (self->connector, position, wait_s, error);
  gboolean whole = TRUE;

  if (page == NULL)
    return FALSE;
  if (page->more ? !write_and_fetch (self, g_steal_pointer (&page), &whole, error)
                 : is_news (page, position) && !apply_page (self, page, error))
    return FALSE;
  foyer_engine_note_contact (self, whole);
  return TRUE;
}

/* The first page after a silence is asked for at once, so that the screen
 * knows where it stands; then each question is held until there is news. */
static gboolean
pull_on (FoyerEngine *self, GError **error)
{
  guint wait_s = 0;

  while (foyer_engine_get_contact (self) == FOYER_CONTACT_MET) {
    FoyerPosition position = { 0, NULL, NULL };
    gboolean pulled = foyer_replica_read (self->replica, read_position, &position, error) != NULL &&
                      pull_all (self, &position, wait_s, error);

    foyer_position_clear (&position);
    if (!pulled)
      return FALSE;
    wait_s = WAIT_S;
  }
  return TRUE;
}

/* FALSE when the engine stops. */
static gboolean
wait_for_contact (FoyerEngine *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  while (!self->stopping && self->contact != FOYER_CONTACT_MET)
    g_cond_wait (&self->changed, &self->lock);
  return !self->stopping;
}

gpointer
foyer_engine_pull_thread (gpointer data)
{
  FoyerEngine *self = data;

  while (wait_for_contact (self)) {
    g_autoptr (GError) error = NULL;

    if (!pull_on (self, &error))
      foyer_engine_lose_contact (self, error);
  }
  return NULL;
}
