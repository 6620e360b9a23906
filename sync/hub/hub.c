/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-hub"

#include "hub.h"

#include "hub-private.h"
#include "http-client.h"
#include "store.h"

#include <microhttpd.h>
#include <sodium.h>
#include <string.h>

G_DEFINE_QUARK (foyer-hub-error-quark, foyer_hub_error)
G_DEFINE_QUARK (foyer-hub-answer-quark, foyer_hub_answer)

#define DEFAULT_LISTEN "127.0.0.1:8470"
#define DEFAULT_PORT   8470
#define BACKLOG        1024
#define TICK_MS        500
#define MAX_IMPORT     (64 * 1024 * 1024)
#define MAX_SMALL      (64 * 1024)
#define MAX_BODY       (8 * 1024 * 1024)

struct _FoyerHub {
  char             *state;
  char             *listen;
  gboolean          tls;
  char             *given_address;

  FoyerStateFolder *folder;
  FoyerHttpServer  *server;
  char             *address;
  guint16           port;
  guint8            challenge_key[crypto_auth_KEYBYTES];
  GMainContext     *context;
  GMainLoop        *loop;
  GThread          *thread;
  int               stopping;   /* atomic */

  GMutex            lock;       /* guards the table; events stay until the hub stops */
  GHashTable       *events;
};

int
foyer_hub_error_to_exit_status (FoyerHubError code)
{
  switch (code) {
  case FOYER_HUB_ERROR_USAGE:   return 64; /* EX_USAGE */
  case FOYER_HUB_ERROR_STORE:   return 65; /* EX_DATAERR */
  case FOYER_HUB_ERROR_ADDRESS: return 69; /* EX_UNAVAILABLE */
  case FOYER_HUB_ERROR_STATE:   return 73; /* EX_CANTCREAT */
  case FOYER_HUB_ERROR_RUNNING: return 75; /* EX_TEMPFAIL */
  case FOYER_HUB_ERROR_KEY:     return 77; /* EX_NOPERM */
  default:                      return 70; /* EX_SOFTWARE */
  }
}

/* What each path means. */

typedef enum { ANYONE, KIOSK, ORGANIZER } Role;

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
  { "GET",  "/v1/events",                 ORGANIZER, 0,          foyer_hub_list_events },
  { "POST", "/v1/events",                 ORGANIZER, MAX_BODY,   foyer_hub_put_event },
  { "GET",  "/v1/events/*/registrations", ORGANIZER, 0,          foyer_hub_registrations },
  { "POST", "/v1/events/*/registrations", ORGANIZER, MAX_IMPORT, foyer_hub_import },
  { "POST", "/v1/events/*/tickets",       ORGANIZER, MAX_BODY,   foyer_hub_tickets },
  { "POST", "/v1/events/*/staff-codes",   ORGANIZER, MAX_BODY,   foyer_hub_staff_codes },
  { "GET",  "/v1/events/*/report",        ORGANIZER, 0,          foyer_hub_report },
  { "GET",  "/v1/events/*/entries",       ORGANIZER, 0,          foyer_hub_entries },
  { "POST", "/v1/events/*/enrolments",    ORGANIZER, MAX_SMALL,  foyer_hub_new_enrolment },
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
is_organizer (FoyerHub *self, FoyerHttpRequest *request)
{
  const char *bearer = bearer_of (request);
  gsize length = strlen (self->folder->organizer_token);

  return strlen (bearer) == length &&
         sodium_memcmp (bearer, self->folder->organizer_token, length) == 0;
}

static gboolean
refuse (FoyerHttpRequest *request, guint status, const char *code, const char *message)
{
  foyer_http_request_fail (request, status, code, message);
  return FALSE;
}

static gboolean
authenticate (FoyerHub *self, FoyerHubCall *call, Role role)
{
  if (role == ANYONE)
    return TRUE;
  if (role == ORGANIZER)
    return is_organizer (self, call->request) ||
           refuse (call->request, MHD_HTTP_UNAUTHORIZED, "unauthorized",
                   "this needs the organizer's token");
  call->kiosk = foyer_credential_check (bearer_of (call->request), self->folder->public_key);
  return call->kiosk != NULL || refuse (call->request, MHD_HTTP_UNAUTHORIZED, "unauthorized",
                                        "this needs the credential of an enrolled kiosk");
}

