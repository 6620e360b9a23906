/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fold.h"

#include <string.h>

static gboolean
is_mainland_mobile (const char *digits)
{
  return strlen (digits) == 11 && digits[0] == '1';
}

/* Programs write a phone number as the number it is to them: 13800138000.0, or
 * 1.3800138001E+10, which is all of it. 1.38E+10 is not, and stays as it is. */
static char *
without_decimals (char *text)
{
  gsize n_whole = strspn (text, "0123456789");
  gsize n_decimals = text[n_whole] == '.' ? strspn (text + n_whole + 1, "0123456789") : 0;
  const char *after = text + n_whole + (n_decimals > 0 ? 1 + n_decimals : 0);
  gboolean has_exponent = n_whole == 1 && (*after == 'E' || *after == 'e');
  guint64 exponent = has_exponent ? g_ascii_strtoull (after + 1 + (after[1] == '+'), NULL, 10) : 0;
  gboolean is_zero = n_decimals > 0 && strspn (text + n_whole + 1, "0") == n_decimals;

  if (has_exponent && exponent > 0 && exponent == n_decimals)
    return g_strdup_printf ("%.0f", g_ascii_strtod (text, NULL));
  if (*after == '\0' && is_zero && n_whole >= 7)
    return g_strndup (text, n_whole);
  return g_strdup (text);
}

char *
foyer_fold_phone (const char *phone)
{
  g_autofree char *composed = phone ? g_utf8_normalize (phone, -1, G_NORMALIZE_ALL_COMPOSE) : NULL;
  g_autofree char *wide = composed ? without_decimals (g_strstrip (composed)) : NULL;
  g_autoptr (GString) digits = g_string_new (NULL);
  gboolean abroad;
  const char *rest;

  if (wide == NULL)
    return NULL;
  abroad = *wide == '+';
  for (const char *at = wide; *at != '\0'; at = g_utf8_next_char (at)) {
    int digit = g_unichar_digit_value (g_utf8_get_char (at));

    if (digit >= 0)
      g_string_append_c (digits, (char) ('0' + digit));
  }
  if (digits->len == 0)
    return NULL;
  rest = digits->str;
  /* "0000" is the end of a number; "0049 30…" is one from abroad. */
  if (g_str_has_prefix (rest, "00") && digits->len > 8) {
    abroad = TRUE;
    rest += 2;
  }
  if (g_str_has_prefix (rest, "86") && is_mainland_mobile (rest + 2))
    return g_strdup (rest + 2);
  return g_strconcat (abroad ? "+" : "", rest, NULL);
}

char *
foyer_fold_name (const char *name)
{
  g_autofree char *composed = name ? g_utf8_normalize (name, -1, G_NORMALIZE_ALL_COMPOSE) : NULL;
  g_autofree char *small = composed ? g_utf8_casefold (composed, -1) : NULL;
  GString *folded;

  if (small == NULL)
    return NULL;
  folded = g_string_new (NULL);
  for (const char *at = small; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    /* The dot of 阿依古丽·买买提 is typed in a dozen ways. */
    if (!g_unichar_isspace (c) && !g_unichar_ispunct (c))
      g_string_append_unichar (folded, c);
  }
  return g_string_free (folded, FALSE);
}

char *
foyer_fold_email (const char *email)
{
  g_autofree char *composed = email ? g_utf8_normalize (email, -1, G_NORMALIZE_ALL_COMPOSE) : NULL;
  char *small = composed ? g_utf8_strdown (composed, -1) : NULL;

  return small ? g_strstrip (small) : NULL;
}

char *
foyer_mask_phone (const char *phone)
{
  g_autofree char *digits = foyer_fold_phone (phone);
  gsize length = digits ? strlen (digits) : 0;

  if (digits == NULL)
    return NULL;
  if (length < 8)
    return g_strdup ("****");
  return g_strdup_printf ("%.3s****%s", digits, digits + length - 4);
}

static gboolean
is_cjk (gunichar c)
{
  return g_unichar_get_script (c) == G_UNICODE_SCRIPT_HAN;
}

/* Latin: the first letter of each word. Hanzi: first and, of three or more, last. */
char *
foyer_mask_name (const char *name)
{
  GString *masked;
  glong n;
  gboolean start = TRUE;
  gboolean cjk;
  glong i = 0;

  if (name == NULL || !g_utf8_validate (name, -1, NULL))
    return NULL;
  n = g_utf8_strlen (name, -1);
  cjk = n > 0 && is_cjk (g_utf8_get_char (name));
  masked = g_string_new (NULL);
  for (const char *at = name; *at != '\0'; at = g_utf8_next_char (at), i++) {
    gunichar c = g_utf8_get_char (at);
    gboolean shown = cjk ? i == 0 || (n > 2 && i == n - 1) : start;

    if (g_unichar_isspace (c)) {
      g_string_append_unichar (masked, c);
      start = TRUE;
      continue;
    }
    g_string_append_unichar (masked, shown ? c : '*');
    start = FALSE;
  }
  return g_string_free (masked, FALSE);
}
