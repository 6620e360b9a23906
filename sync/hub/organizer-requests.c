/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-hub-organizer"

#include "hub-private.h"

#include "clock.h"
#include "code.h"
#include "journal.h"
#include "registry.h"
#include "report.h"

#include <microhttpd.h>
#include <string.h>

#define LISTING_PAGE 2000

static FoyerReplica *
replica_of (FoyerHubCall *call)
{
  return foyer_hub_event_get_replica (call->event);
}

/* Events. */

static gpointer
write_event (FoyerStore *store, gpointer data, GError **error)
{
  const FoyerEvent *event = data;

  return foyer_registry_put_event (store, event, error) ? json_pack ("{s:s}", "id", event->id) : NULL;
}

void
foyer_hub_put_event (FoyerHubCall *call)
{
  g_autoptr (json_t) body = foyer_hub_call_body (call);
  GError *error = NULL;
  g_autoptr (FoyerEvent) event = body ? foyer_event_from_json (body, &error) : NULL;
  FoyerHubEvent *hub_event;
  json_t *result = NULL;

  if (body == NULL)
    return;
  if (event != NULL && foyer_hub_is_purged (call->hub, event->id)) {
    foyer_http_request_fail (call->request, MHD_HTTP_CONFLICT, "purged",
                             "an event of this id was removed: give it another id");
    return;
  }
  hub_event = event ? foyer_hub_make_event (call->hub, event->id, &error) : NULL;
  if (hub_event != NULL && !foyer_hub_call_enter (call, hub_event))
    return;
  if (hub_event != NULL) {
    result = foyer_replica_write (foyer_hub_event_get_replica (hub_event), FOYER_LANE_SYNC,
                                  write_event, event, &error);
    foyer_hub_event_leave (hub_event);
  }
  foyer_hub_call_answer (call, result, error);
}

static gpointer
read_event (FoyerStore *store, gpointer data, GError **error)
{
  g_autoptr (FoyerEvent) event = foyer_registry_event (store, error);

  return event ? foyer_event_to_json (event, FALSE) : NULL;
}

/* (nullable): NULL while a backup of one of them is being put back: whoever asks
 * which events there are must not miss it. */
static json_t *
describe_events (FoyerHub *hub)
{
  g_autoptr (GPtrArray) events = foyer_hub_get_events (hub);
  json_t *array = json_array ();

  for (guint i = 0; i < events->len; i++) {
    FoyerHubEvent *event = g_ptr_array_index (events, i);
    g_autoptr (GError) error = NULL;
    json_t *json;

    if (!foyer_hub_event_enter (event)) {
      json_decref (array);
      return NULL;
    }
    json = foyer_replica_read (foyer_hub_event_get_replica (event), read_event, NULL, &error);
    foyer_hub_event_leave (event);
    if (json != NULL)
      json_array_append_new (array, json);
  }
  return array;
}

void
foyer_hub_list_events (FoyerHubCall *call)
{
  json_t *events = describe_events (call->hub);

  if (events == NULL)
    foyer_http_request_fail (call->request, MHD_HTTP_SERVICE_UNAVAILABLE, "not_now",
                             "a backup of an event is being put back");
  else
    foyer_http_request_answer_json (call->request, MHD_HTTP_OK,
                                    json_pack ("{s:o, s:o}", "events", events, "broken",
                                               foyer_hub_get_all_broken (call->hub)));
}

/* Listings: a page of what comes after a position. */

typedef struct {
  const char *name;
  gint64      after;
  gint64      position;
  json_t     *rows;
  gboolean    more;
} Listing;

static gboolean
take_row (Listing *self, json_t *(*to_json) (gconstpointer), gconstpointer row)
{
  if (self->position++ < self->after)
    return TRUE;
  if (json_array_size (self->rows) == LISTING_PAGE) {
    self->more = TRUE;
    return FALSE;
  }
  json_array_append_new (self->rows, to_json (row));
  return TRUE;
}

