/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-http-client"

#include "http-client.h"

#include "bytes.h"

#include <curl/curl.h>
#include <string.h>

#define CONNECT_TIMEOUT_S 5L
#define STALL_S           15L
#define TOTAL_EXTRA_S     120L
#define MAX_RETRY_AFTER_S 600

struct _FoyerHttpClient {
  char              *address;
  CURLM             *multi;
  CURL              *easy;
  struct curl_slist *headers;
  int                closed;         /* atomic */

  /* Of the request under way. */
  GByteArray        *body;
  gsize              max_bytes;
  gboolean           too_long;
  int                retry_after_ms; /* atomic: either thread of an engine may ask */
  json_t            *refusal;        /* (nullable) */
  char               reason[CURL_ERROR_SIZE];
};

/* The border. */

FoyerConnectorError
foyer_http_error_of_curl (int curl_code)
{
  static const struct { CURLcode from; FoyerConnectorError to; } map[] = {
    { CURLE_UNSUPPORTED_PROTOCOL,     FOYER_CONNECTOR_ERROR_NONSENSE },
    { CURLE_WEIRD_SERVER_REPLY,       FOYER_CONNECTOR_ERROR_NONSENSE },
    { CURLE_WRITE_ERROR,              FOYER_CONNECTOR_ERROR_NONSENSE },
    { CURLE_BAD_CONTENT_ENCODING,     FOYER_CONNECTOR_ERROR_NONSENSE },
    { CURLE_TOO_MANY_REDIRECTS,       FOYER_CONNECTOR_ERROR_NONSENSE },
    { CURLE_FILESIZE_EXCEEDED,        FOYER_CONNECTOR_ERROR_NONSENSE },
    { CURLE_SSL_PINNEDPUBKEYNOTMATCH, FOYER_CONNECTOR_ERROR_STRANGER },
    { CURLE_PEER_FAILED_VERIFICATION, FOYER_CONNECTOR_ERROR_STRANGER },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (map); i++) {
    if (map[i].from == (CURLcode) curl_code)
      return map[i].to;
  }
  return FOYER_CONNECTOR_ERROR_OFFLINE;
}

/* A status counts only in an answer of our own kind: a hotel's network says
 * 401 or 403 too, and that must not make a kiosk think that it was expelled. */
