/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json-reader.h"

#include "id.h"

const json_t *
foyer_json_member (FoyerJsonReader *in, const char *name, json_type type)
{
  const json_t *value = json_object_get (in->json, name);

  if (value == NULL || json_is_null (value))
    return NULL;
  if (json_typeof (value) != type && in->wrong == NULL)
    in->wrong = name;
  return json_typeof (value) == type ? value : NULL;
}

char *
foyer_json_read_text (FoyerJsonReader *in, const char *name)
{
  const json_t *value = foyer_json_member (in, name, JSON_STRING);

  return value ? g_strdup (json_string_value (value)) : NULL;
}

char *
foyer_json_read_required (FoyerJsonReader *in, const char *name)
{
  char *text = foyer_json_read_text (in, name);

  if ((text == NULL || *text == '\0') && in->wrong == NULL)
    in->wrong = name;
  return text;
}

char *
foyer_json_read_id (FoyerJsonReader *in, const char *name, gboolean required)
{
  char *text = required ? foyer_json_read_required (in, name) : foyer_json_read_text (in, name);

  if (text != NULL && !foyer_id_is_valid (text) && in->wrong == NULL)
    in->wrong = name;
  return text;
}

gint64
foyer_json_read_number (FoyerJsonReader *in, const char *name)
{
  const json_t *value = foyer_json_member (in, name, JSON_INTEGER);

  return value ? json_integer_value (value) : 0;
}

gint64
foyer_json_read_count (FoyerJsonReader *in, const char *name)
{
  gint64 number = foyer_json_read_number (in, name);

  if (number < 0 && in->wrong == NULL)
    in->wrong = name;
  return number;
}

gboolean
foyer_json_read_flag (FoyerJsonReader *in, const char *name)
{
  const json_t *value = json_object_get (in->json, name);

  if (value != NULL && !json_is_boolean (value) && in->wrong == NULL)
    in->wrong = name;
  return json_is_true (value);
}

gint64
foyer_json_read_time (FoyerJsonReader *in, const char *name)
{
  const json_t *value = foyer_json_member (in, name, JSON_STRING);
  gint64 at_us = 0;

  if (value != NULL && !foyer_time_from_string (json_string_value (value), &at_us) &&
      in->wrong == NULL)
    in->wrong = name;
  return at_us;
}

char **
foyer_json_read_texts (FoyerJsonReader *in, const char *name)
{
  const json_t *array = foyer_json_member (in, name, JSON_ARRAY);
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();
  const json_t *value;
  size_t i;

  if (array == NULL)
    return NULL;
  json_array_foreach (array, i, value) {
    if (json_is_string (value))
      g_strv_builder_add (texts, json_string_value (value));
    else if (in->wrong == NULL)
      in->wrong = name;
  }
  return g_strv_builder_end (texts);
}

FoyerWords
foyer_json_read_words (FoyerJsonReader *in, const char *name)
{
  const json_t *value = json_object_get (in->json, name);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  const char *language;
  const json_t *text;

  if (value == NULL || json_is_null (value))
    return NULL;
  if (json_is_string (value)) {
    g_strv_builder_add_many (words, "", json_string_value (value), NULL);
    return g_strv_builder_end (words);
  }
  json_object_foreach ((json_t *) value, language, text) {
    if (json_is_string (text))
      g_strv_builder_add_many (words, language, json_string_value (text), NULL);
    else if (in->wrong == NULL)
      in->wrong = name;
  }
  if (!json_is_object (value) && in->wrong == NULL)
    in->wrong = name;
  return g_strv_builder_end (words);
}

/* A body is an object of its own inside a text, so that its exact spelling
 * travels; what is folded from it relies on its being one. */
char *
foyer_json_read_body (FoyerJsonReader *in, const char *name)
{
  char *text = foyer_json_read_text (in, name);
  g_autoptr (json_t) body = text ? foyer_json_parse (text, -1, NULL) : NULL;

  if (text != NULL && !json_is_object (body) && in->wrong == NULL)
    in->wrong = name;
  return text;
}

void
foyer_json_read_name (FoyerJsonReader *in, const char *name, FoyerFromString from_string, void *value)
{
  const json_t *text = foyer_json_member (in, name, JSON_STRING);

  if (text != NULL && !from_string (json_string_value (text), value) && in->wrong == NULL)
    in->wrong = name;
}

gboolean
foyer_json_is_sound (const FoyerJsonReader *in, const char *what, GError **error)
{
  if (in->wrong == NULL)
    return TRUE;
  g_set_error (error, FOYER_JSON_ERROR, FOYER_JSON_ERROR_MALFORMED,
               "%s: \"%s\" is missing or not what it should be", what, in->wrong);
  return FALSE;
}

/* Writing. */

void
foyer_json_put_text (json_t *json, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_new (json, name, json_string (text));
}

void
foyer_json_put_number (json_t *json, const char *name, gint64 number)
{
  if (number != 0)
    json_object_set_new (json, name, json_integer (number));
}

void
foyer_json_put_flag (json_t *json, const char *name, gboolean flag)
{
  if (flag)
    json_object_set_new (json, name, json_true ());
}

void
foyer_json_put_time (json_t *json, const char *name, gint64 at_us)
{
  g_autofree char *text = at_us != 0 ? foyer_time_to_string (at_us) : NULL;

  foyer_json_put_text (json, name, text);
}

void
foyer_json_put_texts (json_t *json, const char *name, char * const *texts)
{
  json_t *array;

  if (texts == NULL || texts[0] == NULL)
    return;
  array = json_array ();
  for (gsize i = 0; texts[i] != NULL; i++)
    json_array_append_new (array, json_string (texts[i]));
  json_object_set_new (json, name, array);
}

void
foyer_json_put_words (json_t *json, const char *name, char * const *words)
{
  json_t *object;

  if (words == NULL || words[0] == NULL)
    return;
  if (*words[0] == '\0') {
    foyer_json_put_text (json, name, words[1]);
    return;
  }
  object = json_object ();
  for (gsize i = 0; words[i] != NULL; i += 2)
    json_object_set_new (object, words[i], json_string (words[i + 1]));
  json_object_set_new (json, name, object);
}
