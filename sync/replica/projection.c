/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "projection.h"

#include "store-private.h"

char *
foyer_projection_person (FoyerStore *store, const char *registration, GError **error)
{
  GError *failure = NULL;
  char *person = foyer_sql_text (store, &failure, "SELECT person FROM registration WHERE id = ?1",
                                 "t", registration);

  if (failure != NULL) {
    g_propagate_error (error, failure);
    return NULL;
  }
  return person ? person : g_strdup (registration);
}

/* One live admit or leave of a person, at its corrected time. */
typedef struct {
  char          *list;
  char          *id;
  char          *kiosk;
  gint64         at_us;
  gint64         order_us;   /* as at_us, but never before an earlier number of the same kiosk */
  gint64         number;
  FoyerEntryKind kind;
  gboolean       overridden;
  gboolean       resolved;
} Step;

static void
step_free (gpointer data)
{
  Step *step = data;

  g_free (step->list);
  g_free (step->id);
  g_free (step->kiosk);
  g_free (step);
}

static int
compare_numbers (gint64 a, gint64 b)
{
  return (a > b) - (a < b);
}

/* As the kiosks wrote them. A cloned disk gives a number twice; then the id decides. */
static int
compare_in_kiosk (gconstpointer a, gconstpointer b)
{
  const Step *x = *(const Step * const *) a;
  const Step *y = *(const Step * const *) b;
  int by_kiosk = g_strcmp0 (x->kiosk, y->kiosk);
  int by_number = compare_numbers (x->number, y->number);

  if (by_kiosk != 0)
    return by_kiosk;
  return by_number != 0 ? by_number : g_strcmp0 (x->id, y->id);
}

static int
compare_steps (gconstpointer a, gconstpointer b)
{
  const Step *x = *(const Step * const *) a;
  const Step *y = *(const Step * const *) b;
  int by_list = g_strcmp0 (x->list, y->list);
  int by_time = compare_numbers (x->order_us, y->order_us);

  if (by_list != 0)
    return by_list;
  return by_time != 0 ? by_time : compare_in_kiosk (a, b);
}

/* Order is corrected time, then kiosk, then number; within a kiosk the number
 * rules, for its clock may have been set in between. Comparing by number here
 * and by time there would go round in circles; a time that never runs backwards
 * within a kiosk says both. */
static void
sort_steps (GPtrArray *steps)
{
  const Step *before = NULL;

  g_ptr_array_sort (steps, compare_in_kiosk);
  for (guint i = 0; i < steps->len; i++) {
    Step *step = g_ptr_array_index (steps, i);

    step->order_us = step->at_us;
    if (before != NULL && g_strcmp0 (before->kiosk, step->kiosk) == 0)
      step->order_us = MAX (step->order_us, before->order_us);
    before = step;
  }
  g_ptr_array_sort (steps, compare_steps);
}

/* Entries that count: of any registration of the person (or of the person's
 * stand-in), not taken back, and not of a registration that was taken back. */
#define STEPS_SQL \
  "SELECT e.list, e.id, e.kiosk, coalesce (e.uptime_us + c.offset_us, e.wall_us), e.number, e.kind, " \
  "       e.flags, EXISTS (SELECT 1 FROM entry r WHERE r.target = e.id AND r.kind = 10) " \
  "FROM entry e LEFT JOIN clock c ON c.kiosk = e.kiosk AND c.boot = e.boot " \
  "WHERE e.registration IN (SELECT id FROM registration WHERE person = ?1 " \
  "  UNION SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM registration WHERE id = ?1)) " \
  "  AND e.kind IN (2, 3) AND e.list IS NOT NULL " \
  "  AND " FOYER_STANDS_SQL

G_STATIC_ASSERT (FOYER_ENTRY_ADMIT == 2 && FOYER_ENTRY_LEAVE == 3 && FOYER_ENTRY_UNDO == 5 &&
                 FOYER_ENTRY_BADGE == 8 && FOYER_ENTRY_RESOLVE == 10);

