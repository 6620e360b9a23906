/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "json.h"

#include "id.h"

#include <string.h>

G_DEFINE_QUARK (foyer-json-error-quark, foyer_json_error)

/* Reading. A Reader remembers the first thing that was wrong, so that a
 * from_json function reads straight down and asks once at its end. */
typedef struct {
  const json_t *json;
  const char   *wrong;
} Reader;

static const json_t *
member (Reader *in, const char *name, json_type type)
{
  const json_t *value = json_object_get (in->json, name);

  if (value == NULL || json_is_null (value))
    return NULL;
  if (json_typeof (value) != type && in->wrong == NULL)
    in->wrong = name;
  return json_typeof (value) == type ? value : NULL;
}

static char *
read_text (Reader *in, const char *name)
{
  const json_t *value = member (in, name, JSON_STRING);

  return value ? g_strdup (json_string_value (value)) : NULL;
}

static char *
read_required (Reader *in, const char *name)
{
  char *text = read_text (in, name);

  if ((text == NULL || *text == '\0') && in->wrong == NULL)
    in->wrong = name;
  return text;
}

static char *
read_id (Reader *in, const char *name, gboolean required)
{
  char *text = required ? read_required (in, name) : read_text (in, name);

  if (text != NULL && !foyer_id_is_valid (text) && in->wrong == NULL)
    in->wrong = name;
  return text;
}

static gint64
read_number (Reader *in, const char *name)
{
  const json_t *value = member (in, name, JSON_INTEGER);

  return value ? json_integer_value (value) : 0;
}

static gint64
read_count (Reader *in, const char *name)
{
  gint64 number = read_number (in, name);

  if (number < 0 && in->wrong == NULL)
    in->wrong = name;
  return number;
}

static gboolean
read_flag (Reader *in, const char *name)
{
  const json_t *value = json_object_get (in->json, name);

  if (value != NULL && !json_is_boolean (value) && in->wrong == NULL)
    in->wrong = name;
  return json_is_true (value);
}

static gint64
read_time (Reader *in, const char *name)
{
  const json_t *value = member (in, name, JSON_STRING);
  gint64 at_us = 0;

  if (value != NULL && !foyer_time_from_string (json_string_value (value), &at_us) &&
      in->wrong == NULL)
    in->wrong = name;
  return at_us;
}

static char **
read_texts (Reader *in, const char *name)
{
  const json_t *array = member (in, name, JSON_ARRAY);
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

static FoyerWords
read_words (Reader *in, const char *name)
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
static char *
read_body (Reader *in, const char *name)
{
  char *text = read_text (in, name);
  g_autoptr (json_t) body = text ? foyer_json_parse (text, -1, NULL) : NULL;

  if (text != NULL && !json_is_object (body) && in->wrong == NULL)
    in->wrong = name;
  return text;
}

/* A member that holds the name of an enum's value; left at its default when
 * absent. */
typedef gboolean (*FromString) (const char *text, void *value);

static void
read_name (Reader *in, const char *name, FromString from_string, void *value)
{
  const json_t *text = member (in, name, JSON_STRING);

  if (text != NULL && !from_string (json_string_value (text), value) && in->wrong == NULL)
    in->wrong = name;
}

static gboolean
is_sound (const Reader *in, const char *what, GError **error)
{
  if (in->wrong == NULL)
    return TRUE;
  g_set_error (error, FOYER_JSON_ERROR, FOYER_JSON_ERROR_MALFORMED,
               "%s: \"%s\" is missing or not what it should be", what, in->wrong);
  return FALSE;
}

/* Writing. */

static void
put_text (json_t *json, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_new (json, name, json_string (text));
}

static void
put_number (json_t *json, const char *name, gint64 number)
{
  if (number != 0)
    json_object_set_new (json, name, json_integer (number));
}

static void
put_flag (json_t *json, const char *name, gboolean flag)
{
  if (flag)
    json_object_set_new (json, name, json_true ());
}

static void
put_time (json_t *json, const char *name, gint64 at_us)
{
  g_autofree char *text = at_us != 0 ? foyer_time_to_string (at_us) : NULL;

  put_text (json, name, text);
}

static void
put_texts (json_t *json, const char *name, char * const *texts)
{
  json_t *array;

  if (texts == NULL || texts[0] == NULL)
    return;
  array = json_array ();
  for (gsize i = 0; texts[i] != NULL; i++)
    json_array_append_new (array, json_string (texts[i]));
  json_object_set_new (json, name, array);
}

static void
put_words (json_t *json, const char *name, char * const *words)
{
  json_t *object;

  if (words == NULL || words[0] == NULL)
    return;
  if (*words[0] == '\0') {
    put_text (json, name, words[1]);
    return;
  }
  object = json_object ();
  for (gsize i = 0; words[i] != NULL; i += 2)
    json_object_set_new (object, words[i], json_string (words[i + 1]));
  json_object_set_new (json, name, object);
}

/* Times. */

char *
foyer_time_to_string (gint64 at_us)
{
  g_autoptr (GDateTime) seconds = g_date_time_new_from_unix_utc (at_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) time = seconds ? g_date_time_add (seconds, at_us % G_USEC_PER_SEC) : NULL;

  return time ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%S.%fZ") : NULL;
}

gboolean
foyer_time_from_string (const char *text, gint64 *at_us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, NULL);

  /* Years of three digits can't be written so that they are read again. */
  if (time == NULL || g_date_time_to_unix (time) < 0)
    return FALSE;
  *at_us = g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time);
  return TRUE;
}

