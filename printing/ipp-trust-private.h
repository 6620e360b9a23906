/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cups/cups.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * foyer_ipp_trust_check:
 * @http: an encrypted connection
 * @host: whom we meant to reach
 * @pin: (nullable): SHA-256 of the printer's public key, in hexadecimal digits
 *
 * Whether whoever answers is the printer. With @pin its key must be that one, whatever else its
 * certificate says (printers make their own, and let them run out). Without, a certificate
 * authority that this machine trusts must vouch for @host. There is no way around both.
 *
 * TRUST if not; the message names the key, so that a person who knows it to be the printer's can
 * write it down.
 */
gboolean foyer_ipp_trust_check (http_t *http, const char *host, const char *pin, GError **error);

/* (transfer full) (nullable): the pin of whoever answers */
char    *foyer_ipp_trust_get_pin   (http_t *http);
/* Lower case and without the colons that some write between the bytes; %NULL if it is no pin. */
char    *foyer_ipp_trust_parse_pin (const char *text);

G_END_DECLS
