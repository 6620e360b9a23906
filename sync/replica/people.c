/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "people.h"

#include "id.h"
#include "import-match-private.h"
#include "journal.h"
#include "registry.h"
#include "store-private.h"

#include <string.h>

static FoyerRegistration *
get (FoyerStore *store, const char *id, GError **error)
{
  g_autoptr (GError) failure = NULL;
  FoyerRegistration *row = id ? foyer_registry_get (store, id, &failure) : NULL;

  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else if (row == NULL)
    g_set_error_literal (error, FOYER_IMPORT_ERROR, FOYER_IMPORT_ERROR_UNKNOWN,
                         "there is no such registration");
  return row;
}

char *
foyer_people_find (FoyerStore *store, const char *id, GError **error)
{
  char *person = foyer_sql_text (store, error, "SELECT person FROM registration "
                                 "WHERE id = ?1 OR person = ?1 LIMIT 1", "t", id);

  if (person == NULL && (error == NULL || *error == NULL))
    g_set_error_literal (error, FOYER_IMPORT_ERROR, FOYER_IMPORT_ERROR_UNKNOWN,
                         "there is no such registration or person");
  return person;
}

/* Linking. moved: {registration: [person before, revision after]}. */

static gint64
revision_of (FoyerStore *store, const char *id, GError **error)
{
  return foyer_sql_int (store, error, 0, "SELECT revision FROM registration WHERE id = ?1", "t", id);
}

static gboolean
move (FoyerStore *store, const FoyerRegistration *row, const char *person, json_t *moved,
      GError **error)
{
  if (!foyer_registry_link (store, row->id, person, error))
    return FALSE;
  json_object_set_new (moved, row->id,
                       json_pack ("[s, I]", row->person,
                                  (json_int_t) revision_of (store, row->id, error)));
  return TRUE;
}

/* Away from a hub nobody saw the move, so the revision goes back as well. */
static gboolean
move_back (FoyerStore *store, const char *id, const json_t *before, GError **error)
{
  const char *person = json_string_value (json_array_get (before, 0));
  gint64 revision = json_integer_value (json_array_get (before, 1));
  g_autoptr (FoyerRegistration) row = NULL;

  if (foyer_sql_int (store, error, 0, "SELECT 1 FROM registration WHERE id = ?1", "t", id) == 0)
    return TRUE;
  if (store->feeds || revision < 2 || revision_of (store, id, error) != revision)
    return foyer_registry_link (store, id, person, error);
  row = foyer_import_hub_row (store, id, error);
  if (row == NULL)
    return FALSE;
  g_free (row->person);
  row->person = g_strdup (person);
  row->revision--;
  return foyer_registry_put (store, row, NULL, error);
}

static gboolean
decide (FoyerStore *store, const char *a, const char *b, gboolean same, const json_t *moved,
        gint64 now_us, GError **error)
{
  g_autofree char *text = moved ? foyer_json_line (moved) : NULL;
  gboolean turned = strcmp (a, b) > 0;

  return foyer_sql_run (store, error, "INSERT INTO decision (a, b, same, at_us, moved) "
                        "VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (a, b) DO UPDATE SET "
                        "same = ?3, at_us = ?4, moved = ?5", "ttiit", turned ? b : a, turned ? a : b,
                        (gint64) same, now_us, text);
}

gboolean
foyer_people_link (FoyerStore *store, const char *a, const char *b, gint64 now_us, GError **error)
{
  g_autoptr (FoyerRegistration) one = get (store, a, error);
  g_autoptr (FoyerRegistration) other = one ? get (store, b, error) : NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (json_t) moved = json_object ();

  if (other == NULL)
    return FALSE;
  if (g_str_equal (one->person, other->person))
    return TRUE;
  rows = foyer_registry_of_person (store, other->person, error);
  for (guint i = 0; rows != NULL && i < rows->len; i++) {
    if (!move (store, g_ptr_array_index (rows, i), one->person, moved, error))
      return FALSE;
  }
  return rows != NULL && decide (store, a, b, TRUE, moved, now_us, error);
}

/* (nullable): the newest link that moved the registration, as JSON; its pair in @a and @b. */
static json_t *
find_link (FoyerStore *store, const char *registration, char **a, char **b, GError **error)
{
  sqlite3_stmt *stmt = foyer_sql (store, error, "SELECT a, b, moved FROM decision, json_each (moved) "
                                  "WHERE same = 1 AND key = ?1 ORDER BY at_us DESC, a LIMIT 1", "t",
                                  registration);
  json_t *moved = NULL;

  if (foyer_sql_row (store, stmt, error) != 1)
    return NULL;
  *a = foyer_sql_dup (stmt, 0);
  *b = foyer_sql_dup (stmt, 1);
  moved = foyer_json_parse ((const char *) sqlite3_column_text (stmt, 2), -1, error);
  foyer_sql_end (stmt);
  return moved;
}

static gboolean
take_link_back (FoyerStore *store, const json_t *moved, const char *a, const char *b, GError **error)
{
  const char *id;
  const json_t *before;

  json_object_foreach ((json_t *) moved, id, before) {
    if (!move_back (store, id, before, error))
      return FALSE;
  }
  return foyer_sql_run (store, error, "DELETE FROM decision WHERE a = ?1 AND b = ?2", "tt", a, b);
}

