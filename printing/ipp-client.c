/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-ipp-client"

#include "ipp-client-private.h"

#include "ipp-trust-private.h"
#include "printing-error.h"

#include <string.h>

#define CONNECT_MS 2000
#define RESOLVE_MS 3000
#define ANSWER_SECONDS 4.0
/* A label printer may have to wake up before it takes a page. */
#define PRINT_SECONDS 8.0

struct _FoyerIppClient {
  char    *uri;                 /* without the pin */
  char    *pin;                 /* (nullable) */
  char    *printer_uri;         /* what the printer calls itself; of a dnssd: name, once resolved */
  char     host[256];
  int      port;
  char     resource[1024];
  gboolean encrypted;
  gboolean by_name;             /* @uri names a service, and not where it is */
  gboolean promised;            /* that it is encrypted, by @uri or @pin */

  http_t  *http;
  gboolean used;                /* @http has carried an exchange, so it may have gone stale */
};

static int
on_timeout (http_t *http, void *user_data)
{
  return 0;
}

static void
hang_up (FoyerIppClient *self)
{
  g_clear_pointer (&self->http, httpClose);
  self->used = FALSE;
}

/* Takes ipp: and ipps: apart. */
static gboolean
set_address (FoyerIppClient *self, const char *uri, GError **error)
{
  char scheme[16];
  char user[64];

  if (httpSeparateURI (HTTP_URI_CODING_ALL, uri, scheme, sizeof scheme, user, sizeof user,
                       self->host, sizeof self->host, &self->port, self->resource,
                       sizeof self->resource) < HTTP_URI_STATUS_OK) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 "printer address \"%s\" is not well formed", uri);
    return FALSE;
  }
  self->encrypted = strcmp (scheme, "ipps") == 0;
  g_free (self->printer_uri);
  self->printer_uri = g_strdup (uri);
  return TRUE;
}

static gboolean
resolve (FoyerIppClient *self, GError **error)
{
  cups_dest_t *destination = NULL;
  int n = cupsAddDest ("foyer", NULL, 0, &destination);
  char resource[1024];
  const char *found = NULL;
  gboolean resolved = FALSE;
  http_t *http;

  destination->num_options =
    cupsAddOption ("device-uri", self->uri, destination->num_options, &destination->options);
  http = cupsConnectDest (destination, CUPS_DEST_FLAGS_DEVICE | CUPS_DEST_FLAGS_UNCONNECTED,
                          RESOLVE_MS, NULL, resource, sizeof resource, NULL, NULL);
  httpClose (http);
  if (http != NULL)
    found = cupsGetOption ("device-uri", destination->num_options, destination->options);
  if (found != NULL)
    resolved = set_address (self, found, error);
  else
    g_set_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_UNREACHABLE,
                 "printer %s: nobody on the network has this name", self->uri);
  cupsFreeDests (n, destination);
  return resolved;
}

static gboolean
is_trusted (FoyerIppClient *self, GError **error)
{
  if (self->encrypted)
    return foyer_ipp_trust_check (self->http, self->host, self->pin, error);
  if (!self->promised)
    return TRUE;
  g_set_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_TRUST,
               "printer %s: it was to be encrypted, and is not", self->uri);
  return FALSE;
}

static gboolean
dial (FoyerIppClient *self, GError **error)
{
  if (self->by_name && !resolve (self, error))
    return FALSE;
  self->http = httpConnect2 (self->host, self->port, NULL, AF_UNSPEC,
                             self->encrypted ? HTTP_ENCRYPTION_ALWAYS : HTTP_ENCRYPTION_NEVER, 1,
                             CONNECT_MS, NULL);
  if (self->http != NULL)
    return TRUE;
  g_set_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_UNREACHABLE, "printer %s: %s",
               self->uri, cupsLastErrorString ());
  return FALSE;
}

static gboolean
connect_printer (FoyerIppClient *self, GError **error)
{
  if (self->http != NULL)
    return TRUE;
  if (!dial (self, error))
    return FALSE;
  if (is_trusted (self, error))
    return TRUE;
  hang_up (self);
  return FALSE;
}

