/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-hub-event"

#include "hub-event.h"

#include "hub-event-private.h"
#include "hub-private.h"
#include "restore.h"

#include <microhttpd.h>

/* So long a request may take that has begun; a large import does. */
#define PATIENCE_US (60 * G_USEC_PER_SEC)

gboolean
foyer_hub_event_enter (FoyerHubEvent *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->n_inside += !self->shut;
  return !self->shut;
}

void
foyer_hub_event_leave (FoyerHubEvent *self)
{
  g_mutex_lock (&self->lock);
  self->n_inside--;
  g_cond_broadcast (&self->fewer);
  g_mutex_unlock (&self->lock);
}

gboolean
foyer_hub_event_is_shut (FoyerHubEvent *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->shut;
}

static void
reopen (FoyerHubEvent *self)
{
  g_mutex_lock (&self->lock);
  self->shut = FALSE;
  g_mutex_unlock (&self->lock);
}

/* Who waits for news gets what there is: one kiosk's entries may be in no other
 * place soon. Under the lock. */
static GArray *
call_in (FoyerHubEvent *self)
{
  GArray *called = g_array_copy (self->held);

  g_array_set_size (self->held, 0);
  for (guint i = 0; i < called->len; i++) {
    FoyerHubCall *call = foyer_http_request_get_data (g_array_index (called, FoyerHeld, i).request);

    call->inside = TRUE;
    self->n_inside++;
  }
  return called;
}

/* TRUE when nobody is inside and nobody comes any more. */
static gboolean
shut (FoyerHubEvent *self, GError **error)
{
  gint64 until_us = g_get_monotonic_time () + PATIENCE_US;
  g_autoptr (GArray) called = NULL;
  gboolean ours, empty;

  g_mutex_lock (&self->lock);
  ours = !self->shut;
  self->shut = TRUE;
  called = call_in (self);
  for (guint i = 0; i < called->len; i++)
    foyer_http_request_again (g_array_index (called, FoyerHeld, i).request);
  while (ours && self->n_inside > 0 && g_cond_wait_until (&self->fewer, &self->lock, until_us))
    ;
  empty = self->n_inside == 0;
  g_mutex_unlock (&self->lock);
  if (ours && empty)
    return TRUE;
  if (ours)
    reopen (self);
  g_set_error_literal (error, FOYER_HUB_ANSWER, MHD_HTTP_SERVICE_UNAVAILABLE,
                       "the event is busy; try again in a minute");
  return FALSE;
}

static gboolean
open_again (FoyerHubEvent *self, FoyerStateFolder *folder)
{
  g_autoptr (GError) error = NULL;

  if (foyer_hub_event_open_store (self, folder, FALSE, &error))
    return TRUE;
  g_warning ("%s; kiosks are told to wait until the hub is started again", error->message);
  return FALSE;
}

/* What was read from the old one is not to be taken for the new one's. */
static gboolean
exchange_stores (FoyerHubEvent *self, FoyerStateFolder *folder, const char *aside, GError **error)
{
  foyer_hub_event_close_store (self);
  if (!foyer_restore_event (folder->path, aside, self->id, error))
    return FALSE;
  g_atomic_int_inc (&self->generation);
  if (foyer_hub_event_open_store (self, folder, FALSE, error))
    return TRUE;
  if (!foyer_restore_event (folder->path, aside, self->id, NULL))
    g_warning ("event %s: what was there before is in %s", self->id, aside);
  return FALSE;
}

gboolean
foyer_hub_event_restore (FoyerHubEvent *self, FoyerStateFolder *folder, const char *aside,
                         GError **error)
{
  gboolean restored;

  if (!shut (self, error))
    return FALSE;
  restored = exchange_stores (self, folder, aside, error);
  if (restored || open_again (self, folder))
    reopen (self);
  return restored;
}
