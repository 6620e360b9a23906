/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http-server.h"
#include "hub-fixture.h"

#include <string.h>

/* Clients that are not what they should be, on plain sockets. */

static GSocketConnection *
connect_to (guint16 port)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  GError *error = NULL;
  GSocketConnection *connection;

  g_socket_client_set_enable_proxy (client, FALSE);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, &error);
  g_assert_no_error (error);
  g_socket_set_timeout (g_socket_connection_get_socket (connection), 20);
  return connection;
}

static gboolean
send_text (GSocketConnection *connection, const char *text, gsize length)
{
  return g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text,
                                    length, NULL, NULL, NULL);
}

/* All that comes until the other side closes. */
static char *
read_rest (GSocketConnection *connection)
{
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GString *text = g_string_new (NULL);
  char chunk[4096];
  gssize n;

  while ((n = g_input_stream_read (input, chunk, sizeof chunk, NULL, NULL)) > 0)
    g_string_append_len (text, chunk, n);
  return g_string_free (text, FALSE);
}

/* Dawdlers. */

static gboolean
admit (FoyerHttpRequest *request, gpointer unused)
{
  return TRUE;
}

static void
handle (FoyerHttpRequest *request, gpointer unused)
{
  foyer_http_request_answer_json (request, 200, json_pack ("{s:b}", "ok", TRUE));
}

static const FoyerHttpHandler handler = { admit, handle };

static FoyerHttpServer *
start_server (guint16 *port)
{
  static const FoyerHttpPatience patience = { 300, 300 };
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocket) socket =
    g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (GSocketAddress) bound = NULL;
  GError *error = NULL;
  FoyerHttpServer *server;

  g_assert_true (g_socket_bind (socket, any, TRUE, NULL));
  g_assert_true (g_socket_listen (socket, NULL));
  bound = g_socket_get_local_address (socket, NULL);
  *port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  server = foyer_http_server_start (socket, NULL, NULL, &patience, &handler, NULL, &error);
  g_assert_no_error (error);
  return server;
}

/* Sends a byte now and then, as a slow attacker does, until it is cut off. */
static void
dawdle (FoyerHttpServer *server, guint16 port, const char *start)
{
  g_autoptr (GSocketConnection) connection = connect_to (port);
  gint64 until_us = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;
  gboolean open = send_text (connection, start, strlen (start));

  while (open) {
    g_assert_cmpint (g_get_monotonic_time (), <, until_us);
    g_usleep (20 * 1000);
    foyer_http_server_tick (server);
    open = send_text (connection, "x", 1);
  }
}

static void
test_dawdlers (void)
{
  guint16 port;
  FoyerHttpServer *server = start_server (&port);

  dawdle (server, port, "GET / HT");
  dawdle (server, port, "GET / HTTP/1.1\r\nHost: a\r\nX-Long: ");
  dawdle (server, port, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4000\r\n\r\n");
  foyer_http_server_refuse (server);
  foyer_http_server_stop (server);
}

/* Many requests on one connection are never cut off in the middle. */
static void
test_patient (void)
{
  static const char request[] = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  guint16 port;
  FoyerHttpServer *server = start_server (&port);
  g_autoptr (GSocketConnection) connection = connect_to (port);
  gint64 until_us = g_get_monotonic_time () + 700 * 1000;
  char answer[1024];

  while (g_get_monotonic_time () < until_us) {
    g_assert_true (send_text (connection, request, strlen (request)));
    g_assert_cmpint (g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)),
                                          answer, sizeof answer, NULL, NULL), >, 0);
    foyer_http_server_tick (server);
  }
  foyer_http_server_refuse (server);
  foyer_http_server_stop (server);
}

/* Too much. */

static char *
entries_request (HubFixture *f, Kiosk *kiosk, const char *headers)
{
  return g_strdup_printf ("POST /v1/events/" FIXTURE_EVENT "/entries HTTP/1.1\r\nHost: a\r\n"
                          "Authorization: Bearer %s\r\n%s\r\n", kiosk->enrolment->credential,
                          headers);
}

static void
test_long_body (HubFixture *f, gconstpointer unused)
{
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  g_autofree char *request = entries_request (f, kiosk, "Content-Length: 209715200\r\n");
  g_autoptr (GSocketConnection) connection = connect_to (f->port);
  g_autofree char *answer = NULL;

  g_assert_true (send_text (connection, request, strlen (request)));
  answer = read_rest (connection);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 413"));
}

static void
test_long_chunks (HubFixture *f, gconstpointer unused)
{
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  g_autofree char *request = entries_request (f, kiosk, "Transfer-Encoding: chunked\r\n");
  g_autoptr (GSocketConnection) connection = connect_to (f->port);
  g_autofree char *chunk = g_strnfill (65536 + 9, ' ');
  gsize sent = 0;

  memcpy (chunk, "10000\r\n", 7);
  memcpy (chunk + 65536 + 7, "\r\n", 2);
  g_assert_true (send_text (connection, request, strlen (request)));
  while (sent < 200 * 1024 * 1024 && send_text (connection, chunk, 65536 + 9))
    sent += 65536;
  /* 8 MiB and what the socket's buffers took. */
  g_assert_cmpuint (sent, <, 32 * 1024 * 1024);
}