static gboolean
find_event (FoyerHub *self, FoyerHubCall *call, const char *event)
{
  if (event == NULL)
    return TRUE;
  if (call->kiosk != NULL && g_strcmp0 (call->kiosk->event, event) != 0)
    return refuse (call->request, MHD_HTTP_FORBIDDEN, "other_event",
                   "this kiosk is enrolled for another event");
  call->event = foyer_hub_get_event (self, event);
  return call->event != NULL ||
         refuse (call->request, MHD_HTTP_NOT_FOUND, "no_event", "the hub has no such event");
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
  FoyerHub *self = user_data;
  g_autofree char *event = NULL;
  gboolean known_path;
  const Route *route = find_route (request, &event, &known_path);
  FoyerHubCall *call;

  if (route == NULL && known_path)
    return refuse (request, MHD_HTTP_METHOD_NOT_ALLOWED, "method", "not by this method");
  if (route == NULL)
    return refuse (request, MHD_HTTP_NOT_FOUND, "no_such_path", "the hub knows no such request");
  call = g_new0 (FoyerHubCall, 1);
  call->hub = self;
  call->request = request;
  call->handle = (void (*) (gpointer)) route->handle;
  foyer_http_request_set_data (request, call, call_free);
  foyer_http_request_set_max_body (request, route->max_body);
  return authenticate (self, call, route->role) && find_event (self, call, event);
}

static void
handle (FoyerHttpRequest *request, gpointer user_data)
{
  FoyerHubCall *call = foyer_http_request_get_data (request);

  call->handle (call);
}

static const FoyerHttpHandler handler = { admit, handle };

/* Helpers of the handlers. */

json_t *
foyer_hub_call_body (FoyerHubCall *call)
{
  gsize length;
  const char *text = foyer_http_request_get_body (call->request, &length);
  g_autoptr (json_t) json = foyer_json_parse (text ? text : "", length, NULL);

  if (json_is_object (json))
    return g_steal_pointer (&json);
  refuse (call->request, MHD_HTTP_BAD_REQUEST, "malformed", "the body is not a JSON object");
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

FoyerStateFolder *
foyer_hub_get_folder (FoyerHub *self)
{
  return self->folder;
}

const char *
foyer_hub_get_public_address (FoyerHub *self)
{
  return self->given_address;
}

gboolean
foyer_hub_is_stopping (FoyerHub *self)
{
  return g_atomic_int_get (&self->stopping);
}

const guint8 *
foyer_hub_get_challenge_key (FoyerHub *self)
{
  return self->challenge_key;
}

/* Events. */

FoyerHubEvent *
foyer_hub_get_event (FoyerHub *self, const char *id)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return g_hash_table_lookup (self->events, id);
}

GPtrArray *
foyer_hub_get_events (FoyerHub *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  GPtrArray *events = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer event;

  g_hash_table_iter_init (&iter, self->events);
  while (g_hash_table_iter_next (&iter, NULL, &event))
    g_ptr_array_add (events, event);
  return events;
}

static FoyerHubEvent *
open_event (FoyerHub *self, const char *id, gboolean make, GError **error)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  FoyerHubEvent *event = g_hash_table_lookup (self->events, id);

  if (event == NULL)
    event = foyer_hub_event_open (self->folder, id, make, self->context, error);
  if (event != NULL)
    g_hash_table_insert (self->events, (char *) foyer_hub_event_get_id (event), event);
  return event;
}

FoyerHubEvent *
foyer_hub_make_event (FoyerHub *self, const char *id, GError **error)
{
  return open_event (self, id, TRUE, error);
}

