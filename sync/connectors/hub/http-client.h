/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "connector.h"
#include "json.h"

G_BEGIN_DECLS

/**
 * FoyerHttpClient:
 *
 * One kept connection to a hub that speaks JSON. One thread at a time, but for
 * foyer_http_client_close(). Errors are #FoyerConnectorError.
 */
typedef struct _FoyerHttpClient FoyerHttpClient;

/**
 * foyer_http_client_new:
 * @address: "https://host:port", or "http://" and a loopback address: anything else is REFUSED
 * @pin: (nullable): SHA-256 of the server's public key (SPKI), base64url. With it, that key is
 * the only one believed; without it, the machine's certificate authorities are asked
 * @bearer: (nullable): what to show with each request
 */
FoyerHttpClient *foyer_http_client_new   (const char *address, const char *pin, const char *bearer,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
void             foyer_http_client_free  (FoyerHttpClient *self);

/** Ends a request under way on another thread with OFFLINE, and every later one. */
void             foyer_http_client_close (FoyerHttpClient *self);

/**
 * foyer_http_client_get: foyer_http_client_post:
 * @path: from "/", with the query
 * @patience_s: how long the hub may think before its first byte
 * @max_bytes: an answer that is longer, unpacked, is NONSENSE
 *
 * One request; blocks. Redirects are not followed.
 */
json_t          *foyer_http_client_get   (FoyerHttpClient *self, const char *path, guint patience_s,
                                          gsize max_bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
json_t          *foyer_http_client_post  (FoyerHttpClient *self, const char *path, const json_t *body,
                                          guint patience_s, gsize max_bytes, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/** (nullable): what came with the last error, where it was JSON. Until the next request. */
const json_t    *foyer_http_client_get_refusal (FoyerHttpClient *self);

/** How long the last BUSY answer asked us to wait; 0 unknown. */
guint            foyer_http_client_get_retry_after_ms (FoyerHttpClient *self);

/** Whether @host is this very machine: the only place plain HTTP may go. */
gboolean         foyer_http_host_is_loopback (const char *host);

/* The border: what a curl result or an HTTP status means to the caller. */
FoyerConnectorError foyer_http_error_of_curl   (int curl_code);
FoyerConnectorError foyer_http_error_of_status (long status, gboolean is_json);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerHttpClient, foyer_http_client_free)

G_END_DECLS
