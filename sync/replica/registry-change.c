/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "registry.h"

#include "clock.h"
#include "import-match-private.h"
#include "overlay.h"
#include "store-private.h"

/* What an organizer changes: each change is the row's next revision. */

/* When the organizer changes a status, the row remembers what it was before. */
static void
note_status (FoyerRegistration *next, const FoyerRegistration *before)
{
  next->status_us = before->status_us;
  next->status_before = before->status_before;
  if (next->status == before->status)
    return;
  next->status_us = foyer_clock_now_us ();
  next->status_before = before->status;
}

gboolean
foyer_registry_change (FoyerStore *store, const FoyerRegistration *row, gboolean *changed,
                       GError **error)
{
  g_autoptr (FoyerRegistration) base = foyer_overlay_base (store, row->id, NULL);
  g_autoptr (FoyerRegistration) before = base ? NULL : foyer_registry_get (store, row->id, NULL);
  const FoyerRegistration *known = base ? base : before;
  g_autoptr (FoyerRegistration) next = NULL;

  if (changed != NULL)
    *changed = FALSE;
  if (base != NULL && foyer_registration_equal (base, row))
    return TRUE;
  next = foyer_registration_copy (row);
  next->revision = base ? base->revision + 1 : 1;
  if (known != NULL) {
    note_status (next, known);
    next->ticket_serial = MAX (next->ticket_serial, known->ticket_serial);
  }
  if (changed != NULL)
    *changed = TRUE;
  return foyer_registry_put (store, next, NULL, error);
}

/* A walk-in that no organizer has touched becomes a row of the hub's. */
static FoyerRegistration *
for_change (FoyerStore *store, const char *id, GError **error)
{
  g_autoptr (FoyerRegistration) base = foyer_overlay_base (store, id, error);
  g_autoptr (FoyerRegistration) row = base ? NULL : foyer_registry_get (store, id, error);

  if (base == NULL && row == NULL && error != NULL && *error == NULL)
    g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_MISSING, "there is no registration %s", id);
  return base ? g_steal_pointer (&base) : g_steal_pointer (&row);
}

gboolean
foyer_registry_set_status (FoyerStore *store, const char *id, FoyerStatus status, GError **error)
{
  g_autoptr (FoyerRegistration) row = for_change (store, id, error);

  if (row == NULL)
    return FALSE;
  row->status = status;
  return foyer_registry_change (store, row, NULL, error);
}

gboolean
foyer_registry_link (FoyerStore *store, const char *id, const char *person, GError **error)
{
  g_autoptr (FoyerRegistration) row = for_change (store, id, error);

  if (row == NULL)
    return FALSE;
  g_free (row->person);
  row->person = g_strdup (person);
  return foyer_registry_change (store, row, NULL, error);
}

char *
foyer_registry_linked_person (FoyerStore *store, const FoyerRegistration *row, GError **error)
{
  return foyer_import_find_person (store, row, NULL, error);
}
