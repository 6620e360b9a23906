/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lookup-index.h"

#include "feed.h"
#include "lookup-private.h"
#include "postings.h"
#include "store-private.h"

#include <string.h>
#include <unicode/ustring.h>

/* So many rows' keys are in memory at once, about 0.5 kB each. */
#define MAX_BATCH (8 * FOYER_POSTINGS_CHUNK)
/* From so many rows on it is cheaper to look through all people at once. */
#define MANY_ROWS 1000
#define MAX_PLACE_CHARS 32

/* The store's part of it. */

static UCollator *
open_collator (void)
{
  UErrorCode status = U_ZERO_ERROR;
  UCollator *collator = ucol_open ("zh@collation=pinyin", &status);

  if (U_SUCCESS (status))
    ucol_setStrength (collator, UCOL_PRIMARY);
  return collator;
}

FoyerLookup *
foyer_lookup_of_store (FoyerStore *store)
{
  if (store->lookup == NULL) {
    store->lookup = g_new0 (FoyerLookup, 1);
    store->lookup->maker = foyer_key_maker_new ();
    store->lookup->collator = open_collator ();
  }
  return store->lookup;
}

void
foyer_lookup_free (FoyerLookup *self)
{
  if (self == NULL)
    return;
  foyer_key_maker_free (self->maker);
  g_clear_pointer (&self->collator, ucol_close);
  foyer_people_clear (&self->people);
  g_free (self);
}

/* Where a name comes in pinyin order: the beginning of its sort key. */
static FoyerPlace
place_of (FoyerLookup *self, const char *name)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar wide[2 * MAX_PLACE_CHARS];
  guint8 key[16 * MAX_PLACE_CHARS] = { 0 };
  const char *end = name;
  FoyerPlace place;
  int32_t length = 0;

  for (gsize i = 0; i < MAX_PLACE_CHARS && *end != '\0'; i++)
    end = g_utf8_next_char (end);
  u_strFromUTF8 (wide, G_N_ELEMENTS (wide), &length, name, (int32_t) (end - name), &status);
  if (self->collator != NULL && U_SUCCESS (status))
    ucol_getSortKey (self->collator, wide, length, key, sizeof key);
  memcpy (&place, key, sizeof place);
  return (FoyerPlace) { GUINT64_FROM_BE (place.high), GUINT64_FROM_BE (place.low) };
}

/* People. */

static GArray *
people_rows_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (FoyerPeopleRow));
}

/* All rows of a person, with the place of the name that is shown: that of the
 * registration with the best standing. */
static GArray *
rows_of_person (FoyerStore *store, const char *person, gint64 except, GError **error)
{
  g_autoptr (GArray) rows = people_rows_new ();
  FoyerLookup *lookup = foyer_lookup_of_store (store);
  sqlite3_stmt *stmt = foyer_sql (store, error,
                                  "SELECT rid, status, name FROM registration "
                                  "WHERE person = ?1 AND rid <> ?2 ORDER BY id", "ti", person, except);
  FoyerStatus best = FOYER_STATUS_N;
  FoyerPlace place = { 0, 0 };
  gint64 head = G_MAXINT64;
  int rc;

  while ((rc = foyer_sql_row (store, stmt, error)) == 1) {
    FoyerPeopleRow row = { .rid = sqlite3_column_int64 (stmt, 0) };
    FoyerStatus status = (FoyerStatus) sqlite3_column_int (stmt, 1);

    head = MIN (head, row.rid);
    g_array_append_val (rows, row);
    if (best != FOYER_STATUS_N && foyer_status_better (best, status) == best)
      continue;
    best = status;
    place = place_of (lookup, (const char *) sqlite3_column_text (stmt, 2));
  }
  for (guint i = 0; i < rows->len; i++) {
    g_array_index (rows, FoyerPeopleRow, i).head = head;
    g_array_index (rows, FoyerPeopleRow, i).place = place;
  }
  return rc == 0 ? g_steal_pointer (&rows) : NULL;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const FoyerPeopleRow *x = a;
  const FoyerPeopleRow *y = b;

  return (x->rid > y->rid) - (x->rid < y->rid);
}

