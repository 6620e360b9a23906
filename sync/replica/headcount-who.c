/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "headcount-who.h"

#include "headcount-private.h"
#include "registry.h"
#include "report.h"

/* Each question gives person and count. */

#define OF_JUDGED(part) \
  FOYER_HEADCOUNT_SQL "SELECT person, " part " FROM judged WHERE " part " > 0 " \
  "AND (?4 IS NULL OR category = ?4) AND (?5 IS NULL OR channel = ?5) ORDER BY person"

static const struct {
  const char *number;
  const char *sql;
} numbers[] = {
  { "expected",       OF_JUDGED ("expected") },
  { "came",           OF_JUDGED ("came") },
  { "came_expected",  OF_JUDGED ("came_expected") },
  { "walk_ins",       OF_JUDGED ("walked_in") },
  { "came_others",    OF_JUDGED ("(came - came_expected - walked_in)") },
  { "came_cancelled", OF_JUDGED ("(gone * came)") },
  { "no_shows",       OF_JUDGED ("(expected - came_expected)") },
  { "inside",         OF_JUDGED ("inside") },
  { "admissions",     OF_JUDGED ("coalesce (admissions, 0)") },
  { "conflicts",      OF_JUDGED ("coalesce (conflict, 0)") },
};

static const char *
text_of (const json_t *ask, const char *name)
{
  return json_string_value (json_object_get (ask, name));
}

static sqlite3_stmt *
ask_headcount (FoyerStore *store, const char *sql, const json_t *ask, GError **error)
{
  const FoyerEvent *event = foyer_store_event (store, error);
  const char *id = text_of (ask, "list");
  const FoyerList *list = id && event ? foyer_event_list (event, id) : NULL;
  g_autofree char *categories = foyer_headcount_categories (list);

  return foyer_sql (store, error, sql, "ttitt", id, categories, foyer_headcount_doors (event, list),
                    text_of (ask, "category"), text_of (ask, "channel"));
}

static sqlite3_stmt *
ask_arrivals (FoyerStore *store, const json_t *ask, GError **error)
{
  gint64 from_us = 0;

  if (text_of (ask, "from") != NULL)
    foyer_time_from_string (text_of (ask, "from"), &from_us);
  return foyer_sql (store, error,
                    "SELECT person, came FROM (SELECT person, min (first_us) AS first, max (came) AS came "
                    "  FROM presence WHERE ?1 IS NULL OR list = ?1 GROUP BY person) "
                    "WHERE first >= ?2 AND first < ?2 + ?3 ORDER BY person", "tii",
                    text_of (ask, "list"), from_us, (gint64) FOYER_REPORT_BUCKET_US);
}

static sqlite3_stmt *
ask_both (FoyerStore *store, const json_t *ask, GError **error)
{
  return foyer_sql (store, error, "SELECT a.person, 1 FROM presence a JOIN presence b USING (person) "
                    "WHERE a.list = ?1 AND b.list = ?2 ORDER BY person", "tt",
                    text_of (ask, "list"), text_of (ask, "and"));
}

/* Whoever was behind a code of nobody stays unknown. */
static sqlite3_stmt *
ask_refused (FoyerStore *store, const json_t *ask, GError **error)
{
  FoyerVerdict verdict = FOYER_VERDICT_N;

  if (text_of (ask, "reason") != NULL)
    foyer_verdict_from_string (text_of (ask, "reason"), &verdict);
  return foyer_sql (store, error,
                    "SELECT r.person, count (*) FROM entry e "
                    "LEFT JOIN registration r ON r.id = e.registration "
                    "WHERE e.kind = 4 AND (?1 IS NULL OR e.list = ?1) AND (e.verdict = ?2 OR ?2 = ?3) "
                    "GROUP BY coalesce (r.person, e.registration, json_extract (" FOYER_BODY_SQL
                    ", '$.code'), e.id) ORDER BY r.person", "tii", text_of (ask, "list"), (gint64) verdict,
                    (gint64) FOYER_VERDICT_N);
}

