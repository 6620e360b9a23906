/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "json.h"

G_BEGIN_DECLS

/*
 * What the hub's key signed, as one word: "PREFIX.PAYLOAD.SIGNATURE", the last
 * two base64url. The signature covers the kind of text too, so that none of one
 * kind can pass for another.
 */

/** @prefix: of the text, "k1". @domain: of the signature, "foyer-credential-1". */
char   *foyer_signed_make (const char *prefix, const char *domain, const json_t *payload,
                           const guint8 *secret_key) G_GNUC_WARN_UNUSED_RESULT;

/** (nullable): the payload; NULL for anything that the holder of @public_key did not sign. */
json_t *foyer_signed_open (const char *text, const char *prefix, const char *domain,
                           const guint8 *public_key) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