static GPtrArray *
read_texts (FoyerStore *store, sqlite3_stmt *stmt, GError **error)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  int rc;

  while ((rc = foyer_sql_row (store, stmt, error)) == 1)
    g_ptr_array_add (texts, foyer_sql_dup (stmt, 0));
  return rc == 0 ? g_steal_pointer (&texts) : NULL;
}

static GPtrArray *
lists_of_person (FoyerStore *store, const char *person, GError **error)
{
  return read_texts (store, foyer_sql (store, error, "SELECT list FROM presence WHERE person = ?1", "t",
                                       person), error);
}

/* Every list that anyone has come to: a seek for each, not a look at each chunk. */
static GPtrArray *
all_lists (FoyerStore *store, GError **error)
{
  return read_texts (store, foyer_sql (store, error,
                                       "WITH RECURSIVE lists (list) AS ("
                                       "  SELECT min (list) FROM lookup_arrived UNION ALL "
                                       "  SELECT (SELECT min (list) FROM lookup_arrived a "
                                       "          WHERE a.list > lists.list) FROM lists "
                                       "  WHERE lists.list IS NOT NULL) "
                                       "SELECT list FROM lists WHERE list IS NOT NULL", NULL), error);
}

static gboolean
mark_rows (FoyerStore *store, GArray *rows, GPtrArray *lists, gboolean arrived, GError **error)
{
  for (guint i = 0; i < lists->len; i++) {
    for (guint k = 0; k < rows->len; k++) {
      if (!foyer_postings_arrive (store, g_ptr_array_index (lists, i),
                                  g_array_index (rows, FoyerPeopleRow, k).rid, arrived, error))
        return FALSE;
    }
  }
  return TRUE;
}

/* The rows of a person that has become another one. */
static gboolean
refresh_person (FoyerStore *store, const char *person, gint64 except, GError **error)
{
  g_autoptr (GArray) rows = rows_of_person (store, person, except, error);
  g_autoptr (GPtrArray) every = rows ? all_lists (store, error) : NULL;
  g_autoptr (GPtrArray) lists = every ? lists_of_person (store, person, error) : NULL;

  if (lists == NULL)
    return FALSE;
  g_array_sort (rows, compare_rows);
  return foyer_people_write (store, rows, error) && mark_rows (store, rows, every, FALSE, error) &&
         mark_rows (store, rows, lists, TRUE, error);
}

static gboolean
mark_person (FoyerStore *store, const char *person, GPtrArray *lists, gboolean arrived, GError **error)
{
  g_autoptr (GArray) rows = people_rows_new ();
  sqlite3_stmt *stmt = foyer_sql (store, error, "SELECT rid FROM registration WHERE person = ?1", "t",
                                  person);
  int rc;

  while ((rc = foyer_sql_row (store, stmt, error)) == 1) {
    FoyerPeopleRow row = { .rid = sqlite3_column_int64 (stmt, 0) };

    g_array_append_val (rows, row);
  }
  return rc == 0 && mark_rows (store, rows, lists, arrived, error);
}

gboolean
foyer_lookup_index_arrive (FoyerStore *store, const char *person, const char *list, GError **error)
{
  g_autoptr (GPtrArray) lists = g_ptr_array_new ();

  g_ptr_array_add (lists, (gpointer) list);
  return mark_person (store, person, lists, TRUE, error);
}

gboolean
foyer_lookup_index_forget (FoyerStore *store, const char *person, GError **error)
{
  g_autoptr (GPtrArray) lists = lists_of_person (store, person, error);

  if (lists == NULL || lists->len == 0)
    return lists != NULL;
  return mark_person (store, person, lists, FALSE, error);
}

/* Rows that change. */

static gint64
keyed_to (FoyerStore *store, GError **error)
{
  return foyer_sql_int (store, error, 0, "SELECT keyed_to FROM lookup_state", NULL);
}