/* The rule linked them, and would again: so it is noted that they are apart. */
static gboolean
make_own_person (FoyerStore *store, const FoyerRegistration *row, gint64 now_us, GError **error)
{
  g_autoptr (GPtrArray) others = foyer_registry_of_person (store, row->person, error);
  g_autofree char *own = NULL;

  if (others == NULL)
    return FALSE;
  if (others->len < 2) {
    g_set_error_literal (error, FOYER_IMPORT_ERROR, FOYER_IMPORT_ERROR_UNKNOWN,
                         "the registration is the only one of its person");
    return FALSE;
  }
  own = foyer_id_new (now_us);
  if (!foyer_registry_link (store, row->id, own, error))
    return FALSE;
  for (guint i = 0; i < others->len; i++) {
    const FoyerRegistration *other = g_ptr_array_index (others, i);

    if (!g_str_equal (other->id, row->id) &&
        !decide (store, row->id, other->id, FALSE, NULL, now_us, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
foyer_people_unlink (FoyerStore *store, const char *registration, gint64 now_us, GError **error)
{
  g_autoptr (FoyerRegistration) row = get (store, registration, error);
  g_autoptr (GError) failure = NULL;
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;
  g_autoptr (json_t) moved = row ? find_link (store, registration, &a, &b, &failure) : NULL;

  if (row == NULL)
    return FALSE;
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  return moved ? take_link_back (store, moved, a, b, error)
               : make_own_person (store, row, now_us, error);
}

gboolean
foyer_people_keep_apart (FoyerStore *store, const char *a, const char *b, gint64 now_us,
                         GError **error)
{
  g_autoptr (FoyerRegistration) one = get (store, a, error);
  g_autoptr (FoyerRegistration) other = one ? get (store, b, error) : NULL;

  if (other == NULL)
    return FALSE;
  if (!g_str_equal (one->person, other->person))
    return decide (store, a, b, FALSE, NULL, now_us, error);
  g_set_error_literal (error, FOYER_IMPORT_ERROR, FOYER_IMPORT_ERROR_TOUCHED,
                       "they are one person now; unlink one of them");
  return FALSE;
}

/* Doubts. */

static FoyerRegistration *
read_contact (sqlite3_stmt *stmt)
{
  FoyerRegistration *row = foyer_registration_new ();
  char **texts[] = { &row->id, &row->person, &row->channel, &row->reference, &row->name, &row->phone,
                     &row->email, &row->company };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    *texts[i] = foyer_sql_dup (stmt, (int) i);
  return row;
}

/* Without answers and notes: two hundred thousand of them have to fit. */
static GPtrArray *
read_contacts (FoyerStore *store, GError **error)
{
  g_autoptr (GPtrArray) rows =
    g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_registration_free);
  sqlite3_stmt *stmt = foyer_sql (store, error, "SELECT id, person, channel, reference, name, phone, "
                                  "email, company FROM registration ORDER BY rid", NULL);
  int rc;

  while ((rc = foyer_sql_row (store, stmt, error)) == 1)
    g_ptr_array_add (rows, read_contact (stmt));
  return rc == 0 ? g_steal_pointer (&rows) : NULL;
}

static char *
pair_of (const char *a, const char *b)
{
  return strcmp (a, b) < 0 ? g_strconcat (a, "\n", b, NULL) : g_strconcat (b, "\n", a, NULL);
}

/* The pairs of people of whom someone said that they are two. */
static GHashTable *
read_parted (FoyerStore *store, GError **error)
{
  g_autoptr (GHashTable) pairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  sqlite3_stmt *stmt = foyer_sql (store, error, "SELECT x.person, y.person FROM decision "
                                  "JOIN registration x ON x.id = a JOIN registration y ON y.id = b "
                                  "WHERE same = 0", NULL);
  int rc;

  while ((rc = foyer_sql_row (store, stmt, error)) == 1)
    g_hash_table_add (pairs, pair_of ((const char *) sqlite3_column_text (stmt, 0),
                                      (const char *) sqlite3_column_text (stmt, 1)));
  return rc == 0 ? g_steal_pointer (&pairs) : NULL;
}

FoyerPeopleDoubts *
foyer_people_doubts (FoyerStore *store, GError **error)
{
  g_autoptr (GPtrArray) rows = read_contacts (store, error);
  g_autoptr (GHashTable) parted = rows ? read_parted (store, error) : NULL;
  FoyerPeopleDoubts *self;

  if (parted == NULL)
    return NULL;
  self = g_new0 (FoyerPeopleDoubts, 1);
  self->doubts = foyer_doubts_find (rows);
  for (guint i = self->doubts->len; i-- > 0;) {
    const FoyerDoubt *doubt = &g_array_index (self->doubts, FoyerDoubt, i);
    const FoyerRegistration *a = g_ptr_array_index (rows, doubt->a);
    const FoyerRegistration *b = g_ptr_array_index (rows, doubt->b);
    g_autofree char *pair = pair_of (a->person, b->person);

    if (g_hash_table_contains (parted, pair))
      g_array_remove_index (self->doubts, i);
  }
  self->registrations = g_steal_pointer (&rows);
  return self;
}

void
foyer_people_doubts_free (FoyerPeopleDoubts *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->registrations);
  g_array_unref (self->doubts);
  g_free (self);
}
