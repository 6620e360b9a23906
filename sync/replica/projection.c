/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "projection.h"

#include "lookup-index.h"
#include "moment.h"

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

/* One live admit or leave of a person. */
typedef struct {
  FoyerMoment    moment;
  char          *list;
  FoyerEntryKind kind;
  gint64         heads;
  gboolean       overridden;
  gboolean       resolved;
} Step;

static void
step_free (gpointer data)
{
  Step *step = data;

  foyer_moment_clear (&step->moment);
  g_free (step->list);
  g_free (step);
}

/* Entries that count: of any registration of the person (or of the person's
 * stand-in), not taken back, and not of a registration that was taken back. */
#define STEPS_SQL \
  "SELECT " FOYER_MOMENT_COLUMNS ", e.list, e.kind, e.flags, " \
  "       EXISTS (SELECT 1 FROM entry r WHERE r.target = e.id AND r.kind = 10), " \
  "       json_extract (" FOYER_BODY_SQL ", '$.heads') " FOYER_MOMENT_FROM \
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

    foyer_moment_read (&step->moment, stmt);
    step->list = foyer_sql_dup (stmt, FOYER_MOMENT_N_COLUMNS);
    step->kind = (FoyerEntryKind) sqlite3_column_int (stmt, FOYER_MOMENT_N_COLUMNS + 1);
    step->overridden = (sqlite3_column_int (stmt, FOYER_MOMENT_N_COLUMNS + 2) &
                        FOYER_VERDICT_OVERRIDDEN) != 0;
    step->resolved = sqlite3_column_int (stmt, FOYER_MOMENT_N_COLUMNS + 3) != 0;
    step->heads = CLAMP (sqlite3_column_int64 (stmt, FOYER_MOMENT_N_COLUMNS + 4), 1, FOYER_PARTY_MAX);
    g_ptr_array_add (steps, step);
  }
  if (rc < 0)
    return NULL;
  foyer_moments_sort (steps);
  return g_steal_pointer (&steps);
}

/* What the steps on one list come to. */
typedef struct {
  FoyerPresence presence;
  gint64        since_us;
  gint64        came;       /* of the party, ever */
  gint64        here;       /* and now */
  gint64        admissions;
  gint64        conflicts;
  gint64        settled;    /* of them; by number, for a clock may turn round which came second */
  gboolean      overridden;
  const Step   *first;
  const Step   *last;
  GPtrArray    *pairs;      /* (nullable): collects the conflicts */
} Folded;

static void
fold_leave (Folded *folded, const Step *step)
{
  if (folded->presence != FOYER_PRESENCE_INSIDE)
    return;
  folded->here = MAX (folded->here - step->heads, 0);
  if (folded->here > 0)
    return;
  folded->presence = FOYER_PRESENCE_LEFT;
  folded->since_us = step->moment.at_us;
}

/* More came in than the code is for: two doors that could not hear each other.
 * Both stay, the person counts once, and someone has to look at it. */
static gboolean
is_too_many (const Folded *folded, const Step *step, FoyerListRule rule, gint64 party)
{
  gint64 so_far = rule == FOYER_LIST_ONCE ? folded->came : folded->here;

  return rule != FOYER_LIST_FREE && !step->overridden && folded->admissions > 0 &&
         so_far + step->heads > party;
}

/* Who comes back is not one more. */
static gint64
newcomers (const Folded *folded, const Step *step, FoyerListRule rule)
{
  gint64 outside = rule == FOYER_LIST_ONCE ? 0 : folded->came - folded->here;

  return MAX (step->heads - outside, 0);
}

static FoyerConflict *
conflict_new (const Step *first, const Step *second)
{
  FoyerConflict *conflict = g_new0 (FoyerConflict, 1);

  conflict->list = g_strdup (second->list);
  conflict->first = g_strdup (first->moment.id);
  conflict->first_us = first->moment.at_us;
  conflict->second = g_strdup (second->moment.id);
  conflict->second_us = second->moment.at_us;
  conflict->settled = second->resolved || first->resolved;
  return conflict;
}

void
foyer_conflict_free (FoyerConflict *self)
{
  if (self == NULL)
    return;
  g_free (self->person);
  g_free (self->list);
  g_free (self->first);
  g_free (self->second);
  g_free (self);
}

