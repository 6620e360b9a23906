/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "compress.h"

#include <gio/gio.h>
#include <jansson.h>

G_BEGIN_DECLS

/**
 * FoyerHttpServer:
 *
 * Takes requests on one thread and hands them, whole, to a few others. Keeps
 * every client within limits: size of headers and body, time to send them,
 * number of connections, memory of all bodies together.
 */
typedef struct _FoyerHttpServer  FoyerHttpServer;
typedef struct _FoyerHttpRequest FoyerHttpRequest;

/**
 * FoyerHttpHandler:
 * @admit: as soon as the headers are there, on the server's thread: whether the body may come.
 * FALSE after foyer_http_request_fail(). Must not block
 * @handle: on a working thread, with the body. Has to end in an answer, at once or later
 */
typedef struct {
  gboolean (*admit)  (FoyerHttpRequest *request, gpointer user_data);
  void     (*handle) (FoyerHttpRequest *request, gpointer user_data);
} FoyerHttpHandler;

/**
 * FoyerHttpPatience:
 * @headers_ms: for a request's headers, from the moment of connecting
 * @transfer_ms: for a small body or answer to go over; larger ones get more
 *
 * How long a client may take.
 */
typedef struct {
  guint headers_ms;
  guint transfer_ms;
} FoyerHttpPatience;

/**
 * foyer_http_server_start:
 * @socket: listening
 * @tls_key, @tls_cert: (nullable): PEM; with them it speaks https
 * @patience: (nullable): NULL for 10 and 20 seconds
 * @handler: kept, not copied
 */
FoyerHttpServer *foyer_http_server_start (GSocket *socket, const char *tls_key, const char *tls_cert,
                                          const FoyerHttpPatience *patience,
                                          const FoyerHttpHandler *handler, gpointer user_data,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** From now on every new request is told to come back later. */
void             foyer_http_server_refuse (FoyerHttpServer *self);

/**
 * foyer_http_server_stop:
 *
 * Waits for the handlers of what was taken in, sends their answers and closes
 * all connections. Who holds requests back has to answer them first, after
 * foyer_http_server_refuse(). Frees @self.
 */
void             foyer_http_server_stop  (FoyerHttpServer *self);

/** Cuts off clients that take too long. To be called about once a second, on any thread. */
void             foyer_http_server_tick  (FoyerHttpServer *self);

/* A request. These work until it is answered. */
const char *foyer_http_request_get_method (FoyerHttpRequest *self);
const char *foyer_http_request_get_path   (FoyerHttpRequest *self);
const char *foyer_http_request_get_header (FoyerHttpRequest *self, const char *name);
const char *foyer_http_request_get_query  (FoyerHttpRequest *self, const char *name);
FoyerCoding foyer_http_request_get_coding (FoyerHttpRequest *self);
const char *foyer_http_request_get_body   (FoyerHttpRequest *self, gsize *length);

void        foyer_http_request_set_max_body (FoyerHttpRequest *self, gsize max_body);

/** What the handler keeps with it; freed after the answer was sent. */
void        foyer_http_request_set_data   (FoyerHttpRequest *self, gpointer data, GDestroyNotify free);
gpointer    foyer_http_request_get_data   (FoyerHttpRequest *self);

/** Hands it to the handler again, from any thread: something it waited for happened. */
void        foyer_http_request_again      (FoyerHttpRequest *self);

/** @body: JSON packed with @coding; not to be used afterwards. From any thread, once. */
void        foyer_http_request_answer     (FoyerHttpRequest *self, guint status, FoyerCoding coding,
                                           GBytes *body);
/** @json: (transfer full) */
void        foyer_http_request_answer_json (FoyerHttpRequest *self, guint status, json_t *json);

/** {error: @code, message: @message}, with Retry-After where the status has one. */
void        foyer_http_request_fail       (FoyerHttpRequest *self, guint status, const char *code,
                                           const char *message);

G_END_DECLS
