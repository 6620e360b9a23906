/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "certificate.h"

#include "bytes.h"
#include "hub.h"

#include <gnutls/crypto.h>
#include <gnutls/x509.h>
#include <string.h>
#include <time.h>

#define VALID_S (100LL * 365 * 24 * 3600)

static gboolean
check (int rc, GError **error)
{
  if (rc >= 0)
    return TRUE;
  g_set_error (error, FOYER_HUB_ERROR, FOYER_HUB_ERROR_KEY, "TLS certificate: %s",
               gnutls_strerror (rc));
  return FALSE;
}

static char *
take_datum (gnutls_datum_t *datum)
{
  char *text = g_strndup ((const char *) datum->data, datum->size);

  gnutls_free (datum->data);
  datum->data = NULL;
  return text;
}

static int
describe (gnutls_x509_crt_t cert, gnutls_x509_privkey_t key)
{
  static const char name[] = "foyer-hub";
  guint8 serial[16];
  time_t now = time (NULL);

  gnutls_rnd (GNUTLS_RND_NONCE, serial, sizeof serial);
  serial[0] &= 0x7f;
  gnutls_x509_crt_set_version (cert, 3);
  gnutls_x509_crt_set_serial (cert, serial, sizeof serial);
  gnutls_x509_crt_set_activation_time (cert, now - 24 * 3600);
  gnutls_x509_crt_set_expiration_time (cert, now + VALID_S);
  gnutls_x509_crt_set_dn_by_oid (cert, GNUTLS_OID_X520_COMMON_NAME, 0, name, strlen (name));
  gnutls_x509_crt_set_basic_constraints (cert, 0, -1);
  gnutls_x509_crt_set_key (cert, key);
  return gnutls_x509_crt_sign2 (cert, cert, key, GNUTLS_DIG_SHA256, 0);
}

gboolean
foyer_certificate_make (char **key_pem, char **cert_pem, GError **error)
{
  gnutls_x509_privkey_t key;
  gnutls_x509_crt_t cert;
  gnutls_datum_t key_datum = { NULL, 0 }, cert_datum = { NULL, 0 };
  gboolean made;

  gnutls_x509_privkey_init (&key);
  gnutls_x509_crt_init (&cert);
  made = check (gnutls_x509_privkey_generate (key, GNUTLS_PK_ECDSA,
                                              GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0),
                error) &&
         check (describe (cert, key), error) &&
         check (gnutls_x509_privkey_export2_pkcs8 (key, GNUTLS_X509_FMT_PEM, NULL,
                                                   GNUTLS_PKCS_PLAIN, &key_datum), error) &&
         check (gnutls_x509_crt_export2 (cert, GNUTLS_X509_FMT_PEM, &cert_datum), error);
  if (made) {
    *key_pem = take_datum (&key_datum);
    *cert_pem = take_datum (&cert_datum);
  }
  gnutls_free (key_datum.data);
  gnutls_x509_crt_deinit (cert);
  gnutls_x509_privkey_deinit (key);
  return made;
}

char *
foyer_certificate_pin (const char *cert_pem, GError **error)
{
  gnutls_datum_t pem = { (unsigned char *) cert_pem, strlen (cert_pem) };
  gnutls_x509_crt_t cert;
  guint8 digest[32];
  size_t length = sizeof digest;
  gboolean read;

  gnutls_x509_crt_init (&cert);
  read = check (gnutls_x509_crt_import (cert, &pem, GNUTLS_X509_FMT_PEM), error) &&
         check (gnutls_x509_crt_get_key_id (cert, GNUTLS_KEYID_USE_SHA256, digest, &length), error);
  gnutls_x509_crt_deinit (cert);
  return read ? foyer_bytes_to_text (digest, sizeof digest) : NULL;
}