static GPtrArray *
read_steps (FoyerStore *store, const char *person, GError **error)
{
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func (step_free);
  sqlite3_stmt *stmt = foyer_sql (store, error, STEPS_SQL, "t", person);
  int rc;

  while ((rc = foyer_sql_row (store, stmt, error)) == 1) {
    Step *step = g_new0 (Step, 1);

    step->list = foyer_sql_dup (stmt, 0);
    step->id = foyer_sql_dup (stmt, 1);
    step->kiosk = foyer_sql_dup (stmt, 2);
    step->at_us = sqlite3_column_int64 (stmt, 3);
    step->number = sqlite3_column_int64 (stmt, 4);
    step->kind = (FoyerEntryKind) sqlite3_column_int (stmt, 5);
    step->overridden = (sqlite3_column_int (stmt, 6) & FOYER_VERDICT_OVERRIDDEN) != 0;
    step->resolved = sqlite3_column_int (stmt, 7) != 0;
    g_ptr_array_add (steps, step);
  }
  if (rc < 0)
    return NULL;
  sort_steps (steps);
  return g_steal_pointer (&steps);
}

/* What the steps on one list come to. */
typedef struct {
  FoyerPresence presence;
  gint64        since_us;
  gint64        admissions;
  gint64        conflicts;
  gboolean      overridden;
  const Step   *first;
  const Step   *last;
} Folded;

static void
fold_step (Folded *folded, const Step *step, FoyerListRule rule)
{
  if (step->kind == FOYER_ENTRY_LEAVE) {
    if (folded->presence == FOYER_PRESENCE_INSIDE) {
      folded->presence = FOYER_PRESENCE_LEFT;
      folded->since_us = step->at_us;
    }
    return;
  }
  /* Two doors that could not hear each other: both stay, the person counts
   * once, and someone has to look at it. */
  if (folded->presence == FOYER_PRESENCE_INSIDE && rule != FOYER_LIST_FREE && !step->overridden &&
      !step->resolved)
    folded->conflicts++;
  if (folded->presence != FOYER_PRESENCE_INSIDE)
    folded->since_us = step->at_us;
  folded->presence = FOYER_PRESENCE_INSIDE;
  folded->admissions++;
  if (folded->first == NULL) {
    folded->first = step;
    folded->overridden = step->overridden;
  }
  folded->last = step;
}

static gboolean
write_presence (FoyerStore *store, const char *person, const Folded *folded, GError **error)
{
  if (folded->first == NULL)
    return TRUE;
  return foyer_sql_run (store, error,
                        "INSERT INTO presence (person, list, state, first_us, since_us, last_admit, "
                        "kiosk, admissions, conflicts, overridden) "
                        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)", "ttiiittiii",
                        person, folded->first->list, (gint64) folded->presence, folded->first->at_us,
                        folded->since_us, folded->last->id, folded->first->kiosk, folded->admissions,
                        folded->conflicts, (gint64) folded->overridden);
}

static FoyerListRule
rule_of (const FoyerEvent *event, const char *list_id)
{
  const FoyerList *list = event ? foyer_event_list (event, list_id) : NULL;

  return list ? list->rule : FOYER_LIST_ONCE;
}

