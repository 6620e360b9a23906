/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-hub-event"

#include "hub-event.h"

#include "feed.h"
#include "hub-private.h"
#include "page-cache.h"
#include "registry.h"
#include "wire.h"

#include <microhttpd.h>
#include <sodium.h>
#include <string.h>

/* A busy door commits many times a second; each wake costs an answer for every
 * kiosk. */
#define WAKE_EVERY_US (100 * 1000)

typedef struct {
  FoyerHttpRequest *request;
  gint64            until_us;
} Held;

struct _FoyerHubEvent {
  char           *id;
  const char     *epoch;          /* atomic; interned */
  guint8          public_key[32];
  guint8          secret_key[64];
  FoyerReplica   *replica;
  FoyerPageCache *pages;
  GSource        *wake;           /* for as long as the event is open; ready when it is planned */
  int             generation;     /* atomic */

  GMutex          lock;           /* guards what follows */
  GArray         *held;           /* of Held */
  gboolean        wake_planned;
  gint64          woken_us;
  gboolean        releasing;
};

/* Waiting kiosks. */

static void
wake_all (FoyerHubEvent *self, gint64 due_until_us)
{
  g_autoptr (GArray) due = g_array_new (FALSE, FALSE, sizeof (Held));

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->held->len;) {
    Held *held = &g_array_index (self->held, Held, i);

    if (held->until_us > due_until_us) {
      i++;
      continue;
    }
    g_array_append_val (due, *held);
    g_array_remove_index_fast (self->held, i);
  }
  g_mutex_unlock (&self->lock);
  for (guint i = 0; i < due->len; i++)
    foyer_http_request_again (g_array_index (due, Held, i).request);
}

void
foyer_hub_event_release (FoyerHubEvent *self)
{
  g_mutex_lock (&self->lock);
  self->releasing = TRUE;
  g_mutex_unlock (&self->lock);
  wake_all (self, G_MAXINT64);
}

void
foyer_hub_event_tick (FoyerHubEvent *self)
{
  wake_all (self, g_get_monotonic_time ());
}

static gboolean
on_wake (gpointer user_data)
{
  FoyerHubEvent *self = user_data;

  g_mutex_lock (&self->lock);
  g_source_set_ready_time (self->wake, -1);
  self->wake_planned = FALSE;
  self->woken_us = g_get_monotonic_time ();
  g_mutex_unlock (&self->lock);
  wake_all (self, G_MAXINT64);
  return G_SOURCE_CONTINUE;
}

static gboolean
dispatch_wake (GSource *source, GSourceFunc func, gpointer user_data)
{
  return func (user_data);
}

static GSourceFuncs wake_funcs = { .dispatch = dispatch_wake };

static GSource *
wake_new (FoyerHubEvent *self, GMainContext *context)
{
  GSource *wake = g_source_new (&wake_funcs, sizeof (GSource));

  g_source_set_callback (wake, on_wake, self, NULL);
  g_source_attach (wake, context);
  return wake;
}

static void
on_committed (gpointer user_data)
{
  FoyerHubEvent *self = user_data;

  g_atomic_int_inc (&self->generation);
  g_mutex_lock (&self->lock);
  if (!self->wake_planned)
    g_source_set_ready_time (self->wake, self->woken_us + WAKE_EVERY_US);
  self->wake_planned = TRUE;
  g_mutex_unlock (&self->lock);
}

guint
foyer_hub_event_get_generation (FoyerHubEvent *self)
{
  return (guint) g_atomic_int_get (&self->generation);
}

gboolean
foyer_hub_event_hold (FoyerHubEvent *self, FoyerHttpRequest *request, guint generation,
                      gint64 until_us)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  Held held = { request, until_us };

  if (self->releasing || foyer_hub_event_get_generation (self) != generation)
    return FALSE;
  g_array_append_val (self->held, held);
  return TRUE;
}

/* The feed. */

typedef struct {
  gint64      cursor;
  guint       limit;
  gboolean    ahead;    /* (out): the cursor lies behind the end of the feed */
} PageWish;