static gboolean
open_events (FoyerHub *self, GError **error)
{
  g_autoptr (GPtrArray) ids = foyer_state_folder_events (self->folder);

  for (guint i = 0; i < ids->len; i++) {
    if (open_event (self, g_ptr_array_index (ids, i), FALSE, error) == NULL)
      return FALSE;
  }
  return TRUE;
}

/* The hub's thread wakes kiosks that wait and cuts off clients that dawdle. */

static gboolean
on_tick (gpointer user_data)
{
  FoyerHub *self = user_data;
  g_autoptr (GPtrArray) events = foyer_hub_get_events (self);

  for (guint i = 0; i < events->len; i++)
    foyer_hub_event_tick (g_ptr_array_index (events, i));
  foyer_http_server_tick (self->server);
  return G_SOURCE_CONTINUE;
}

static gpointer
hub_thread (gpointer data)
{
  FoyerHub *self = data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static void
start_thread (FoyerHub *self)
{
  g_autoptr (GSource) tick = g_timeout_source_new (TICK_MS);

  g_source_set_callback (tick, on_tick, self, NULL);
  g_source_attach (tick, self->context);
  self->loop = g_main_loop_new (self->context, FALSE);
  self->thread = g_thread_new ("foyer-hub", hub_thread, self);
}

/* Start and stop. */

static GSocketAddress *
parse_listen (FoyerHub *self, GError **error)
{
  const char *text = self->listen ? self->listen : DEFAULT_LISTEN;
  g_autoptr (GSocketConnectable) parsed = g_network_address_parse (text, DEFAULT_PORT, NULL);
  GNetworkAddress *network = parsed ? G_NETWORK_ADDRESS (parsed) : NULL;
  GSocketAddress *address = NULL;

  if (network != NULL)
    address = g_inet_socket_address_new_from_string (g_network_address_get_hostname (network),
                                                     g_network_address_get_port (network));
  if (address == NULL)
    g_set_error (error, FOYER_HUB_ERROR, FOYER_HUB_ERROR_USAGE,
                 "--listen: \"%s\" is not an IP address and a port, as in %s", text, DEFAULT_LISTEN);
  return address;
}

static GSocket *
listen_on (FoyerHub *self, GSocketAddress *address, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GSocket) socket = g_socket_new (g_socket_address_get_family (address),
                                             G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &failure);

  if (socket != NULL) {
    g_socket_set_listen_backlog (socket, BACKLOG);
    if (g_socket_bind (socket, address, TRUE, &failure) && g_socket_listen (socket, &failure))
      return g_steal_pointer (&socket);
  }
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    g_set_error (error, FOYER_HUB_ERROR, FOYER_HUB_ERROR_ADDRESS,
                 "%s is in use by another program; end it, or choose another port with --listen",
                 self->listen ? self->listen : DEFAULT_LISTEN);
  else
    g_set_error (error, FOYER_HUB_ERROR, FOYER_HUB_ERROR_ADDRESS, "can't listen on %s: %s",
                 self->listen ? self->listen : DEFAULT_LISTEN, failure->message);
  return NULL;
}

static void
name_address (FoyerHub *self, GSocket *socket)
{
  g_autoptr (GSocketAddress) bound = g_socket_get_local_address (socket, NULL);
  GInetSocketAddress *inet = G_INET_SOCKET_ADDRESS (bound);
  GInetAddress *ip = g_inet_socket_address_get_address (inet);
  g_autofree char *text = g_inet_address_to_string (ip);
  gboolean v6 = g_inet_address_get_family (ip) == G_SOCKET_FAMILY_IPV6;

  self->port = g_inet_socket_address_get_port (inet);
  self->address = g_strdup_printf (v6 ? "%s://[%s]:%u" : "%s://%s:%u", self->tls ? "https" : "http",
                                   text, self->port);
}

static gboolean
start_server (FoyerHub *self, GSocket *socket, GError **error)
{
  g_autoptr (GError) failure = NULL;

  name_address (self, socket);
  self->server = foyer_http_server_start (socket, self->folder->tls_key, self->folder->tls_cert,
                                          NULL, &handler, self, &failure);
  if (self->server == NULL)
    g_set_error (error, FOYER_HUB_ERROR, FOYER_HUB_ERROR_ADDRESS, "can't listen on %s: %s",
                 self->address, failure->message);
  return self->server != NULL;
}

