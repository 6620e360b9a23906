/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-private.h"

#include <microhttpd.h>
#include <sodium.h>
#include <string.h>

#define MAX_IMPORT     (64 * 1024 * 1024)
#define MAX_SMALL      (64 * 1024)
#define MAX_BODY       (8 * 1024 * 1024)

/* What each path means. */

/* CARRIER: a kiosk, even one that was expelled, or the organizer for it.
 * SURVIVOR: a kiosk of an event that is no more. */
typedef enum { ANYONE, KIOSK, ORGANIZER, CARRIER, SURVIVOR } Role;

typedef struct {
  const char *method;
  const char *path;    /* "*" stands for an event's id */
  Role        role;
  gsize       max_body;
  void      (*handle) (FoyerHubCall *call);
} Route;

static const Route routes[] = {
  { "GET",  "/v1/health",                 ANYONE,    0,          foyer_hub_health },
  { "GET",  "/v1/time",                   ANYONE,    0,          foyer_hub_time },
  { "POST", "/v1/enrol/challenge",        ANYONE,    MAX_SMALL,  foyer_hub_enrol_challenge },
  { "POST", "/v1/enrol",                  ANYONE,    MAX_SMALL,  foyer_hub_enrol },
  { "GET",  "/v1/events/*/feed",          KIOSK,     0,          foyer_hub_feed },
  { "POST", "/v1/events/*/entries",       KIOSK,     MAX_BODY,   foyer_hub_take_entries },
  { "POST", "/v1/events/*/offers",        KIOSK,     MAX_BODY,   foyer_hub_take_offers },
  { "POST", "/v1/events/*/status",        KIOSK,     MAX_SMALL,  foyer_hub_take_status },
  { "GET",  "/v1/events/*/fleet",         KIOSK,     0,          foyer_hub_tell_fleet },
  { "POST", "/v1/events/*/parcels",       CARRIER,   MAX_IMPORT, foyer_hub_take_parcel },
  { "POST", "/v1/events/*/purged",        SURVIVOR,  MAX_SMALL,  foyer_hub_confirm_purge },
  { "GET",  "/v1/events",                 ORGANIZER, 0,          foyer_hub_list_events },
  { "POST", "/v1/events",                 ORGANIZER, MAX_BODY,   foyer_hub_put_event },
  { "POST", "/v1/restore",                ORGANIZER, MAX_SMALL,  foyer_hub_restore },
  { "GET",  "/v1/events/*/registrations", ORGANIZER, 0,          foyer_hub_registrations },
  { "POST", "/v1/events/*/registrations", ORGANIZER, MAX_IMPORT, foyer_hub_import },
  { "POST", "/v1/events/*/imports/stage", ORGANIZER, MAX_IMPORT, foyer_hub_stage_import },
  { "POST", "/v1/events/*/imports/finish", ORGANIZER, MAX_SMALL, foyer_hub_finish_import },
  { "POST", "/v1/events/*/imports/drop",  ORGANIZER, MAX_SMALL,  foyer_hub_drop_import },
  { "POST", "/v1/events/*/organize",      ORGANIZER, MAX_SMALL,  foyer_hub_organize },
  { "POST", "/v1/events/*/tickets",       ORGANIZER, MAX_BODY,   foyer_hub_tickets },
  { "POST", "/v1/events/*/staff-codes",   ORGANIZER, MAX_BODY,   foyer_hub_staff_codes },
  { "POST", "/v1/events/*/staff",         ORGANIZER, MAX_SMALL,  foyer_hub_change_staff },
  { "POST", "/v1/events/*/decide",        ORGANIZER, MAX_BODY,   foyer_hub_decide },
  { "POST", "/v1/events/*/deeds",         ORGANIZER, MAX_SMALL,  foyer_hub_do_deed },
  { "GET",  "/v1/events/*/report",        ORGANIZER, 0,          foyer_hub_report },
  { "GET",  "/v1/events/*/entries",       ORGANIZER, 0,          foyer_hub_entries },
  { "POST", "/v1/events/*/enrolments",    ORGANIZER, MAX_SMALL,  foyer_hub_new_enrolment },
  { "GET",  "/v1/events/*/kiosks",        ORGANIZER, 0,          foyer_hub_list_kiosks },
  { "POST", "/v1/events/*/kiosks/name",   ORGANIZER, MAX_SMALL,  foyer_hub_name_kiosk },
  { "POST", "/v1/events/*/kiosks/revoke", ORGANIZER, MAX_SMALL,  foyer_hub_revoke_kiosk },
  { "GET",  "/v1/events/*/parcels",       ORGANIZER, 0,          foyer_hub_list_parcels },
  { "POST", "/v1/events/*/parcels/open",  ORGANIZER, MAX_SMALL,  foyer_hub_open_parcel },
};

