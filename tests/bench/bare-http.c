/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bare-http.h"

#include "bench.h"
#include "compress.h"

#include <arpa/inet.h>
#include <microhttpd.h>

#define PATIENCE_S 30
#define MAX_ANSWER (64 * 1024 * 1024)

struct _BareHttp {
  struct MHD_Daemon *daemon;
  GBytes            *packed;
  guint              port;
};

static enum MHD_Result
answer (BareHttp *self, struct MHD_Connection *connection)
{
  gsize length;
  const void *data = g_bytes_get_data (self->packed, &length);
  struct MHD_Response *response =
    MHD_create_response_from_buffer (length, (void *) data, MHD_RESPMEM_PERSISTENT);
  enum MHD_Result queued;

  MHD_add_response_header (response, "Content-Type", "application/json");
  MHD_add_response_header (response, "Content-Encoding", foyer_coding_name (FOYER_CODING_ZSTD));
  queued = MHD_queue_response (connection, MHD_HTTP_OK, response);
  MHD_destroy_response (response);
  return queued;
}

static enum MHD_Result
on_request (void *user_data, struct MHD_Connection *connection, const char *url, const char *method,
            const char *version, const char *data, size_t *length, void **context)
{
  static int begun;

  if (*context == NULL) {
    *context = &begun;
    return MHD_YES;
  }
  if (*length == 0)
    return answer (user_data, connection);
  *length = 0;
  return MHD_YES;
}

BareHttp *
bare_http_start (const json_t *body)
{
  BareHttp *self = g_new0 (BareHttp, 1);
  g_autofree char *text = foyer_json_line (body);
  g_autoptr (GBytes) plain = g_bytes_new (text, strlen (text));
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };

  self->packed = foyer_coding_compress (FOYER_CODING_ZSTD, plain);
  self->daemon = MHD_start_daemon (MHD_USE_EPOLL_INTERNAL_THREAD, 0, NULL, NULL, on_request, self,
                                   MHD_OPTION_SOCK_ADDR, &address, MHD_OPTION_END);
  if (self->daemon == NULL)
    g_error ("the bare server does not start");
  self->port = MHD_get_daemon_info (self->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
  return self;
}

void
bare_http_stop (BareHttp *self)
{
  MHD_stop_daemon (self->daemon);
  g_bytes_unref (self->packed);
  g_free (self);
}

FoyerHttpClient *
bare_http_client (BareHttp *self)
{
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%u", self->port);
  g_autoptr (GError) error = NULL;
  FoyerHttpClient *client = foyer_http_client_new (address, NULL, NULL, &error);

  bench_check (error);
  return client;
}

void
bare_http_get (FoyerHttpClient *client)
{
  g_autoptr (GError) error = NULL;
  G_GNUC_UNUSED g_autoptr (json_t) json =
    foyer_http_client_get (client, "/", PATIENCE_S, MAX_ANSWER, &error);

  bench_check (error);
}

void
bare_http_post (FoyerHttpClient *client, const json_t *body)
{
  g_autoptr (GError) error = NULL;
  G_GNUC_UNUSED g_autoptr (json_t) json =
    foyer_http_client_post (client, "/", body, PATIENCE_S, MAX_ANSWER, &error);

  bench_check (error);
}