/* Registration. */

json_t *
foyer_registration_to_json (const FoyerRegistration *self)
{
  json_t *json = json_object ();

  put_text (json, "id", self->id);
  put_text (json, "person", self->person);
  put_text (json, "status", foyer_status_to_string (self->status));
  put_time (json, "registered", self->registered_us);
  put_number (json, "payment_due", self->payment_due);
  put_number (json, "ticket_serial", self->ticket_serial);
  put_number (json, "revision", self->revision);
  put_texts (json, "codes", self->codes);
  for (gsize i = 0; i < FOYER_N_TEXT_FIELDS; i++)
    put_text (json, foyer_registration_fields[i].name, *foyer_registration_text (self, i));
  return json;
}

FoyerRegistration *
foyer_registration_from_json (const json_t *json, GError **error)
{
  g_autoptr (FoyerRegistration) self = foyer_registration_new ();
  Reader in = { json, json_is_object (json) ? NULL : "registration" };

  self->id = read_id (&in, "id", TRUE);
  self->person = read_id (&in, "person", TRUE);
  read_name (&in, "status", (FromString) foyer_status_from_string, &self->status);
  self->registered_us = read_time (&in, "registered");
  self->payment_due = read_count (&in, "payment_due");
  self->ticket_serial = read_count (&in, "ticket_serial");
  self->revision = read_count (&in, "revision");
  self->codes = read_texts (&in, "codes");
  for (gsize i = 0; i < FOYER_N_TEXT_FIELDS; i++)
    *foyer_registration_text (self, i) = read_text (&in, foyer_registration_fields[i].name);
  if (in.wrong == NULL && (self->name == NULL || *self->name == '\0'))
    in.wrong = "name";
  if (in.wrong == NULL && (self->channel == NULL || *self->channel == '\0'))
    in.wrong = "channel";
  return is_sound (&in, "registration", error) ? g_steal_pointer (&self) : NULL;
}

/* Entry. */