static void
fold_admit (Folded *folded, const Step *step, FoyerListRule rule, gint64 party)
{
  if (is_too_many (folded, step, rule, party)) {
    folded->conflicts++;
    if (folded->pairs != NULL)
      g_ptr_array_add (folded->pairs, conflict_new (folded->last, step));
  }
  folded->settled += step->resolved;
  if (folded->presence != FOYER_PRESENCE_INSIDE)
    folded->since_us = step->moment.at_us;
  folded->presence = FOYER_PRESENCE_INSIDE;
  folded->came = MIN (folded->came + newcomers (folded, step, rule), party);
  folded->here = MIN (folded->here + step->heads, party);
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
                        "kiosk, admissions, conflicts, overridden, came, here) "
                        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)", "ttiiittiiiii",
                        person, folded->first->list, (gint64) folded->presence,
                        folded->first->moment.at_us, folded->since_us, folded->last->moment.id,
                        folded->first->moment.kiosk, folded->admissions,
                        MAX (folded->conflicts - folded->settled, 0),
                        (gint64) folded->overridden, folded->came, folded->here) &&
         foyer_lookup_index_arrive (store, person, folded->first->list, error);
}

static FoyerListRule
rule_of (const FoyerEvent *event, const char *list_id)
{
  const FoyerList *list = event ? foyer_event_list (event, list_id) : NULL;

  return list ? list->rule : FOYER_LIST_ONCE;
}

/* @pairs: (nullable) */
static Folded
fold_list (FoyerStore *store, gint64 party, GPtrArray *steps, const char *list, GPtrArray *pairs)
{
  FoyerListRule rule = rule_of (foyer_store_event (store, NULL), list);
  Folded folded = { .presence = FOYER_PRESENCE_NEVER, .pairs = pairs };

  for (guint i = 0; i < steps->len; i++) {
    const Step *step = g_ptr_array_index (steps, i);

    if (g_strcmp0 (step->list, list) != 0)
      continue;
    if (step->kind == FOYER_ENTRY_LEAVE)
      fold_leave (&folded, step);
    else
      fold_admit (&folded, step, rule, party);
  }
  return folded;
}

static gboolean
is_first_of_list (GPtrArray *steps, guint i)
{
  const Step *step = g_ptr_array_index (steps, i);

  for (guint j = 0; j < i; j++) {
    if (g_strcmp0 (((const Step *) g_ptr_array_index (steps, j))->list, step->list) == 0)
      return FALSE;
  }
  return TRUE;
}

static gint64
party_of (FoyerStore *store, const char *person, GError **error)
{
  gint64 party = foyer_sql_int (store, error, 1, "SELECT max (party) FROM registration WHERE person = ?1",
                                "t", person);

  return party < 0 ? -1 : CLAMP (party, 1, FOYER_PARTY_MAX);
}

/* The first badge belongs to an admission; a reprint names its number, which has
 * two bytes in a code. A badge is of whoever wears it, not of one sign-up. */
#define BADGE_NUMBER \
  "CASE WHEN kind <> 8 THEN 1 " \
  "WHEN json_extract (" FOYER_BODY_SQL ", '$.number') BETWEEN 0 AND 65535 " \
  "THEN CAST (json_extract (body, '$.number') AS INTEGER) END"

static gboolean
fold_badge (FoyerStore *store, const char *person, GError **error)
{
  return foyer_sql_run (store, error, "DELETE FROM badge WHERE person = ?1", "t", person) &&
         foyer_sql_run (store, error,
                        "INSERT INTO badge (person, number) "
                        "SELECT ?1, max (n) FROM ("
                        "  SELECT " BADGE_NUMBER " AS n FROM entry "
                        "  WHERE registration IN (SELECT id FROM registration WHERE person = ?1 "
                        "    UNION SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM registration WHERE id = ?1)) "
                        "  AND (kind = 8 OR (kind = 2 AND badge = 1))) "
                        "WHERE TRUE HAVING max (n) IS NOT NULL", "t", person);
}

gboolean
foyer_projection_fold_person (FoyerStore *store, const char *person, GError **error)
{
  g_autoptr (GPtrArray) steps = read_steps (store, person, error);
  gint64 party = steps ? party_of (store, person, error) : -1;

  if (party < 0 ||
      !foyer_lookup_index_forget (store, person, error) ||
      !foyer_sql_run (store, error, "DELETE FROM presence WHERE person = ?1", "t", person))
    return FALSE;
  for (guint i = 0; i < steps->len; i++) {
    const Step *step = g_ptr_array_index (steps, i);
    Folded folded;

    if (!is_first_of_list (steps, i))
      continue;
    folded = fold_list (store, party, steps, step->list, NULL);
    if (!write_presence (store, person, &folded, error))
      return FALSE;
  }
  return fold_badge (store, person, error);
}

