/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-badge"

#include "badge.h"

#include "printing-error.h"

#include <jansson.h>
#include <string.h>

G_DEFINE_BOXED_TYPE (FoyerBadge, foyer_badge, foyer_badge_copy, foyer_badge_free)

/* Of a plane for private use: no font has it, so it is reported as missing. */
#define NO_LETTER 0x10fffd

static const struct {
  const char *name;
  gsize       offset;
} fields[] = {
  { "name",     G_STRUCT_OFFSET (FoyerBadge, name) },
  { "company",  G_STRUCT_OFFSET (FoyerBadge, company) },
  { "title",    G_STRUCT_OFFSET (FoyerBadge, title) },
  { "category", G_STRUCT_OFFSET (FoyerBadge, category) },
  { "code",     G_STRUCT_OFFSET (FoyerBadge, code) },
  { "event",    G_STRUCT_OFFSET (FoyerBadge, event) },
  { "language", G_STRUCT_OFFSET (FoyerBadge, language) },
  { "initial",  G_STRUCT_OFFSET (FoyerBadge, initial) },
};

static char **
field_at (const FoyerBadge *badge, gsize i)
{
  return &G_STRUCT_MEMBER (char *, badge, fields[i].offset);
}

FoyerBadge *
foyer_badge_new (void)
{
  return g_new0 (FoyerBadge, 1);
}

FoyerBadge *
foyer_badge_copy (const FoyerBadge *badge)
{
  FoyerBadge *copy = foyer_badge_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    *field_at (copy, i) = g_strdup (*field_at (badge, i));
  copy->reprint = badge->reprint;
  return copy;
}

void
foyer_badge_free (FoyerBadge *badge)
{
  if (badge == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    g_free (*field_at (badge, i));
  g_free (badge);
}

/* Unicode keeps these for itself, and cairo makes no PDF of a text with one. */
static gboolean
is_noncharacter (gunichar c)
{
  return (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
}

/* Line ends and control characters would upset the line counts of a layout. */
static char *
clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autoptr (GString) result = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    gboolean blank = g_unichar_isspace (c) || g_unichar_type (c) == G_UNICODE_CONTROL;

    if (!blank)
      g_string_append_unichar (result, is_noncharacter (c) ? NO_LETTER : c);
    else if (result->len > 0 && result->str[result->len - 1] != ' ')
      g_string_append_c (result, ' ');
  }
  g_strchomp (result->str);
  return *result->str != '\0' ? g_strdup (result->str) : NULL;
}

char *
foyer_badge_get_field (const FoyerBadge *badge, const char *field)
{
  if (strcmp (field, "reprint") == 0)
    return badge->reprint > 0 ? g_strdup_printf ("%u", badge->reprint) : NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (strcmp (fields[i].name, field) == 0)
      return *field_at (badge, i) != NULL ? clean (*field_at (badge, i)) : NULL;
  return NULL;
}

gboolean
foyer_badge_has_field (const char *field)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    if (strcmp (fields[i].name, field) == 0)
      return TRUE;
  return strcmp (field, "reprint") == 0;
}

static const char *
language_of_script (GUnicodeScript script)
{
  if (script == G_UNICODE_SCRIPT_HIRAGANA || script == G_UNICODE_SCRIPT_KATAKANA)
    return "ja";
  if (script == G_UNICODE_SCRIPT_HANGUL)
    return "ko";
  return script == G_UNICODE_SCRIPT_HAN || script == G_UNICODE_SCRIPT_BOPOMOFO ? "zh" : NULL;
}

const char *
foyer_badge_get_language (const FoyerBadge *badge)
{
  g_autofree char *name = foyer_badge_get_field (badge, "name");
  const char *found = NULL;

  if (badge->language != NULL && *badge->language != '\0')
    return badge->language;
  for (const char *p = name; p != NULL && *p != '\0'; p = g_utf8_next_char (p)) {
    const char *language = language_of_script (g_unichar_get_script (g_utf8_get_char (p)));

    /* A Japanese name has kanji too; a single kana tells. */
    if (language != NULL && (found == NULL || strcmp (found, "zh") == 0))
      found = language;
  }
  return found != NULL ? found : "en";
}

char *
foyer_badge_to_json (const FoyerBadge *badge)
{
  json_t *object = json_object ();
  char *dumped;
  char *text;

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++) {
    g_autofree char *valid = NULL;

    if (*field_at (badge, i) == NULL)
      continue;
    valid = g_utf8_make_valid (*field_at (badge, i), -1);
    json_object_set_new (object, fields[i].name, json_string (valid));
  }
  json_object_set_new (object, "reprint", json_integer (badge->reprint));
  dumped = json_dumps (object, JSON_COMPACT);
  text = g_strdup (dumped);
  free (dumped);
  json_decref (object);
  return text;
}

FoyerBadge *
foyer_badge_from_json (const char *json, GError **error)
{
  FoyerBadge *badge;
  json_t *object = json_loads (json, JSON_REJECT_DUPLICATES, NULL);

  if (!json_is_object (object)) {
    json_decref (object);
    g_set_error_literal (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_STORE,
                         "the stored badge is damaged");
    return NULL;
  }
  badge = foyer_badge_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    *field_at (badge, i) = g_strdup (json_string_value (json_object_get (object, fields[i].name)));
  badge->reprint = (guint) json_integer_value (json_object_get (object, "reprint"));
  json_decref (object);
  return badge;
}
