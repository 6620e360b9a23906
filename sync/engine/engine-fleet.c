/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-private.h"

#define EVERY_US (5 * G_USEC_PER_SEC)

void
foyer_engine_set_parts (FoyerEngine *self, FoyerPart reader, FoyerPart printer, gint64 badges)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = NULL;
  FoyerKioskStatus *parts;

  g_return_if_fail (FOYER_IS_ENGINE (self));

  locker = g_mutex_locker_new (&self->lock);
  parts = &self->parts;
  if (parts->reader == reader && parts->printer == printer && parts->badges == badges)
    return;
  parts->reader = reader;
  parts->printer = printer;
  parts->badges = badges;
  self->parts_changed = TRUE;
  g_cond_broadcast (&self->changed);
}

void
foyer_engine_watch_fleet (FoyerEngine *self, gboolean watched)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (FOYER_IS_ENGINE (self));

  locker = g_mutex_locker_new (&self->lock);
  self->fleet_due = watched && !self->watched;
  self->watched = watched;
  g_cond_broadcast (&self->changed);
}

GPtrArray *
foyer_engine_get_fleet (FoyerEngine *self, gint64 *as_of_us)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (FOYER_IS_ENGINE (self), NULL);

  locker = g_mutex_locker_new (&self->lock);
  *as_of_us = self->fleet_us;
  return self->fleet ? g_ptr_array_ref (self->fleet) : NULL;
}

static gboolean
is_due (FoyerEngine *self, gint64 *due_us)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  gint64 now_us = g_get_monotonic_time ();
  gboolean due = self->watched && (self->fleet_due || now_us >= *due_us);

  if (due || !self->watched)
    *due_us = self->watched ? now_us + EVERY_US : G_MAXINT64;
  self->fleet_due = FALSE;
  return due;
}

gboolean
foyer_engine_ask_fleet (FoyerEngine *self, gint64 *due_us, GError **error)
{
  GPtrArray *fleet;
  GPtrArray *older;
  gint64 as_of_us;

  if (!is_due (self, due_us))
    return TRUE;
  fleet = self->connector->fleet (self->connector, &as_of_us, error);
  if (fleet == NULL)
    return FALSE;
  g_mutex_lock (&self->lock);
  older = self->fleet;
  self->fleet = fleet;
  self->fleet_us = as_of_us;
  g_mutex_unlock (&self->lock);
  g_clear_pointer (&older, g_ptr_array_unref);
  foyer_engine_tell_facts (self);
  return TRUE;
}