static gpointer
read_page (FoyerStore *store, gpointer data, GError **error)
{
  PageWish *wish = data;
  gint64 head = foyer_feed_head (store, error);

  wish->ahead = head >= 0 && wish->cursor > head;
  return head >= 0 ? foyer_feed_page (store, wish->cursor, wish->limit, error) : NULL;
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

/* A kiosk has seen more than this store holds: an older copy of the file was
 * put in its place. With a new epoch every kiosk reads and sends all again. */
static gboolean
begin_new_life (FoyerHubEvent *self, const char *lived, GError **error)
{
  const char *epoch = foyer_replica_write (self->replica, FOYER_LANE_SYNC, write_new_life,
                                           (gpointer) lived, error);

  if (epoch == NULL)
    return FALSE;
  g_warning ("event %s: the store is older than what a kiosk has seen of it; every kiosk sends its "
             "entries again", self->id);
  g_atomic_pointer_set (&self->epoch, epoch);
  return TRUE;
}

static GBytes *
make_page (FoyerHubEvent *self, PageWish *wish, FoyerCoding coding, gboolean *empty,
           GError **error)
{
  g_autoptr (FoyerPage) page = foyer_replica_read (self->replica, read_page, wish, error);
  g_autoptr (json_t) json = page ? foyer_wire_page_to_json (page) : NULL;
  g_autoptr (GBytes) plain = NULL;
  char *text;

  if (page == NULL)
    return NULL;
  *empty = page->next == wish->cursor;
  text = foyer_json_line (json);
  plain = g_bytes_new_take (text, strlen (text));
  return foyer_coding_compress (coding, plain);
}

GBytes *
foyer_hub_event_page (FoyerHubEvent *self, gint64 cursor, const char *epoch, guint limit,
                      FoyerCoding coding, gboolean *empty, GError **error)
{
  const char *own_epoch = foyer_hub_event_get_epoch (self);
  gboolean other_life = epoch != NULL && *epoch != '\0' && g_strcmp0 (epoch, own_epoch) != 0;
  PageWish wish = { other_life ? 0 : cursor, limit, FALSE };
  FoyerPageKey key = { wish.cursor, limit, coding, foyer_hub_event_get_generation (self) };
  GBytes *page = foyer_page_cache_get (self->pages, &key, empty);

  if (page == NULL) {
    page = make_page (self, &wish, coding, empty, error);
    if (wish.ahead && page != NULL) {
      g_bytes_unref (page);
      return begin_new_life (self, own_epoch, error)
               ? foyer_hub_event_page (self, 0, NULL, limit, coding, empty, error) : NULL;
    }
    if (page != NULL)
      foyer_page_cache_put (self->pages, &key, page, *empty);
  }
  if (other_life)
    *empty = FALSE;
  return page;
}

/* Kiosks. */

static gboolean
is_revoked (const FoyerKey *key, GError **error)
{
  if (!key->revoked)
    return FALSE;
  g_set_error_literal (error, FOYER_HUB_ANSWER, MHD_HTTP_FORBIDDEN, "this kiosk was revoked");
  return TRUE;
}

static gpointer
read_kiosk (FoyerStore *store, gpointer data, GError **error)
{
  const FoyerCredential *kiosk = data;
  g_autoptr (FoyerKey) key = foyer_registry_key (store, kiosk->kiosk, error);

  return key != NULL && !is_revoked (key, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

static gpointer
write_kiosk (FoyerStore *store, gpointer data, GError **error)
{
  const FoyerCredential *kiosk = data;
  FoyerKey key = { kiosk->kiosk, kiosk->public_key, kiosk->name, FALSE };

  return foyer_registry_put_key (store, &key, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

gboolean
foyer_hub_event_check_kiosk (FoyerHubEvent *self, const FoyerCredential *kiosk, GError **error)
{
  GError *local_error = NULL;

  if (foyer_replica_read (self->replica, read_kiosk, (gpointer) kiosk, &local_error) != NULL)
    return TRUE;
  if (local_error == NULL)
    return foyer_replica_write (self->replica, FOYER_LANE_SYNC, write_kiosk, (gpointer) kiosk,
                                error) != NULL;
  g_propagate_error (error, local_error);
  return FALSE;
}

/* Open and close. */

/* Opens the feed, and says in it by which key the hub signs tickets. */
static gpointer
prepare (FoyerStore *store, gpointer data, GError **error)
{
  FoyerHubEvent *self = data;
  char public_hex[2 * sizeof self->public_key + 1];
  g_autofree char *name = g_strdup ("");
  FoyerKey key = { self->id, public_hex, name, FALSE };

  sodium_bin2hex (public_hex, sizeof public_hex, self->public_key, sizeof self->public_key);
  if (!foyer_feed_start (store, error) || !foyer_registry_put_key (store, &key, error))
    return NULL;
  return foyer_feed_epoch (store, error);
}

/* @error's own words, under a code of the hub's. */
static gboolean
store_error (GError *store_failure, const char *id, GError **error)
{
  g_set_error (error, FOYER_HUB_ERROR, FOYER_HUB_ERROR_STORE, "event %s: %s", id,
               store_failure->message);
  g_error_free (store_failure);
  return FALSE;
}

static gboolean
open_store (FoyerHubEvent *self, FoyerStateFolder *folder, gboolean make, GError **error)
{
  g_autofree char *path = foyer_state_folder_event_path (folder, self->id, "event.db");
  g_autofree char *epoch = NULL;
  GError *failure = NULL;

  /* A store that has gone must not be replaced by an empty one in silence. */
  if (!make && !g_file_test (path, G_FILE_TEST_EXISTS)) {
    g_set_error (error, FOYER_HUB_ERROR, FOYER_HUB_ERROR_STORE,
                 "event %s: %s is missing; restore a backup, or remove the event's folder", self->id,
                 path);
    return FALSE;
  }
  self->replica = foyer_replica_open (path, &failure);
  if (self->replica == NULL)
    return store_error (failure, self->id, error);
  epoch = foyer_replica_write (self->replica, FOYER_LANE_SYNC, prepare, self, &failure);
  self->epoch = g_intern_string (epoch);
  if (self->epoch == NULL)
    return store_error (failure, self->id, error);
  foyer_replica_set_committed (self->replica, on_committed, self);
  return TRUE;
}

FoyerHubEvent *
foyer_hub_event_open (FoyerStateFolder *folder, const char *id, gboolean make,
                      GMainContext *context, GError **error)
{
  FoyerHubEvent *self = g_new0 (FoyerHubEvent, 1);
  g_autofree char *path = foyer_state_folder_event_path (folder, id, NULL);
  g_autofree char *key = foyer_state_folder_event_path (folder, id, "key");

  g_mutex_init (&self->lock);
  self->id = g_strdup (id);
  self->wake = wake_new (self, context);
  self->pages = foyer_page_cache_new ();
  self->held = g_array_new (FALSE, FALSE, sizeof (Held));
  g_mkdir_with_parents (path, 0700);
  if (foyer_state_folder_key (key, make, self->public_key, self->secret_key, error) &&
      open_store (self, folder, make, error))
    return self;
  foyer_hub_event_close (self);
  return NULL;
}

void
foyer_hub_event_close (FoyerHubEvent *self)
{
  if (self->replica != NULL) {
    foyer_replica_set_committed (self->replica, NULL, NULL);
    foyer_replica_close (self->replica);
    g_object_unref (self->replica);
  }
  g_assert (self->held->len == 0);
  g_array_unref (self->held);
  foyer_page_cache_free (self->pages);
  g_source_destroy (self->wake);
  g_source_unref (self->wake);
  sodium_memzero (self->secret_key, sizeof self->secret_key);
  g_mutex_clear (&self->lock);
  g_free (self->id);
  g_free (self);
}

const char *
foyer_hub_event_get_id (FoyerHubEvent *self)
{
  return self->id;
}

const char *
foyer_hub_event_get_epoch (FoyerHubEvent *self)
{
  return g_atomic_pointer_get (&self->epoch);
}

FoyerReplica *
foyer_hub_event_get_replica (FoyerHubEvent *self)
{
  return self->replica;
}

const guint8 *
foyer_hub_event_get_secret_key (FoyerHubEvent *self)
{
  return self->secret_key;
}
