/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kiosk-private.h"

void
foyer_kiosk_look_at_fleet (FoyerKiosk *self)
{
  gint64 as_of_us;
  g_autoptr (GPtrArray) fleet = foyer_engine_get_fleet (self->engine, &as_of_us);

  foyer_neighbours_set_own (self->neighbours, self->enrolment->kiosk);
  if (fleet != NULL)
    foyer_neighbours_set (self->neighbours, fleet, as_of_us);
}

static void
on_watched (FoyerKiosk *self)
{
  if (self->engine != NULL)
    foyer_engine_watch_fleet (self->engine, foyer_neighbours_get_watched (self->neighbours));
}

static void
on_health (FoyerKiosk *self)
{
  FoyerPart reader;
  FoyerPart printer;
  gint64 badges;

  foyer_health_get_parts (self->health, &reader, &printer, &badges);
  if (self->engine != NULL)
    foyer_engine_set_parts (self->engine, reader, printer, badges);
}

void
foyer_kiosk_join_fleet (FoyerKiosk *self)
{
  self->neighbours = foyer_neighbours_new ();
  g_signal_connect_object (self->health, "changed", G_CALLBACK (on_health), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->neighbours, "notify::watched", G_CALLBACK (on_watched), self,
                           G_CONNECT_SWAPPED);
}

FoyerNeighbours *
foyer_kiosk_get_neighbours (FoyerKiosk *self)
{
  return self->neighbours;
}
