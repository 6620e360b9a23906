/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-kiosk"

#include "kiosk-private.h"

/* What is chosen at the screen, and holds at once. */

FoyerChoices *
foyer_kiosk_get_choices (FoyerKiosk *self)
{
  return self->choices;
}

gboolean
foyer_kiosk_wants_setup (FoyerKiosk *self)
{
  const char *step = foyer_choices_get (self->choices, FOYER_CHOICE_STEP);

  /* A kiosk that was enrolled from outside has nothing to ask. */
  return self->enrolment == NULL || (step != NULL && !g_str_equal (step, "done"));
}

gboolean
foyer_kiosk_asks (FoyerKiosk *self)
{
  return self->asks;
}

void
foyer_kiosk_set_held (FoyerKiosk *self, gboolean held)
{
  self->held = held;
}

const char *
foyer_kiosk_get_state (FoyerKiosk *self)
{
  return self->state;
}

const char *
foyer_kiosk_get_tables (FoyerKiosk *self)
{
  return self->tables;
}

FoyerOwnHub *
foyer_kiosk_get_own_hub (FoyerKiosk *self)
{
  return self->own_hub;
}

void
foyer_kiosk_take_enrolment (FoyerKiosk *self, FoyerEnrolment *enrolment)
{
  foyer_senses_play (self->senses, FOYER_DOOR_SOUND_ADMITTED);
  foyer_kiosk_open (self, enrolment);
}

GPtrArray *
foyer_kiosk_get_printers (FoyerKiosk *self)
{
  return self->printers;
}

void
foyer_kiosk_use_printer (FoyerKiosk *self, const char *name, const char *uri)
{
  g_ptr_array_unref (self->printers);
  self->printers = foyer_config_printers (name, uri);
  if (self->paper == NULL)
    return;
  foyer_paper_use (self->paper, self->printers);
  foyer_kiosk_tell_changed (self);
}

void
foyer_kiosk_use_camera (FoyerKiosk *self, const char *source)
{
  foyer_senses_use_camera (self->senses, source);
  foyer_kiosk_tell_changed (self);
}

void
foyer_kiosk_use_list (FoyerKiosk *self, const char *list)
{
  g_free (self->list);
  self->list = g_strdup (list);
  if (self->door != NULL)
    foyer_door_set_default_list (self->door, list);
}

const char *
foyer_kiosk_get_list (FoyerKiosk *self)
{
  return self->list;
}

FoyerRole
foyer_kiosk_get_role (FoyerKiosk *self)
{
  return self->role;
}

void
foyer_kiosk_use_role (FoyerKiosk *self, FoyerRole role)
{
  self->role = role;
  foyer_kiosk_tell_changed (self);
}

gboolean
foyer_kiosk_is_seated (FoyerKiosk *self)
{
  return self->seated;
}