char *
foyer_ipp_client_learn_pin (FoyerIppClient *self, GError **error)
{
  char *pin = NULL;

  hang_up (self);
  if (!dial (self, error))
    return NULL;
  if (self->encrypted)
    pin = foyer_ipp_trust_get_pin (self->http);
  hang_up (self);
  return pin;
}

/* IPP's answers to ours; everything else is REFUSED. */
static const struct {
  ipp_status_t       status;
  FoyerPrintingError code;
} status_table[] = {
  { IPP_STATUS_ERROR_BUSY,                FOYER_PRINTING_ERROR_BUSY },
  { IPP_STATUS_ERROR_SERVICE_UNAVAILABLE, FOYER_PRINTING_ERROR_BUSY },
  { IPP_STATUS_ERROR_NOT_ACCEPTING_JOBS,  FOYER_PRINTING_ERROR_BUSY },
  { IPP_STATUS_ERROR_TEMPORARY,           FOYER_PRINTING_ERROR_BUSY },
  { IPP_STATUS_ERROR_DEVICE,              FOYER_PRINTING_ERROR_BUSY },
  { IPP_STATUS_ERROR_TOO_MANY_JOBS,       FOYER_PRINTING_ERROR_BUSY },
  { IPP_STATUS_ERROR_INTERNAL,            FOYER_PRINTING_ERROR_LOST },
  { IPP_STATUS_ERROR_NOT_FOUND,           FOYER_PRINTING_ERROR_GONE },
  { IPP_STATUS_ERROR_GONE,                FOYER_PRINTING_ERROR_GONE },
};

static gboolean
check_status (FoyerIppClient *self, ipp_t *response, GError **error)
{
  ipp_status_t status = ippGetStatusCode (response);
  FoyerPrintingError code = FOYER_PRINTING_ERROR_REFUSED;

  if (status < IPP_STATUS_REDIRECTION_OTHER_SITE)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (status_table); i++)
    if (status_table[i].status == status)
      code = status_table[i].code;
  g_set_error (error, FOYER_PRINTING_ERROR, code, "printer %s: %s", self->uri,
               ippErrorString (status));
  return FALSE;
}

static gboolean
write_document (http_t *http, GBytes *document)
{
  gsize size = 0;
  const char *bytes = document != NULL ? g_bytes_get_data (document, &size) : NULL;

  while (size > 0) {
    ssize_t written = httpWrite2 (http, bytes, size);

    if (written <= 0)
      return FALSE;
    bytes += written;
    size -= (gsize) written;
  }
  return httpFlushWrite (http) >= 0;
}

static gboolean
write_request (FoyerIppClient *self, ipp_t *request, GBytes *document)
{
  gsize size = document != NULL ? g_bytes_get_size (document) : 0;
  ipp_state_t state;

  httpClearFields (self->http);
  httpSetField (self->http, HTTP_FIELD_CONTENT_TYPE, "application/ipp");
  httpSetLength (self->http, ippLength (request) + size);
  if (httpPost (self->http, self->resource) != 0)
    return FALSE;
  ippSetState (request, IPP_STATE_IDLE);
  do
    state = ippWrite (self->http, request);
  while (state != IPP_STATE_DATA && state != IPP_STATE_ERROR);
  return state == IPP_STATE_DATA && write_document (self->http, document);
}

static ipp_t *
read_response (http_t *http, http_status_t *status)
{
  ipp_t *response;
  ipp_state_t state;

  do
    *status = httpUpdate (http);
  while (*status == HTTP_STATUS_CONTINUE);
  if (*status != HTTP_STATUS_OK)
    return NULL;
  response = ippNew ();
  do
    state = ippRead (http, response);
  while (state != IPP_STATE_DATA && state != IPP_STATE_ERROR);
  if (state == IPP_STATE_DATA)
    return response;
  ippDelete (response);
  return NULL;
}

/* A printer that answers, but not with IPP. */
static FoyerPrintingError
code_of_http (http_status_t status, FoyerPrintingError silence)
{
  if (status == HTTP_STATUS_SERVICE_UNAVAILABLE)
    return FOYER_PRINTING_ERROR_BUSY;
  if (status == HTTP_STATUS_NOT_FOUND || status == HTTP_STATUS_UNAUTHORIZED
      || status == HTTP_STATUS_FORBIDDEN || status == HTTP_STATUS_UPGRADE_REQUIRED)
    return FOYER_PRINTING_ERROR_REFUSED;
  return silence;
}

