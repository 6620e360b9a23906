/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "headcount.h"

#include "json.h"
#include "store-private.h"

void
foyer_headcount_free (FoyerHeadcount *self)
{
  if (self == NULL)
    return;
  g_free (self->list);
  g_free (self);
}

gint64
foyer_headcount_registrations (FoyerStore *store, GError **error)
{
  return foyer_sql_int (store, error, 0, "SELECT count (*) FROM registration", NULL);
}

gint64
foyer_headcount_people (FoyerStore *store, GError **error)
{
  return foyer_sql_int (store, error, 0, "SELECT count (DISTINCT person) FROM registration", NULL);
}

/* One row a person: whether they were registered before doors and may come to
 * the list, and how they stand on it. ?1 is the list, NULL for all; ?2 its
 * categories as a JSON array, NULL for everyone. Someone who was let in in the
 * ordinary way stays expected whatever became of the registration since. */
#define PEOPLE \
  "WITH seen AS (SELECT person, max (state = 1) AS inside, sum (admissions) AS admissions, " \
  "    max (conflicts > 0) AS conflict, min (overridden) AS overridden " \
  "  FROM presence WHERE ?1 IS NULL OR list = ?1 GROUP BY person), " \
  "signed_up AS (SELECT person, max (status = 1 AND channel <> 'door') AS confirmed, " \
  "    min (channel = 'door') AS door " \
  "  FROM registration WHERE ?2 IS NULL OR coalesce (category, 'attendee') IN " \
  "    (SELECT value FROM json_each (?2)) GROUP BY person), " \
  "one AS (SELECT r.confirmed, r.door, s.person IS NOT NULL AS came, s.inside, s.admissions, " \
  "    s.conflict, s.overridden FROM signed_up r LEFT JOIN seen s USING (person) " \
  "  UNION ALL SELECT 0, 0, 1, inside, admissions, conflict, 1 FROM seen " \
  "  WHERE person NOT IN (SELECT person FROM signed_up)), " \
  "judged AS (SELECT *, NOT door AND (confirmed OR (came AND NOT overridden)) AS expected FROM one) "

G_STATIC_ASSERT (FOYER_STATUS_CONFIRMED == 1 && FOYER_PRESENCE_INSIDE == 1);

static char *
categories_json (const FoyerList *list)
{
  g_autoptr (json_t) json = NULL;

  if (list == NULL || list->categories == NULL)
    return NULL;
  json = json_array ();
  for (gsize i = 0; list->categories[i] != NULL; i++)
    json_array_append_new (json, json_string (list->categories[i]));
  return foyer_json_line (json);
}

static FoyerHeadcount *
count (FoyerStore *store, const FoyerList *list, GError **error)
{
  g_autoptr (FoyerHeadcount) sums = g_new0 (FoyerHeadcount, 1);
  g_autofree char *categories = categories_json (list);
  sqlite3_stmt *stmt =
    foyer_sql (store, error, PEOPLE
               "SELECT coalesce (sum (expected), 0), coalesce (sum (came), 0), "
               "coalesce (sum (came AND expected), 0), coalesce (sum (came AND door), 0), "
               "coalesce (sum (inside), 0), coalesce (sum (admissions), 0), "
               "coalesce (sum (conflict), 0) FROM judged", "tt", list ? list->id : NULL, categories);

  if (foyer_sql_row (store, stmt, error) != 1)
    return NULL;
  sums->list = g_strdup (list ? list->id : NULL);
  sums->expected = sqlite3_column_int64 (stmt, 0);
  sums->came = sqlite3_column_int64 (stmt, 1);
  sums->came_expected = sqlite3_column_int64 (stmt, 2);
  sums->walk_ins = sqlite3_column_int64 (stmt, 3);
  sums->inside = sqlite3_column_int64 (stmt, 4);
  sums->admissions = sqlite3_column_int64 (stmt, 5);
  sums->conflicts = sqlite3_column_int64 (stmt, 6);
  sums->came_others = sums->came - sums->came_expected - sums->walk_ins;
  sums->no_shows = sums->expected - sums->came_expected;
  foyer_sql_end (stmt);
  return g_steal_pointer (&sums);
}

GPtrArray *
foyer_headcount (FoyerStore *store, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_headcount_free);
  const FoyerEvent *event = foyer_store_event (store, error);

  for (guint i = 0; i <= (event ? event->lists->len : 0); i++) {
    FoyerHeadcount *sums = count (store, i ? g_ptr_array_index (event->lists, i - 1) : NULL, error);

    if (sums == NULL)
      return NULL;
    g_ptr_array_add (all, sums);
  }
  return g_steal_pointer (&all);
}
