/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "registry.h"

#include "json.h"
#include "projection.h"
#include "store-private.h"

const FoyerEvent *
foyer_store_event (FoyerStore *store, GError **error)
{
  /* Grows when another connection commits; our own changes drop the cache. */
  gint64 version = foyer_sql_int (store, error, 0, "PRAGMA data_version", NULL);
  g_autofree char *text = NULL;
  g_autoptr (json_t) json = NULL;

  if (store->event != NULL && version == store->event_version)
    return store->event;
  g_clear_pointer (&store->event, foyer_event_free);
  text = foyer_sql_text (store, error, "SELECT json FROM event", NULL);
  json = text ? foyer_json_parse (text, -1, error) : NULL;
  store->event = json ? foyer_event_from_json (json, error) : NULL;
  store->event_version = version;
  return store->event;
}

FoyerEvent *
foyer_registry_event (FoyerStore *store, GError **error)
{
  (void) foyer_store_event (store, error);
  return g_steal_pointer (&store->event);
}

gboolean
foyer_registry_put_event (FoyerStore *store, const FoyerEvent *event, GError **error)
{
  g_autoptr (json_t) json = foyer_event_to_json (event, TRUE);
  g_autofree char *text = foyer_json_line (json);
  g_autofree char *before = foyer_sql_text (store, NULL, "SELECT json FROM event", NULL);

  if (g_strcmp0 (before, text) == 0)
    return TRUE;
  g_clear_pointer (&store->event, foyer_event_free);
  /* A list's rule decides how its admissions are read. */
  return foyer_sql_run (store, error, "INSERT INTO event (one, json) VALUES (1, ?1) "
                        "ON CONFLICT (one) DO UPDATE SET json = ?1", "t", text) &&
         foyer_feed_note (store, FOYER_CHANGE_EVENT, event->id, error) &&
         foyer_projection_fold_all (store, error);
}
