/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-ipp-trust"

#include "ipp-trust-private.h"

#include "printing-error.h"

#include <gnutls/x509.h>

#define PIN_BYTES 32

#define CHAIN_MAX 8

/* What the other side showed, its own certificate first. */
typedef struct {
  gnutls_x509_crt_t certificates[CHAIN_MAX];
  unsigned          n;
} Chain;

char *
foyer_ipp_trust_parse_pin (const char *text)
{
  g_autoptr (GString) pin = g_string_new (NULL);

  for (; *text != '\0'; text++)
    if (g_ascii_isxdigit (*text))
      g_string_append_c (pin, g_ascii_tolower (*text));
    else if (*text != ':')
      return NULL;
  return pin->len == 2 * PIN_BYTES ? g_string_free (g_steal_pointer (&pin), FALSE) : NULL;
}

static void
chain_add (Chain *chain, const http_credential_t *credential)
{
  gnutls_datum_t der = { credential->data, (unsigned) credential->datalen };

  if (chain->n == CHAIN_MAX || gnutls_x509_crt_init (&chain->certificates[chain->n]) != 0)
    return;
  if (gnutls_x509_crt_import (chain->certificates[chain->n], &der, GNUTLS_X509_FMT_DER) == 0)
    chain->n++;
  else
    gnutls_x509_crt_deinit (chain->certificates[chain->n]);
}

static void
chain_read (Chain *chain, http_t *http)
{
  cups_array_t *credentials = NULL;

  if (httpCopyCredentials (http, &credentials) != 0)
    return;
  for (void *each = cupsArrayFirst (credentials); each != NULL; each = cupsArrayNext (credentials))
    chain_add (chain, each);
  httpFreeCredentials (credentials);
}

static void
chain_clear (Chain *chain)
{
  for (unsigned i = 0; i < chain->n; i++)
    gnutls_x509_crt_deinit (chain->certificates[i]);
}

/* Empty if there is none. */
static char *
pin_of (const Chain *chain)
{
  unsigned char digest[PIN_BYTES];
  size_t size = sizeof digest;
  GString *pin = g_string_new (NULL);

  if (chain->n == 0 || gnutls_x509_crt_get_key_id (chain->certificates[0],
                                                   GNUTLS_KEYID_USE_SHA256, digest, &size) != 0)
    size = 0;
  for (size_t i = 0; i < size; i++)
    g_string_append_printf (pin, "%02x", digest[i]);
  return g_string_free (pin, FALSE);
}

char *
foyer_ipp_trust_get_pin (http_t *http)
{
  Chain chain = { .n = 0 };
  char *pin;

  chain_read (&chain, http);
  pin = chain.n > 0 ? pin_of (&chain) : NULL;
  chain_clear (&chain);
  return pin;
}

/* Whether an authority that this machine trusts vouches for @host. */
static gboolean
is_vouched_for (Chain *chain, const char *host)
{
  gnutls_typed_vdata_st name = { GNUTLS_DT_DNS_HOSTNAME, (unsigned char *) host, 0 };
  gnutls_x509_trust_list_t list;
  unsigned faults = 1;
  int checked;

  if (gnutls_x509_trust_list_init (&list, 0) != GNUTLS_E_SUCCESS)
    return FALSE;
  gnutls_x509_trust_list_add_system_trust (list, 0, 0);
  checked = gnutls_x509_trust_list_verify_crt2 (list, chain->certificates, chain->n, &name, 1, 0,
                                                &faults, NULL);
  gnutls_x509_trust_list_deinit (list, 1);
  return checked == GNUTLS_E_SUCCESS && faults == 0;
}

gboolean
foyer_ipp_trust_check (http_t *http, const char *host, const char *pin, GError **error)
{
  Chain chain = { .n = 0 };
  g_autofree char *shown = NULL;
  gboolean trusted;

  chain_read (&chain, http);
  shown = pin_of (&chain);
  if (pin != NULL)
    trusted = g_str_equal (pin, shown);
  else
    trusted = chain.n > 0 && is_vouched_for (&chain, host);
  chain_clear (&chain);
  if (!trusted && pin != NULL)
    g_set_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_TRUST,
                 "printer %s: its key is not the one that was written down, but %s", host, shown);
  else if (!trusted)
    g_set_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_TRUST,
                 "printer %s: nobody vouches for its key; if it is this one, write it behind the"
                 " address: #%s", host, shown);
  return trusted;
}