FoyerConnectorError
foyer_http_error_of_status (long status, gboolean is_json)
{
  static const struct { long low, high; gboolean any_type; FoyerConnectorError to; } map[] = {
    { 429, 429, TRUE,  FOYER_CONNECTOR_ERROR_BUSY },
    { 503, 503, TRUE,  FOYER_CONNECTOR_ERROR_BUSY },
    { 500, 599, TRUE,  FOYER_CONNECTOR_ERROR_OFFLINE },
    { 401, 401, FALSE, FOYER_CONNECTOR_ERROR_ENROLMENT },
    { 403, 403, FALSE, FOYER_CONNECTOR_ERROR_ENROLMENT },
    { 400, 499, FALSE, FOYER_CONNECTOR_ERROR_REFUSED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (map); i++) {
    if (status >= map[i].low && status <= map[i].high && (is_json || map[i].any_type))
      return map[i].to;
  }
  return is_json ? FOYER_CONNECTOR_ERROR_NONSENSE : FOYER_CONNECTOR_ERROR_STRANGER;
}

/* Making one. */

gboolean
foyer_http_host_is_loopback (const char *host)
{
  gsize length = host ? strlen (host) : 0;
  g_autofree char *bare = NULL;
  g_autoptr (GInetAddress) address = NULL;

  if (g_strcmp0 (host, "localhost") == 0)
    return TRUE;
  if (length > 2 && host[0] == '[' && host[length - 1] == ']')
    bare = g_strndup (host + 1, length - 2);
  address = g_inet_address_new_from_string (bare ? bare : host ? host : "");
  return address != NULL && g_inet_address_get_is_loopback (address);
}

static gboolean
refuse_address (GError **error, const char *why)
{
  g_set_error (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_REFUSED, "hub address: %s", why);
  return FALSE;
}

static gboolean
check_address (const char *address, const char *pin, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  const char *scheme = uri ? g_uri_get_scheme (uri) : "";
  const char *host = uri ? g_uri_get_host (uri) : NULL;
  gboolean plain = g_str_equal (scheme, "http");

  if (host == NULL || (!plain && !g_str_equal (scheme, "https")))
    return refuse_address (error, "not an http or https address");
  if (strlen (g_uri_get_path (uri)) > 1 || g_uri_get_query (uri) != NULL)
    return refuse_address (error, "more than scheme, host and port");
  if (plain && pin != NULL)
    return refuse_address (error, "a pinned key needs https");
  if (plain && !foyer_http_host_is_loopback (host))
    return refuse_address (error, "plain http only reaches this machine; elsewhere use https");
  return TRUE;
}

static char *
curl_pin (const char *pin)
{
  guint8 digest[32];
  g_autofree char *base64 = NULL;

  if (!foyer_bytes_from_text (pin, digest, sizeof digest))
    return NULL;
  base64 = g_base64_encode (digest, sizeof digest);
  return g_strconcat ("sha256//", base64, NULL);
}

static size_t
on_data (char *data, size_t size, size_t n, void *user_data)
{
  FoyerHttpClient *self = user_data;

  if (self->body->len + size * n > self->max_bytes) {
    self->too_long = TRUE;
    return 0;
  }
  g_byte_array_append (self->body, (const guint8 *) data, size * n);
  return size * n;
}

/* A pinned key is the whole of the check: the hub's certificate is its own
 * work, so there is no authority and no host name to ask, and its dates say
 * nothing on a machine whose clock may be wrong. */
static gboolean
set_trust (FoyerHttpClient *self, const char *pin, GError **error)
{
  g_autofree char *pinned = NULL;

  if (pin == NULL)
    return TRUE;
  pinned = curl_pin (pin);
  if (pinned == NULL)
    return refuse_address (error, "the pinned key is not one");
  curl_easy_setopt (self->easy, CURLOPT_PINNEDPUBLICKEY, pinned);
  curl_easy_setopt (self->easy, CURLOPT_SSL_VERIFYPEER, 0L);
  curl_easy_setopt (self->easy, CURLOPT_SSL_VERIFYHOST, 0L);
  return TRUE;
}

static void
set_options (FoyerHttpClient *self)
{
  CURL *easy = self->easy;

  curl_easy_setopt (easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt (easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt (easy, CURLOPT_NOPROXY, "*");
  curl_easy_setopt (easy, CURLOPT_HTTP_VERSION, (long) CURL_HTTP_VERSION_1_1);
  curl_easy_setopt (easy, CURLOPT_TCP_NODELAY, 1L);
  curl_easy_setopt (easy, CURLOPT_TCP_KEEPALIVE, 1L);
  curl_easy_setopt (easy, CURLOPT_CONNECTTIMEOUT, CONNECT_TIMEOUT_S);
  curl_easy_setopt (easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt (easy, CURLOPT_ACCEPT_ENCODING, "zstd, gzip");
  curl_easy_setopt (easy, CURLOPT_USERAGENT, "foyer/" FOYER_VERSION);
  curl_easy_setopt (easy, CURLOPT_HTTPHEADER, self->headers);
  curl_easy_setopt (easy, CURLOPT_ERRORBUFFER, self->reason);
  curl_easy_setopt (easy, CURLOPT_WRITEFUNCTION, on_data);
  curl_easy_setopt (easy, CURLOPT_WRITEDATA, self);
}

static void
add_header (FoyerHttpClient *self, const char *name, const char *value)
{
  g_autofree char *line = g_strconcat (name, ": ", value, NULL);

  self->headers = curl_slist_append (self->headers, line);
}

FoyerHttpClient *
foyer_http_client_new (const char *address, const char *pin, const char *bearer, GError **error)
{
  static gsize ready;
  g_autoptr (FoyerHttpClient) self = NULL;
  g_autofree char *authorization = bearer ? g_strconcat ("Bearer ", bearer, NULL) : NULL;

  g_return_val_if_fail (address != NULL, NULL);

  if (!check_address (address, pin, error))
    return NULL;
  if (g_once_init_enter (&ready)) {
    curl_global_init (CURL_GLOBAL_DEFAULT);
    g_once_init_leave (&ready, 1);
  }
  self = g_new0 (FoyerHttpClient, 1);
  self->address = g_strdup (address);
  if (g_str_has_suffix (self->address, "/"))
    self->address[strlen (self->address) - 1] = '\0';
  self->multi = curl_multi_init ();
  self->easy = curl_easy_init ();
  self->body = g_byte_array_new ();
  add_header (self, "Accept", "application/json");
  add_header (self, "Content-Type", "application/json");
  self->headers = curl_slist_append (self->headers, "Expect:");
  if (authorization != NULL)
    add_header (self, "Authorization", authorization);
  set_options (self);
  return set_trust (self, pin, error) ? g_steal_pointer (&self) : NULL;
}

void
foyer_http_client_free (FoyerHttpClient *self)
{
  if (self == NULL)
    return;
  curl_easy_cleanup (self->easy);
  curl_multi_cleanup (self->multi);
  curl_slist_free_all (self->headers);
  g_byte_array_unref (self->body);
  json_decref (self->refusal);
  g_free (self->address);
  g_free (self);
}

void
foyer_http_client_close (FoyerHttpClient *self)
{
  g_atomic_int_set (&self->closed, TRUE);
  curl_multi_wakeup (self->multi);
}

const json_t *
foyer_http_client_get_refusal (FoyerHttpClient *self)
{
  return self->refusal;
}

guint
foyer_http_client_get_retry_after_ms (FoyerHttpClient *self)
{
  return (guint) g_atomic_int_get (&self->retry_after_ms);
}

/* One request. */

/* The result of the transfer, or CURLE_ABORTED_BY_CALLBACK when closed. */
static CURLcode
transfer (FoyerHttpClient *self)
{
  CURLcode result = CURLE_ABORTED_BY_CALLBACK;
  int running = 1;

  curl_multi_add_handle (self->multi, self->easy);
  while (running > 0 && !g_atomic_int_get (&self->closed)) {
    if (curl_multi_perform (self->multi, &running) != CURLM_OK)
      break;
    if (running > 0)
      curl_multi_poll (self->multi, NULL, 0, 1000, NULL);
  }
  if (running == 0) {
    int left;
    const CURLMsg *message = curl_multi_info_read (self->multi, &left);

    result = message ? message->data.result : CURLE_ABORTED_BY_CALLBACK;
  }
  curl_multi_remove_handle (self->multi, self->easy);
  return result;
}

static gboolean
check_transfer (FoyerHttpClient *self, CURLcode code, GError **error)
{
  if (code == CURLE_OK)
    return TRUE;
  if (self->too_long)
    g_set_error_literal (error, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_NONSENSE,
                         "the hub's answer is too long");
  else
    g_set_error (error, FOYER_CONNECTOR_ERROR, foyer_http_error_of_curl (code),
                 "no answer from the hub: %s",
                 *self->reason != '\0' ? self->reason : curl_easy_strerror (code));
  return FALSE;
}

static gboolean
is_json_answer (FoyerHttpClient *self)
{
  const char *type = NULL;

  curl_easy_getinfo (self->easy, CURLINFO_CONTENT_TYPE, &type);
  return type != NULL && g_ascii_strncasecmp (type, "application/json", 16) == 0;
}

static void
remember_retry_after (FoyerHttpClient *self)
{
  curl_off_t seconds = 0;

  curl_easy_getinfo (self->easy, CURLINFO_RETRY_AFTER, &seconds);
  g_atomic_int_set (&self->retry_after_ms, (int) CLAMP (seconds, 0, MAX_RETRY_AFTER_S) * 1000);
}

/* The hub's own words, for a log. They name things, never people. */
static void
set_status_error (FoyerHttpClient *self, long status, const json_t *answer, GError **error)
{
  const char *message = json_string_value (json_object_get (answer, "message"));
  FoyerConnectorError code = foyer_http_error_of_status (status, is_json_answer (self));

  if (code == FOYER_CONNECTOR_ERROR_STRANGER)
    g_set_error (error, FOYER_CONNECTOR_ERROR, code,
                 "somebody else answers at the hub's address (%ld): a network's sign-in page?", status);
  else
    g_set_error (error, FOYER_CONNECTOR_ERROR, code, "the hub answered %ld: %s", status,
                 message ? message : answer ? "no reason given" : "not in its own language");
}

static json_t *
read_answer (FoyerHttpClient *self, GError **error)
{
  g_autoptr (json_t) answer = NULL;
  long status = 0;

  curl_easy_getinfo (self->easy, CURLINFO_RESPONSE_CODE, &status);
  remember_retry_after (self);
  if (is_json_answer (self))
    answer = foyer_json_parse ((const char *) self->body->data, self->body->len, NULL);
  if (status == 200 && json_is_object (answer))
    return g_steal_pointer (&answer);
  set_status_error (self, status, answer, error);
  self->refusal = g_steal_pointer (&answer);
  return NULL;
}

static json_t *
run (FoyerHttpClient *self, const char *path, guint patience_s, gsize max_bytes, GError **error)
{
  g_autofree char *url = g_strconcat (self->address, path, NULL);

  g_byte_array_set_size (self->body, 0);
  g_clear_pointer (&self->refusal, json_decref);
  self->max_bytes = max_bytes;
  self->too_long = FALSE;
  g_atomic_int_set (&self->retry_after_ms, 0);
  *self->reason = '\0';
  curl_easy_setopt (self->easy, CURLOPT_URL, url);
  curl_easy_setopt (self->easy, CURLOPT_LOW_SPEED_TIME, (long) patience_s + STALL_S);
  curl_easy_setopt (self->easy, CURLOPT_TIMEOUT, (long) patience_s + TOTAL_EXTRA_S);
  if (!check_transfer (self, transfer (self), error))
    return NULL;
  return read_answer (self, error);
}

json_t *
foyer_http_client_get (FoyerHttpClient *self, const char *path, guint patience_s, gsize max_bytes,
                       GError **error)
{
  curl_easy_setopt (self->easy, CURLOPT_HTTPGET, 1L);
  return run (self, path, patience_s, max_bytes, error);
}

json_t *
foyer_http_client_post (FoyerHttpClient *self, const char *path, const json_t *body,
                        guint patience_s, gsize max_bytes, GError **error)
{
  g_autofree char *text = foyer_json_line (body);

  curl_easy_setopt (self->easy, CURLOPT_POST, 1L);
  curl_easy_setopt (self->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t) strlen (text));
  curl_easy_setopt (self->easy, CURLOPT_POSTFIELDS, text);
  return run (self, path, patience_s, max_bytes, error);
}
