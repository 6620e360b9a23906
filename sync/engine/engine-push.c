/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-engine"

#include "engine-private.h"

#include "backoff.h"
#include "journal.h"

/* The push thread: meets the hub, lets the other one pull, pushes, and brings
 * back what the hub lost. */

#define CLOCK_EVERY_US   (10 * 60 * G_USEC_PER_SEC)
#define STATUS_EVERY_US  (60 * G_USEC_PER_SEC)
#define STATUS_SOON_US   (2 * G_USEC_PER_SEC)
#define OFFERS           200
#define EVERYTHING       G_MAXINT32

/* When what is due, monotonic. */
typedef struct {
  gint64 clock_us;
  gint64 fleet_us;
  gint64 told_us;      /* when the status was told; 0 never */
} Plan;

static gboolean
meet (FoyerEngine *self, GError **error)
{
  return foyer_engine_set_contact (self, FOYER_CONTACT_MEETING) &&
         foyer_engine_read_clock (self, error) &&
         foyer_engine_set_contact (self, FOYER_CONTACT_MET);
}

static gboolean
push (FoyerEngine *self, GError **error)
{
  g_autoptr (GError) failure = NULL;

  switch (foyer_outbox_send (self->outbox, &failure)) {
  case FOYER_OUTBOX_SENT:
    foyer_engine_note_sent (self);
    return TRUE;
  case FOYER_OUTBOX_HELD_UP:
    foyer_engine_note_held_up (self, failure);
    return TRUE;
  case FOYER_OUTBOX_LOST:
  default:
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
}

/* A hub that refuses, or says nonsense of, what it need not answer is as good
 * as one that is silent about it. */
static gboolean
is_worth_losing (const GError *error)
{
  return !g_error_matches (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_REFUSED) &&
         !g_error_matches (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_NONSENSE);
}

static gboolean
forgive (GError *failure, GError **error)
{
  if (failure == NULL)
    return TRUE;
  if (is_worth_losing (failure)) {
    g_propagate_error (error, failure);
    return FALSE;
  }
  g_debug ("%s", failure->message);
  g_error_free (failure);
  return TRUE;
}

/* What the hub lost. */

static gpointer
read_offers (FoyerStore *store, gpointer data, GError **error)
{
  return foyer_feed_offers (store, OFFERS, error);
}

static gpointer
write_offered (FoyerStore *store, gpointer changes, GError **error)
{
  return foyer_feed_offered (store, changes, error) ? changes : NULL;
}

static gboolean
bring_back (FoyerEngine *self, GError **error)
{
  while (TRUE) {
    g_autoptr (GPtrArray) changes = foyer_replica_read (self->replica, read_offers, NULL, error);
    GError *failure = NULL;

    if (changes == NULL)
      return FALSE;
    if (changes->len == 0)
      return TRUE;
    if (!self->connector->offer (self->connector, changes, &failure))
      return forgive (failure, error);
    if (foyer_replica_write (self->replica, FOYER_LANE_SYNC, write_offered, changes, error) == NULL)
      return FALSE;
  }
}

/* Status. */

static gpointer
read_cursor (FoyerStore *store, gpointer data, GError **error)
{
  g_autofree char *epoch = NULL;

  return foyer_feed_cursor (store, data, &epoch, error) ? data : NULL;
}

/* The flags first: what changes while the rest is read is told again. */
static void
take_status (FoyerEngine *self, FoyerKioskStatus *status)
{
  FoyerSyncFacts facts;

  g_mutex_lock (&self->lock);
  *status = self->parts;
  self->parts_changed = FALSE;
  self->counts_changed = FALSE;
  g_mutex_unlock (&self->lock);
  foyer_engine_get_facts (self, &facts);
  status->unsent = facts.unsent;
  status->refused = facts.refused;
  status->clock_offset_us = facts.clock_offset_us;
  status->same = facts.proof == FOYER_FEED_SAME;
  foyer_replica_read (self->replica, read_cursor, &status->cursor, NULL);
}

/* A part that fails is told at once; counts change with each guest. With the
 * lock held. */
static gint64
status_due_us (FoyerEngine *self, const Plan *plan)
{
  if (plan->told_us == 0 || self->parts_changed)
    return 0;
  return plan->told_us + (self->counts_changed ? STATUS_SOON_US : STATUS_EVERY_US);
}

static gboolean
is_status_due (FoyerEngine *self, const Plan *plan)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return g_get_monotonic_time () >= status_due_us (self, plan);
}

static gboolean
tell_status (FoyerEngine *self, Plan *plan, GError **error)
{
  FoyerKioskStatus status;
  GError *failure = NULL;

  if (!is_status_due (self, plan))
    return TRUE;
  take_status (self, &status);
  plan->told_us = g_get_monotonic_time ();
  self->connector->status (self->connector, &status, &failure);
  return forgive (failure, error);
}