json_t *
foyer_entry_to_json (const FoyerEntry *self)
{
  json_t *json = json_object ();

  put_text (json, "id", self->id);
  put_text (json, "kind", foyer_entry_kind_to_string (self->kind));
  put_text (json, "kiosk", self->kiosk);
  put_number (json, "number", self->number);
  put_time (json, "wall", self->wall_us);
  put_text (json, "boot", self->boot);
  put_number (json, "uptime_us", self->uptime_us);
  put_text (json, "staff", self->staff);
  put_text (json, "list", self->list);
  put_text (json, "registration", self->registration);
  put_text (json, "person", self->person);
  if (self->kind == FOYER_ENTRY_ADMIT || self->kind == FOYER_ENTRY_LEAVE ||
      self->kind == FOYER_ENTRY_REFUSE)
    put_text (json, "verdict", foyer_verdict_to_string (self->verdict));
  put_flag (json, "provisional", (self->flags & FOYER_VERDICT_PROVISIONAL) != 0);
  put_flag (json, "overridden", (self->flags & FOYER_VERDICT_OVERRIDDEN) != 0);
  put_text (json, "method", foyer_method_to_string (self->method));
  put_flag (json, "badge", self->badge);
  put_text (json, "target", self->target);
  put_text (json, "body", self->body);
  return json;
}

FoyerEntry *
foyer_entry_from_json (const json_t *json, GError **error)
{
  g_autoptr (FoyerEntry) self = foyer_entry_new (FOYER_ENTRY_N);
  Reader in = { json, json_is_object (json) ? NULL : "entry" };

  self->id = read_id (&in, "id", TRUE);
  read_name (&in, "kind", (FromString) foyer_entry_kind_from_string, &self->kind);
  if (self->kind == FOYER_ENTRY_N && in.wrong == NULL)
    in.wrong = "kind";
  self->kiosk = read_id (&in, "kiosk", TRUE);
  self->number = read_count (&in, "number");
  self->wall_us = read_time (&in, "wall");
  self->boot = read_text (&in, "boot");
  self->uptime_us = read_count (&in, "uptime_us");
  self->staff = read_text (&in, "staff");
  self->list = read_text (&in, "list");
  self->registration = read_id (&in, "registration", FALSE);
  self->person = read_id (&in, "person", FALSE);
  read_name (&in, "verdict", (FromString) foyer_verdict_from_string, &self->verdict);
  self->flags = (read_flag (&in, "provisional") ? FOYER_VERDICT_PROVISIONAL : 0) |
                (read_flag (&in, "overridden") ? FOYER_VERDICT_OVERRIDDEN : 0);
  read_name (&in, "method", (FromString) foyer_method_from_string, &self->method);
  self->badge = read_flag (&in, "badge");
  self->target = read_id (&in, "target", FALSE);
  self->body = read_body (&in, "body");
  return is_sound (&in, "entry", error) ? g_steal_pointer (&self) : NULL;
}

/* Event. */

static json_t *
list_to_json (const FoyerList *self)
{
  json_t *json = json_object ();

  put_text (json, "id", self->id);
  put_words (json, "name", self->name);
  put_words (json, "place", self->place);
  put_time (json, "opens", self->opens_us);
  put_time (json, "closes", self->closes_us);
  put_texts (json, "categories", self->categories);
  put_number (json, "capacity", self->capacity);
  put_text (json, "rule", foyer_list_rule_to_string (self->rule));
  put_flag (json, "confirm", self->confirm);
  put_flag (json, "badge", self->badge);
  put_words (json, "latecomers", self->latecomers);
  return json;
}

static FoyerList *
list_from_json (const json_t *json, GError **error)
{
  g_autoptr (FoyerList) self = foyer_list_new ();
  Reader in = { json, json_is_object (json) ? NULL : "list" };

  self->id = read_required (&in, "id");
  self->name = read_words (&in, "name");
  self->place = read_words (&in, "place");
  self->opens_us = read_time (&in, "opens");
  self->closes_us = read_time (&in, "closes");
  self->categories = read_texts (&in, "categories");
  self->capacity = read_count (&in, "capacity");
  read_name (&in, "rule", (FromString) foyer_list_rule_from_string, &self->rule);
  self->confirm = read_flag (&in, "confirm");
  self->badge = read_flag (&in, "badge");
  self->latecomers = read_words (&in, "latecomers");
  if (foyer_words_in (self->name, "en") == NULL && in.wrong == NULL)
    in.wrong = "name";
  return is_sound (&in, "list", error) ? g_steal_pointer (&self) : NULL;
}

