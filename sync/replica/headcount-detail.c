/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "headcount.h"

#include "store-private.h"

/* Arrivals. */

/* A morning a year wide would be a clock gone wrong: it is cut, not drawn. */
#define MAX_BUCKETS 10000

static void
add_bucket (GPtrArray *all, gint64 from_us, gint64 people)
{
  FoyerArrivals *bucket = g_new (FoyerArrivals, 1);

  *bucket = (FoyerArrivals) { from_us, people };
  g_ptr_array_add (all, bucket);
}

static void
fill_up_to (GPtrArray *all, gint64 from_us, gint64 width_us)
{
  while (all->len > 0 && all->len < MAX_BUCKETS) {
    const FoyerArrivals *last = g_ptr_array_index (all, all->len - 1);

    if (last->from_us + width_us >= from_us)
      return;
    add_bucket (all, last->from_us + width_us, 0);
  }
}

GPtrArray *
foyer_headcount_arrivals (FoyerStore *store, const char *list, gint64 width_us, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *stmt;
  int rc;

  g_return_val_if_fail (width_us > 0, NULL);

  stmt = foyer_sql (store, error,
                    "SELECT first / ?2 * ?2, sum (came) FROM "
                    "(SELECT min (first_us) AS first, max (came) AS came FROM presence "
                    " WHERE ?1 IS NULL OR list = ?1 GROUP BY person) GROUP BY 1 ORDER BY 1", "ti", list,
                    width_us);
  while ((rc = foyer_sql_row (store, stmt, error)) == 1) {
    gint64 from_us = sqlite3_column_int64 (stmt, 0);

    fill_up_to (all, from_us, width_us);
    add_bucket (all, from_us, sqlite3_column_int64 (stmt, 1));
  }
  return rc == 0 ? g_steal_pointer (&all) : NULL;
}

/* Refusals. */

G_STATIC_ASSERT (FOYER_ENTRY_REFUSE == 4 && FOYER_ENTRY_PAYMENT == 6);

GPtrArray *
foyer_headcount_refusals (FoyerStore *store, const char *list, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *stmt =
    foyer_sql (store, error,
               "SELECT verdict, count (*), count (DISTINCT coalesce (r.person, e.registration, "
               "  json_extract (" FOYER_BODY_SQL ", '$.code'), e.id)) "
               "FROM entry e LEFT JOIN registration r ON r.id = e.registration "
               "WHERE e.kind = 4 AND (?1 IS NULL OR e.list = ?1) "
               "GROUP BY verdict ORDER BY count (*) DESC, verdict", "t", list);
  int rc;

  while ((rc = foyer_sql_row (store, stmt, error)) == 1) {
    FoyerRefusals *one = g_new (FoyerRefusals, 1);

    one->verdict = (FoyerVerdict) CLAMP (sqlite3_column_int (stmt, 0), 0, FOYER_VERDICT_N - 1);
    one->times = sqlite3_column_int64 (stmt, 1);
    one->people = sqlite3_column_int64 (stmt, 2);
    g_ptr_array_add (all, one);
  }
  return rc == 0 ? g_steal_pointer (&all) : NULL;
}

/* Money. */

static void
cash_free (gpointer data)
{
  FoyerCash *cash = data;

  g_free (cash->staff);
  g_free (cash);
}

GPtrArray *
foyer_headcount_cash (FoyerStore *store, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (cash_free);
  sqlite3_stmt *stmt =
    foyer_sql (store, error,
               "SELECT coalesce (staff, ''), count (*), sum (json_extract (" FOYER_BODY_SQL ", '$.amount')) "
               "FROM entry e WHERE kind = 6 AND " FOYER_AMOUNT_SQL " AND NOT EXISTS "
               "(SELECT 1 FROM entry u WHERE u.kind = 5 AND u.target = e.id) GROUP BY 1 ORDER BY 1", NULL);
  int rc;

  while ((rc = foyer_sql_row (store, stmt, error)) == 1) {
    FoyerCash *cash = g_new (FoyerCash, 1);

    cash->staff = foyer_sql_dup (stmt, 0);
    cash->payments = sqlite3_column_int64 (stmt, 1);
    cash->amount = sqlite3_column_int64 (stmt, 2);
    g_ptr_array_add (all, cash);
  }
  return rc == 0 ? g_steal_pointer (&all) : NULL;
}

/* Kiosks. */

static void
kiosk_free (gpointer data)
{
  FoyerKioskCount *kiosk = data;

  g_free (kiosk->kiosk);
  g_free (kiosk->name);
  g_free (kiosk);
}

/* The event's own key is no kiosk. */
GPtrArray *
foyer_headcount_kiosks (FoyerStore *store, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (kiosk_free);
  sqlite3_stmt *stmt =
    foyer_sql (store, error,
               "WITH heard AS (SELECT kiosk, count (*) AS n, count (DISTINCT number) AS numbers, "
               "  max (number) AS last, max (wall_us) AS last_us FROM entry GROUP BY kiosk) "
               "SELECT id, name, coalesce (n, 0), coalesce (last, 0), coalesce (max (last - numbers, 0), 0), "
               "  coalesce (last_us, 0) FROM (SELECT id FROM key UNION SELECT kiosk FROM heard) "
               "LEFT JOIN key USING (id) LEFT JOIN heard ON heard.kiosk = id "
               "WHERE id NOT IN (SELECT json_extract (json, '$.id') FROM event) ORDER BY name, id", NULL);
  int rc;

  while ((rc = foyer_sql_row (store, stmt, error)) == 1) {
    FoyerKioskCount *kiosk = g_new (FoyerKioskCount, 1);

    kiosk->kiosk = foyer_sql_dup (stmt, 0);
    kiosk->name = foyer_sql_dup (stmt, 1);
    kiosk->entries = sqlite3_column_int64 (stmt, 2);
    kiosk->last = sqlite3_column_int64 (stmt, 3);
    kiosk->missing = sqlite3_column_int64 (stmt, 4);
    kiosk->last_us = sqlite3_column_int64 (stmt, 5);
    g_ptr_array_add (all, kiosk);
  }
  return rc == 0 ? g_steal_pointer (&all) : NULL;
}
