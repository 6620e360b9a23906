/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-hub-kiosk"

#include "hub-private.h"

#include "clock.h"
#include "feed.h"
#include "fleet.h"
#include "revocation.h"
#include "wire.h"

#include <microhttpd.h>

void
foyer_hub_health (FoyerHubCall *call)
{
  foyer_http_request_answer_json (call->request, MHD_HTTP_OK, json_pack ("{s:b}", "ok", TRUE));
}

void
foyer_hub_time (FoyerHubCall *call)
{
  g_autofree char *now = foyer_time_to_string (foyer_clock_now_us ());

  foyer_http_request_answer_json (call->request, MHD_HTTP_OK, json_pack ("{s:s}", "now", now));
}

/* The feed. */

static gboolean
may_wait (FoyerHubCall *call)
{
  gint64 wait_s = foyer_hub_call_number (call, "wait", 0, G_MAXINT32);

  if (call->until_us == 0)
    call->until_us = g_get_monotonic_time () +
                     MIN (wait_s, FOYER_WIRE_MAX_WAIT_S) * G_USEC_PER_SEC;
  return !foyer_hub_is_stopping (call->hub) && !foyer_hub_event_is_shut (call->event) &&
         g_get_monotonic_time () < call->until_us;
}

/* Looks, and looks again after each commit, until there is something to say. */
void
foyer_hub_feed (FoyerHubCall *call)
{
  const char *epoch = foyer_http_request_get_query (call->request, "epoch");
  guint limit = (guint) foyer_hub_call_number (call, "limit", FOYER_WIRE_PAGE, FOYER_WIRE_PAGE);
  FoyerPageWish wish = { foyer_hub_call_number (call, "after", 0, G_MAXINT64),
                         epoch != NULL && *epoch != '\0' ? epoch : NULL,
                         foyer_http_request_get_query (call->request, "digest"), MAX (limit, 1),
                         foyer_http_request_get_coding (call->request) };
  FoyerHubEvent *event = call->event;
  GError *error = NULL;

  if (!foyer_hub_call_check_kiosk (call))
    return;
  while (TRUE) {
    guint generation = foyer_hub_event_get_generation (event);
    FoyerPageNote note = { FALSE, -1 };
    g_autoptr (GBytes) page = foyer_hub_event_page (event, &wish, &note, &error);

    if (page == NULL) {
      foyer_hub_call_fail (call, error);
      return;
    }
    if (!note.empty || !may_wait (call)) {
      /* Once it is answered, the call is gone. */
      foyer_http_request_answer (call->request, MHD_HTTP_OK, wish.coding, page);
      foyer_hub_event_make_next (event, &note, wish.limit, wish.coding);
      return;
    }
    if (foyer_hub_event_hold (event, call->request, generation, call->until_us))
      return;
  }
}

/* What a kiosk brings back after a restore. */

/* A kiosk's word alone expels nobody. */
static gboolean
is_believed (FoyerHubCall *call, const FoyerChange *offer)
{
  const FoyerKey *key = offer->key;

  return key == NULL ||
         (key->revoked && foyer_revocation_check (key->revocation, key->id,
                                                  foyer_hub_event_get_id (call->event),
                                                  foyer_hub_get_folder (call->hub)->public_key));
}

typedef struct {
  FoyerHubCall *call;
  GPtrArray    *offers;
} Offering;

static gpointer
take_offers (FoyerStore *store, gpointer data, GError **error)
{
  const Offering *offering = data;
  json_int_t n_taken = 0;

  for (guint i = 0; i < offering->offers->len; i++) {
    const FoyerChange *offer = g_ptr_array_index (offering->offers, i);
    gboolean taken = FALSE;

    if (is_believed (offering->call, offer) && !foyer_feed_take_offer (store, offer, &taken, error))
      return NULL;
    n_taken += taken;
  }
  return json_pack ("{s:I}", "taken", n_taken);
}

void
foyer_hub_take_offers (FoyerHubCall *call)
{
  g_autoptr (json_t) body = foyer_hub_call_body (call);
  GError *error = NULL;
  g_autoptr (GPtrArray) offers = body ? foyer_wire_offers_from_json (body, &error) : NULL;
  Offering offering = { call, offers };
  json_t *result = NULL;

  if (body == NULL || (offers != NULL && !foyer_hub_call_check_kiosk (call)))
    return;
  if (offers != NULL)
    result = foyer_replica_write (foyer_hub_event_get_replica (call->event), FOYER_LANE_SYNC,
                                  take_offers, &offering, &error);
  foyer_hub_call_answer (call, result, error);
}

/* How a kiosk is, for the organizer's eyes: what is not of the kind expected is
 * left out. */
void
foyer_hub_take_status (FoyerHubCall *call)
{
  static const char * const numbers[] = { "unsent", "refused", "clock_offset_us", "cursor", "badges" };
  static const char * const parts[] = { "reader", "printer" };
  g_autoptr (json_t) body = foyer_hub_call_body (call);
  g_autofree char *now = foyer_time_to_string (foyer_clock_now_us ());
  json_t *status;

  if (body == NULL || !foyer_hub_call_check_kiosk (call))
    return;
  status = json_pack ("{s:s, s:b}", "seen", now, "same", json_is_true (json_object_get (body, "same")));
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++) {
    json_t *number = json_object_get (body, numbers[i]);

    if (json_is_integer (number))
      json_object_set (status, numbers[i], number);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++) {
    json_t *part = json_object_get (body, parts[i]);
    FoyerPart known;

    if (foyer_part_from_string (json_string_value (part), &known))
      json_object_set (status, parts[i], part);
  }
  foyer_hub_event_set_status (call->event, call->kiosk->kiosk, status);
  foyer_http_request_answer_json (call->request, MHD_HTTP_OK, json_pack ("{s:b}", "ok", TRUE));
}
