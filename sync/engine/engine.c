/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-private.h"

#include "clock.h"

G_DEFINE_TYPE (FoyerEngine, foyer_engine, G_TYPE_OBJECT)

static gint64
machine_now_us (gpointer unused)
{
  return foyer_clock_now_us ();
}

static double
machine_roll (gpointer unused)
{
  return g_random_double ();
}

gint64
foyer_engine_now_us (FoyerEngine *self)
{
  return self->means.now_us (self->means.data);
}

static void
foyer_engine_finalize (GObject *object)
{
  FoyerEngine *self = FOYER_ENGINE (object);

  /* An idle of ours may hold the last reference: hence stop() comes first. */
  g_assert (self->push_thread == NULL && self->pull_thread == NULL);
  foyer_outbox_free (self->outbox);
  self->connector->free (self->connector);
  g_clear_pointer (&self->fleet, g_ptr_array_unref);
  g_object_unref (self->replica);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  G_OBJECT_CLASS (foyer_engine_parent_class)->finalize (object);
}

static void
foyer_engine_class_init (FoyerEngineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_engine_finalize;
  g_signal_new ("facts", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
foyer_engine_init (FoyerEngine *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->means = (FoyerEngineMeans) { machine_now_us, machine_roll, NULL };
  self->facts.trouble = -1;
}

FoyerEngine *
foyer_engine_new (FoyerReplica *replica, FoyerConnector *connector)
{
  FoyerEngine *self = g_object_new (FOYER_TYPE_ENGINE, NULL);

  self->replica = g_object_ref (replica);
  self->connector = connector;
  self->outbox = foyer_outbox_new (replica, connector);
  self->context = g_main_context_ref_thread_default ();
  return self;
}

void
foyer_engine_set_means (FoyerEngine *self, const FoyerEngineMeans *means)
{
  g_return_if_fail (FOYER_IS_ENGINE (self));
  g_return_if_fail (self->push_thread == NULL);

  self->means = *means;
}

void
foyer_engine_start (FoyerEngine *self)
{
  g_return_if_fail (FOYER_IS_ENGINE (self));
  g_return_if_fail (self->push_thread == NULL && !self->stopping);

  foyer_replica_set_committed (self->replica, foyer_engine_on_committed, self);
  foyer_engine_on_committed (self);
  self->pull_thread = g_thread_new ("sync-pull", foyer_engine_pull_thread, self);
  self->push_thread = g_thread_new ("sync-push", foyer_engine_push_thread, self);
}

void
foyer_engine_stop (FoyerEngine *self)
{
  g_return_if_fail (FOYER_IS_ENGINE (self));

  if (self->push_thread == NULL)
    return;
  foyer_replica_set_committed (self->replica, NULL, NULL);
  g_mutex_lock (&self->lock);
  self->stopping = TRUE;
  self->facts.state = FOYER_SYNC_STOPPED;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
  self->connector->close (self->connector);
  g_clear_pointer (&self->push_thread, g_thread_join);
  g_clear_pointer (&self->pull_thread, g_thread_join);
  foyer_engine_tell_facts (self);
}

void
foyer_engine_kick (FoyerEngine *self)
{
  g_return_if_fail (FOYER_IS_ENGINE (self));

  g_mutex_lock (&self->lock);
  self->kicked = TRUE;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}
