/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "http-client.h"

G_BEGIN_DECLS

/**
 * BareHttp:
 *
 * The hub's HTTP library alone: whatever is asked, it lets the body go by and
 * answers the same from memory. What the wire and the client cost by
 * themselves, in the same process and under the same load as what is held
 * against it.
 */
typedef struct _BareHttp BareHttp;

/** @body: JSON; sent packed as the hub packs it */
BareHttp        *bare_http_start  (const json_t *body);
void             bare_http_stop   (BareHttp *self);

/** The client that Foyer's own connector uses. */
FoyerHttpClient *bare_http_client (BareHttp *self) G_GNUC_WARN_UNUSED_RESULT;

/** One GET by it; ends the program where it fails. */
void             bare_http_get    (FoyerHttpClient *client);
void             bare_http_post   (FoyerHttpClient *client, const json_t *body);

G_END_DECLS