static sqlite3_stmt *
ask_paid (FoyerStore *store, const json_t *ask, GError **error)
{
  return foyer_sql (store, error,
                    "SELECT r.person, sum (json_extract (" FOYER_BODY_SQL ", '$.amount')) FROM entry e "
                    "LEFT JOIN registration r ON r.id = e.registration WHERE e.kind = 6 AND " FOYER_AMOUNT_SQL
                    " AND (?1 IS NULL OR coalesce (e.staff, '') = ?1) AND NOT EXISTS "
                    "(SELECT 1 FROM entry u WHERE u.kind = 5 AND u.target = e.id) GROUP BY 1 ORDER BY 1", "t",
                    text_of (ask, "staff"));
}

G_STATIC_ASSERT (FOYER_ENTRY_REFUSE == 4 && FOYER_ENTRY_PAYMENT == 6 && FOYER_ENTRY_UNDO == 5);

static sqlite3_stmt *
ask_number (FoyerStore *store, const json_t *ask, GError **error)
{
  static const struct {
    const char    *number;
    sqlite3_stmt *(*ask) (FoyerStore *store, const json_t *ask, GError **error);
  } others[] = { { "arrivals", ask_arrivals }, { "both", ask_both }, { "refused", ask_refused },
                 { "paid", ask_paid } };
  const char *number = text_of (ask, "number");

  for (gsize i = 0; number != NULL && i < G_N_ELEMENTS (numbers); i++) {
    if (g_str_equal (numbers[i].number, number))
      return ask_headcount (store, numbers[i].sql, ask, error);
  }
  for (gsize i = 0; number != NULL && i < G_N_ELEMENTS (others); i++) {
    if (g_str_equal (others[i].number, number))
      return others[i].ask (store, ask, error);
  }
  g_set_error (error, FOYER_JSON_ERROR, FOYER_JSON_ERROR_MALFORMED, "the report has no such \"number\"");
  return NULL;
}

/* Who they are: by the registration that gives the best standing. */

static const FoyerRegistration *
best_of (GPtrArray *rows)
{
  const FoyerRegistration *best = rows->len > 0 ? g_ptr_array_index (rows, 0) : NULL;

  for (guint i = 0; i < rows->len; i++) {
    const FoyerRegistration *row = g_ptr_array_index (rows, i);

    if (row->status == FOYER_STATUS_CONFIRMED && best->status != FOYER_STATUS_CONFIRMED)
      best = row;
  }
  return best;
}

static gboolean
describe (FoyerStore *store, json_t *line, GError **error)
{
  const char *person = text_of (line, "person");
  g_autoptr (GPtrArray) rows = person ? foyer_registry_of_person (store, person, error) : NULL;
  const FoyerRegistration *row = rows ? best_of (rows) : NULL;
  g_autoptr (json_t) who = NULL;

  if (row == NULL)
    return person == NULL || rows != NULL;
  who = json_pack ("{s:s, s:s*, s:s*, s:s*, s:s*, s:s}", "registration", row->id, "name", row->name, "phone",
                   row->phone, "company", row->company, "category", row->category, "channel", row->channel);
  return json_object_update_missing (line, who) == 0;
}

json_t *
foyer_headcount_who (FoyerStore *store, const json_t *ask, GError **error)
{
  sqlite3_stmt *stmt = ask_number (store, ask, error);
  g_autoptr (json_t) people = json_array ();
  json_int_t total = 0;
  json_t *line;
  size_t i;
  int rc;

  if (stmt == NULL)
    return NULL;
  while ((rc = foyer_sql_row (store, stmt, error)) == 1) {
    json_int_t count = sqlite3_column_int64 (stmt, 1);

    total += count;
    json_array_append_new (people, json_pack ("{s:s*, s:I}", "person",
                                              (const char *) sqlite3_column_text (stmt, 0), "count", count));
  }
  if (rc != 0)
    return NULL;
  json_array_foreach (people, i, line) {
    if (!describe (store, line, error))
      return NULL;
  }
  return json_pack ("{s:O, s:I}", "people", people, "total", total);
}
