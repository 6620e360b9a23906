/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * foyer_certificate_make:
 *
 * A new P-256 key and a certificate for it that it signed itself. Kiosks pin
 * the key, so name and dates mean nothing; they are there because TLS has them.
 */
gboolean foyer_certificate_make (char **key_pem, char **cert_pem, GError **error);

/** SHA-256 of the certificate's key (SPKI), base64url; NULL when @cert_pem is none. */
char    *foyer_certificate_pin  (const char *cert_pem, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