static json_t *
listing_end (Listing *self, gboolean read)
{
  json_int_t next = self->after + (json_int_t) json_array_size (self->rows);

  if (read)
    return json_pack ("{s:o, s:I, s:b}", self->name, self->rows, "next", next, "more", self->more);
  json_decref (self->rows);
  return NULL;
}

static gboolean
take_registration (const FoyerRegistration *registration, gpointer user_data)
{
  return take_row (user_data, (json_t *(*) (gconstpointer)) foyer_registration_to_json, registration);
}

static gpointer
list_registrations (FoyerStore *store, gpointer data, GError **error)
{
  return listing_end (data, foyer_registry_foreach (store, take_registration, data, error));
}

static gboolean
take_entry (const FoyerEntry *entry, gpointer user_data)
{
  return take_row (user_data, (json_t *(*) (gconstpointer)) foyer_entry_to_json, entry);
}

static gpointer
list_entries (FoyerStore *store, gpointer data, GError **error)
{
  return listing_end (data, foyer_journal_foreach (store, take_entry, data, error));
}

static void
answer_listing (FoyerHubCall *call, const char *name, FoyerStoreFunc list)
{
  Listing listing = { name, foyer_hub_call_number (call, "after", 0, G_MAXINT64), 0, json_array (),
                      FALSE };
  GError *error = NULL;
  json_t *result = foyer_replica_read (replica_of (call), list, &listing, &error);

  foyer_hub_call_answer (call, result, error);
}

void
foyer_hub_registrations (FoyerHubCall *call)
{
  answer_listing (call, "registrations", list_registrations);
}

void
foyer_hub_entries (FoyerHubCall *call)
{
  answer_listing (call, "entries", list_entries);
}

/* Tickets. */

static gboolean
take_confirmed (const FoyerRegistration *registration, gpointer user_data)
{
  if (registration->status == FOYER_STATUS_CONFIRMED)
    g_ptr_array_add (user_data, foyer_registration_copy (registration));
  return TRUE;
}

/* (element-type FoyerRegistration): all confirmed ones, each with a ticket now.
 * @until: (out): how long those hold */
static gpointer
issue_tickets (FoyerStore *store, gpointer until, GError **error)
{
  g_autoptr (FoyerEvent) event = foyer_registry_event (store, error);
  g_autoptr (GPtrArray) confirmed =
    g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_registration_free);

  if (event == NULL || !foyer_registry_foreach (store, take_confirmed, confirmed, error))
    return NULL;
  *(gint64 *) until = event->tickets_until_us;
  for (guint i = 0; i < confirmed->len; i++) {
    FoyerRegistration *registration = g_ptr_array_index (confirmed, i);

    if (registration->ticket_serial > 0)
      continue;
    registration->ticket_serial = 1;
    if (!foyer_registry_change (store, registration, NULL, error))
      return NULL;
  }
  return g_steal_pointer (&confirmed);
}

void
foyer_hub_tickets (FoyerHubCall *call)
{
  GError *error = NULL;
  gint64 until_us = 0;
  g_autoptr (GPtrArray) confirmed =
    foyer_replica_write (replica_of (call), FOYER_LANE_SYNC, issue_tickets, &until_us, &error);
  json_t *tickets = confirmed ? json_object () : NULL;

  for (guint i = 0; confirmed != NULL && i < confirmed->len; i++) {
    const FoyerRegistration *registration = g_ptr_array_index (confirmed, i);
    g_autofree char *code =
      foyer_code_make (FOYER_CODE_TICKET, foyer_hub_event_get_id (call->event), registration->id,
                       (guint16) registration->ticket_serial, until_us,
                       foyer_hub_event_get_secret_key (call->event));

    json_object_set_new (tickets, registration->id, json_string (code));
  }
  foyer_hub_call_answer (call, tickets ? json_pack ("{s:o}", "tickets", tickets) : NULL, error);
}

