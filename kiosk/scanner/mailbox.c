/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mailbox.h"

struct _FoyerMailbox {
  GMutex      lock;    /* guards everything below */
  GCond       changed;
  FoyerFrame *frame;
  gboolean    closed;
};

FoyerMailbox *
foyer_mailbox_new (void)
{
  FoyerMailbox *self = g_new0 (FoyerMailbox, 1);

  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  return self;
}

void
foyer_mailbox_free (FoyerMailbox *self)
{
  g_clear_pointer (&self->frame, foyer_frame_unref);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}

void
foyer_mailbox_post (FoyerMailbox *self, FoyerFrame *frame)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_clear_pointer (&self->frame, foyer_frame_unref);
  if (self->closed)
    foyer_frame_unref (frame);
  else
    self->frame = frame;
  g_cond_signal (&self->changed);
}

FoyerFrame *
foyer_mailbox_take (FoyerMailbox *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  while (self->frame == NULL && !self->closed)
    g_cond_wait (&self->changed, &self->lock);
  return self->closed ? NULL : g_steal_pointer (&self->frame);
}

void
foyer_mailbox_close (FoyerMailbox *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->closed = TRUE;
  g_cond_broadcast (&self->changed);
}
