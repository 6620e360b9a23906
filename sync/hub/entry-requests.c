/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-private.h"

#include "journal.h"
#include "wire.h"

#include <microhttpd.h>

/* One entry and what becomes of it. */
typedef struct {
  FoyerEntry  *entry;   /* (nullable): malformed */
  FoyerAnswer *answer;
} Item;

static void
item_free (gpointer data)
{
  Item *item = data;

  foyer_entry_free (item->entry);
  foyer_answer_free (item->answer);
  g_free (item);
}

static Item *
item_new (const json_t *json)
{
  g_autoptr (GError) error = NULL;
  Item *item = g_new0 (Item, 1);
  const char *id = json_string_value (json_object_get (json, "id"));

  item->entry = foyer_entry_from_json (json, &error);
  if (item->entry != NULL)
    item->answer = foyer_answer_new (item->entry->id, FOYER_ANSWER_NOT_KEPT, NULL);
  else
    item->answer = foyer_answer_new (id ? id : "", FOYER_ANSWER_REFUSED, error->message);
  return item;
}

static void
set_answer (Item *item, FoyerAnswerKind kind, const char *reason)
{
  item->answer->kind = kind;
  g_free (item->answer->reason);
  item->answer->reason = g_strdup (reason);
}

typedef struct {
  GPtrArray *items;
  gboolean   carefully;   /* each entry can be taken back alone, at the price of copied pages */
} Batch;

static gboolean
keep_one (FoyerStore *store, Item *item, GError **error)
{
  FoyerAnswerKind kind;

  if (!foyer_journal_keep (store, item->entry, &kind, error))
    return FALSE;
  set_answer (item, kind, kind == FOYER_ANSWER_REFUSED ? "known with other content" : NULL);
  return TRUE;
}

/* What is wrong with one entry costs that entry alone; what is wrong with the
 * disk ends the job. */
static gboolean
keep_one_carefully (FoyerStore *store, Item *item, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (!foyer_store_savepoint (store, error))
    return FALSE;
  if (keep_one (store, item, &failure))
    return foyer_store_release (store, error);
  foyer_store_take_back (store);
  if (failure->domain == FOYER_STORE_ERROR) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  set_answer (item, FOYER_ANSWER_REFUSED, failure->message);
  return TRUE;
}

static gpointer
keep_all (FoyerStore *store, gpointer data, GError **error)
{
  const Batch *batch = data;

  for (guint i = 0; i < batch->items->len; i++) {
    Item *item = g_ptr_array_index (batch->items, i);

    if (item->entry == NULL)
      continue;
    if (!(batch->carefully ? keep_one_carefully (store, item, error) : keep_one (store, item, error)))
      return NULL;
  }
  return data;
}

/* At first as if all were well, which it nearly always is. */
static gboolean
keep (FoyerHubEvent *event, GPtrArray *items, GError **error)
{
  FoyerReplica *replica = foyer_hub_event_get_replica (event);
  Batch batch = { items, FALSE };
  GError *failure = NULL;

  if (foyer_replica_write (replica, FOYER_LANE_DOOR, keep_all, &batch, &failure) != NULL)
    return TRUE;
  if (failure->domain == FOYER_STORE_ERROR) {
    g_propagate_error (error, failure);
    return FALSE;
  }
  g_error_free (failure);
  batch.carefully = TRUE;
  return foyer_replica_write (replica, FOYER_LANE_DOOR, keep_all, &batch, error) != NULL;
}

static void
answer_items (FoyerHubCall *call, GPtrArray *items, gboolean kept)
{
  g_autoptr (GPtrArray) answers = g_ptr_array_new ();

  for (guint i = 0; i < items->len; i++) {
    Item *item = g_ptr_array_index (items, i);

    if (!kept && item->entry != NULL)
      set_answer (item, FOYER_ANSWER_NOT_KEPT, "the hub's disk is full");
    g_ptr_array_add (answers, item->answer);
  }
  foyer_http_request_answer_json (
    call->request, MHD_HTTP_OK,
    foyer_wire_answers_to_json (answers, foyer_hub_event_get_epoch (call->event)));
}

/* NULL after the call was answered. */
static GPtrArray *
read_items (FoyerHubCall *call)
{
  g_autoptr (json_t) body = foyer_hub_call_body (call);
  const json_t *array = json_object_get (body, "entries");
  GPtrArray *items;
  const json_t *value;
  size_t i;

  if (body == NULL)
    return NULL;
  if (!json_is_array (array) || json_array_size (array) > FOYER_WIRE_MAX_ENTRIES) {
    foyer_http_request_fail (call->request, MHD_HTTP_BAD_REQUEST, "malformed",
                             "\"entries\" has to be an array of at most 500");
    return NULL;
  }
  items = g_ptr_array_new_with_free_func (item_free);
  json_array_foreach (array, i, value)
    g_ptr_array_add (items, item_new (value));
  return items;
}

static void
keep_and_answer (FoyerHubCall *call, GPtrArray *items)
{
  FoyerSeats *seats = foyer_hub_get_seats (call->hub);
  g_autoptr (GError) error = NULL;
  gboolean kept = keep (call->event, items, &error);

  if (!kept && !g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_FULL)) {
    foyer_hub_call_fail (call, g_steal_pointer (&error));
    return;
  }
  foyer_seats_take (seats);
  answer_items (call, items, kept);
  foyer_seats_leave (seats);
}

void
foyer_hub_take_entries (FoyerHubCall *call)
{
  FoyerSeats *seats = foyer_hub_get_seats (call->hub);
  g_autoptr (GPtrArray) items = NULL;

  if (!foyer_hub_call_check_kiosk (call))
    return;
  foyer_seats_take (seats);
  items = read_items (call);
  foyer_seats_leave (seats);
  if (items != NULL)
    keep_and_answer (call, items);
}