/* (transfer full): the keys as a set. */
static GHashTable *
keys_of (FoyerStore *store, const FoyerRegistration *row)
{
  GHashTable *set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const GString *keys = row ? foyer_key_maker_make (foyer_lookup_of_store (store)->maker, row) : NULL;

  for (const char *at = keys ? keys->str : NULL; at != NULL && at < keys->str + keys->len;
       at += strlen (at) + 1)
    g_hash_table_add (set, g_strdup (at));
  return set;
}

static gboolean
change_missing (FoyerStore *store, gint64 rid, GHashTable *set, GHashTable *other, gboolean present,
                GError **error)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, set);
  while (g_hash_table_iter_next (&iter, &key, NULL)) {
    if (!g_hash_table_contains (other, key) &&
        !foyer_postings_change (store, key, rid, present, error))
      return FALSE;
  }
  return TRUE;
}

/* A row by itself, which has come nowhere. */
static GArray *
unmarked_row (FoyerStore *store, gint64 rid, GError **error)
{
  g_autoptr (GArray) rows = people_rows_new ();
  FoyerPeopleRow row = { .rid = rid };
  g_autoptr (GPtrArray) lists = all_lists (store, error);

  g_array_append_val (rows, row);
  return lists != NULL && mark_rows (store, rows, lists, FALSE, error) ? g_steal_pointer (&rows) : NULL;
}

static gboolean
drop_row (FoyerStore *store, gint64 rid, GError **error)
{
  g_autoptr (GArray) rows = unmarked_row (store, rid, error);

  return rows != NULL && foyer_people_write (store, rows, error);
}

/* A row that gets its keys with the commit, and whoever has come by it then. */
static gboolean
change_unkeyed (FoyerStore *store, gint64 rid, const FoyerRegistration *before, GError **error)
{
  g_autoptr (GArray) rows = before ? unmarked_row (store, rid, error) : NULL;

  return before == NULL || rows != NULL;
}

static gboolean
change_people (FoyerStore *store, gint64 rid, const FoyerRegistration *before,
               const FoyerRegistration *now, GError **error)
{
  if (before != NULL && now != NULL && before->status == now->status &&
      g_str_equal (before->person, now->person) && g_str_equal (before->name, now->name))
    return TRUE;
  if (now == NULL && !drop_row (store, rid, error))
    return FALSE;
  if (before != NULL && (now == NULL || !g_str_equal (before->person, now->person)) &&
      !refresh_person (store, before->person, now == NULL ? rid : 0, error))
    return FALSE;
  return now == NULL || refresh_person (store, now->person, 0, error);
}

gboolean
foyer_lookup_index_change (FoyerStore *store, gint64 rid, const FoyerRegistration *before,
                           const FoyerRegistration *now, GError **error)
{
  gint64 last = keyed_to (store, error);
  g_autoptr (GHashTable) old_keys = NULL;
  g_autoptr (GHashTable) new_keys = NULL;

  if (last < 0 || rid > last)
    return last >= 0 && change_unkeyed (store, rid, before, error);
  old_keys = keys_of (store, before);
  new_keys = keys_of (store, now);
  return change_missing (store, rid, old_keys, new_keys, FALSE, error) &&
         change_missing (store, rid, new_keys, old_keys, TRUE, error) &&
         change_people (store, rid, before, now, error);
}

/* Rows that are new. */

/* A row as the key maker reads it: the texts are the statement's own. */
static void
borrow_row (sqlite3_stmt *stmt, FoyerRegistration *row)
{
  row->id = (char *) sqlite3_column_text (stmt, 1);
  row->name = (char *) sqlite3_column_text (stmt, 2);
  row->phone = (char *) sqlite3_column_text (stmt, 3);
  row->email = (char *) sqlite3_column_text (stmt, 4);
  row->company = (char *) sqlite3_column_text (stmt, 5);
  row->reference = (char *) sqlite3_column_text (stmt, 6);
}