static gboolean
matches (const char *pattern, const char *path, char **event)
{
  g_auto (GStrv) wanted = g_strsplit (pattern, "/", -1);
  g_auto (GStrv) given = g_strsplit (path, "/", 8);

  if (g_strv_length (wanted) != g_strv_length (given))
    return FALSE;
  for (gsize i = 0; wanted[i] != NULL; i++) {
    if (g_str_equal (wanted[i], "*")) {
      g_free (*event);
      *event = g_strdup (given[i]);
    }
    else if (!g_str_equal (wanted[i], given[i]))
      return FALSE;
  }
  return TRUE;
}

static const Route *
find_route (FoyerHttpRequest *request, char **event, gboolean *known_path)
{
  *known_path = FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++) {
    if (!matches (routes[i].path, foyer_http_request_get_path (request), event))
      continue;
    *known_path = TRUE;
    if (g_str_equal (routes[i].method, foyer_http_request_get_method (request)))
      return &routes[i];
  }
  return NULL;
}

/* Who asks. */

static const char *
bearer_of (FoyerHttpRequest *request)
{
  const char *text = foyer_http_request_get_header (request, "Authorization");

  return text != NULL && g_ascii_strncasecmp (text, "Bearer ", 7) == 0 ? text + 7 : "";
}

static gboolean
is_organizer (FoyerHub *hub, FoyerHttpRequest *request)
{
  const char *token = foyer_hub_get_folder (hub)->organizer_token;
  const char *bearer = bearer_of (request);

  return strlen (bearer) == strlen (token) && sodium_memcmp (bearer, token, strlen (token)) == 0;
}

static gboolean
refuse (FoyerHttpRequest *request, guint status, const char *code, const char *message)
{
  foyer_http_request_fail (request, status, code, message);
  return FALSE;
}

static gboolean
authenticate (FoyerHub *hub, FoyerHubCall *call, Role role)
{
  if (role == ANYONE || (role == CARRIER && is_organizer (hub, call->request)))
    return TRUE;
  if (role == ORGANIZER)
    return is_organizer (hub, call->request) ||
           refuse (call->request, MHD_HTTP_UNAUTHORIZED, "unauthorized",
                   "this needs the organizer's token");
  call->kiosk =
    foyer_credential_check (bearer_of (call->request), foyer_hub_get_folder (hub)->public_key);
  return call->kiosk != NULL || refuse (call->request, MHD_HTTP_UNAUTHORIZED, "unauthorized",
                                        "this needs the credential of an enrolled kiosk");
}

static gboolean
find_event (FoyerHub *hub, FoyerHubCall *call, Role role, const char *event)
{
  g_autofree char *broken = NULL;

  if (event == NULL)
    return TRUE;
  if (call->kiosk != NULL && g_strcmp0 (call->kiosk->event, event) != 0)
    return refuse (call->request, MHD_HTTP_FORBIDDEN, "other_event",
                   "this kiosk is enrolled for another event");
  if (role == SURVIVOR)
    return TRUE;
  call->event = foyer_hub_get_event (hub, event);
  if (call->event != NULL)
    return TRUE;
  if (foyer_hub_call_tell_purged (call, event))
    return FALSE;
  broken = foyer_hub_get_broken (hub, event);
  return broken ? refuse (call->request, MHD_HTTP_SERVICE_UNAVAILABLE, "broken", broken)
                : refuse (call->request, MHD_HTTP_NOT_FOUND, "no_event", "the hub has no such event");
}

static void
call_free (gpointer data)
{
  FoyerHubCall *call = data;

  foyer_credential_free (call->kiosk);
  g_free (call);
}

static gboolean
admit (FoyerHttpRequest *request, gpointer user_data)
{
  FoyerHub *hub = user_data;
  g_autofree char *event = NULL;
  gboolean known_path;
  const Route *route = find_route (request, &event, &known_path);
  FoyerHubCall *call;

  if (route == NULL && known_path)
    return refuse (request, MHD_HTTP_METHOD_NOT_ALLOWED, "method", "not by this method");
  if (route == NULL)
    return refuse (request, MHD_HTTP_NOT_FOUND, "no_such_path", "the hub knows no such request");
  call = g_new0 (FoyerHubCall, 1);
  call->hub = hub;
  call->request = request;
  call->handle = (void (*) (gpointer)) route->handle;
  foyer_http_request_set_data (request, call, call_free);
  foyer_http_request_set_max_body (request, route->max_body);
  return authenticate (hub, call, route->role) && find_event (hub, call, route->role, event);
}

static void
handle (FoyerHttpRequest *request, gpointer user_data)
{
  FoyerHubCall *call = foyer_http_request_get_data (request);
  FoyerHubEvent *event = call->event;

  if (event != NULL && !call->inside && !foyer_hub_call_enter (call, event))
    return;
  call->handle (call);
  /* Once it is answered, the call is gone. */
  if (event != NULL)
    foyer_hub_event_leave (event);
}

const FoyerHttpHandler foyer_hub_handler = { admit, handle };
