/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cups/cups.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FoyerIppClient:
 *
 * The connection to one printer. What is sent is sent once: libcups' own way of asking connects
 * and sends again by itself, to whoever answers then.
 *
 * Errors of all functions: UNREACHABLE, BUSY, REFUSED, GONE, LOST and TRUST.
 */
typedef struct _FoyerIppClient FoyerIppClient;

/**
 * foyer_ipp_client_new:
 * @uri: ipp:, ipps: or dnssd: address; "#" and the SHA-256 of the key may follow
 *
 * A name of DNS-SD ("Name._ipps._tcp.local") is looked up for each new connection, because printers
 * change their addresses.
 */
FoyerIppClient *foyer_ipp_client_new  (const char *uri, GError **error);
void            foyer_ipp_client_free (FoyerIppClient *self);

/* As it was given. */
const char *foyer_ipp_client_get_uri     (FoyerIppClient *self);
/* (transfer full) (nullable): the key that it shows now, trusted or not; none if it is not encrypted */
char       *foyer_ipp_client_learn_pin   (FoyerIppClient *self, GError **error);
/* To this printer, from us. Free it by sending it. */
ipp_t      *foyer_ipp_client_new_request (FoyerIppClient *self, ipp_op_t operation);
/* For questions: takes @request, and asks again where a connection had gone stale. */
ipp_t      *foyer_ipp_client_ask         (FoyerIppClient *self, ipp_t *request, GError **error);
/* For what must not happen twice: takes @request. LOST if it may have arrived. */
ipp_t      *foyer_ipp_client_send        (FoyerIppClient *self, ipp_t *request, GBytes *document,
                                          GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerIppClient, foyer_ipp_client_free)

G_END_DECLS
