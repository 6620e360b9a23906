/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "seats.h"

struct _FoyerSeats {
  GMutex lock;    /* guards the rest */
  GCond  freed;
  guint  n_free;
};

FoyerSeats *
foyer_seats_new (void)
{
  FoyerSeats *self = g_new0 (FoyerSeats, 1);

  g_mutex_init (&self->lock);
  g_cond_init (&self->freed);
  self->n_free = g_get_num_processors ();
  return self;
}

void
foyer_seats_free (FoyerSeats *self)
{
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->freed);
  g_free (self);
}

void
foyer_seats_take (FoyerSeats *self)
{
  g_mutex_lock (&self->lock);
  while (self->n_free == 0)
    g_cond_wait (&self->freed, &self->lock);
  self->n_free--;
  g_mutex_unlock (&self->lock);
}

void
foyer_seats_leave (FoyerSeats *self)
{
  g_mutex_lock (&self->lock);
  self->n_free++;
  g_cond_signal (&self->freed);
  g_mutex_unlock (&self->lock);
}