static gboolean
fold_registration (FoyerStore *store, const char *registration, GError **error)
{
  g_autofree char *person = registration ? foyer_projection_person (store, registration, error) : NULL;

  if (registration == NULL)
    return TRUE;
  return person != NULL && foyer_projection_fold_person (store, person, error);
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

gboolean
foyer_projection_take_clock (FoyerStore *store, const FoyerEntry *entry, GError **error)
{
  return entry->kind != FOYER_ENTRY_CLOCK ||
         foyer_sql_run (store, error, CLOCKS_SQL ("id = ?1"), "t", entry->id);
}

/* Everyone who was at a door during that boot. */
static gboolean
fold_boot (FoyerStore *store, const FoyerEntry *entry, GError **error)
{
  g_autoptr (GPtrArray) people =
    read_texts (store, error,
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
  case FOYER_ENTRY_LEAVE:
  case FOYER_ENTRY_REGISTER:
  case FOYER_ENTRY_BADGE:
    /* An undo may have arrived before what it takes back; the fold sees both. */
    return fold_registration (store, entry->registration, error);
  case FOYER_ENTRY_UNDO:
  case FOYER_ENTRY_RESOLVE:
    return fold_target (store, entry->target, error);
  case FOYER_ENTRY_CLOCK:
    return fold_boot (store, entry, error);
  case FOYER_ENTRY_AMEND:
  case FOYER_ENTRY_REFUSE:
  case FOYER_ENTRY_PAYMENT:
  case FOYER_ENTRY_TICKET:
  case FOYER_ENTRY_NOTE:
  case FOYER_ENTRY_COUNT:
  case FOYER_ENTRY_OPEN:
  case FOYER_ENTRY_ERASE:
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
      !foyer_sql_run (store, error, "DELETE FROM lookup_arrived", NULL) ||
      !foyer_sql_run (store, error, "DELETE FROM clock", NULL) ||
      !foyer_sql_run (store, error, "DELETE FROM badge", NULL) ||
      !foyer_sql_run (store, error, CLOCKS_SQL ("TRUE"), NULL))
    return FALSE;
  people = read_texts (store, error,
                       "SELECT DISTINCT coalesce (r.person, e.registration) FROM entry e "
                       "LEFT JOIN registration r ON r.id = e.registration "
                       "WHERE e.kind IN (2, 3, 8) AND e.registration IS NOT NULL", NULL, NULL);
  return fold_people (store, people, error);
}

static gboolean
add_conflicts (FoyerStore *store, const char *person, GPtrArray *conflicts, GError **error)
{
  g_autoptr (GPtrArray) steps = read_steps (store, person, error);
  gint64 party = steps ? party_of (store, person, error) : -1;
  guint before = conflicts->len;

  for (guint i = 0; party > 0 && i < steps->len; i++) {
    if (is_first_of_list (steps, i))
      (void) fold_list (store, party, steps, ((const Step *) g_ptr_array_index (steps, i))->list, conflicts);
  }
  for (guint i = before; i < conflicts->len; i++)
    ((FoyerConflict *) g_ptr_array_index (conflicts, i))->person = g_strdup (person);
  return party > 0;
}

GPtrArray *
foyer_projection_conflicts (FoyerStore *store, GError **error)
{
  g_autoptr (GPtrArray) conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_conflict_free);
  g_autoptr (GPtrArray) people =
    read_texts (store, error, "SELECT DISTINCT person FROM presence WHERE admissions > 1 ORDER BY person",
                NULL, NULL);

  for (guint i = 0; people != NULL && i < people->len; i++) {
    if (!add_conflicts (store, g_ptr_array_index (people, i), conflicts, error))
      return NULL;
  }
  return people ? g_steal_pointer (&conflicts) : NULL;
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
                                  "SELECT state, first_us, since_us, kiosk, last_admit, came, here FROM presence "
                                  "WHERE person = ?1 AND list = ?2", "tt", person, list);
  int rc = foyer_sql_row (store, stmt, error);

  *standing = (FoyerStanding) { FOYER_PRESENCE_NEVER };
  if (rc == 1) {
    standing->presence = (FoyerPresence) sqlite3_column_int (stmt, 0);
    standing->first_us = sqlite3_column_int64 (stmt, 1);
    standing->since_us = sqlite3_column_int64 (stmt, 2);
    standing->first_kiosk = foyer_sql_dup (stmt, 3);
    standing->last_admit = foyer_sql_dup (stmt, 4);
    standing->came = sqlite3_column_int64 (stmt, 5);
    standing->here = sqlite3_column_int64 (stmt, 6);
    foyer_sql_end (stmt);
  }
  return rc >= 0;
}

gint64
foyer_projection_taken (FoyerStore *store, const FoyerList *list, GError **error)
{
  return foyer_sql_int (store, error, 0,
                        list->thing ? "SELECT sum (came) FROM presence WHERE list = ?1"
                                    : "SELECT sum (here) FROM presence WHERE list = ?1 AND state = 1",
                        "t", list->id);
}