static void
test_deep_json (HubFixture *f, gconstpointer unused)
{
  g_autoptr (Kiosk) kiosk = kiosk_new (f);
  g_autofree char *deep = g_strnfill (200000, '[');
  g_autofree char *request =
    entries_request (f, kiosk, "Connection: close\r\nContent-Length: 200000\r\n");
  g_autoptr (GSocketConnection) connection = connect_to (f->port);
  g_autofree char *answer = NULL;

  g_assert_true (send_text (connection, request, strlen (request)));
  g_assert_true (send_text (connection, deep, 200000));
  answer = read_rest (connection);
  g_assert_true (g_str_has_prefix (answer, "HTTP/1.1 400"));
}

static void
test_no_http (HubFixture *f, gconstpointer unused)
{
  static const char * const texts[] = {
    "\r\n\r\n", "hello\r\n\r\n", "GET\r\n\r\n", "GET /v1/time HTTP/9.9\r\n\r\n",
    "POST /v1/enrol HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n",
    "DELETE /v1/events HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
    "GET /v1/events/../../etc/passwd HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
  };
  GError *error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GSocketConnection) connection = connect_to (f->port);
    g_autofree char *answer = NULL;

    g_assert_true (send_text (connection, texts[i], strlen (texts[i])));
    g_socket_shutdown (g_socket_connection_get_socket (connection), FALSE, TRUE, NULL);
    answer = read_rest (connection);
    g_assert_false (g_str_has_prefix (answer, "HTTP/1.1 200"));
  }
  /* And it still answers. */
  json_decref (foyer_organizer_events (f->organizer, &error));
  g_assert_no_error (error);
}

/* A network that answers in the hub's place. */

typedef struct {
  GSocket    *socket;
  const char *answer;
} Portal;

static gpointer
portal_thread (gpointer data)
{
  Portal *portal = data;
  g_autoptr (GSocket) guest = g_socket_accept (portal->socket, NULL, NULL);
  g_autoptr (GSocketConnection) connection = g_socket_connection_factory_create_connection (guest);
  char request[4096];

  g_assert_cmpint (g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)),
                                        request, sizeof request, NULL, NULL), >, 0);
  g_assert_true (send_text (connection, portal->answer, strlen (portal->answer)));
  return NULL;
}

static void
pull_from (guint16 port, FoyerConnectorError expected)
{
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%u", port);
  FoyerEnrolment enrolment = { .address = address, .event = (char *) FIXTURE_EVENT,
                               .credential = (char *) "x", .kiosk = (char *) FIXTURE_EVENT };
  GError *error = NULL;
  FoyerConnector *connector = foyer_hub_connector_new (&enrolment, &error);

  g_assert_no_error (error);
  g_assert_null (connector->pull (connector, &(FoyerPosition) { 0 }, 0, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, FOYER_CONNECTOR_ERROR, (int) expected);
  g_clear_error (&error);
  connector->free (connector);
}

static void
test_portals (void)
{
  static const struct { const char *answer; FoyerConnectorError expected; } rows[] = {
    { "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>",
      FOYER_CONNECTOR_ERROR_STRANGER },
    { "HTTP/1.1 302 Found\r\nLocation: http://192.0.2.1/login\r\nContent-Length: 0\r\n\r\n",
      FOYER_CONNECTOR_ERROR_STRANGER },
    { "HTTP/1.1 401 No\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>",
      FOYER_CONNECTOR_ERROR_STRANGER },
    { "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n{\"a\": 1",
      FOYER_CONNECTOR_ERROR_NONSENSE },
    { "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
      FOYER_CONNECTOR_ERROR_NONSENSE },
    { "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 3000000000\r\n\r\n{}",
      FOYER_CONNECTOR_ERROR_OFFLINE },
    { "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: zstd\r\n"
      "Content-Length: 4\r\n\r\nabcd", FOYER_CONNECTOR_ERROR_NONSENSE },
    { "SSH-2.0-OpenSSH_9.2\r\n", FOYER_CONNECTOR_ERROR_NONSENSE },
    { "HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n",
      FOYER_CONNECTOR_ERROR_BUSY },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
    g_autoptr (GSocket) socket =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
    g_autoptr (GSocketAddress) bound = NULL;
    Portal portal = { socket, rows[i].answer };
    GThread *thread;

    g_assert_true (g_socket_bind (socket, any, TRUE, NULL) && g_socket_listen (socket, NULL));
    bound = g_socket_get_local_address (socket, NULL);
    thread = g_thread_new ("portal", portal_thread, &portal);
    pull_from (g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)), rows[i].expected);
    g_thread_join (thread);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/hub/dawdlers", test_dawdlers);
  g_test_add_func ("/sync/hub/patient", test_patient);
  hub_fixture_add ("/sync/hub/long-body", test_long_body);
  hub_fixture_add ("/sync/hub/long-chunks", test_long_chunks);
  hub_fixture_add ("/sync/hub/deep-json", test_deep_json);
  hub_fixture_add ("/sync/hub/no-http", test_no_http);
  g_test_add_func ("/sync/connectors/hub/portals", test_portals);
  return g_test_run ();
}
