/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-hub-call"

#include "hub-private.h"

#include "import.h"
#include "store.h"

#include <microhttpd.h>
#include <string.h>

G_DEFINE_QUARK (foyer-hub-answer-quark, foyer_hub_answer)

json_t *
foyer_hub_call_body (FoyerHubCall *call)
{
  gsize length;
  const char *text = foyer_http_request_get_body (call->request, &length);
  g_autoptr (json_t) json = foyer_json_parse (text ? text : "", length, NULL);

  if (json_is_object (json))
    return g_steal_pointer (&json);
  foyer_http_request_fail (call->request, MHD_HTTP_BAD_REQUEST, "malformed",
                           "the body is not a JSON object");
  return NULL;
}

gint64
foyer_hub_call_number (FoyerHubCall *call, const char *name, gint64 fallback, gint64 max)
{
  const char *text = foyer_http_request_get_query (call->request, name);
  gint64 number;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, 0, max, &number, NULL))
    return fallback;
  return number;
}

static guint
status_of (const GError *error)
{
  if (error->domain == FOYER_HUB_ANSWER)
    return (guint) error->code;
  if (error->domain == FOYER_JSON_ERROR)
    return MHD_HTTP_BAD_REQUEST;
  if (error->domain == FOYER_IMPORT_ERROR)
    return error->code == FOYER_IMPORT_ERROR_UNKNOWN ? MHD_HTTP_NOT_FOUND : MHD_HTTP_CONFLICT;
  if (g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_MISSING))
    return MHD_HTTP_NOT_FOUND;
  if (g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INCOMPLETE))
    return MHD_HTTP_BAD_REQUEST;
  if (g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_FULL))
    return MHD_HTTP_SERVICE_UNAVAILABLE;
  return MHD_HTTP_INTERNAL_SERVER_ERROR;
}

static const char *
code_of (guint status)
{
  switch (status) {
  case MHD_HTTP_BAD_REQUEST:         return "malformed";
  case MHD_HTTP_UNAUTHORIZED:        return "unauthorized";
  case MHD_HTTP_FORBIDDEN:           return "forbidden";
  case MHD_HTTP_NOT_FOUND:           return "not_found";
  case MHD_HTTP_CONFLICT:            return "conflict";
  case MHD_HTTP_TOO_MANY_REQUESTS:   return "busy";
  case MHD_HTTP_SERVICE_UNAVAILABLE: return "not_now";
  default:                           return "failed";
  }
}

void
foyer_hub_call_fail (FoyerHubCall *call, GError *error)
{
  guint status = status_of (error);

  if (status >= 500)
    g_warning ("%s %s: %s", foyer_http_request_get_method (call->request),
               foyer_http_request_get_path (call->request), error->message);
  foyer_http_request_fail (call->request, status, code_of (status), error->message);
  g_error_free (error);
}

void
foyer_hub_call_answer (FoyerHubCall *call, json_t *result, GError *error)
{
  if (result != NULL)
    foyer_http_request_answer_json (call->request, MHD_HTTP_OK, result);
  else
    foyer_hub_call_fail (call, error);
}

const char *
foyer_hub_call_text (FoyerHubCall *call, const json_t *body, const char *name, gsize max)
{
  const char *text = json_string_value (json_object_get (body, name));
  g_autofree char *message = NULL;

  if (text != NULL && *text != '\0' && strlen (text) <= max)
    return text;
  message = g_strdup_printf ("\"%s\" is missing or too long", name);
  foyer_http_request_fail (call->request, MHD_HTTP_BAD_REQUEST, "malformed", message);
  return NULL;
}

gboolean
foyer_hub_call_enter (FoyerHubCall *call, FoyerHubEvent *event)
{
  if (foyer_hub_event_enter (event))
    return TRUE;
  foyer_http_request_fail (call->request, MHD_HTTP_SERVICE_UNAVAILABLE, "not_now",
                           "a backup of the event is being put back");
  return FALSE;
}

gboolean
foyer_hub_call_check_kiosk (FoyerHubCall *call)
{
  g_autofree char *revocation = NULL;
  GError *error = NULL;

  if (foyer_hub_event_check_kiosk (call->event, call->kiosk, &revocation, &error))
    return TRUE;
  if (revocation == NULL) {
    foyer_hub_call_fail (call, error);
    return FALSE;
  }
  foyer_http_request_answer_json (call->request, MHD_HTTP_FORBIDDEN,
                                  json_pack ("{s:s, s:s, s:s}", "error", "revoked", "message",
                                             error->message, "revocation", revocation));
  g_error_free (error);
  return FALSE;
}