static gboolean
start (FoyerHub *self, GError **error)
{
  g_autoptr (GSocketAddress) address = parse_listen (self, error);
  g_autoptr (GSocket) socket = NULL;

  if (address == NULL)
    return FALSE;
  /* Names and phone numbers never cross a network in the clear. */
  if (!g_inet_address_get_is_loopback (
        g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address))))
    self->tls = TRUE;
  self->folder = foyer_state_folder_open (self->state, self->tls, error);
  if (self->folder == NULL || !open_events (self, error))
    return FALSE;
  socket = listen_on (self, address, error);
  return socket != NULL && start_server (self, socket, error);
}

FoyerHub *
foyer_hub_new (const FoyerHubOptions *options)
{
  FoyerHub *self = g_new0 (FoyerHub, 1);

  g_return_val_if_fail (options->state != NULL, NULL);

  self->state = g_strdup (options->state);
  self->listen = g_strdup (options->listen);
  self->tls = options->tls;
  self->given_address = g_strdup (options->address);
  self->context = g_main_context_new ();
  self->events = g_hash_table_new (g_str_hash, g_str_equal);
  g_mutex_init (&self->lock);
  return self;
}

gboolean
foyer_hub_start (FoyerHub *self, GError **error)
{
  g_return_val_if_fail (self->folder == NULL, FALSE);

  if (sodium_init () < 0) {
    g_set_error_literal (error, FOYER_HUB_ERROR, FOYER_HUB_ERROR_KEY, "libsodium does not start");
    return FALSE;
  }
  randombytes_buf (self->challenge_key, sizeof self->challenge_key);
  if (start (self, error)) {
    start_thread (self);
    return TRUE;
  }
  foyer_hub_stop (self);
  return FALSE;
}

static gboolean
quit (gpointer user_data)
{
  FoyerHub *self = user_data;

  g_main_loop_quit (self->loop);
  return G_SOURCE_REMOVE;
}

static void
stop_server (FoyerHub *self)
{
  g_autoptr (GPtrArray) events = NULL;

  if (self->thread != NULL) {
    /* By its own thread: a loop that is told before it runs would run on. */
    g_autoptr (GSource) source = g_idle_source_new ();

    g_source_set_callback (source, quit, self, NULL);
    g_source_attach (source, self->context);
    g_clear_pointer (&self->thread, g_thread_join);
    g_clear_pointer (&self->loop, g_main_loop_unref);
  }
  if (self->server == NULL)
    return;
  foyer_http_server_refuse (self->server);
  events = foyer_hub_get_events (self);
  for (guint i = 0; i < events->len; i++)
    foyer_hub_event_release (g_ptr_array_index (events, i));
  g_clear_pointer (&self->server, foyer_http_server_stop);
}

void
foyer_hub_stop (FoyerHub *self)
{
  g_autoptr (GPtrArray) events = NULL;

  g_atomic_int_set (&self->stopping, TRUE);
  stop_server (self);
  events = foyer_hub_get_events (self);
  g_hash_table_remove_all (self->events);
  for (guint i = 0; i < events->len; i++)
    foyer_hub_event_close (g_ptr_array_index (events, i));
  g_clear_pointer (&self->folder, foyer_state_folder_close);
  g_clear_pointer (&self->address, g_free);
}

void
foyer_hub_free (FoyerHub *self)
{
  if (self == NULL)
    return;
  foyer_hub_stop (self);
  g_hash_table_unref (self->events);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
  g_free (self->state);
  g_free (self->listen);
  g_free (self->given_address);
  g_free (self);
}

guint16
foyer_hub_get_port (FoyerHub *self)
{
  return self->port;
}

const char *
foyer_hub_get_address (FoyerHub *self)
{
  return self->address;
}

const char *
foyer_hub_get_pin (FoyerHub *self)
{
  return self->folder->pin;
}
