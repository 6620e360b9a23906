/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-http-server"

#include "http-server.h"

#include "http-server-private.h"

#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#define N_WORKERS         32      /* most of them wait for one shared commit */
#define LARGE_BODY        (16 * 1024)
#define NICER             5       /* than who asks for little */
#define MAX_CONNECTIONS   2000
#define MAX_HEADER_BYTES  (16 * 1024)
#define MAX_BODY_DEFAULT  (8 * 1024 * 1024)
#define MAX_ALL_BODIES    (256 * 1024 * 1024)

/* How long a client may take. Its idle time between two requests is limited by
 * the library, a trickle of bytes only by us. */
#define HEADERS_MS        10000
#define TRANSFER_MS       20000
#define IDLE_S            120
#define SLOWEST_BYTES_MS  64
#define LAST_ANSWERS_S    5

typedef struct {
  int    fd;
  gint64 deadline_us;   /* monotonic; 0: it is our turn */
} Connection;

/* Deadlines. */

static Connection *
connection_of (struct MHD_Connection *mhd)
{
  const union MHD_ConnectionInfo *info =
    MHD_get_connection_info (mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

  return info ? info->socket_context : NULL;
}

static void
set_deadline (FoyerHttpRequest *request, gint64 wait_ms)
{
  FoyerHttpServer *self = request->server;
  Connection *connection = connection_of (request->connection);

  if (connection == NULL)
    return;
  g_mutex_lock (&self->lock);
  connection->deadline_us = wait_ms > 0 ? g_get_monotonic_time () + wait_ms * 1000 : 0;
  g_mutex_unlock (&self->lock);
}

static void
on_connection (void *user_data, struct MHD_Connection *mhd, void **context,
               enum MHD_ConnectionNotificationCode code)
{
  FoyerHttpServer *self = user_data;
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (code == MHD_CONNECTION_NOTIFY_STARTED) {
    Connection *connection = g_new0 (Connection, 1);

    connection->fd = MHD_get_connection_info (mhd, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
    connection->deadline_us = g_get_monotonic_time () + (gint64) self->patience.headers_ms * 1000;
    g_hash_table_add (self->connections, connection);
    *context = connection;
  } else {
    g_hash_table_remove (self->connections, *context);
    *context = NULL;
  }
}

void
foyer_http_server_tick (FoyerHttpServer *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  gint64 now_us = g_get_monotonic_time ();
  GHashTableIter iter;
  Connection *connection;

  g_hash_table_iter_init (&iter, self->connections);
  while (g_hash_table_iter_next (&iter, (gpointer *) &connection, NULL)) {
    if (connection->deadline_us == 0 || connection->deadline_us > now_us)
      continue;
    /* The library sees the end of the stream and closes its side. */
    shutdown (connection->fd, SHUT_RDWR);
    connection->deadline_us = 0;
  }
}

/* From the library's thread to the workers and back. */

static void
work (gpointer data, gpointer user_data)
{
  FoyerHttpServer *self = user_data;
  FoyerHttpRequest *request = data;

  self->handler->handle (request, self->user_data);
}

/* Kiosks that bring hundreds of entries have time; a processor that is free works
 * for them as fast. */
static void
work_in_bulk (gpointer data, gpointer user_data)
{
  static GPrivate is_nice;

  if (g_private_get (&is_nice) == NULL) {
    setpriority (PRIO_PROCESS, (id_t) syscall (SYS_gettid), getpriority (PRIO_PROCESS, 0) + NICER);
    g_private_set (&is_nice, GINT_TO_POINTER (TRUE));
  }
  work (data, user_data);
}

static void
push (FoyerHttpRequest *request)
{
  FoyerHttpServer *self = request->server;

  g_thread_pool_push (request->body->len > LARGE_BODY ? self->bulk_workers : self->workers, request, NULL);
}

void
foyer_http_request_again (FoyerHttpRequest *self)
{
  push (self);
}

static enum MHD_Result
send_response (FoyerHttpRequest *request)
{
  request->sent = TRUE;
  set_deadline (request, request->server->patience.transfer_ms +
                           (gint64) request->response_bytes / SLOWEST_BYTES_MS);
  return MHD_queue_response (request->connection, request->status, request->response);
}

static enum MHD_Result
refuse_request (FoyerHttpRequest *request)
{
  foyer_http_request_fail (request, MHD_HTTP_SERVICE_UNAVAILABLE, "stopping", "the hub is stopping");
  MHD_add_response_header (request->response, "Connection", "close");
  return send_response (request);
}

static enum MHD_Result
dispatch (FoyerHttpRequest *request)
{
  FoyerHttpServer *self = request->server;
  gboolean refusing;

  set_deadline (request, 0);
  g_mutex_lock (&self->lock);
  refusing = self->refusing;
  if (!refusing) {
    self->n_handled++;
    request->handled = TRUE;
    MHD_suspend_connection (request->connection);
    push (request);
  }
  g_mutex_unlock (&self->lock);
  return refusing ? refuse_request (request) : MHD_YES;
}

/* What a client says that it will send; G_MAXUINT64 for nonsense, 0 for chunks. */
static guint64
announced_length (FoyerHttpRequest *request)
{
  const char *text = foyer_http_request_get_header (request, "Content-Length");
  guint64 length = 0;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, &length, NULL))
    return G_MAXUINT64;
  return length;
}

