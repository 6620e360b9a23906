/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "places.h"

#include "registry.h"
#include "store-private.h"

G_STATIC_ASSERT (FOYER_STATUS_CONFIRMED == 1 && FOYER_STATUS_WAITLISTED == 2);

gint64
foyer_places_taken (FoyerStore *store, GError **error)
{
  return foyer_sql_int (store, error, 0,
                        "SELECT sum (party) FROM (SELECT max (party) AS party FROM registration "
                        "WHERE status = 1 GROUP BY person)", NULL);
}

/* Whoever waits longest and is not confirmed by another sign-up. */
static char *
first_waiting (FoyerStore *store, GError **error)
{
  return foyer_sql_text (store, error,
                         "SELECT id FROM registration w WHERE status = 2 AND NOT EXISTS "
                         "(SELECT 1 FROM registration c WHERE c.person = w.person AND c.status = 1) "
                         "ORDER BY registered_us, id LIMIT 1", NULL);
}

static gboolean
move_up (FoyerStore *store, GPtrArray *moved, GError **error)
{
  const FoyerEvent *event = foyer_store_event (store, NULL);
  gint64 cap = event ? event->cap : 0;
  gint64 taken = 0;

  while (cap > 0 && (taken = foyer_places_taken (store, error)) >= 0 && taken < cap) {
    GError *failure = NULL;
    g_autofree char *id = first_waiting (store, &failure);

    if (id == NULL || !foyer_registry_set_status (store, id, FOYER_STATUS_CONFIRMED, &failure)) {
      if (failure != NULL)
        g_propagate_error (error, failure);
      return failure == NULL;
    }
    g_ptr_array_add (moved, g_steal_pointer (&id));
  }
  return taken >= 0;
}

/* Only a place that someone gives up goes to the next in line. */
static gboolean
frees_places (FoyerStatus status)
{
  return status == FOYER_STATUS_CANCELLED || status == FOYER_STATUS_REJECTED;
}

GPtrArray *
foyer_places_decide (FoyerStore *store, const char * const *ids, FoyerStatus status, GError **error)
{
  g_autoptr (GPtrArray) moved = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; ids[i] != NULL; i++) {
    if (!foyer_registry_set_status (store, ids[i], status, error))
      return NULL;
  }
  if (frees_places (status) && !move_up (store, moved, error))
    return NULL;
  return g_steal_pointer (&moved);
}

/* Signing up. */

/* How many heads of @draft's person have a place already. */
static gint64
heads_of (FoyerStore *store, const char *person, GError **error)
{
  return foyer_sql_int (store, error, 0,
                        "SELECT max (party) FROM registration WHERE person = ?1 AND status = 1", "t",
                        person);
}

gboolean
foyer_places_offer (FoyerStore *store, FoyerRegistration *draft, gboolean decided, gint64 *taken,
                    GError **error)
{
  const FoyerEvent *event = foyer_store_event (store, NULL);
  gint64 before;

  if (event == NULL)
    return TRUE;
  if (event->approval && !decided)
    draft->status = FOYER_STATUS_PENDING;
  if (event->cap <= 0 || draft->status != FOYER_STATUS_CONFIRMED)
    return TRUE;
  if (*taken < 0 && (*taken = foyer_places_taken (store, error)) < 0)
    return FALSE;
  before = heads_of (store, draft->person, error);
  if (before < 0)
    return FALSE;
  if (before == 0 && *taken + draft->party > event->cap)
    draft->status = FOYER_STATUS_WAITLISTED;
  else
    *taken += MAX (draft->party - before, 0);
  return TRUE;
}
