/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-hub-purge"

#include "hub-private.h"

#include "clock.h"
#include "id.h"
#include "purged.h"

#include <microhttpd.h>

/* Kiosks of an event that is no more. */

/* One record is read, changed and written at a time. */
static GMutex confirming;

gboolean
foyer_hub_is_purged (FoyerHub *hub, const char *event)
{
  g_autoptr (json_t) record = foyer_id_is_valid (event)
                                ? foyer_purged_read (foyer_hub_get_folder (hub)->path, event) : NULL;

  return record != NULL;
}

gboolean
foyer_hub_call_tell_purged (FoyerHubCall *call, const char *event)
{
  g_autoptr (json_t) record = call->kiosk != NULL && foyer_id_is_valid (event)
                                ? foyer_purged_read (foyer_hub_get_folder (call->hub)->path, event) : NULL;
  const char *order = foyer_purged_order (record);

  if (order == NULL)
    return FALSE;
  foyer_http_request_answer_json (call->request, MHD_HTTP_GONE,
                                  json_pack ("{s:s, s:s, s:s}", "error", "purged", "message",
                                             "the event is over, and was removed", "purge", order));
  return TRUE;
}

void
foyer_hub_confirm_purge (FoyerHubCall *call)
{
  GError *error = NULL;
  gboolean confirmed;

  g_mutex_lock (&confirming);
  confirmed = foyer_purged_confirm (foyer_hub_get_folder (call->hub)->path, call->kiosk->event,
                                    call->kiosk->kiosk, call->kiosk->name, foyer_clock_now_us (), &error);
  g_mutex_unlock (&confirming);
  if (confirmed)
    g_message ("kiosk %s has removed event %s", call->kiosk->kiosk, call->kiosk->event);
  foyer_hub_call_answer (call, confirmed ? json_pack ("{s:b}", "ok", TRUE) : NULL, error);
}
