/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-kiosk"

#include "kiosk-private.h"

#include "tree.h"

static char *
folder_of (FoyerKiosk *self)
{
  return g_build_filename (self->state, "rehearsal", NULL);
}

void
foyer_kiosk_clean_rehearsal (FoyerKiosk *self)
{
  g_autofree char *folder = folder_of (self);

  foyer_tree_remove (folder);
}

FoyerRehearsal *
foyer_kiosk_get_rehearsal (FoyerKiosk *self)
{
  return self->rehearsal;
}

void
foyer_kiosk_end_rehearsal (FoyerKiosk *self)
{
  g_autoptr (FoyerRehearsal) over = g_steal_pointer (&self->rehearsal);

  if (over == NULL)
    return;
  /* Whoever shows it lets go of it first. */
  foyer_kiosk_tell_changed (self);
  foyer_rehearsal_end (over);
}

static void
on_begun (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FoyerKiosk) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerRehearsal) rehearsal = foyer_rehearsal_begin_finish (result, &error);

  self->preparing = FALSE;
  if (rehearsal == NULL) {
    g_warning ("nothing can be rehearsed: %s", error->message);
    return;
  }
  /* The kiosk was stopped meanwhile. */
  if (self->replica == NULL || self->phase != FOYER_KIOSK_OPEN) {
    foyer_rehearsal_end (rehearsal);
    return;
  }
  self->rehearsal = g_steal_pointer (&rehearsal);
  g_signal_connect_object (self->rehearsal, "over", G_CALLBACK (foyer_kiosk_end_rehearsal), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (foyer_rehearsal_get_door (self->rehearsal), "sound", G_CALLBACK (foyer_kiosk_play),
                           self, G_CONNECT_SWAPPED);
  foyer_kiosk_tell_changed (self);
}

void
foyer_kiosk_rehearse (FoyerKiosk *self)
{
  g_autofree char *folder = folder_of (self);
  g_autofree char *store = NULL;
  const FoyerList *list = self->door ? foyer_door_get_list (self->door) : NULL;

  if (self->phase != FOYER_KIOSK_OPEN || self->rehearsal != NULL || self->preparing)
    return;
  self->preparing = TRUE;
  store = foyer_enrolment_replica_path (self->enrolment, self->state);
  foyer_rehearsal_begin_async (store, folder, list ? list->id : NULL, self->session, on_begun,
                               g_object_ref (self));
}
