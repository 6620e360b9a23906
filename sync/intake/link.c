/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link.h"

#include "alike.h"
#include "fold.h"

#include <string.h>

#define MIN_PHONE_DIGITS 7

/* Strictly: the ticket code 3E7 of somebody else is none of these, and a number
 * with as many decimals as its exponent says is all there. */
gboolean
foyer_link_is_rounded (const char *number)
{
  const char *at = number + strspn (number, " ");
  gsize n_digits = strspn (at, "0123456789");
  gsize n_decimals;
  char *end;

  at += n_digits;
  n_decimals = *at == '.' ? strspn (at + 1, "0123456789") : 0;
  at += *at == '.' ? 1 + n_decimals : 0;
  if (n_digits != 1 || (*at != 'E' && *at != 'e') || at[1] != '+' || !g_ascii_isdigit (at[2]))
    return FALSE;
  return g_ascii_strtoull (at + 2, &end, 10) != n_decimals && end[strspn (end, " ")] == '\0';
}

char *
foyer_link_phone (const char *phone)
{
  g_autofree char *folded = foyer_fold_phone (phone);
  const char *digits = folded != NULL && *folded == '+' ? folded + 1 : folded;
  gsize length = digits ? strlen (digits) : 0;

  if (length < MIN_PHONE_DIGITS || foyer_link_is_rounded (phone) ||
      strspn (digits, (char[]) { digits[0], '\0' }) == length)
    return NULL;
  return g_steal_pointer (&folded);
}

char *
foyer_link_email (const char *email)
{
  g_autofree char *folded = foyer_fold_email (email);

  return folded != NULL && strchr (folded, '@') != NULL ? g_steal_pointer (&folded) : NULL;
}

char **
foyer_link_keys (const FoyerRegistration *registration)
{
  g_autofree char *phone = foyer_link_phone (registration->phone);
  g_autofree char *email = foyer_link_email (registration->email);
  char **keys = g_new0 (char *, 3);
  gsize n = 0;

  if (phone != NULL)
    keys[n++] = g_strconcat ("phone:", phone, NULL);
  if (email != NULL)
    keys[n++] = g_strconcat ("email:", email, NULL);
  return keys;
}

gboolean
foyer_link_same_contact (const FoyerRegistration *a, const FoyerRegistration *b)
{
  g_auto (GStrv) keys_of_a = foyer_link_keys (a);
  g_auto (GStrv) keys_of_b = foyer_link_keys (b);

  for (gsize i = 0; keys_of_a[i] != NULL; i++) {
    if (g_strv_contains ((const char * const *) keys_of_b, keys_of_a[i]))
      return TRUE;
  }
  return FALSE;
}

gboolean
foyer_link_same_person (const FoyerRegistration *a, const FoyerRegistration *b)
{
  return foyer_link_same_contact (a, b) && foyer_alike_names (a->name, b->name);
}