gboolean
foyer_projection_fold_person (FoyerStore *store, const char *person, GError **error)
{
  g_autoptr (GPtrArray) steps = read_steps (store, person, error);
  const FoyerEvent *event = foyer_store_event (store, NULL);

  if (steps == NULL ||
      !foyer_sql_run (store, error, "DELETE FROM presence WHERE person = ?1", "t", person))
    return FALSE;
  for (guint i = 0; i < steps->len;) {
    const char *list = ((const Step *) g_ptr_array_index (steps, i))->list;
    FoyerListRule rule = rule_of (event, list);
    Folded folded = { FOYER_PRESENCE_NEVER };

    for (; i < steps->len; i++) {
      const Step *step = g_ptr_array_index (steps, i);

      if (g_strcmp0 (step->list, list) != 0)
        break;
      fold_step (&folded, step, rule);
    }
    if (!write_presence (store, person, &folded, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
fold_registration (FoyerStore *store, const char *registration, GError **error)
{
  g_autofree char *person = registration ? foyer_projection_person (store, registration, error) : NULL;

  if (registration == NULL)
    return TRUE;
  return person != NULL && foyer_projection_fold_person (store, person, error);
}

/* The first badge belongs to an admission; a reprint names its number, which has
 * two bytes in a code. */
#define BADGE_NUMBER \
  "CASE WHEN kind <> 8 THEN 1 " \
  "WHEN json_extract (" FOYER_BODY_SQL ", '$.number') BETWEEN 0 AND 65535 " \
  "THEN CAST (json_extract (body, '$.number') AS INTEGER) END"

static gboolean
fold_badge (FoyerStore *store, const char *registration, GError **error)
{
  return foyer_sql_run (store, error,
                        "INSERT INTO badge (registration, number) "
                        "SELECT ?1, max (n) FROM ("
                        "  SELECT " BADGE_NUMBER " AS n"
                        "  FROM entry e WHERE registration = ?1 AND (kind = 8 OR (kind = 2 AND badge = 1))"
                        ") WHERE TRUE HAVING max (n) IS NOT NULL "
                        "ON CONFLICT (registration) DO UPDATE SET number = excluded.number",
                        "t", registration);
}

/* Beyond the year 3110 a clock entry is nonsense and sums could overflow. A boot's
 * clock is known from its newest `clock` entry; where a cloned disk gave that
 * number twice, from the later of both. */
#define CLOCKS_SQL(which) \
  "INSERT INTO clock (kiosk, boot, number, offset_us) " \
  "SELECT kiosk, boot, number, json_extract (" FOYER_BODY_SQL ", '$.hub_us') - uptime_us FROM entry " \
  "WHERE " which " AND kind = 11 AND boot IS NOT NULL " \
  "AND uptime_us <= 36000000000000000 AND json_type (" FOYER_BODY_SQL ", '$.hub_us') = 'integer' " \
  "AND json_extract (" FOYER_BODY_SQL ", '$.hub_us') BETWEEN 0 AND 36000000000000000 " \
  "ON CONFLICT (kiosk, boot) DO UPDATE SET number = excluded.number, offset_us = excluded.offset_us " \
  "WHERE (excluded.number, excluded.offset_us) > (number, offset_us)"

G_STATIC_ASSERT (FOYER_ENTRY_CLOCK == 11);

static GPtrArray *
read_texts (FoyerStore *store, GError **error, const char *sql, const char *a, const char *b)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *stmt = a ? foyer_sql (store, error, sql, "tt", a, b) : foyer_sql (store, error, sql, NULL);
  int rc;

  while ((rc = foyer_sql_row (store, stmt, error)) == 1)
    g_ptr_array_add (texts, foyer_sql_dup (stmt, 0));
  return rc == 0 ? g_steal_pointer (&texts) : NULL;
}

static gboolean
fold_people (FoyerStore *store, GPtrArray *people, GError **error)
{
  for (guint i = 0; people != NULL && i < people->len; i++) {
    if (!foyer_projection_fold_person (store, g_ptr_array_index (people, i), error))
      return FALSE;
  }
  return people != NULL;
}

static gboolean
fold_boot (FoyerStore *store, const FoyerEntry *entry, GError **error)
{
  g_autoptr (GPtrArray) people = NULL;

  if (!foyer_sql_run (store, error, CLOCKS_SQL ("id = ?1"), "t", entry->id))
    return FALSE;
  people = read_texts (store, error,
                       "SELECT DISTINCT coalesce (r.person, e.registration) FROM entry e "
                       "LEFT JOIN registration r ON r.id = e.registration "
                       "WHERE e.kiosk = ?1 AND e.boot = ?2 AND e.registration IS NOT NULL",
                       entry->kiosk, entry->boot ? entry->boot : "");
  return fold_people (store, people, error);
}

/* The id of a `register` is that of its registration, which others may know
 * before, or without, the entry itself. */
static gboolean
fold_target (FoyerStore *store, const char *target, GError **error)
{
  g_autofree char *registration =
    target ? foyer_sql_text (store, error, "SELECT registration FROM entry WHERE id = ?1", "t", target)
           : NULL;

  return fold_registration (store, registration, error) && fold_registration (store, target, error);
}

gboolean
foyer_projection_take (FoyerStore *store, const FoyerEntry *entry, GError **error)
{
  switch (entry->kind) {
  case FOYER_ENTRY_ADMIT:
    if (entry->badge && entry->registration && !fold_badge (store, entry->registration, error))
      return FALSE;
    /* An undo may have arrived before what it takes back; the fold sees both. */
    return fold_registration (store, entry->registration, error);
  case FOYER_ENTRY_LEAVE:
  case FOYER_ENTRY_REGISTER:
    return fold_registration (store, entry->registration, error);
  case FOYER_ENTRY_UNDO:
  case FOYER_ENTRY_RESOLVE:
    return fold_target (store, entry->target, error);
  case FOYER_ENTRY_BADGE:
    return entry->registration == NULL || fold_badge (store, entry->registration, error);
  case FOYER_ENTRY_CLOCK:
    return fold_boot (store, entry, error);
  case FOYER_ENTRY_AMEND:
  case FOYER_ENTRY_REFUSE:
  case FOYER_ENTRY_PAYMENT:
  case FOYER_ENTRY_TICKET:
  case FOYER_ENTRY_NOTE:
  case FOYER_ENTRY_N:
  default:
    return TRUE;
  }
}

gboolean
foyer_projection_fold_all (FoyerStore *store, GError **error)
{
  g_autoptr (GPtrArray) people = NULL;

  if (!foyer_sql_run (store, error, "DELETE FROM presence", NULL) ||
      !foyer_sql_run (store, error, "DELETE FROM clock", NULL) ||
      !foyer_sql_run (store, error, "DELETE FROM badge", NULL) ||
      !foyer_sql_run (store, error, CLOCKS_SQL ("TRUE"), NULL) ||
      !foyer_sql_run (store, error,
                      "INSERT INTO badge (registration, number) "
                      "SELECT registration, max (" BADGE_NUMBER ") AS n FROM entry "
                      "WHERE registration IS NOT NULL "
                      "AND (kind = 8 OR (kind = 2 AND badge = 1)) GROUP BY registration "
                      "HAVING n IS NOT NULL", NULL))
    return FALSE;
  people = read_texts (store, error,
                       "SELECT DISTINCT coalesce (r.person, e.registration) FROM entry e "
                       "LEFT JOIN registration r ON r.id = e.registration "
                       "WHERE e.kind IN (2, 3) AND e.registration IS NOT NULL", NULL, NULL);
  return fold_people (store, people, error);
}

void
foyer_standing_clear (FoyerStanding *self)
{
  g_clear_pointer (&self->first_kiosk, g_free);
  g_clear_pointer (&self->last_admit, g_free);
}

gboolean
foyer_projection_standing (FoyerStore *store, const char *person, const char *list,
                           FoyerStanding *standing, GError **error)
{
  sqlite3_stmt *stmt = foyer_sql (store, error,
                                  "SELECT state, first_us, since_us, kiosk, last_admit FROM presence "
                                  "WHERE person = ?1 AND list = ?2", "tt", person, list);
  int rc = foyer_sql_row (store, stmt, error);

  *standing = (FoyerStanding) { FOYER_PRESENCE_NEVER };
  if (rc == 1) {
    standing->presence = (FoyerPresence) sqlite3_column_int (stmt, 0);
    standing->first_us = sqlite3_column_int64 (stmt, 1);
    standing->since_us = sqlite3_column_int64 (stmt, 2);
    standing->first_kiosk = foyer_sql_dup (stmt, 3);
    standing->last_admit = foyer_sql_dup (stmt, 4);
    foyer_sql_end (stmt);
  }
  return rc >= 0;
}

gint64
foyer_projection_inside (FoyerStore *store, const char *list, GError **error)
{
  return foyer_sql_int (store, error, 0,
                        "SELECT count (*) FROM presence WHERE list = ?1 AND state = 1", "t", list);
}
