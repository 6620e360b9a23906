/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pin.h"

#include "door-error.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#define MIN_PIN  4
#define N_MADE   1000000

char *
foyer_pin_hash (const char *pin, GError **error)
{
  char hash[crypto_pwhash_STRBYTES];

  if (pin == NULL || strlen (pin) < MIN_PIN) {
    g_set_error (error, FOYER_DOOR_ERROR, FOYER_DOOR_ERROR_EVENT,
                 _("a staff member's pin is too short: give it %d digits or more, in quotes"), MIN_PIN);
    return NULL;
  }
  if (crypto_pwhash_str (hash, pin, strlen (pin), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                         crypto_pwhash_MEMLIMIT_INTERACTIVE) == 0)
    return g_strdup (hash);
  g_set_error_literal (error, FOYER_DOOR_ERROR, FOYER_DOOR_ERROR_EVENT,
                       _("a pin can't be hashed: free 64 MiB of memory, then try again"));
  return NULL;
}

char *
foyer_pin_make (void)
{
  return g_strdup_printf ("%06u", randombytes_uniform (N_MADE));
}

gboolean
foyer_pin_hash_all (json_t *event, GError **error)
{
  json_t *staff;
  size_t i;

  json_array_foreach (json_object_get (event, "staff"), i, staff) {
    const json_t *pin = json_object_get (staff, "pin");
    g_autofree char *hash = NULL;

    if (pin == NULL)
      continue;
    hash = foyer_pin_hash (json_string_value (pin), error);
    if (hash == NULL)
      return FALSE;
    json_object_set_new (staff, "pin_hash", json_string (hash));
    json_object_del (staff, "pin");
  }
  return TRUE;
}
