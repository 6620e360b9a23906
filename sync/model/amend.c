/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amend.h"

#include "json.h"

#include <string.h>

#define ANSWER "answer:"

void
foyer_amend_free (FoyerAmend *self)
{
  if (self == NULL)
    return;
  g_free (self->field);
  g_free (self->was);
  g_free (self->value);
  g_free (self);
}

gboolean
foyer_amend_allows (const char *field)
{
  static const char * const fields[] = { "name", "phone", "email", "company", "title", "city",
                                         "category", "note", NULL };

  return g_strv_contains (fields, field) ||
         (g_str_has_prefix (field, ANSWER) && field[strlen (ANSWER)] != '\0');
}

static void
put (json_t *body, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_new (body, name, json_string (text));
}

char *
foyer_amend_to_body (const FoyerAmend *self)
{
  g_autoptr (json_t) body = json_object ();

  put (body, "field", self->field);
  put (body, "was", self->was);
  put (body, "value", self->value);
  return foyer_json_line (body);
}

FoyerAmend *
foyer_amend_from_body (const char *body)
{
  g_autoptr (json_t) json = body ? foyer_json_parse (body, -1, NULL) : NULL;
  const char *field = json_string_value (json_object_get (json, "field"));
  FoyerAmend *self;

  if (field == NULL || !foyer_amend_allows (field))
    return NULL;
  self = g_new0 (FoyerAmend, 1);
  self->field = g_strdup (field);
  self->was = g_strdup (json_string_value (json_object_get (json, "was")));
  self->value = g_strdup (json_string_value (json_object_get (json, "value")));
  return self;
}

static json_t *
answers_of (const FoyerRegistration *row)
{
  g_autoptr (json_t) answers = row->answers ? foyer_json_parse (row->answers, -1, NULL) : NULL;

  return json_is_object (answers) ? g_steal_pointer (&answers) : json_object ();
}

char *
foyer_amend_read (const FoyerRegistration *row, const char *field)
{
  int i = foyer_registration_field_index (field);
  g_autoptr (json_t) answers = NULL;

  if (i >= 0)
    return g_strdup (*foyer_registration_text (row, (gsize) i));
  if (!g_str_has_prefix (field, ANSWER))
    return NULL;
  answers = answers_of (row);
  return g_strdup (json_string_value (json_object_get (answers, field + strlen (ANSWER))));
}

static void
write_answer (FoyerRegistration *row, const char *question, const char *value)
{
  g_autoptr (json_t) answers = answers_of (row);

  if (value != NULL)
    json_object_set_new (answers, question, json_string (value));
  else
    json_object_del (answers, question);
  g_free (row->answers);
  row->answers = json_object_size (answers) > 0 ? foyer_json_line (answers) : NULL;
}

gboolean
foyer_amend_apply (const FoyerAmend *self, FoyerRegistration *row)
{
  g_autofree char *now = foyer_amend_read (row, self->field);
  int i = foyer_registration_field_index (self->field);

  if (g_strcmp0 (now, self->value) == 0)
    return TRUE;
  /* Nobody is without a name. */
  if (g_strcmp0 (now, self->was) != 0 ||
      (g_str_equal (self->field, "name") && (self->value == NULL || *self->value == '\0')))
    return FALSE;
  if (i < 0) {
    write_answer (row, self->field + strlen (ANSWER), self->value);
    return TRUE;
  }
  g_free (*foyer_registration_text (row, (gsize) i));
  *foyer_registration_text (row, (gsize) i) = g_strdup (self->value);
  return TRUE;
}
