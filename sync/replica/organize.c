/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "organize.h"

#include "admission.h"
#include "channel.h"
#include "headcount-who.h"
#include "people.h"
#include "registry.h"
#include "store-private.h"

#include <string.h>

typedef json_t *(*Answer) (FoyerStore *store, const json_t *ask, gint64 now_us, GError **error);

/* (nullable): the text @name; NULL with @error where it is absent. */
static const char *
text_of (const json_t *ask, const char *name, GError **error)
{
  const char *text = json_string_value (json_object_get (ask, name));

  if (text == NULL)
    g_set_error (error, FOYER_JSON_ERROR, FOYER_JSON_ERROR_MALFORMED, "\"%s\" has to be there", name);
  return text;
}

/* The id of a registration that is named by it, or as people do: own-form:34. */
static char *
registration_of (FoyerStore *store, const json_t *ask, const char *name, GError **error)
{
  const char *text = text_of (ask, name, error);
  const char *colon = text ? strrchr (text, ':') : NULL;
  g_autofree char *channel = colon ? g_strndup (text, (gsize) (colon - text)) : NULL;
  char *id;

  if (colon == NULL)
    return g_strdup (text);
  id = foyer_sql_text (store, error, "SELECT id FROM registration WHERE channel = ?1 AND reference = ?2 "
                       "ORDER BY rid", "tt", channel, colon + 1);
  if (id == NULL && (error == NULL || *error == NULL))
    g_set_error_literal (error, FOYER_IMPORT_ERROR, FOYER_IMPORT_ERROR_UNKNOWN,
                         "no registration of that channel has that number");
  return id;
}

static char *
person_of (FoyerStore *store, const json_t *ask, GError **error)
{
  g_autofree char *id = registration_of (store, ask, "id", error);

  return id ? foyer_people_find (store, id, error) : NULL;
}

static json_t *
done (gboolean whether)
{
  return whether ? json_object () : NULL;
}

/* Imports and channels. */

static void
add_import (const char *id, gint64 at_us, const char *channel, const char *file, const char *counts,
            gpointer user_data)
{
  g_autofree char *at = foyer_time_to_string (at_us);
  json_t *import = json_pack ("{s:s, s:s, s:s, s:s*}", "import", id, "at", at, "channel", channel, "file",
                              file);
  g_autoptr (json_t) parsed = foyer_json_parse (counts, -1, NULL);

  json_object_update_missing (import, parsed);
  json_array_append_new (user_data, import);
}

static json_t *
list_imports (FoyerStore *store, const json_t *ask, gint64 now_us, GError **error)
{
  g_autoptr (json_t) imports = json_array ();

  return foyer_import_foreach (store, add_import, imports, error) ? json_pack ("{s:O}", "imports", imports)
                                                                  : NULL;
}

static json_t *
undo_import (FoyerStore *store, const json_t *ask, gint64 now_us, GError **error)
{
  const char *id = text_of (ask, "import", error);
  gboolean partly = json_is_true (json_object_get (ask, "partly"));
  gint64 left = 0;

  return id != NULL && foyer_import_undo (store, id, partly, &left, error)
           ? json_pack ("{s:I}", "left", (json_int_t) left) : NULL;
}

static json_t *
list_channels (FoyerStore *store, const json_t *ask, gint64 now_us, GError **error)
{
  json_t *channels = foyer_channel_list (store, error);

  return channels ? json_pack ("{s:o}", "channels", channels) : NULL;
}

static json_t *
set_channel (FoyerStore *store, const json_t *ask, gint64 now_us, GError **error)
{
  const char *name = text_of (ask, "channel", error);

  return done (name != NULL && foyer_channel_put (store, name, ask, error));
}

/* People. */

static json_t *
show_person (FoyerStore *store, const json_t *ask, GError **error)
{
  g_autofree char *person = person_of (store, ask, error);
  g_autoptr (GPtrArray) rows = person ? foyer_registry_of_person (store, person, error) : NULL;
  g_autoptr (json_t) registrations = json_array ();

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    json_array_append_new (registrations, foyer_registration_to_json (g_ptr_array_index (rows, i)));
  return rows ? json_pack ("{s:s, s:O}", "person", person, "registrations", registrations) : NULL;
}

typedef struct {
  GHashTable *people;   /* of char *, to json_t: each with their registrations */
  json_t     *order;
} Gathering;

static gboolean
gather (const FoyerRegistration *row, gpointer user_data)
{
  Gathering *self = user_data;
  json_t *person = g_hash_table_lookup (self->people, row->person);

  if (person == NULL) {
    person = json_pack ("{s:s, s:[]}", "person", row->person, "registrations");
    g_hash_table_insert (self->people, g_strdup (row->person), person);
    json_array_append_new (self->order, person);
  }
  json_array_append_new (json_object_get (person, "registrations"), foyer_registration_to_json (row));
  return TRUE;
}

/* Those who signed up more than once. */
static json_t *
list_people (FoyerStore *store, GError **error)
{
  g_autoptr (GHashTable) people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (json_t) order = json_array ();
  Gathering gathering = { people, order };
  g_autoptr (json_t) several = json_array ();
  json_t *person;
  size_t i;

  if (!foyer_registry_foreach (store, gather, &gathering, error))
    return NULL;
  json_array_foreach (order, i, person) {
    if (json_array_size (json_object_get (person, "registrations")) > 1)
      json_array_append (several, person);
  }
  return json_pack ("{s:O}", "people", several);
}

