/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "http-server.h"

#include "http-server-private.h"

#include <string.h>

#define COMPRESS_FROM     1024
#define RETRY_AFTER       "2"

const char *
foyer_http_request_get_method (FoyerHttpRequest *self)
{
  return self->method;
}

const char *
foyer_http_request_get_path (FoyerHttpRequest *self)
{
  return self->path;
}

const char *
foyer_http_request_get_header (FoyerHttpRequest *self, const char *name)
{
  return MHD_lookup_connection_value (self->connection, MHD_HEADER_KIND, name);
}

const char *
foyer_http_request_get_query (FoyerHttpRequest *self, const char *name)
{
  return MHD_lookup_connection_value (self->connection, MHD_GET_ARGUMENT_KIND, name);
}

FoyerCoding
foyer_http_request_get_coding (FoyerHttpRequest *self)
{
  return foyer_coding_choose (foyer_http_request_get_header (self, "Accept-Encoding"));
}

const char *
foyer_http_request_get_body (FoyerHttpRequest *self, gsize *length)
{
  *length = self->body->len;
  return (const char *) self->body->data;
}

void
foyer_http_request_set_max_body (FoyerHttpRequest *self, gsize max_body)
{
  self->max_body = max_body;
}

void
foyer_http_request_set_data (FoyerHttpRequest *self, gpointer data, GDestroyNotify data_free)
{
  self->data = data;
  self->data_free = data_free;
}

gpointer
foyer_http_request_get_data (FoyerHttpRequest *self)
{
  return self->data;
}

/* Answering. */

static void
unref_bytes (void *bytes)
{
  g_bytes_unref (bytes);
}

static void
set_response (FoyerHttpRequest *self, guint status, FoyerCoding coding, GBytes *body)
{
  gsize length;
  const void *data = g_bytes_get_data (body, &length);

  g_assert (self->response == NULL);
  self->response = MHD_create_response_from_buffer_with_free_callback_cls (
    length, (void *) data, unref_bytes, g_bytes_ref (body));
  self->status = status;
  self->response_bytes = length;
  MHD_add_response_header (self->response, "Content-Type", "application/json");
  MHD_add_response_header (self->response, "Cache-Control", "no-store");
  if (coding != FOYER_CODING_NONE)
    MHD_add_response_header (self->response, "Content-Encoding", foyer_coding_name (coding));
  if (status == MHD_HTTP_SERVICE_UNAVAILABLE || status == MHD_HTTP_TOO_MANY_REQUESTS)
    MHD_add_response_header (self->response, "Retry-After", RETRY_AFTER);
}

void
foyer_http_request_answer (FoyerHttpRequest *self, guint status, FoyerCoding coding, GBytes *body)
{
  FoyerHttpServer *server = self->server;

  set_response (self, status, coding, body);
  if (!self->handled)
    return;
  /* Counted twice for a moment: stop() must not see a connection that is still
   * suspended in neither count. Not resumed under the lock: the library's thread,
   * which wakes by it, would wait for it. */
  g_mutex_lock (&server->lock);
  server->n_answered++;
  g_mutex_unlock (&server->lock);
  MHD_resume_connection (self->connection);
  g_mutex_lock (&server->lock);
  server->n_handled--;
  g_cond_broadcast (&server->fewer);
  g_mutex_unlock (&server->lock);
}

void
foyer_http_request_answer_json (FoyerHttpRequest *self, guint status, json_t *json)
{
  char *text = json_dumps (json, JSON_COMPACT);
  g_autoptr (GBytes) plain = g_bytes_new_with_free_func (text, strlen (text), free, text);
  FoyerCoding coding = g_bytes_get_size (plain) >= COMPRESS_FROM
                         ? foyer_http_request_get_coding (self) : FOYER_CODING_NONE;
  g_autoptr (GBytes) packed = foyer_coding_compress (coding, plain);

  json_decref (json);
  foyer_http_request_answer (self, status, coding, packed);
}

void
foyer_http_request_fail (FoyerHttpRequest *self, guint status, const char *code, const char *message)
{
  foyer_http_request_answer_json (self, status,
                                  json_pack ("{s:s, s:s}", "error", code, "message", message));
}