static FoyerHttpRequest *
request_new (FoyerHttpServer *self, struct MHD_Connection *connection, const char *url,
             const char *method)
{
  FoyerHttpRequest *request = g_new0 (FoyerHttpRequest, 1);

  request->server = self;
  request->connection = connection;
  request->path = g_strdup (url);
  request->method = g_intern_string (g_str_equal (method, "POST") ? "POST"
                                     : g_str_equal (method, "GET") ? "GET" : "");
  request->body = g_byte_array_new ();
  request->max_body = MAX_BODY_DEFAULT;
  return request;
}

static enum MHD_Result
begin (FoyerHttpRequest *request)
{
  FoyerHttpServer *self = request->server;
  guint64 length = announced_length (request);

  if (!self->handler->admit (request, self->user_data))
    return send_response (request);
  if (length > request->max_body) {
    foyer_http_request_fail (request, MHD_HTTP_CONTENT_TOO_LARGE, "too_large",
                             "the request is larger than the hub takes");
    return send_response (request);
  }
  set_deadline (request, self->patience.transfer_ms + (gint64) length / SLOWEST_BYTES_MS);
  return MHD_YES;
}

static gboolean
reserve (FoyerHttpServer *self, gsize length)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->body_bytes + length > MAX_ALL_BODIES)
    return FALSE;
  self->body_bytes += length;
  return TRUE;
}

/* Chunks announce nothing, so they are counted. In the middle of a body the
 * library can't send an answer: the connection is closed. */
static enum MHD_Result
take_body (FoyerHttpRequest *request, const char *data, size_t *length)
{
  if (request->body->len + *length > request->max_body || !reserve (request->server, *length))
    return MHD_NO;
  g_byte_array_append (request->body, (const guint8 *) data, *length);
  *length = 0;
  return MHD_YES;
}

static enum MHD_Result
on_request (void *user_data, struct MHD_Connection *connection, const char *url, const char *method,
            const char *version, const char *data, size_t *length, void **context)
{
  FoyerHttpRequest *request = *context;

  if (request == NULL) {
    request = *context = request_new (user_data, connection, url, method);
    return begin (request);
  }
  if (request->sent) {
    *length = 0;
    return MHD_YES;
  }
  if (*length > 0)
    return take_body (request, data, length);
  return request->response != NULL ? send_response (request) : dispatch (request);
}

static void
on_completed (void *user_data, struct MHD_Connection *connection, void **context,
              enum MHD_RequestTerminationCode code)
{
  FoyerHttpServer *self = user_data;
  FoyerHttpRequest *request = *context;

  if (request == NULL)
    return;
  *context = NULL;
  set_deadline (request, IDLE_S * 1000);
  g_mutex_lock (&self->lock);
  self->body_bytes -= request->body->len;
  if (request->handled)
    self->n_answered--;
  g_cond_broadcast (&self->fewer);
  g_mutex_unlock (&self->lock);
  g_clear_pointer (&request->response, MHD_destroy_response);
  if (request->data_free != NULL)
    request->data_free (request->data);
  g_byte_array_unref (request->body);
  g_free (request->path);
  g_free (request);
}

