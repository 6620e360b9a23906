/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-hub-fleet"

#include "hub-private.h"

#include "clock.h"
#include "registry.h"
#include "revocation.h"

#include <microhttpd.h>
#include <string.h>

/* The organizer and the event's kiosks. */

#define MAX_NAME 80
#define MAX_ID   36

static gpointer
read_keys (FoyerStore *store, gpointer unused, GError **error)
{
  return foyer_registry_keys (store, error);
}

static json_t *
kiosk_to_json (FoyerHubEvent *event, const FoyerKey *key)
{
  return json_pack ("{s:s, s:s*, s:o*}", "id", key->id, "name", key->name, "status",
                    foyer_hub_event_get_status (event, key->id));
}

/* What the hub signs with is among the keys, under the event's id. */
static gboolean
is_kiosk (FoyerHubEvent *event, const FoyerKey *key)
{
  return !g_str_equal (key->id, foyer_hub_event_get_id (event));
}

static json_t *
kiosks_to_json (FoyerHubEvent *event, GPtrArray *keys)
{
  json_t *array = json_array ();

  for (guint i = 0; i < keys->len; i++) {
    const FoyerKey *key = g_ptr_array_index (keys, i);
    json_t *json;

    if (!is_kiosk (event, key))
      continue;
    json = kiosk_to_json (event, key);
    json_object_set_new (json, "revoked", json_boolean (key->revoked));
    json_array_append_new (array, json);
  }
  return json_pack ("{s:o}", "kiosks", array);
}

void
foyer_hub_list_kiosks (FoyerHubCall *call)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) keys =
    foyer_replica_read (foyer_hub_event_get_replica (call->event), read_keys, NULL, &error);

  foyer_hub_call_answer (call, keys ? kiosks_to_json (call->event, keys) : NULL, error);
}

static json_t *
fleet_to_json (FoyerHubEvent *event, GPtrArray *keys)
{
  g_autofree char *now = foyer_time_to_string (foyer_clock_now_us ());
  json_t *array = json_array ();

  for (guint i = 0; i < keys->len; i++) {
    const FoyerKey *key = g_ptr_array_index (keys, i);

    if (is_kiosk (event, key) && !key->revoked)
      json_array_append_new (array, kiosk_to_json (event, key));
  }
  return json_pack ("{s:s, s:o}", "now", now, "kiosks", array);
}

/* How kiosks are is no secret among them: nothing here is about people. */
void
foyer_hub_tell_fleet (FoyerHubCall *call)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) keys = NULL;

  if (!foyer_hub_call_check_kiosk (call))
    return;
  keys = foyer_replica_read (foyer_hub_event_get_replica (call->event), read_keys, NULL, &error);
  foyer_hub_call_answer (call, keys ? fleet_to_json (call->event, keys) : NULL, error);
}

/* A change to one kiosk's key. */

typedef struct {
  FoyerHubCall *call;
  const char   *kiosk;
  const char   *name;     /* (nullable): leave it */
  gboolean      revoke;
} KeyChange;

static FoyerKey *
find_kiosk (FoyerStore *store, const KeyChange *change, GError **error)
{
  GError *failure = NULL;
  FoyerKey *key = foyer_registry_key (store, change->kiosk, &failure);

  if (failure != NULL)
    g_propagate_error (error, failure);
  else if (key == NULL || g_str_equal (key->id, foyer_hub_event_get_id (change->call->event))) {
    g_clear_pointer (&key, foyer_key_free);
    g_set_error_literal (error, FOYER_HUB_ANSWER, MHD_HTTP_NOT_FOUND, "the event has no such kiosk");
  }
  return key;
}

static gpointer
change_key (FoyerStore *store, gpointer data, GError **error)
{
  const KeyChange *change = data;
  g_autoptr (FoyerKey) key = find_kiosk (store, change, error);

  if (key == NULL)
    return NULL;
  if (change->name != NULL) {
    g_free (key->name);
    key->name = g_strdup (change->name);
  }
  if (change->revoke && key->revocation == NULL) {
    key->revoked = TRUE;
    key->revocation = foyer_revocation_make (key->id, foyer_hub_event_get_id (change->call->event),
                                             foyer_clock_now_us (),
                                             foyer_hub_get_folder (change->call->hub)->secret_key);
  }
  if (!foyer_registry_put_key (store, key, error))
    return NULL;
  return json_pack ("{s:s, s:s*, s:b, s:s*}", "id", key->id, "name", key->name, "revoked", key->revoked,
                    "revocation", key->revocation);
}

static void
run_change (FoyerHubCall *call, KeyChange *change)
{
  GError *error = NULL;
  json_t *result = foyer_replica_write (foyer_hub_event_get_replica (call->event), FOYER_LANE_SYNC,
                                        change_key, change, &error);

  foyer_hub_call_answer (call, result, error);
}

void
foyer_hub_name_kiosk (FoyerHubCall *call)
{
  g_autoptr (json_t) body = foyer_hub_call_body (call);
  KeyChange change = { call, NULL, NULL, FALSE };

  if (body == NULL)
    return;
  change.kiosk = foyer_hub_call_text (call, body, "kiosk", MAX_ID);
  if (change.kiosk != NULL)
    change.name = foyer_hub_call_text (call, body, "name", MAX_NAME);
  if (change.name != NULL)
    run_change (call, &change);
}

/* The commit wakes whoever waits, and this kiosk is told. */
void
foyer_hub_revoke_kiosk (FoyerHubCall *call)
{
  g_autoptr (json_t) body = foyer_hub_call_body (call);
  KeyChange change = { call, NULL, NULL, TRUE };

  if (body == NULL)
    return;
  change.kiosk = foyer_hub_call_text (call, body, "kiosk", MAX_ID);
  if (change.kiosk == NULL)
    return;
  g_message ("kiosk %s is to be revoked", change.kiosk);
  run_change (call, &change);
}
