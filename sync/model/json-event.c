/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json-reader.h"

static json_t *
list_to_json (const FoyerList *self)
{
  json_t *json = json_object ();

  foyer_json_put_text (json, "id", self->id);
  foyer_json_put_words (json, "name", self->name);
  foyer_json_put_words (json, "place", self->place);
  foyer_json_put_time (json, "opens", self->opens_us);
  foyer_json_put_time (json, "closes", self->closes_us);
  foyer_json_put_time (json, "starts", self->starts_us);
  foyer_json_put_texts (json, "categories", self->categories);
  foyer_json_put_number (json, "capacity", self->capacity);
  foyer_json_put_flag (json, "strict", self->strict);
  foyer_json_put_flag (json, "thing", self->thing);
  foyer_json_put_text (json, "rule", foyer_list_rule_to_string (self->rule));
  foyer_json_put_flag (json, "confirm", self->confirm);
  foyer_json_put_flag (json, "badge", self->badge);
  foyer_json_put_words (json, "latecomers", self->latecomers);
  return json;
}

static FoyerList *
list_from_json (const json_t *json, GError **error)
{
  g_autoptr (FoyerList) self = foyer_list_new ();
  FoyerJsonReader in = { json, json_is_object (json) ? NULL : "list" };

  self->id = foyer_json_read_required (&in, "id");
  self->name = foyer_json_read_words (&in, "name");
  self->place = foyer_json_read_words (&in, "place");
  self->opens_us = foyer_json_read_time (&in, "opens");
  self->closes_us = foyer_json_read_time (&in, "closes");
  self->starts_us = foyer_json_read_time (&in, "starts");
  self->categories = foyer_json_read_texts (&in, "categories");
  self->capacity = foyer_json_read_count (&in, "capacity");
  self->strict = foyer_json_read_flag (&in, "strict");
  self->thing = foyer_json_read_flag (&in, "thing");
  foyer_json_read_name (&in, "rule", (FoyerFromString) foyer_list_rule_from_string, &self->rule);
  self->confirm = foyer_json_read_flag (&in, "confirm");
  self->badge = foyer_json_read_flag (&in, "badge");
  self->latecomers = foyer_json_read_words (&in, "latecomers");
  if (foyer_words_in (self->name, "en") == NULL && in.wrong == NULL)
    in.wrong = "name";
  return foyer_json_is_sound (&in, "list", error) ? g_steal_pointer (&self) : NULL;
}

static json_t *
question_to_json (const FoyerQuestion *self)
{
  json_t *json = json_object ();
  json_t *options = json_array ();

  foyer_json_put_text (json, "id", self->id);
  foyer_json_put_words (json, "text", self->text);
  foyer_json_put_texts (json, "lists", self->lists);
  for (guint i = 0; i < self->options->len; i++) {
    const FoyerOption *option = g_ptr_array_index (self->options, i);
    json_t *one = json_object ();

    foyer_json_put_text (one, "id", option->id);
    foyer_json_put_words (one, "text", option->text);
    json_array_append_new (options, one);
  }
  json_object_set_new (json, "options", options);
  return json;
}

static FoyerQuestion *
question_from_json (const json_t *json, GError **error)
{
  g_autoptr (FoyerQuestion) self = foyer_question_new ();
  FoyerJsonReader in = { json, json_is_object (json) ? NULL : "question" };
  const json_t *options = foyer_json_member (&in, "options", JSON_ARRAY);
  const json_t *value;
  size_t i;

  self->id = foyer_json_read_required (&in, "id");
  self->text = foyer_json_read_words (&in, "text");
  self->lists = foyer_json_read_texts (&in, "lists");
  json_array_foreach (options, i, value) {
    FoyerJsonReader of = { value, json_is_object (value) ? NULL : "options" };
    FoyerOption *option = g_new0 (FoyerOption, 1);

    option->id = foyer_json_read_required (&of, "id");
    option->text = foyer_json_read_words (&of, "text");
    g_ptr_array_add (self->options, option);
    if ((of.wrong != NULL || option->text == NULL) && in.wrong == NULL)
      in.wrong = "options";
  }
  if (self->options->len < 2 && in.wrong == NULL)
    in.wrong = "options";
  if (self->text == NULL && in.wrong == NULL)
    in.wrong = "text";
  return foyer_json_is_sound (&in, "question", error) ? g_steal_pointer (&self) : NULL;
}

static FoyerStaff *
staff_from_json (const json_t *json, GError **error)
{
  g_autoptr (FoyerStaff) self = foyer_staff_new ();
  FoyerJsonReader in = { json, json_is_object (json) ? NULL : "staff" };

  self->id = foyer_json_read_id (&in, "id", TRUE);
  self->name = foyer_json_read_required (&in, "name");
  self->pin_hash = foyer_json_read_text (&in, "pin_hash");
  return foyer_json_is_sound (&in, "staff", error) ? g_steal_pointer (&self) : NULL;
}

