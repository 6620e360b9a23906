/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pin.h"

#include "cli.h"

#include <glib/gi18n.h>
#include <sodium.h>
#include <string.h>

#define MIN_PIN  4
#define N_MADE   1000000

char *
foyer_pin_hash (const char *pin, GError **error)
{
  char hash[crypto_pwhash_STRBYTES];

  if (pin == NULL || strlen (pin) < MIN_PIN) {
    foyer_cli_refuse (FOYER_EXIT_DATA, error,
                      _("a staff member's pin is too short: give it %d digits or more, in quotes"),
                      MIN_PIN);
    return NULL;
  }
  if (crypto_pwhash_str (hash, pin, strlen (pin), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                         crypto_pwhash_MEMLIMIT_INTERACTIVE) == 0)
    return g_strdup (hash);
  foyer_cli_refuse (FOYER_EXIT_INTERNAL, error,
                    _("a pin can't be hashed: free 64 MiB of memory, then try again"));
  return NULL;
}

char *
foyer_pin_make (void)
{
  return g_strdup_printf ("%06u", randombytes_uniform (N_MADE));
}