static gpointer
read_staff (FoyerStore *store, gpointer data, GError **error)
{
  FoyerHubEvent *hub_event = data;
  g_autoptr (FoyerEvent) event = foyer_registry_event (store, error);
  json_t *codes;

  if (event == NULL)
    return NULL;
  codes = json_object ();
  for (guint i = 0; i < event->staff->len; i++) {
    const FoyerStaff *staff = g_ptr_array_index (event->staff, i);
    g_autofree char *code = foyer_code_make (FOYER_CODE_STAFF, event->id, staff->id, 1, 0,
                                             foyer_hub_event_get_secret_key (hub_event));

    json_object_set_new (codes, staff->id, json_string (code));
  }
  return json_pack ("{s:o}", "staff", codes);
}

void
foyer_hub_staff_codes (FoyerHubCall *call)
{
  GError *error = NULL;
  json_t *result = foyer_replica_read (replica_of (call), read_staff, call->event, &error);

  foyer_hub_call_answer (call, result, error);
}

/* Volunteers come and go. What a device knows of them is in the event. */

typedef struct {
  const char *id;         /* of who goes */
  json_t     *newcomer;   /* (nullable) */
} StaffChange;

static gboolean
add_staff (FoyerEvent *event, const json_t *newcomer, GError **error)
{
  g_autoptr (json_t) json = foyer_event_to_json (event, TRUE);
  g_autoptr (FoyerEvent) changed = NULL;
  GPtrArray *before;

  if (json_object_get (json, "staff") == NULL)
    json_object_set_new (json, "staff", json_array ());
  json_array_append_new (json_object_get (json, "staff"), json_deep_copy (newcomer));
  changed = foyer_event_from_json (json, error);
  if (changed == NULL)
    return FALSE;
  before = event->staff;
  event->staff = changed->staff;
  changed->staff = before;
  return TRUE;
}

static gboolean
remove_staff (FoyerEvent *event, const char *id, GError **error)
{
  for (guint i = 0; i < event->staff->len; i++) {
    const FoyerStaff *staff = g_ptr_array_index (event->staff, i);

    if (g_str_equal (staff->id, id)) {
      g_ptr_array_remove_index (event->staff, i);
      return TRUE;
    }
  }
  g_set_error_literal (error, FOYER_HUB_ANSWER, MHD_HTTP_NOT_FOUND, "the event has no such volunteer");
  return FALSE;
}

static gpointer
change_staff (FoyerStore *store, gpointer data, GError **error)
{
  const StaffChange *change = data;
  g_autoptr (FoyerEvent) event = foyer_registry_event (store, error);

  if (event == NULL ||
      !(change->newcomer ? add_staff (event, change->newcomer, error)
                         : remove_staff (event, change->id, error)) ||
      !foyer_registry_put_event (store, event, error))
    return NULL;
  return json_pack ("{s:I}", "staff", (json_int_t) event->staff->len);
}

void
foyer_hub_change_staff (FoyerHubCall *call)
{
  g_autoptr (json_t) body = foyer_hub_call_body (call);
  StaffChange change = { json_string_value (json_object_get (body, "remove")),
                         json_object_get (body, "add") };
  GError *error = NULL;
  json_t *result;

  if (body == NULL)
    return;
  if ((change.id != NULL) == json_is_object (change.newcomer)) {
    foyer_http_request_fail (call->request, MHD_HTTP_BAD_REQUEST, "malformed",
                             "either somebody to add, or somebody to remove");
    return;
  }
  result = foyer_replica_write (replica_of (call), FOYER_LANE_SYNC, change_staff, &change, &error);
  foyer_hub_call_answer (call, result, error);
}

/* Report. */

static gpointer
report (FoyerStore *store, gpointer data, GError **error)
{
  return foyer_report_make (store, foyer_clock_now_us (), error);
}

void
foyer_hub_report (FoyerHubCall *call)
{
  GError *error = NULL;
  json_t *result = foyer_replica_read (replica_of (call), report, NULL, &error);

  foyer_hub_call_answer (call, result, error);
}