json_t *
foyer_event_to_json (const FoyerEvent *self, gboolean with_secrets)
{
  json_t *json = json_object ();
  json_t *questions = json_array ();
  json_t *lists = json_array ();
  json_t *staff = json_array ();

  foyer_json_put_text (json, "id", self->id);
  foyer_json_put_words (json, "name", self->name);
  foyer_json_put_words (json, "place", self->place);
  foyer_json_put_text (json, "zone", self->zone);
  foyer_json_put_text (json, "badge_template", self->badge_template);
  foyer_json_put_flag (json, "mask_names", self->mask_names);
  foyer_json_put_text (json, "walk_in_status", foyer_status_to_string (self->walk_in_status));
  foyer_json_put_texts (json, "required", self->required);
  foyer_json_put_words (json, "consent", self->consent);
  foyer_json_put_number (json, "cap", self->cap);
  foyer_json_put_flag (json, "approval", self->approval);
  foyer_json_put_number (json, "min_years", self->min_years);
  foyer_json_put_flag (json, "self_lookup", self->self_lookup);
  foyer_json_put_time (json, "tickets_until", self->tickets_until_us);
  foyer_json_put_text (json, "currency", self->currency);
  foyer_json_put_number (json, "price", self->price);
  foyer_json_put_text (json, "group", self->group);
  for (guint i = 0; i < self->questions->len; i++)
    json_array_append_new (questions, question_to_json (g_ptr_array_index (self->questions, i)));
  if (self->questions->len > 0)
    json_object_set_new (json, "questions", questions);
  else
    json_decref (questions);
  for (guint i = 0; i < self->lists->len; i++)
    json_array_append_new (lists, list_to_json (g_ptr_array_index (self->lists, i)));
  json_object_set_new (json, "lists", lists);
  for (guint i = 0; i < self->staff->len; i++) {
    const FoyerStaff *member_of_staff = g_ptr_array_index (self->staff, i);
    json_t *one = json_object ();

    foyer_json_put_text (one, "id", member_of_staff->id);
    foyer_json_put_text (one, "name", member_of_staff->name);
    if (with_secrets)
      foyer_json_put_text (one, "pin_hash", member_of_staff->pin_hash);
    json_array_append_new (staff, one);
  }
  json_object_set_new (json, "staff", staff);
  return json;
}

static gboolean
read_lists (FoyerJsonReader *in, GPtrArray *lists, GError **error)
{
  const json_t *array = foyer_json_member (in, "lists", JSON_ARRAY);
  const json_t *value;
  size_t i;

  json_array_foreach (array, i, value) {
    FoyerList *list = list_from_json (value, error);

    if (list == NULL)
      return FALSE;
    g_ptr_array_add (lists, list);
  }
  if (lists->len == 0 && in->wrong == NULL)
    in->wrong = "lists";
  return TRUE;
}

static gboolean
read_questions (FoyerJsonReader *in, GPtrArray *questions, GError **error)
{
  const json_t *array = foyer_json_member (in, "questions", JSON_ARRAY);
  const json_t *value;
  size_t i;

  json_array_foreach (array, i, value) {
    FoyerQuestion *question = question_from_json (value, error);

    if (question == NULL)
      return FALSE;
    g_ptr_array_add (questions, question);
  }
  return TRUE;
}

static gboolean
read_staff (FoyerJsonReader *in, GPtrArray *staff, GError **error)
{
  const json_t *array = foyer_json_member (in, "staff", JSON_ARRAY);
  const json_t *value;
  size_t i;

  json_array_foreach (array, i, value) {
    FoyerStaff *one = staff_from_json (value, error);

    if (one == NULL)
      return FALSE;
    g_ptr_array_add (staff, one);
  }
  return TRUE;
}

FoyerEvent *
foyer_event_from_json (const json_t *json, GError **error)
{
  g_autoptr (FoyerEvent) self = foyer_event_new ();
  FoyerJsonReader in = { json, json_is_object (json) ? NULL : "event" };
  FoyerStatus walk_in_status = FOYER_STATUS_CONFIRMED;

  self->id = foyer_json_read_id (&in, "id", TRUE);
  self->name = foyer_json_read_words (&in, "name");
  self->place = foyer_json_read_words (&in, "place");
  self->zone = foyer_json_read_text (&in, "zone");
  self->badge_template = foyer_json_read_text (&in, "badge_template");
  self->mask_names = foyer_json_read_flag (&in, "mask_names");
  foyer_json_read_name (&in, "walk_in_status", (FoyerFromString) foyer_status_from_string, &walk_in_status);
  self->walk_in_status = walk_in_status;
  self->required = foyer_json_read_texts (&in, "required");
  self->consent = foyer_json_read_words (&in, "consent");
  self->cap = foyer_json_read_count (&in, "cap");
  self->approval = foyer_json_read_flag (&in, "approval");
  self->min_years = foyer_json_read_count (&in, "min_years");
  self->self_lookup = foyer_json_read_flag (&in, "self_lookup");
  self->tickets_until_us = foyer_json_read_time (&in, "tickets_until");
  self->currency = foyer_json_read_text (&in, "currency");
  self->price = foyer_json_read_count (&in, "price");
  self->group = foyer_json_read_text (&in, "group");
  if (foyer_words_in (self->name, "en") == NULL && in.wrong == NULL)
    in.wrong = "name";
  if (!read_questions (&in, self->questions, error) || !read_lists (&in, self->lists, error) ||
      !read_staff (&in, self->staff, error))
    return NULL;
  return foyer_json_is_sound (&in, "event", error) ? g_steal_pointer (&self) : NULL;
}
