/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-hub"

#include "hub.h"

#include "hub-private.h"
#include "purged.h"
#include "restore.h"

#include <sodium.h>

#define DEFAULT_LISTEN "127.0.0.1:8470"
#define DEFAULT_PORT   8470
#define BACKLOG        1024
#define TICK_MS        500

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
  FoyerSeats       *seats;

  GMutex            lock;       /* guards what follows; events stay until the hub stops */
  GHashTable       *events;
  json_t           *broken;     /* {id: why}: their stores can't be opened */
};

/* What its requests need. */

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

FoyerSeats *
foyer_hub_get_seats (FoyerHub *self)
{
  return self->seats;
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

  /* Not made anew, or everybody in it would be unknown: a person has to look. */
  if (json_object_get (self->broken, id) != NULL) {
    g_set_error (error, FOYER_HUB_ERROR, FOYER_HUB_ERROR_STORE, "%s",
                 json_string_value (json_object_get (self->broken, id)));
    return NULL;
  }
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

static void
note_broken (FoyerHub *self, const char *id, const char *why)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  g_warning ("%s", why);
  json_object_set_new (self->broken, id, json_string (why));
}

/* What is left of it is not to be shown to anybody. */
static gboolean
is_half_purged (FoyerHub *self, const char *id)
{
  g_autoptr (json_t) record = foyer_purged_read (self->folder->path, id);

  return record != NULL && !foyer_purged_is_done (record);
}

/* One event's broken store is no reason to close the doors of the others. */
static void
open_events (FoyerHub *self)
{
  g_autoptr (GPtrArray) ids = foyer_state_folder_events (self->folder);

  for (guint i = 0; i < ids->len; i++) {
    const char *id = g_ptr_array_index (ids, i);
    g_autoptr (GError) error = NULL;

    if (is_half_purged (self, id))
      note_broken (self, id, "its purge was interrupted: end the hub, and run foyer purge again");
    else if (open_event (self, id, FALSE, &error) == NULL)
      note_broken (self, id, error->message);
  }
}

char *
foyer_hub_get_broken (FoyerHub *self, const char *id)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return g_strdup (json_string_value (json_object_get (self->broken, id)));
}

json_t *
foyer_hub_get_all_broken (FoyerHub *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return json_deep_copy (self->broken);
}

/* One that was not there, or could not be opened. */
static gboolean
restore_closed (FoyerHub *self, const char *id, const char *aside, GError **error)
{
  g_autofree char *why = foyer_hub_get_broken (self, id);

  if (!foyer_restore_event (self->folder->path, aside, id, error))
    return FALSE;
  g_mutex_lock (&self->lock);
  json_object_del (self->broken, id);
  g_mutex_unlock (&self->lock);
  if (open_event (self, id, FALSE, error) != NULL)
    return TRUE;
  g_mutex_lock (&self->lock);
  json_object_set_new (self->broken, id, json_string (why ? why : (*error)->message));
  g_mutex_unlock (&self->lock);
  if (!foyer_restore_event (self->folder->path, aside, id, NULL))
    g_warning ("event %s: what was there before is in %s", id, aside);
  return FALSE;
}

gboolean
foyer_hub_restore_event (FoyerHub *self, const char *id, const char *aside, GError **error)
{
  FoyerHubEvent *event = foyer_hub_get_event (self, id);

  return event ? foyer_hub_event_restore (event, self->folder, aside, error)
               : restore_closed (self, id, aside, error);
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
                                          NULL, &foyer_hub_handler, self, &failure);
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
  if (self->folder == NULL)
    return FALSE;
  open_events (self);
  socket = listen_on (self, address, error);
  return socket != NULL && start_server (self, socket, error) &&
         foyer_state_folder_write_address (self->folder, self->address, error);
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
  self->seats = foyer_seats_new ();
  self->events = g_hash_table_new (g_str_hash, g_str_equal);
  self->broken = json_object ();
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
  json_decref (self->broken);
  g_main_context_unref (self->context);
  foyer_seats_free (self->seats);
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
