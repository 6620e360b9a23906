/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "printer-proxy.h"

#include <cups/cups.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>

#define LATE_MS 9500
#define TICK_MS 20
/* In a Print-Job request only: the size of the paper. */
#define DOCUMENT_WORD "x-dimension"
#define FORGOTTEN_JOB 900000

struct _PrinterProxy {
  gatomicrefcount refs;
  GSocketService *service;
  guint16         port;
  guint16         to_port;

  GMutex          lock;         /* guards what follows */
  ProxyFault      fault;
  gboolean        out;
  guint           delay_ms;     /* of each answer */
  gint64          first_byte_us;
};

/* One connection through it. */
typedef struct {
  PrinterProxy *proxy;
  int           client, printer;
  gboolean      silent, forgets;
  gint64        late_until_us;
} Wire;

/* Its owner and the service's handler hold it; a connection holds the service. */
static void
unref (PrinterProxy *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_mutex_clear (&self->lock);
  g_free (self);
}

static gboolean
is_out (PrinterProxy *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->out;
}

static guint
get_delay_ms (PrinterProxy *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->delay_ms;
}

static ProxyFault
take_fault (PrinterProxy *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  ProxyFault fault = self->fault;

  self->fault = PROXY_PASSES;
  self->first_byte_us = g_get_monotonic_time ();
  return fault;
}

static ssize_t
append (void *closure, ipp_uchar_t *buffer, size_t length)
{
  g_byte_array_append (closure, buffer, (guint) length);
  return (ssize_t) length;
}

/* As a printer answers that has taken the document. */
static void
answer_taken (int client)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();
  g_autofree char *head = NULL;
  ipp_t *response = ippNew ();

  ippSetVersion (response, 2, 0);
  ippSetStatusCode (response, IPP_STATUS_OK);
  ippSetRequestId (response, 1);
  ippAddString (response, IPP_TAG_OPERATION, IPP_TAG_CHARSET, "attributes-charset", NULL, "utf-8");
  ippAddString (response, IPP_TAG_OPERATION, IPP_TAG_LANGUAGE, "attributes-natural-language", NULL,
                "en");
  ippAddInteger (response, IPP_TAG_JOB, IPP_TAG_INTEGER, "job-id", FORGOTTEN_JOB);
  ippAddInteger (response, IPP_TAG_JOB, IPP_TAG_ENUM, "job-state", IPP_JSTATE_PENDING);
  ippWriteIO (body, append, 1, NULL, response);
  ippDelete (response);
  head = g_strdup_printf ("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/ipp\r\n"
                          "Content-Length: %u\r\n\r\n", body->len);
  send (client, head, strlen (head), MSG_NOSIGNAL);
  send (client, body->data, body->len, MSG_NOSIGNAL);
}

/* FALSE when the connection is over. */
static gboolean
begin_document (Wire *wire, const char *bytes, size_t length)
{
  switch (take_fault (wire->proxy)) {
  case PROXY_CUTS:
    return FALSE;
  case PROXY_CUTS_BODY:
    send (wire->printer, bytes, length / 2, MSG_NOSIGNAL);
    return FALSE;
  case PROXY_FORGETS:
    wire->forgets = TRUE;
    answer_taken (wire->client);
    return TRUE;
  case PROXY_ANSWERS_LATE:
    wire->late_until_us = g_get_monotonic_time () + LATE_MS * 1000;
    break;
  case PROXY_SWALLOWS_ANSWERS:
    wire->silent = TRUE;
    break;
  case PROXY_PASSES:
  default:
    break;
  }
  return send (wire->printer, bytes, length, MSG_NOSIGNAL) == (ssize_t) length;
}

static gboolean
pass_request (Wire *wire)
{
  char bytes[65536];
  ssize_t length = recv (wire->client, bytes, sizeof bytes, 0);

  if (length <= 0)
    return FALSE;
  if (wire->forgets)
    return TRUE;
  if (memmem (bytes, (size_t) length, DOCUMENT_WORD, strlen (DOCUMENT_WORD)) != NULL)
    return begin_document (wire, bytes, (size_t) length);
  return send (wire->printer, bytes, (size_t) length, MSG_NOSIGNAL) == length;
}

static gboolean
pass_answer (Wire *wire)
{
  char bytes[65536];
  ssize_t length = recv (wire->printer, bytes, sizeof bytes, 0);

  if (length <= 0)
    return FALSE;
  if (wire->silent || wire->forgets)
    return TRUE;
  g_usleep (get_delay_ms (wire->proxy) * 1000);
  return send (wire->client, bytes, (size_t) length, MSG_NOSIGNAL) == length;
}

static void
pass_all (Wire *wire)
{
  gboolean open = TRUE;

  while (open && !is_out (wire->proxy)) {
    struct pollfd ends[2] = { { wire->client, POLLIN, 0 }, { wire->printer, POLLIN, 0 } };
    int n = g_get_monotonic_time () < wire->late_until_us ? 1 : 2;

    if (poll (ends, (nfds_t) n, TICK_MS) <= 0)
      continue;
    if (ends[0].revents != 0)
      open = pass_request (wire);
    if (open && n == 2 && ends[1].revents != 0)
      open = pass_answer (wire);
  }
}

/* A cable does not keep small pieces back until there are more. */
static int
get_fd (GSocketConnection *connection)
{
  GSocket *socket = g_socket_connection_get_socket (connection);

  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  return g_socket_get_fd (socket);
}

static gboolean
on_run (GThreadedSocketService *service, GSocketConnection *client, GObject *source, gpointer data)
{
  PrinterProxy *self = data;
  g_autoptr (GSocketClient) dialer =
    g_object_new (G_TYPE_SOCKET_CLIENT, "enable-proxy", FALSE, NULL);
  g_autoptr (GSocketConnection) printer = NULL;
  Wire wire = { .proxy = self };

  if (!is_out (self))
    printer = g_socket_client_connect_to_host (dialer, "127.0.0.1", self->to_port, NULL, NULL);
  if (printer != NULL) {
    wire.client = get_fd (client);
    wire.printer = get_fd (printer);
    pass_all (&wire);
  }
  return TRUE;
}

static void
on_handler_gone (gpointer data, GClosure *closure)
{
  unref (data);
}

PrinterProxy *
printer_proxy_new (guint16 to_port)
{
  PrinterProxy *self = g_new0 (PrinterProxy, 1);

  g_atomic_ref_count_init (&self->refs);
  g_mutex_init (&self->lock);
  self->service = g_threaded_socket_service_new (16);
  self->to_port = to_port;
  self->port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (self->service), NULL, NULL);
  g_assert_cmpuint (self->port, !=, 0);
  g_atomic_ref_count_inc (&self->refs);
  g_signal_connect_data (self->service, "run", G_CALLBACK (on_run), self, on_handler_gone, 0);
  g_socket_service_start (self->service);
  return self;
}

guint16
printer_proxy_get_port (PrinterProxy *self)
{
  return self->port;
}

void
printer_proxy_set_fault (PrinterProxy *self, ProxyFault fault)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->fault = fault;
}

void
printer_proxy_pull_out (PrinterProxy *self, gboolean out)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->out = out;
}

void
printer_proxy_set_delay (PrinterProxy *self, guint ms)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  self->delay_ms = ms;
}

gint64
printer_proxy_get_first_byte_us (PrinterProxy *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return self->first_byte_us;
}

void
printer_proxy_free (PrinterProxy *self)
{
  printer_proxy_pull_out (self, TRUE);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_object_unref (self->service);
  unref (self);
}
