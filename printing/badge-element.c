/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-badge-template"

#include "badge-template-private.h"

#include "badge-report.h"

#include <string.h>

FoyerBadgeElement *
foyer_badge_element_new (FoyerBadgeElementKind kind, const char *name)
{
  FoyerBadgeElement *element = g_new0 (FoyerBadgeElement, 1);

  element->kind = kind;
  element->name = g_strdup (name);
  element->sides = FOYER_BADGE_FRONT;
  element->weight = PANGO_WEIGHT_NORMAL;
  element->lines = 1;
  return element;
}

FoyerBadgeElement *
foyer_badge_element_copy (const FoyerBadgeElement *element, const char *name)
{
  FoyerBadgeElement *copy = g_memdup2 (element, sizeof *element);

  copy->name = g_strdup (name);
  copy->when_category = g_strdupv (element->when_category);
  copy->unless_category = g_strdupv (element->unless_category);
  copy->when_language = g_strdupv (element->when_language);
  copy->unless_language = g_strdupv (element->unless_language);
  copy->when_field = g_strdupv (element->when_field);
  copy->unless_field = g_strdupv (element->unless_field);
  copy->when_file = g_strdup (element->when_file);
  copy->unless_file = g_strdup (element->unless_file);
  copy->text = g_strdup (element->text);
  copy->font = g_strdup (element->font);
  copy->file = g_strdup (element->file);
  if (element->points != NULL)
    g_array_ref (copy->points);
  if (element->image != NULL)
    cairo_surface_reference (copy->image);
  return copy;
}

void
foyer_badge_element_free (FoyerBadgeElement *element)
{
  g_free (element->name);
  g_strfreev (element->when_category);
  g_strfreev (element->unless_category);
  g_strfreev (element->when_language);
  g_strfreev (element->unless_language);
  g_strfreev (element->when_field);
  g_strfreev (element->unless_field);
  g_free (element->when_file);
  g_free (element->unless_file);
  g_free (element->text);
  g_free (element->font);
  g_free (element->file);
  g_clear_pointer (&element->points, g_array_unref);
  g_clear_pointer (&element->image, cairo_surface_destroy);
  g_free (element);
}

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

/* "zh" means every Chinese there is: zh, zh_CN, zh-TW. */
static gboolean
lists_language (char **list, const char *language)
{
  for (char **item = list; *item != NULL; item++) {
    gsize length = strlen (*item);

    if (length > 0 && g_ascii_strncasecmp (*item, language, length) == 0
        && strchr ("_-.", language[length]) != NULL)
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

static gboolean
fits_category (const FoyerBadgeElement *element, const FoyerBadge *badge)
{
  g_autofree char *stored = foyer_badge_get_field (badge, "category");
  const char *category = stored != NULL ? stored : "";

  return (element->when_category == NULL || lists_category (element->when_category, category))
         && (element->unless_category == NULL
             || !lists_category (element->unless_category, category));
}

static gboolean
fits_language (const FoyerBadgeElement *element, const FoyerBadge *badge)
{
  const char *language = foyer_badge_get_language (badge);

  return (element->when_language == NULL || lists_language (element->when_language, language))
         && (element->unless_language == NULL
             || !lists_language (element->unless_language, language));
}

gboolean
foyer_badge_element_applies (const FoyerBadgeElement *element, int sides, const FoyerBadge *badge)
{
  return (element->sides & sides) != 0 && fits_category (element, badge)
         && fits_language (element, badge)
         && (element->when_field == NULL || any_field_filled (element->when_field, badge))
         && (element->unless_field == NULL || !any_field_filled (element->unless_field, badge));
}

static char *
finish (const FoyerBadgeElement *element, GString *words)
{
  if (element->capitals)
    return g_utf8_strup (g_strstrip (words->str), -1);
  return g_strdup (g_strstrip (words->str));
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
  return n_fields > 0 && n_filled == 0 ? NULL : finish (element, words);
}

gboolean
foyer_badge_element_shows (const FoyerBadgeElement *element, const char *field)
{
  g_autofree char *braced = g_strdup_printf ("{%s}", field);

  return element->text != NULL && strstr (element->text, braced) != NULL;
}

double
foyer_badge_element_legible_size (const FoyerBadgeElement *element)
{
  if (element->legible_size > 0)
    return element->legible_size;
  return foyer_badge_element_shows (element, "name") ? FOYER_BADGE_LEGIBLE_SIZE : 0;
}
