/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link.h"

#include "fold.h"

#include <string.h>

#define MIN_PHONE_DIGITS 7

static gboolean
tells_apart (const char *digits)
{
  gsize length = strlen (digits);

  return length >= MIN_PHONE_DIGITS && strspn (digits, (char[]) { digits[length - 1], 0 }) < length;
}

char **
foyer_link_keys (const FoyerRegistration *registration)
{
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();
  g_autofree char *phone = foyer_fold_phone (registration->phone);
  g_autofree char *email = foyer_fold_email (registration->email);
  g_autofree char *name = foyer_fold_name (registration->name);
  g_autofree char *phone_key = NULL;
  g_autofree char *email_key = NULL;

  if (phone != NULL && tells_apart (phone)) {
    phone_key = g_strconcat ("phone:", phone, NULL);
    g_strv_builder_add (keys, phone_key);
  }
  if (email != NULL && strchr (email, '@') != NULL && name != NULL && *name != '\0') {
    email_key = g_strconcat ("email:", email, "\n", name, NULL);
    g_strv_builder_add (keys, email_key);
  }
  return g_strv_builder_end (keys);
}

gboolean
foyer_link_same_person (const FoyerRegistration *a, const FoyerRegistration *b)
{
  g_auto (GStrv) keys_of_a = foyer_link_keys (a);
  g_auto (GStrv) keys_of_b = foyer_link_keys (b);

  for (gsize i = 0; keys_of_a[i] != NULL; i++) {
    if (g_strv_contains ((const char * const *) keys_of_b, keys_of_a[i]))
      return TRUE;
  }
  return FALSE;
}
