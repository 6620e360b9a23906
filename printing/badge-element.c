/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-badge-template"

#include "badge-template-private.h"

#include <string.h>

static gboolean
lists_category (char **list, const char *category)
{
  g_autofree char *folded = g_utf8_casefold (category, -1);

  for (char **item = list; *item != NULL; item++) {
    g_autofree char *wanted = g_utf8_casefold (*item, -1);

    if (strcmp (wanted, folded) == 0)
      return TRUE;
  }
  return FALSE;
}

static gboolean
any_field_filled (char **list, const FoyerBadge *badge)
{
  for (char **item = list; *item != NULL; item++) {
    g_autofree char *value = foyer_badge_get_field (badge, *item);

    if (value != NULL)
      return TRUE;
  }
  return FALSE;
}

gboolean
foyer_badge_element_applies (const FoyerBadgeElement *element, const FoyerBadge *badge)
{
  g_autofree char *stored = foyer_badge_get_field (badge, "category");
  const char *category = stored != NULL ? stored : "";

  if (element->when_category != NULL && !lists_category (element->when_category, category))
    return FALSE;
  if (element->unless_category != NULL && lists_category (element->unless_category, category))
    return FALSE;
  if (element->when_field != NULL && !any_field_filled (element->when_field, badge))
    return FALSE;
  return element->unless_field == NULL || !any_field_filled (element->unless_field, badge);
}

char *
foyer_badge_element_fill (const FoyerBadgeElement *element, const FoyerBadge *badge)
{
  g_autoptr (GString) words = g_string_new (NULL);
  const char *rest = element->text;
  int n_fields = 0;
  int n_filled = 0;

  for (const char *open = strchr (rest, '{'); open != NULL; open = strchr (rest, '{')) {
    const char *end = strchr (open, '}');
    g_autofree char *field = g_strndup (open + 1, (gsize) (end - open - 1));
    g_autofree char *value = foyer_badge_get_field (badge, field);

    g_string_append_len (words, rest, open - rest);
    g_string_append (words, value != NULL ? value : "");
    n_fields++;
    n_filled += value != NULL;
    rest = end + 1;
  }
  g_string_append (words, rest);
  if (n_fields > 0 && n_filled == 0)
    return NULL;
  return g_strdup (g_strstrip (words->str));
}

gboolean
foyer_badge_element_shows (const FoyerBadgeElement *element, const char *field)
{
  g_autofree char *braced = g_strdup_printf ("{%s}", field);

  return element->text != NULL && strstr (element->text, braced) != NULL;
}