static void
add_row (FoyerLookup *lookup, sqlite3_stmt *stmt, FoyerPostingBatch *batch, GArray *rows)
{
  FoyerPeopleRow person = { .rid = sqlite3_column_int64 (stmt, 0) };
  const char *codes = (const char *) sqlite3_column_text (stmt, 7);
  g_auto (GStrv) split = codes ? g_strsplit (codes, "\n", -1) : NULL;
  FoyerRegistration row = { .codes = split };
  const GString *keys;

  borrow_row (stmt, &row);
  keys = foyer_key_maker_make (lookup->maker, &row);
  for (const char *at = keys->str; at < keys->str + keys->len; at += strlen (at) + 1)
    foyer_posting_batch_add (batch, at, person.rid);
  person.head = person.rid;
  person.place = place_of (lookup, row.name);
  g_array_append_val (rows, person);
}

static gboolean
key_rows (FoyerStore *store, gint64 first, gint64 last, GError **error)
{
  g_autoptr (FoyerPostingBatch) batch = foyer_posting_batch_new ();
  g_autoptr (GArray) rows = people_rows_new ();
  sqlite3_stmt *stmt = foyer_sql (store, error,
                                  "SELECT rid, id, name, phone, email, company, reference, codes "
                                  "FROM registration WHERE rid BETWEEN ?1 AND ?2 ORDER BY rid", "ii",
                                  first, last);
  int rc;

  while ((rc = foyer_sql_row (store, stmt, error)) == 1)
    add_row (foyer_lookup_of_store (store), stmt, batch, rows);
  return rc == 0 && foyer_posting_batch_write (batch, store, first, error) &&
         foyer_people_write (store, rows, error);
}

static gboolean
refresh_people (FoyerStore *store, sqlite3_stmt *stmt, GError **error)
{
  g_autoptr (GPtrArray) people = read_texts (store, stmt, error);

  for (guint i = 0; people != NULL && i < people->len; i++) {
    if (!refresh_person (store, g_ptr_array_index (people, i), 0, error))
      return FALSE;
  }
  return people != NULL;
}

/* Who has another row besides a new one, and who had come before it was known. Not
 * DISTINCT: for that SQLite would go through everybody in order. */
static gboolean
join_people (FoyerStore *store, gint64 first, gint64 last, GError **error)
{
  const char *several = last - first < MANY_ROWS
    ? "SELECT person FROM registration r WHERE rid >= ?1 AND EXISTS ("
      "  SELECT 1 FROM registration o WHERE o.person = r.person AND o.rid <> r.rid)"
    : "SELECT person FROM registration GROUP BY person HAVING count (*) > 1 AND max (rid) >= ?1";

  return refresh_people (store, foyer_sql (store, error, several, "i", first), error) &&
         refresh_people (store, foyer_sql (store, error,
                                           "SELECT r.person FROM registration r "
                                           "CROSS JOIN presence p WHERE r.rid >= ?1 "
                                           "AND p.person = r.person", "i", first), error);
}

/* The rows up to @last that are to get their keys together after @before. While a
 * first pull fills the store those are whole batches: each touches much of the
 * key table. */
static gint64
end_of_batch (FoyerStore *store, gint64 before, gint64 last)
{
  gint64 end = ((before + 1) / MAX_BATCH + 1) * MAX_BATCH - 1;

  if (end <= last)
    return end;
  return foyer_feed_is_filling (store) ? before : last;
}

gboolean
foyer_lookup_index_catch_up (FoyerStore *store, GError **error)
{
  gint64 before = keyed_to (store, error);
  gint64 last = foyer_sql_int (store, error, 0, "SELECT max (rid) FROM registration", NULL);
  gint64 done = before;

  if (before < 0 || last <= before)
    return before >= 0 && last >= 0;
  for (gint64 end; (end = end_of_batch (store, done, last)) > done; done = end) {
    if (!key_rows (store, done + 1, end, error))
      return FALSE;
  }
  return done == before ||
         (foyer_sql_run (store, error, "UPDATE lookup_state SET keyed_to = ?1", "i", done) &&
          join_people (store, before + 1, done, error));
}
