/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link.h"

#include "fold.h"

#include <string.h>

#define MIN_PHONE_DIGITS 7

/* A number that a spreadsheet has rounded: 1.99E+10. */
static gboolean
is_rounded (const char *phone)
{
  for (const char *at = strpbrk (phone, "eE"); at != NULL; at = strpbrk (at + 1, "eE")) {
    if (at > phone && g_ascii_isdigit (at[-1]) && (at[1] == '+' || g_ascii_isdigit (at[1])))
      return TRUE;
  }
  return FALSE;
}

char *
foyer_link_phone (const char *phone)
{
  g_autofree char *folded = foyer_fold_phone (phone);
  const char *digits = folded != NULL && *folded == '+' ? folded + 1 : folded;
  gsize length = digits ? strlen (digits) : 0;

  if (length < MIN_PHONE_DIGITS || is_rounded (phone) ||
      strspn (digits, (char[]) { digits[0], '\0' }) == length)
    return NULL;
  return g_steal_pointer (&folded);
}

char **
foyer_link_keys (const FoyerRegistration *registration)
{
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();
  g_autofree char *phone = foyer_link_phone (registration->phone);
  g_autofree char *email = foyer_fold_email (registration->email);
  g_autofree char *name = foyer_fold_name (registration->name);
  g_autofree char *phone_key = NULL;
  g_autofree char *email_key = NULL;

  if (phone != NULL) {
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
