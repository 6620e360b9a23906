/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report.h"

#include "headcount.h"
#include "journal.h"
#include "json.h"
#include "notices.h"
#include "projection.h"
#include "store-private.h"

#define I(number) ((json_int_t) (number))

static json_t *
time_of (gint64 at_us)
{
  g_autofree char *text = at_us != 0 ? foyer_time_to_string (at_us) : NULL;

  return text ? json_string (text) : NULL;
}

static json_t *
headcount_to_json (const FoyerHeadcount *count)
{
  json_t *row = json_pack ("{s:s*, s:s*, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I}",
                           "list", count->list, "key", count->key, "expected", I (count->expected),
                           "came", I (count->came), "came_expected", I (count->came_expected),
                           "walk_ins", I (count->walk_ins), "came_others", I (count->came_others),
                           "came_cancelled", I (count->came_cancelled), "no_shows", I (count->no_shows),
                           "inside", I (count->inside), "admissions", I (count->admissions),
                           "conflicts", I (count->conflicts));

  if (count->counted >= 0) {
    json_object_set_new (row, "counted", json_integer (count->counted));
    json_object_set_new (row, "counted_at", time_of (count->counted_us));
  }
  return row;
}

/* An array of what @items are, each by @to_json. NULL where @items is. */
typedef json_t *(*ToJson) (gconstpointer item);

static json_t *
array_of (GPtrArray *items, ToJson to_json)
{
  json_t *array = items ? json_array () : NULL;

  for (guint i = 0; items != NULL && i < items->len; i++)
    json_array_append_new (array, to_json (g_ptr_array_index (items, i)));
  return array;
}

static json_t *
sums_to_json (gconstpointer item)
{
  return headcount_to_json (item);
}

static json_t *
arrivals_to_json (gconstpointer item)
{
  const FoyerArrivals *arrivals = item;

  return json_pack ("{s:o, s:I}", "from", time_of (arrivals->from_us), "people", I (arrivals->people));
}

static json_t *
refusals_to_json (gconstpointer item)
{
  const FoyerRefusals *refusals = item;

  return json_pack ("{s:s, s:I, s:I}", "verdict", foyer_verdict_to_string (refusals->verdict), "times",
                    I (refusals->times), "people", I (refusals->people));
}

static json_t *
cash_to_json (gconstpointer item)
{
  const FoyerCash *cash = item;

  return json_pack ("{s:s, s:I, s:I}", "staff", cash->staff, "payments", I (cash->payments), "amount",
                    I (cash->amount));
}

static json_t *
kiosk_to_json (gconstpointer item)
{
  const FoyerKioskCount *kiosk = item;

  return json_pack ("{s:s, s:s*, s:I, s:I, s:I, s:o*}", "kiosk", kiosk->kiosk, "name", kiosk->name,
                    "entries", I (kiosk->entries), "last", I (kiosk->last), "missing",
                    I (kiosk->missing), "last_at", time_of (kiosk->last_us));
}

static json_t *
conflict_to_json (gconstpointer item)
{
  const FoyerConflict *conflict = item;

  return json_pack ("{s:s, s:s, s:s, s:o*, s:s, s:o*, s:b}", "person", conflict->person, "list",
                    conflict->list, "first", conflict->first, "first_at", time_of (conflict->first_us),
                    "second", conflict->second, "second_at", time_of (conflict->second_us), "settled",
                    conflict->settled);
}

/* At which door a side of a conflict was let in, and by whom. */
static gboolean
put_side (FoyerStore *store, json_t *row, const char *side, GError **error)
{
  const char *id = json_string_value (json_object_get (row, side));
  g_autoptr (FoyerEntry) entry = foyer_journal_get (store, id, error);
  g_autofree char *kiosk = g_strconcat (side, "_kiosk", NULL);
  g_autofree char *staff = g_strconcat (side, "_staff", NULL);

  if (entry == NULL)
    return FALSE;
  json_object_set_new (row, kiosk, json_string (entry->kiosk));
  if (entry->staff != NULL)
    json_object_set_new (row, staff, json_string (entry->staff));
  return TRUE;
}

static json_t *
notice_to_json (gconstpointer item)
{
  return foyer_notice_to_json (item);
}

/* Sets the member, and says whether there was something to set. */
static gboolean
put (json_t *report, const char *name, json_t *value)
{
  return value != NULL && json_object_set_new (report, name, value) == 0;
}