static json_t *
people (FoyerStore *store, const json_t *ask, gint64 now_us, GError **error)
{
  return json_object_get (ask, "id") ? show_person (store, ask, error) : list_people (store, error);
}

static json_t *
contact_to_json (const FoyerRegistration *row)
{
  return json_pack ("{s:s, s:s, s:s, s:s*, s:s, s:s*, s:s*, s:s*}", "registration", row->id, "person",
                    row->person, "channel", row->channel, "reference", row->reference, "name", row->name,
                    "phone", row->phone, "email", row->email, "company", row->company);
}

static json_t *
list_doubts (FoyerStore *store, const json_t *ask, gint64 now_us, GError **error)
{
  g_autoptr (FoyerPeopleDoubts) found = foyer_people_doubts (store, error);
  g_autoptr (json_t) doubts = json_array ();

  for (guint i = 0; found != NULL && i < found->doubts->len; i++) {
    const FoyerDoubt *doubt = &g_array_index (found->doubts, FoyerDoubt, i);

    json_array_append_new (doubts,
                           json_pack ("{s:s, s:o, s:o}", "doubt", foyer_doubt_kind_to_string (doubt->kind),
                                      "a", contact_to_json (g_ptr_array_index (found->registrations, doubt->a)),
                                      "b", contact_to_json (g_ptr_array_index (found->registrations, doubt->b))));
  }
  return found ? json_pack ("{s:O}", "doubts", doubts) : NULL;
}

static json_t *
list_differences (FoyerStore *store, const json_t *ask, gint64 now_us, GError **error)
{
  json_t *differences = foyer_people_differences (store, error);

  return differences ? json_pack ("{s:o}", "differences", differences) : NULL;
}

static json_t *
export_person (FoyerStore *store, const json_t *ask, gint64 now_us, GError **error)
{
  g_autofree char *person = person_of (store, ask, error);

  return person ? foyer_people_export (store, person, error) : NULL;
}

static json_t *
link_people (FoyerStore *store, const json_t *ask, gint64 now_us, GError **error)
{
  g_autofree char *a = registration_of (store, ask, "a", error);
  g_autofree char *b = a ? registration_of (store, ask, "b", error) : NULL;

  return done (b != NULL && foyer_people_link (store, a, b, now_us, error));
}

static json_t *
unlink_person (FoyerStore *store, const json_t *ask, gint64 now_us, GError **error)
{
  g_autofree char *id = registration_of (store, ask, "id", error);

  return done (id != NULL && foyer_people_unlink (store, id, now_us, error));
}

static json_t *
keep_apart (FoyerStore *store, const json_t *ask, gint64 now_us, GError **error)
{
  g_autofree char *a = registration_of (store, ask, "a", error);
  g_autofree char *b = a ? registration_of (store, ask, "b", error) : NULL;

  return done (b != NULL && foyer_people_keep_apart (store, a, b, now_us, error));
}

/* What imports remember of the rows goes as well, and their numbers bring them
 * back no more. */
static json_t *
erase_person (FoyerStore *store, const json_t *ask, gint64 now_us, GError **error)
{
  g_autofree char *person = person_of (store, ask, error);
  g_autoptr (GPtrArray) rows = person ? foyer_registry_of_person (store, person, error) : NULL;

  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    const FoyerRegistration *row = g_ptr_array_index (rows, i);

    if (!foyer_import_forget (store, row->id, error) ||
        (row->reference != NULL &&
         !foyer_channel_note_erased (store, row->channel, row->reference, error)))
      return NULL;
  }
  return rows != NULL && foyer_admission_erase (store, person, NULL, now_us, error)
           ? json_pack ("{s:s, s:i}", "person", person, "registrations", (int) rows->len) : NULL;
}

static json_t *
list_behind_number (FoyerStore *store, const json_t *ask, gint64 now_us, GError **error)
{
  return foyer_headcount_who (store, ask, error);
}

/* The whole. */

static const struct {
  const char *what;
  gboolean    writes;
  Answer      answer;
} answers[] = {
  { "imports", FALSE, list_imports },
  { "imports/undo", TRUE, undo_import },
  { "channels", FALSE, list_channels },
  { "channels/set", TRUE, set_channel },
  { "people", FALSE, people },
  { "people/doubts", FALSE, list_doubts },
  { "people/differences", FALSE, list_differences },
  { "people/export", FALSE, export_person },
  { "people/link", TRUE, link_people },
  { "people/unlink", TRUE, unlink_person },
  { "people/apart", TRUE, keep_apart },
  { "people/erase", TRUE, erase_person },
  { "report/people", FALSE, list_behind_number },
};

static int
index_of (const char *what)
{
  for (gsize i = 0; what != NULL && i < G_N_ELEMENTS (answers); i++) {
    if (g_str_equal (answers[i].what, what))
      return (int) i;
  }
  return -1;
}

gboolean
foyer_organize_knows (const char *what, gboolean *writes)
{
  int i = index_of (what);

  if (i >= 0)
    *writes = answers[i].writes;
  return i >= 0;
}

json_t *
foyer_organize (FoyerStore *store, const char *what, const json_t *ask, gint64 now_us, GError **error)
{
  int i = index_of (what);

  g_return_val_if_fail (i >= 0, NULL);

  return answers[i].answer (store, ask, now_us, error);
}
