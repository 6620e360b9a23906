/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "printer-proxy.h"

#include <poll.h>
#include <string.h>
#include <sys/socket.h>

struct _PrinterProxy {
  GSocketService *service;
  guint16         port;
  guint16         to_port;
  ProxyFault      fault;
  char           *word;
  int             cuts;         /* atomic */
};

/* FALSE when the connection is over. */
static gboolean
pass (PrinterProxy *self, int from, int to, gboolean is_request, gboolean *silent)
{
  char buffer[65536];
  ssize_t length = recv (from, buffer, sizeof buffer, 0);

  if (length <= 0)
    return FALSE;
  if (is_request && memmem (buffer, (size_t) length, self->word, strlen (self->word)) != NULL) {
    if (self->fault == PROXY_CUTS_ONCE && g_atomic_int_add (&self->cuts, 1) == 0)
      return FALSE;
    *silent = self->fault == PROXY_SWALLOWS_ANSWERS;
  }
  if (!is_request && *silent)
    return TRUE;
  return send (to, buffer, (size_t) length, MSG_NOSIGNAL) == length;
}

static gboolean
on_run (GThreadedSocketService *service, GSocketConnection *client, GObject *source, gpointer data)
{
  PrinterProxy *self = data;
  g_autoptr (GSocketClient) dialer =
    g_object_new (G_TYPE_SOCKET_CLIENT, "enable-proxy", FALSE, NULL);
  g_autoptr (GSocketConnection) printer =
    g_socket_client_connect_to_host (dialer, "127.0.0.1", self->to_port, NULL, NULL);
  struct pollfd ends[2] = { { .events = POLLIN }, { .events = POLLIN } };
  gboolean silent = FALSE;
  gboolean open = printer != NULL;

  if (!open)
    return TRUE;
  ends[0].fd = g_socket_get_fd (g_socket_connection_get_socket (client));
  ends[1].fd = g_socket_get_fd (g_socket_connection_get_socket (printer));
  while (open && poll (ends, 2, -1) > 0)
    for (int i = 0; open && i < 2; i++)
      if (ends[i].revents != 0)
        open = pass (self, ends[i].fd, ends[1 - i].fd, i == 0, &silent);
  return TRUE;
}

PrinterProxy *
printer_proxy_new (guint16 to_port, ProxyFault fault, const char *word)
{
  PrinterProxy *self = g_new0 (PrinterProxy, 1);

  self->service = g_threaded_socket_service_new (8);
  self->to_port = to_port;
  self->fault = fault;
  self->word = g_strdup (word);
  self->port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (self->service), NULL, NULL);
  g_assert_cmpuint (self->port, !=, 0);
  g_signal_connect (self->service, "run", G_CALLBACK (on_run), self);
  g_socket_service_start (self->service);
  return self;
}

guint16
printer_proxy_get_port (PrinterProxy *self)
{
  return self->port;
}

void
printer_proxy_free (PrinterProxy *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_object_unref (self->service);
  g_free (self->word);
  g_free (self);
}