/* How many people were at both of two lists. */
static gboolean
put_overlaps (FoyerStore *store, json_t *report, GError **error)
{
  json_t *overlaps = json_array ();
  sqlite3_stmt *stmt = foyer_sql (store, error,
                                  "SELECT a.list, b.list, count (*) FROM presence a JOIN presence b "
                                  "ON a.person = b.person AND a.list < b.list GROUP BY 1, 2 ORDER BY 1, 2",
                                  NULL);
  int rc;

  while ((rc = foyer_sql_row (store, stmt, error)) == 1)
    json_array_append_new (overlaps, json_pack ("{s:[s, s], s:I}", "lists",
                                                (const char *) sqlite3_column_text (stmt, 0),
                                                (const char *) sqlite3_column_text (stmt, 1), "people",
                                                I (sqlite3_column_int64 (stmt, 2))));
  return put (report, "overlaps", overlaps) && rc == 0;
}

/* One list apart from all others, or all of them. */
static gboolean
put_list (FoyerStore *store, json_t *lists, const char *list, GError **error)
{
  g_autoptr (GPtrArray) categories = foyer_headcount_by (store, FOYER_HEADCOUNT_BY_CATEGORY, list, error);
  g_autoptr (GPtrArray) channels =
    categories ? foyer_headcount_by (store, FOYER_HEADCOUNT_BY_CHANNEL, list, error) : NULL;
  g_autoptr (GPtrArray) arrivals =
    channels ? foyer_headcount_arrivals (store, list, FOYER_REPORT_BUCKET_US, error) : NULL;
  g_autoptr (GPtrArray) refusals = arrivals ? foyer_headcount_refusals (store, list, error) : NULL;
  json_t *row;

  if (refusals == NULL)
    return FALSE;
  row = json_pack ("{s:s*, s:o, s:o, s:o, s:o}", "list", list, "categories",
                   array_of (categories, sums_to_json), "channels", array_of (channels, sums_to_json),
                   "arrivals", array_of (arrivals, arrivals_to_json), "refusals",
                   array_of (refusals, refusals_to_json));
  return json_array_append_new (lists, row) == 0;
}

static gboolean
put_lists (FoyerStore *store, json_t *report, GError **error)
{
  const FoyerEvent *event = foyer_store_event (store, error);
  json_t *lists = json_array ();
  gboolean done = put (report, "lists", lists) && put_list (store, lists, NULL, error);

  for (guint i = 0; done && event != NULL && i < event->lists->len; i++)
    done = put_list (store, lists, ((const FoyerList *) g_ptr_array_index (event->lists, i))->id, error);
  return done;
}

static gboolean
put_totals (FoyerStore *store, json_t *report, GError **error)
{
  gint64 registrations = foyer_headcount_registrations (store, error);
  gint64 people = registrations >= 0 ? foyer_headcount_people (store, error) : -1;

  return people >= 0 && put (report, "registrations", json_integer (registrations)) &&
         put (report, "people", json_integer (people));
}

static gboolean
put_conflicts (FoyerStore *store, json_t *report, GError **error)
{
  g_autoptr (GPtrArray) conflicts = foyer_projection_conflicts (store, error);
  json_t *rows = array_of (conflicts, conflict_to_json);
  json_t *row;
  size_t i;

  json_array_foreach (rows, i, row) {
    if (!put_side (store, row, "first", error) || !put_side (store, row, "second", error)) {
      json_decref (rows);
      return FALSE;
    }
  }
  return put (report, "conflicts", rows);
}

static gboolean
put_notices (FoyerStore *store, json_t *report, gint64 now_us, GError **error)
{
  g_autoptr (GPtrArray) notices = foyer_notices (store, now_us, error);

  return put (report, "notices", array_of (notices, notice_to_json));
}

json_t *
foyer_report_make (FoyerStore *store, gint64 now_us, GError **error)
{
  g_autoptr (json_t) report = json_object ();
  g_autoptr (GPtrArray) counts = foyer_headcount (store, error);
  g_autoptr (GPtrArray) cash = counts ? foyer_headcount_cash (store, error) : NULL;
  g_autoptr (GPtrArray) kiosks = cash ? foyer_headcount_kiosks (store, error) : NULL;

  if (kiosks == NULL || !put (report, "headcounts", array_of (counts, sums_to_json)) ||
      !put_totals (store, report, error) || !put_lists (store, report, error) ||
      !put_overlaps (store, report, error) || !put_conflicts (store, report, error) ||
      !put_notices (store, report, now_us, error))
    return NULL;
  put (report, "cash", array_of (cash, cash_to_json));
  put (report, "kiosks", array_of (kiosks, kiosk_to_json));
  return g_steal_pointer (&report);
}
