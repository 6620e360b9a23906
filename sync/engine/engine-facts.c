/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-engine"

#include "engine-private.h"

#include "journal.h"

/* Facts. */

static gboolean
emit_facts (gpointer user_data)
{
  FoyerEngine *self = user_data;

  g_atomic_int_set (&self->facts_queued, FALSE);
  g_signal_emit_by_name (self, "facts");
  return G_SOURCE_REMOVE;
}

static void
attach (FoyerEngine *self, GSourceFunc func)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, g_object_ref (self), g_object_unref);
  g_source_attach (source, self->context);
}

void
foyer_engine_tell_facts (FoyerEngine *self)
{
  if (g_atomic_int_compare_and_exchange (&self->facts_queued, FALSE, TRUE))
    attach (self, emit_facts);
}

void
foyer_engine_get_facts (FoyerEngine *self, FoyerSyncFacts *facts)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (FOYER_IS_ENGINE (self));

  locker = g_mutex_locker_new (&self->lock);
  *facts = self->facts;
}

/* What the store says. */

typedef struct {
  gint64         unsent;
  gint64         refused;
  gint64         lost;
  FoyerFeedProof proof;
} Counts;

static gpointer
count (FoyerStore *store, gpointer data, GError **error)
{
  Counts *counts = data;

  counts->unsent = foyer_journal_count_unsent (store, error);
  counts->refused = counts->unsent >= 0 ? foyer_journal_count_refused (store, error) : -1;
  counts->lost = counts->refused >= 0 ? foyer_feed_count_lost (store, error) : -1;
  counts->proof = foyer_feed_proof (store);
  return counts->lost >= 0 ? g_memdup2 (counts, sizeof *counts) : NULL;
}

static void
take_counts (FoyerEngine *self, const Counts *counts)
{
  FoyerSyncFacts *facts = &self->facts;
  gboolean changed;

  g_mutex_lock (&self->lock);
  changed = facts->unsent != counts->unsent || facts->refused != counts->refused ||
            facts->lost != counts->lost || facts->proof != counts->proof;
  facts->unsent = counts->unsent;
  facts->refused = counts->refused;
  facts->lost = counts->lost;
  facts->proof = counts->proof;
  if (changed) {
    self->counts_changed = TRUE;
    g_cond_broadcast (&self->changed);
  }
  g_mutex_unlock (&self->lock);
  if (changed)
    foyer_engine_tell_facts (self);
}

static void
on_counted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FoyerEngine) self = user_data;
  g_autofree Counts *counts = foyer_replica_finish (FOYER_REPLICA (source), result, NULL);

  if (counts != NULL)
    take_counts (self, counts);
}

/* On the main context, so that the number is right while the push thread hangs
 * in a dead network. */
static gboolean
recount (gpointer user_data)
{
  FoyerEngine *self = user_data;

  g_atomic_int_set (&self->counting, FALSE);
  foyer_replica_read_async (self->replica, count, g_new0 (Counts, 1), g_free, g_free, NULL,
                            on_counted, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

void
foyer_engine_on_committed (gpointer user_data)
{
  FoyerEngine *self = user_data;

  g_mutex_lock (&self->lock);
  self->committed = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  if (g_atomic_int_compare_and_exchange (&self->counting, FALSE, TRUE))
    attach (self, recount);
}

/* Contact. */

/* A page may come after the other thread lost contact, or after the end. */
static void
note_online (FoyerEngine *self)
{
  if (self->stopping || self->contact != FOYER_CONTACT_MET || !self->have_all || !self->sent)
    return;
  self->failures = 0;
  self->facts.state = FOYER_SYNC_ONLINE;
  self->facts.alone_since_us = 0;
  self->facts.trouble = -1;
  *self->facts.message = '\0';
}

void
foyer_engine_note_contact (FoyerEngine *self, gboolean have_all)
{
  gint64 now_us = foyer_engine_now_us (self);

  g_mutex_lock (&self->lock);
  self->facts.last_contact_us = now_us;
  if (have_all) {
    self->facts.data_us = now_us;
    self->have_all = self->contact == FOYER_CONTACT_MET;
    note_online (self);
  }
  g_mutex_unlock (&self->lock);
  foyer_engine_tell_facts (self);
}

void
foyer_engine_note_sent (FoyerEngine *self)
{
  g_mutex_lock (&self->lock);
  self->facts.last_contact_us = foyer_engine_now_us (self);
  self->sent = self->contact == FOYER_CONTACT_MET;
  note_online (self);
  g_mutex_unlock (&self->lock);
  foyer_engine_tell_facts (self);
}

static void
note_alone (FoyerEngine *self, const GError *error)
{
  FoyerSyncFacts *facts = &self->facts;

  if (facts->state != FOYER_SYNC_ALONE)
    g_message ("alone: %s", error->message);
  facts->state = FOYER_SYNC_ALONE;
  if (facts->alone_since_us == 0)
    facts->alone_since_us = foyer_engine_now_us (self);
  facts->trouble = error->domain == FOYER_CONNECTOR_ERROR ? error->code : -1;
  g_utf8_strncpy (facts->message, error->message, (sizeof facts->message - 1) / 4);
}

void
foyer_engine_note_held_up (FoyerEngine *self, const GError *error)
{
  g_mutex_lock (&self->lock);
  self->facts.last_contact_us = foyer_engine_now_us (self);
  if (!self->stopping && self->contact == FOYER_CONTACT_MET) {
    self->sent = FALSE;
    note_alone (self, error);
  }
  g_mutex_unlock (&self->lock);
  foyer_engine_tell_facts (self);
}

/* What the hub thinks of this kiosk. */
static void
note_trust (FoyerEngine *self, const GError *error)
{
  self->expelled =
    g_error_matches (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_ENROLMENT);
  self->purged |= g_error_matches (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_PURGED);
  self->revoked |=
    self->purged || g_error_matches (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_REVOKED);
  if (self->expelled)
    self->facts.state = FOYER_SYNC_NOT_ENROLLED;
  if (self->revoked)
    self->facts.state = self->purged ? FOYER_SYNC_PURGED : FOYER_SYNC_REVOKED;
}

void
foyer_engine_lose_contact (FoyerEngine *self, const GError *error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->stopping || self->contact == FOYER_CONTACT_LOST)
    return;
  note_alone (self, error);
  self->contact = FOYER_CONTACT_LOST;
  self->have_all = FALSE;
  self->sent = FALSE;
  self->failures++;
  self->asked_ms = 0;
  if (g_error_matches (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_BUSY))
    self->asked_ms = self->connector->retry_after_ms (self->connector);
  note_trust (self, error);
  g_cond_broadcast (&self->changed);
  foyer_engine_tell_facts (self);
}

FoyerContact
foyer_engine_get_contact (FoyerEngine *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->stopping ? FOYER_CONTACT_LOST : self->contact;
}

gboolean
foyer_engine_set_contact (FoyerEngine *self, FoyerContact contact)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->contact = contact;
  g_cond_broadcast (&self->changed);
  return !self->stopping;
}