static FoyerStaff *
staff_from_json (const json_t *json, GError **error)
{
  g_autoptr (FoyerStaff) self = foyer_staff_new ();
  Reader in = { json, json_is_object (json) ? NULL : "staff" };

  self->id = read_id (&in, "id", TRUE);
  self->name = read_required (&in, "name");
  self->pin_hash = read_text (&in, "pin_hash");
  return is_sound (&in, "staff", error) ? g_steal_pointer (&self) : NULL;
}

json_t *
foyer_event_to_json (const FoyerEvent *self, gboolean with_secrets)
{
  json_t *json = json_object ();
  json_t *lists = json_array ();
  json_t *staff = json_array ();

  put_text (json, "id", self->id);
  put_words (json, "name", self->name);
  put_words (json, "place", self->place);
  put_text (json, "zone", self->zone);
  put_text (json, "badge_template", self->badge_template);
  put_flag (json, "mask_names", self->mask_names);
  put_text (json, "walk_in_status", foyer_status_to_string (self->walk_in_status));
  put_texts (json, "required", self->required);
  put_words (json, "consent", self->consent);
  for (guint i = 0; i < self->lists->len; i++)
    json_array_append_new (lists, list_to_json (g_ptr_array_index (self->lists, i)));
  json_object_set_new (json, "lists", lists);
  for (guint i = 0; i < self->staff->len; i++) {
    const FoyerStaff *member_of_staff = g_ptr_array_index (self->staff, i);
    json_t *one = json_object ();

    put_text (one, "id", member_of_staff->id);
    put_text (one, "name", member_of_staff->name);
    if (with_secrets)
      put_text (one, "pin_hash", member_of_staff->pin_hash);
    json_array_append_new (staff, one);
  }
  json_object_set_new (json, "staff", staff);
  return json;
}

static gboolean
read_lists (Reader *in, GPtrArray *lists, GError **error)
{
  const json_t *array = member (in, "lists", JSON_ARRAY);
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
read_staff (Reader *in, GPtrArray *staff, GError **error)
{
  const json_t *array = member (in, "staff", JSON_ARRAY);
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
  Reader in = { json, json_is_object (json) ? NULL : "event" };
  FoyerStatus walk_in_status = FOYER_STATUS_CONFIRMED;

  self->id = read_id (&in, "id", TRUE);
  self->name = read_words (&in, "name");
  self->place = read_words (&in, "place");
  self->zone = read_text (&in, "zone");
  self->badge_template = read_text (&in, "badge_template");
  self->mask_names = read_flag (&in, "mask_names");
  read_name (&in, "walk_in_status", (FromString) foyer_status_from_string, &walk_in_status);
  self->walk_in_status = walk_in_status;
  self->required = read_texts (&in, "required");
  self->consent = read_words (&in, "consent");
  if (foyer_words_in (self->name, "en") == NULL && in.wrong == NULL)
    in.wrong = "name";
  if (!read_lists (&in, self->lists, error) || !read_staff (&in, self->staff, error))
    return NULL;
  return is_sound (&in, "event", error) ? g_steal_pointer (&self) : NULL;
}

/* Text. */

char *
foyer_json_line (const json_t *json)
{
  char *dumped = json_dumps (json, JSON_COMPACT | JSON_ENCODE_ANY);
  char *line = g_strdup (dumped);

  free (dumped);
  return line;
}

json_t *
foyer_json_parse (const char *text, gssize length, GError **error)
{
  json_error_t wrong;
  json_t *json = json_loadb (text, length < 0 ? strlen (text) : (gsize) length,
                             JSON_REJECT_DUPLICATES, &wrong);

  if (json == NULL)
    g_set_error (error, FOYER_JSON_ERROR, FOYER_JSON_ERROR_MALFORMED,
                 "not JSON at line %d, column %d", wrong.line, wrong.column);
  return json;
}