/* One request, one answer, never repeated. @silence is what none means. */
static ipp_t *
exchange (FoyerIppClient *self, ipp_t *request, GBytes *document, FoyerPrintingError silence,
          GError **error)
{
  http_status_t status = HTTP_STATUS_ERROR;
  ipp_attribute_t *address;
  ipp_t *response = NULL;

  if (!connect_printer (self, error))
    return NULL;
  address = ippFindAttribute (request, "printer-uri", IPP_TAG_URI);
  ippSetString (request, &address, 0, self->printer_uri);
  httpSetTimeout (self->http, document != NULL ? PRINT_SECONDS : ANSWER_SECONDS, on_timeout, NULL);
  /* A printer may refuse before it has read everything: its answer counts all the same. */
  if (write_request (self, request, document) || document != NULL)
    response = read_response (self->http, &status);
  self->used = TRUE;
  if (response == NULL)
    g_set_error (error, FOYER_PRINTING_ERROR, code_of_http (status, silence), "printer %s: %s",
                 self->uri, status > HTTP_STATUS_CONTINUE ? httpStatus (status) : "no answer");
  if (response == NULL
      || g_ascii_strcasecmp (httpGetField (self->http, HTTP_FIELD_CONNECTION), "close") == 0)
    hang_up (self);
  if (response == NULL || check_status (self, response, error))
    return response;
  ippDelete (response);
  return NULL;
}

ipp_t *
foyer_ipp_client_ask (FoyerIppClient *self, ipp_t *request, GError **error)
{
  g_autoptr (GError) reason = NULL;
  gboolean may_be_stale = self->used;
  ipp_t *response =
    exchange (self, request, NULL, FOYER_PRINTING_ERROR_UNREACHABLE, &reason);

  /* A connection that the printer closed meanwhile is no failure yet. */
  if (response == NULL && may_be_stale && self->http == NULL) {
    g_clear_error (&reason);
    response = exchange (self, request, NULL, FOYER_PRINTING_ERROR_UNREACHABLE, &reason);
  }
  ippDelete (request);
  if (response == NULL)
    g_propagate_error (error, g_steal_pointer (&reason));
  return response;
}

ipp_t *
foyer_ipp_client_send (FoyerIppClient *self, ipp_t *request, GBytes *document, GError **error)
{
  ipp_t *response = exchange (self, request, document, FOYER_PRINTING_ERROR_LOST, error);

  ippDelete (request);
  return response;
}

ipp_t *
foyer_ipp_client_new_request (FoyerIppClient *self, ipp_op_t operation)
{
  ipp_t *request = ippNewRequest (operation);

  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL, self->printer_uri);
  return request;
}

const char *
foyer_ipp_client_get_uri (FoyerIppClient *self)
{
  return self->uri;
}

FoyerIppClient *
foyer_ipp_client_new (const char *uri, GError **error)
{
  g_autoptr (FoyerIppClient) self = g_new0 (FoyerIppClient, 1);
  const char *pin = strchr (uri, '#');

  self->uri = pin != NULL ? g_strndup (uri, (gsize) (pin - uri)) : g_strdup (uri);
  self->pin = pin != NULL ? foyer_ipp_trust_parse_pin (pin + 1) : NULL;
  if (pin != NULL && self->pin == NULL) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 "printer address \"%s\": 64 hexadecimal digits must follow the \"#\"", uri);
    return NULL;
  }
  if (!set_address (self, self->uri, error))
    return NULL;
  self->by_name = strstr (self->uri, "._tcp") != NULL;
  self->promised = self->encrypted || self->pin != NULL;
  if (self->pin == NULL || self->encrypted || self->by_name)
    return g_steal_pointer (&self);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               "printer address \"%s\": only ipps: has a key", uri);
  return NULL;
}

void
foyer_ipp_client_free (FoyerIppClient *self)
{
  hang_up (self);
  g_free (self->uri);
  g_free (self->pin);
  g_free (self->printer_uri);
  g_free (self);
}