/* Start and stop. */

G_GNUC_PRINTF (2, 0)
static void
on_library_message (void *user_data, const char *format, va_list args)
{
  g_autofree char *message = g_strchomp (g_strdup_vprintf (format, args));

  g_debug ("%s", message);
}

static void
start_daemon (FoyerHttpServer *self, int fd, const char *tls_key, const char *tls_cert)
{
  guint flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC |
                MHD_USE_ERROR_LOG | (tls_key ? MHD_USE_TLS : 0);
  struct MHD_OptionItem tls[] = {
    { MHD_OPTION_HTTPS_MEM_KEY, 0, (void *) tls_key },
    { MHD_OPTION_HTTPS_MEM_CERT, 0, (void *) tls_cert },
    { MHD_OPTION_END, 0, NULL },
  };
  struct MHD_OptionItem none[] = { { MHD_OPTION_END, 0, NULL } };

  self->daemon = MHD_start_daemon (flags, 0, NULL, NULL, on_request, self,
                                   MHD_OPTION_EXTERNAL_LOGGER, on_library_message, NULL,
                                   MHD_OPTION_LISTEN_SOCKET, fd,
                                   MHD_OPTION_CONNECTION_LIMIT, (unsigned int) MAX_CONNECTIONS,
                                   MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t) MAX_HEADER_BYTES,
                                   MHD_OPTION_CONNECTION_TIMEOUT, (unsigned int) IDLE_S,
                                   MHD_OPTION_NOTIFY_CONNECTION, on_connection, self,
                                   MHD_OPTION_NOTIFY_COMPLETED, on_completed, self,
                                   MHD_OPTION_ARRAY, tls_key ? tls : none, MHD_OPTION_END);
}

static void
server_free (FoyerHttpServer *self)
{
  g_thread_pool_free (self->workers, FALSE, TRUE);
  g_thread_pool_free (self->bulk_workers, FALSE, TRUE);
  g_hash_table_unref (self->connections);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->fewer);
  g_free (self);
}

FoyerHttpServer *
foyer_http_server_start (GSocket *socket, const char *tls_key, const char *tls_cert,
                         const FoyerHttpPatience *patience, const FoyerHttpHandler *handler,
                         gpointer user_data, GError **error)
{
  FoyerHttpServer *self = g_new0 (FoyerHttpServer, 1);
  int fd = dup (g_socket_get_fd (socket));

  g_mutex_init (&self->lock);
  g_cond_init (&self->fewer);
  self->connections = g_hash_table_new_full (NULL, NULL, g_free, NULL);
  self->patience = patience ? *patience : (FoyerHttpPatience) { HEADERS_MS, TRANSFER_MS };
  self->handler = handler;
  self->user_data = user_data;
  self->workers = g_thread_pool_new (work, self, N_WORKERS, FALSE, NULL);
  /* Threads of its own: what makes them nice stays with them. */
  self->bulk_workers = g_thread_pool_new (work_in_bulk, self, N_WORKERS, TRUE, NULL);
  if (fd >= 0)
    start_daemon (self, fd, tls_key, tls_cert);
  if (self->daemon != NULL)
    return self;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "the HTTP server does not start");
  if (fd >= 0)
    close (fd);
  server_free (self);
  return NULL;
}

void
foyer_http_server_refuse (FoyerHttpServer *self)
{
  int fd = MHD_quiesce_daemon (self->daemon);

  if (fd >= 0)
    close (fd);
  g_mutex_lock (&self->lock);
  self->refusing = TRUE;
  g_mutex_unlock (&self->lock);
}

void
foyer_http_server_stop (FoyerHttpServer *self)
{
  gint64 until_us = g_get_monotonic_time () + LAST_ANSWERS_S * G_USEC_PER_SEC;

  g_mutex_lock (&self->lock);
  g_assert (self->refusing);
  /* The library aborts when it is stopped with a suspended connection. */
  while (self->n_handled > 0)
    g_cond_wait (&self->fewer, &self->lock);
  while (self->n_answered > 0 && g_cond_wait_until (&self->fewer, &self->lock, until_us))
    ;
  g_mutex_unlock (&self->lock);
  MHD_stop_daemon (self->daemon);
  server_free (self);
}