static gboolean
ask_fleet (FoyerEngine *self, Plan *plan, GError **error)
{
  GError *failure = NULL;

  foyer_engine_ask_fleet (self, &plan->fleet_us, &failure);
  return forgive (failure, error);
}

/* Working. */

static gint64
work_due_us (FoyerEngine *self, const Plan *plan)
{
  gint64 own_us = MIN (plan->clock_us, plan->fleet_us);

  return MIN (MIN (own_us, status_due_us (self, plan)), foyer_outbox_due_us (self->outbox));
}

/* Until something was committed, contact was lost, or it is time. A hub that
 * takes nothing is not asked for each commit. */
static void
wait_for_work (FoyerEngine *self, const Plan *plan)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  while (!self->stopping && !(self->committed && self->sent) && !self->kicked &&
         !self->fleet_due && self->contact == FOYER_CONTACT_MET &&
         g_cond_wait_until (&self->changed, &self->lock, work_due_us (self, plan)))
    ;
  if (self->kicked)
    foyer_outbox_again (self->outbox);
  self->committed = FALSE;
  self->kicked = FALSE;
}

static gboolean
keep_clock (FoyerEngine *self, Plan *plan, GError **error)
{
  if (g_get_monotonic_time () < plan->clock_us)
    return TRUE;
  plan->clock_us = g_get_monotonic_time () + CLOCK_EVERY_US;
  return foyer_engine_read_clock (self, error);
}

static gboolean
stay (FoyerEngine *self, GError **error)
{
  Plan plan = { .clock_us = g_get_monotonic_time () + CLOCK_EVERY_US };

  foyer_outbox_again (self->outbox);
  while (foyer_engine_get_contact (self) == FOYER_CONTACT_MET) {
    if (!push (self, error) || !bring_back (self, error) || !tell_status (self, &plan, error) ||
        !ask_fleet (self, &plan, error))
      return FALSE;
    wait_for_work (self, &plan);
    if (!keep_clock (self, &plan, error))
      return FALSE;
  }
  return TRUE;
}

/* Expelled for good. */

static gpointer
read_unsent (FoyerStore *store, gpointer data, GError **error)
{
  return foyer_journal_unsent (store, 0, EVERYTHING, error);
}

static gpointer
wipe (FoyerStore *store, gpointer data, GError **error)
{
  return foyer_store_wipe (store, error) ? data : NULL;
}

/* The event is over: what is here of people goes before anything else happens,
 * what is unsent too. */
static gboolean
purge (FoyerEngine *self, GError **error)
{
  return foyer_replica_write (self->replica, FOYER_LANE_DOOR, wipe, self, error) != NULL &&
         self->connector->purge (self->connector, error);
}

static gboolean
retire (FoyerEngine *self, GError **error)
{
  g_autoptr (GPtrArray) unsent = foyer_replica_read (self->replica, read_unsent, NULL, error);

  return unsent != NULL && self->connector->retire (self->connector, unsent, error) &&
         foyer_replica_write (self->replica, FOYER_LANE_DOOR, wipe, self, error) != NULL;
}

static gboolean
is_to_retire (FoyerEngine *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->revoked && !self->facts.wiped;
}

static gboolean
is_to_purge (FoyerEngine *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->facts.state == FOYER_SYNC_PURGED;
}

/* Whatever fails here is tried again: first everything unsent is safe, then
 * everything is gone. */
static void
give_up (FoyerEngine *self)
{
  g_autoptr (GError) error = NULL;
  gboolean wiped = is_to_purge (self) ? purge (self, &error) : retire (self, &error);

  if (error != NULL)
    g_warning ("can't retire: %s", error->message);
  g_mutex_lock (&self->lock);
  self->facts.wiped = wiped;
  self->expelled = wiped;
  g_mutex_unlock (&self->lock);
  foyer_engine_tell_facts (self);
}

/* FALSE when the engine stops. One that is not trusted waits for a person. */
static gboolean
wait_alone (FoyerEngine *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  guint wait_ms = foyer_backoff_ms (self->failures, self->means.roll (self->means.data),
                                    self->asked_ms);
  gint64 until_us = g_get_monotonic_time () + 1000 * (gint64) wait_ms;

  while (!self->stopping && !self->kicked) {
    if (self->expelled)
      g_cond_wait (&self->changed, &self->lock);
    else if (!g_cond_wait_until (&self->changed, &self->lock, until_us))
      break;
  }
  self->kicked = FALSE;
  return !self->stopping;
}

gpointer
foyer_engine_push_thread (gpointer data)
{
  FoyerEngine *self = data;

  gboolean gave_up;

  do {
    g_autoptr (GError) error = NULL;

    gave_up = is_to_retire (self);
    if (gave_up)
      give_up (self);
    else if ((!meet (self, &error) || !stay (self, &error)) && error != NULL)
      foyer_engine_lose_contact (self, error);
  } while ((!gave_up && is_to_retire (self)) || wait_alone (self));
  return NULL;
}
