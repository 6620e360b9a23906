/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-hub-event"

#include "hub-event.h"

#include "feed.h"
#include "hub-event-private.h"
#include "hub-private.h"
#include "import-run.h"
#include "registry.h"

#include <microhttpd.h>
#include <sodium.h>
#include <string.h>

/* A busy door commits many times a second; each wake costs an answer for every
 * kiosk. */
#define WAKE_EVERY_US (100 * 1000)

/* Waiting kiosks. */

void
foyer_hub_event_wake (FoyerHubEvent *self, gint64 due_until_us)
{
  g_autoptr (GArray) due = g_array_new (FALSE, FALSE, sizeof (FoyerHeld));

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->held->len;) {
    FoyerHeld *held = &g_array_index (self->held, FoyerHeld, i);

    if (held->until_us > due_until_us) {
      i++;
      continue;
    }
    g_array_append_val (due, *held);
    g_array_remove_index_fast (self->held, i);
  }
  g_mutex_unlock (&self->lock);
  for (guint i = 0; i < due->len; i++)
    foyer_http_request_again (g_array_index (due, FoyerHeld, i).request);
}

void
foyer_hub_event_release (FoyerHubEvent *self)
{
  g_mutex_lock (&self->lock);
  self->releasing = TRUE;
  g_mutex_unlock (&self->lock);
  foyer_hub_event_wake (self, G_MAXINT64);
}

void
foyer_hub_event_tick (FoyerHubEvent *self)
{
  foyer_hub_event_wake (self, g_get_monotonic_time ());
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
  foyer_hub_event_wake (self, G_MAXINT64);
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
  FoyerHeld held = { request, until_us };

  if (self->releasing || self->shut || foyer_hub_event_get_generation (self) != generation)
    return FALSE;
  g_array_append_val (self->held, held);
  return TRUE;
}

/* Kiosks. */

static gpointer
read_kiosk (FoyerStore *store, gpointer data, GError **error)
{
  return foyer_registry_key (store, ((const FoyerCredential *) data)->kiosk, error);
}

static gpointer
write_kiosk (FoyerStore *store, gpointer data, GError **error)
{
  const FoyerCredential *kiosk = data;
  FoyerKey key = { kiosk->kiosk, kiosk->public_key, kiosk->name, FALSE, NULL };

  return foyer_registry_put_key (store, &key, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

gboolean
foyer_hub_event_check_kiosk (FoyerHubEvent *self, const FoyerCredential *kiosk, char **revocation,
                             GError **error)
{
  GError *failure = NULL;
  g_autoptr (FoyerKey) key =
    foyer_replica_read (self->replica, read_kiosk, (gpointer) kiosk, &failure);

  *revocation = NULL;
  if (failure != NULL) {
    g_propagate_error (error, failure);
    return FALSE;
  }
  if (key == NULL)
    return foyer_replica_write (self->replica, FOYER_LANE_SYNC, write_kiosk, (gpointer) kiosk,
                                error) != NULL;
  if (key->revoked) {
    *revocation = g_strdup (key->revocation);
    g_set_error_literal (error, FOYER_HUB_ANSWER, MHD_HTTP_FORBIDDEN, "this kiosk was revoked");
  }
  return !key->revoked;
}

void
foyer_hub_event_set_status (FoyerHubEvent *self, const char *kiosk, json_t *status)
{
  g_mutex_lock (&self->lock);
  json_object_set_new (self->statuses, kiosk, status);
  g_mutex_unlock (&self->lock);
}

json_t *
foyer_hub_event_get_status (FoyerHubEvent *self, const char *kiosk)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return json_deep_copy (json_object_get (self->statuses, kiosk));
}

/* Open and close. */

/* Opens the feed, says in it by which key the hub signs tickets, and takes back
 * an import that a hub that was killed had begun. */
static gpointer
prepare (FoyerStore *store, gpointer data, GError **error)
{
  FoyerHubEvent *self = data;
  char public_hex[2 * sizeof self->public_key + 1];
  g_autofree char *name = g_strdup ("");
  FoyerKey key = { self->id, public_hex, name, FALSE, NULL };

  sodium_bin2hex (public_hex, sizeof public_hex, self->public_key, sizeof self->public_key);
  if (!foyer_feed_start (store, error) || !foyer_registry_put_key (store, &key, error) ||
      !foyer_import_take_back (store, NULL, error))
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

void
foyer_hub_event_close_store (FoyerHubEvent *self)
{
  if (self->replica == NULL)
    return;
  foyer_replica_set_committed (self->replica, NULL, NULL);
  foyer_replica_close (self->replica);
  g_clear_object (&self->replica);
}

gboolean
foyer_hub_event_open_store (FoyerHubEvent *self, FoyerStateFolder *folder, gboolean make,
                            GError **error)
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
  if (epoch == NULL) {
    foyer_hub_event_close_store (self);
    return store_error (failure, self->id, error);
  }
  g_atomic_pointer_set (&self->epoch, g_intern_string (epoch));
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
  g_cond_init (&self->fewer);
  self->id = g_strdup (id);
  self->wake = wake_new (self, context);
  self->pages = foyer_page_cache_new ();
  self->staging = foyer_import_staging_new ();
  self->held = g_array_new (FALSE, FALSE, sizeof (FoyerHeld));
  self->statuses = json_object ();
  g_mkdir_with_parents (path, 0700);
  foyer_hub_import_clean_up (folder, id);
  if (foyer_state_folder_key (key, make, self->public_key, self->secret_key, error) &&
      foyer_hub_event_open_store (self, folder, make, error))
    return self;
  foyer_hub_event_close (self);
  return NULL;
}

void
foyer_hub_event_close (FoyerHubEvent *self)
{
  foyer_hub_event_close_store (self);
  g_assert (self->held->len == 0);
  g_array_unref (self->held);
  json_decref (self->statuses);
  foyer_page_cache_free (self->pages);
  foyer_import_staging_free (self->staging);
  g_source_destroy (self->wake);
  g_source_unref (self->wake);
  sodium_memzero (self->secret_key, sizeof self->secret_key);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->fewer);
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

FoyerImportStaging *
foyer_hub_event_get_staging (FoyerHubEvent *self)
{
  return self->staging;
}

gboolean
foyer_hub_event_begin_import (FoyerHubEvent *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  gboolean begun = !self->importing;

  self->importing = TRUE;
  return begun;
}

void
foyer_hub_event_end_import (FoyerHubEvent *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->importing = FALSE;
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
