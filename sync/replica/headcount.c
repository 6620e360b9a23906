/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "headcount-private.h"

#include "json.h"
#include "moment.h"

void
foyer_headcount_free (FoyerHeadcount *self)
{
  if (self == NULL)
    return;
  g_free (self->list);
  g_free (self->key);
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

#define SUMS \
  "coalesce (sum (expected), 0), coalesce (sum (came), 0), coalesce (sum (came_expected), 0), " \
  "coalesce (sum (walked_in), 0), coalesce (sum (iif (gone, came, 0)), 0), " \
  "coalesce (sum (inside), 0), coalesce (sum (admissions), 0), coalesce (sum (conflict), 0)"

G_STATIC_ASSERT (FOYER_STATUS_PENDING == 0 && FOYER_STATUS_CONFIRMED == 1 &&
                 FOYER_STATUS_WAITLISTED == 2 && FOYER_STATUS_REJECTED == 3 &&
                 FOYER_STATUS_CANCELLED == 4 && FOYER_PRESENCE_INSIDE == 1);

char *
foyer_headcount_categories (const FoyerList *list)
{
  g_autoptr (json_t) json = NULL;

  if (list == NULL || list->categories == NULL)
    return NULL;
  json = json_array ();
  for (gsize i = 0; list->categories[i] != NULL; i++)
    json_array_append_new (json, json_string (list->categories[i]));
  return foyer_json_line (json);
}

gint64
foyer_headcount_doors (const FoyerEvent *event, const FoyerList *list)
{
  gint64 first = G_MAXINT64;

  if (list != NULL)
    return list->opens_us;
  for (guint i = 0; event != NULL && i < event->lists->len; i++)
    first = MIN (first, ((const FoyerList *) g_ptr_array_index (event->lists, i))->opens_us);
  return first == G_MAXINT64 ? 0 : first;
}

static FoyerHeadcount *
read_sums (sqlite3_stmt *stmt, const char *list)
{
  FoyerHeadcount *sums = g_new0 (FoyerHeadcount, 1);

  sums->list = g_strdup (list);
  sums->key = foyer_sql_dup (stmt, 0);
  sums->expected = sqlite3_column_int64 (stmt, 1);
  sums->came = sqlite3_column_int64 (stmt, 2);
  sums->came_expected = sqlite3_column_int64 (stmt, 3);
  sums->walk_ins = sqlite3_column_int64 (stmt, 4);
  sums->came_cancelled = sqlite3_column_int64 (stmt, 5);
  sums->inside = sqlite3_column_int64 (stmt, 6);
  sums->admissions = sqlite3_column_int64 (stmt, 7);
  sums->conflicts = sqlite3_column_int64 (stmt, 8);
  sums->came_others = sums->came - sums->came_expected - sums->walk_ins;
  sums->no_shows = sums->expected - sums->came_expected;
  sums->counted = -1;
  return sums;
}

static gboolean
count (FoyerStore *store, const char *sql, const FoyerEvent *event, const FoyerList *list,
       GPtrArray *all, GError **error)
{
  g_autofree char *categories = foyer_headcount_categories (list);
  const char *id = list ? list->id : NULL;
  sqlite3_stmt *stmt = foyer_sql (store, error, sql, "tti", id, categories,
                                  foyer_headcount_doors (event, list));
  int rc;

  while ((rc = foyer_sql_row (store, stmt, error)) == 1)
    g_ptr_array_add (all, read_sums (stmt, id));
  return rc == 0;
}

/* What someone counted. */

typedef struct {
  FoyerMoment moment;
  gint64      people;
} Counted;

static void
counted_free (gpointer data)
{
  Counted *self = data;

  foyer_moment_clear (&self->moment);
  g_free (self);
}

G_STATIC_ASSERT (FOYER_ENTRY_COUNT == 12);

static gboolean
add_counted (FoyerStore *store, FoyerHeadcount *sums, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (counted_free);
  const Counted *newest;
  sqlite3_stmt *stmt = foyer_sql (store, error, "SELECT " FOYER_MOMENT_COLUMNS
                                  ", json_extract (" FOYER_BODY_SQL ", '$.count') " FOYER_MOMENT_FROM
                                  "WHERE e.kind = 12 AND e.list = ?1 "
                                  "AND json_type (" FOYER_BODY_SQL ", '$.count') = 'integer' AND NOT EXISTS "
                                  "(SELECT 1 FROM entry u WHERE u.kind = 5 AND u.target = e.id)", "t",
                                  sums->list);
  int rc;

  while ((rc = foyer_sql_row (store, stmt, error)) == 1) {
    Counted *one = g_new0 (Counted, 1);

    foyer_moment_read (&one->moment, stmt);
    one->people = sqlite3_column_int64 (stmt, FOYER_MOMENT_N_COLUMNS);
    g_ptr_array_add (all, one);
  }
  foyer_moments_sort (all);
  if (rc == 0 && all->len > 0) {
    newest = g_ptr_array_index (all, all->len - 1);
    sums->counted = newest->people;
    sums->counted_us = newest->moment.at_us;
  }
  return rc == 0;
}

GPtrArray *
foyer_headcount (FoyerStore *store, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_headcount_free);
  const FoyerEvent *event = foyer_store_event (store, error);

  for (guint i = 0; i <= (event ? event->lists->len : 0); i++) {
    const FoyerList *list = i ? g_ptr_array_index (event->lists, i - 1) : NULL;

    if (!count (store, FOYER_HEADCOUNT_SQL "SELECT NULL, " SUMS " FROM judged", event, list, all, error) ||
        (list != NULL && !add_counted (store, g_ptr_array_index (all, i), error)))
      return NULL;
  }
  return g_steal_pointer (&all);
}

GPtrArray *
foyer_headcount_by (FoyerStore *store, FoyerHeadcountBy by, const char *list, GError **error)
{
  static const char * const sql[] = {
    [FOYER_HEADCOUNT_BY_CATEGORY] =
      FOYER_HEADCOUNT_SQL "SELECT category, " SUMS " FROM judged GROUP BY category",
    [FOYER_HEADCOUNT_BY_CHANNEL] =
      FOYER_HEADCOUNT_SQL "SELECT channel, " SUMS " FROM judged GROUP BY channel",
  };
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_headcount_free);
  const FoyerEvent *event = foyer_store_event (store, error);

  if (event == NULL)
    return error != NULL && *error != NULL ? NULL : g_steal_pointer (&all);
  return count (store, sql[by], event, list ? foyer_event_list (event, list) : NULL, all, error)
           ? g_steal_pointer (&all) : NULL;
}
