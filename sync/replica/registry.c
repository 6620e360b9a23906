/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "registry.h"

#include "json.h"
#include "link.h"
#include "lookup-index.h"
#include "overlay.h"
#include "projection.h"
#include "store-private.h"

#include <string.h>

#define COLUMNS \
  "id, person, status, registered_us, payment_due, ticket_serial, revision, party, status_us, " \
  "status_before, codes, " \
  "channel, reference, name, phone, email, company, title, city, category, answers, note, source"
#define FIRST_TEXT 11

G_STATIC_ASSERT (FOYER_N_TEXT_FIELDS == 12);

static char **
codes_from_text (const char *text)
{
  return text ? g_strsplit (text, "\n", -1) : NULL;
}

static FoyerRegistration *
read_registration (sqlite3_stmt *stmt)
{
  FoyerRegistration *row = foyer_registration_new ();

  row->id = foyer_sql_dup (stmt, 0);
  row->person = foyer_sql_dup (stmt, 1);
  row->status = (FoyerStatus) sqlite3_column_int (stmt, 2);
  row->registered_us = sqlite3_column_int64 (stmt, 3);
  row->payment_due = sqlite3_column_int64 (stmt, 4);
  row->ticket_serial = sqlite3_column_int64 (stmt, 5);
  row->revision = sqlite3_column_int64 (stmt, 6);
  row->party = sqlite3_column_int64 (stmt, 7);
  row->status_us = sqlite3_column_int64 (stmt, 8);
  row->status_before = (FoyerStatus) sqlite3_column_int (stmt, 9);
  row->codes = codes_from_text ((const char *) sqlite3_column_text (stmt, 10));
  for (int i = 0; i < FOYER_N_TEXT_FIELDS; i++)
    *foyer_registration_text (row, i) = foyer_sql_dup (stmt, FIRST_TEXT + i);
  return row;
}

static GPtrArray *
read_registrations (FoyerStore *store, sqlite3_stmt *stmt, GError **error)
{
  g_autoptr (GPtrArray) rows =
    g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_registration_free);
  int rc;

  while ((rc = foyer_sql_row (store, stmt, error)) == 1)
    g_ptr_array_add (rows, read_registration (stmt));
  return rc == 0 ? g_steal_pointer (&rows) : NULL;
}

FoyerRegistration *
foyer_registry_get (FoyerStore *store, const char *id, GError **error)
{
  sqlite3_stmt *stmt = foyer_sql (store, error,
                                  "SELECT " COLUMNS " FROM registration WHERE id = ?1", "t", id);
  FoyerRegistration *row = NULL;

  if (foyer_sql_row (store, stmt, error) == 1) {
    row = read_registration (stmt);
    foyer_sql_end (stmt);
  }
  return row;
}

gint64
foyer_registry_still_due (FoyerStore *store, const FoyerRegistration *registration)
{
  gint64 paid;

  if (registration->payment_due <= 0)
    return 0;
  paid = foyer_sql_int (store, NULL, 0,
                        "SELECT sum (json_extract (" FOYER_BODY_SQL ", '$.amount')) FROM entry e "
                        "WHERE registration = ?1 AND kind = 6 "
                        "AND " FOYER_AMOUNT_SQL " "
                        "AND NOT EXISTS (SELECT 1 FROM entry u WHERE u.kind = 5 AND u.target = e.id)", "t",
                        registration->id);
  return MAX (registration->payment_due - paid, 0);
}

G_STATIC_ASSERT (FOYER_ENTRY_PAYMENT == 6);

/* By id, for rid is the order in which this file heard of them: every kiosk
 * has to pick the same of two that are equally good. */
GPtrArray *
foyer_registry_of_person (FoyerStore *store, const char *person, GError **error)
{
  return read_registrations (store, foyer_sql (store, error, "SELECT " COLUMNS
                                               " FROM registration WHERE person = ?1 ORDER BY id",
                                               "t", person), error);
}

GPtrArray *
foyer_registry_by_code (FoyerStore *store, const char *code, GError **error)
{
  return read_registrations (store, foyer_sql (store, error, "SELECT " COLUMNS
                                               " FROM registration JOIN foreign_code USING (rid)"
                                               " WHERE code = ?1 ORDER BY id", "t", code), error);
}

gboolean
foyer_registry_foreach (FoyerStore *store, FoyerRegistrationFunc func, gpointer user_data,
                        GError **error)
{
  sqlite3_stmt *stmt = foyer_sql (store, error, "SELECT " COLUMNS " FROM registration ORDER BY rid",
                                  NULL);
  int rc;

  while ((rc = foyer_sql_row (store, stmt, error)) == 1) {
    g_autoptr (FoyerRegistration) row = read_registration (stmt);

    if (!func (row, user_data)) {
      foyer_sql_end (stmt);
      return TRUE;
    }
  }
  return rc == 0;
}

static gboolean
write_row (FoyerStore *store, const FoyerRegistration *row, GError **error)
{
  g_autofree char *codes = row->codes && row->codes[0] ? g_strjoinv ("\n", row->codes) : NULL;

  return foyer_sql_run (store, error,
                        "INSERT INTO registration (" COLUMNS ") VALUES "
                        "(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20,"
                        "?21,?22,?23) "
                        "ON CONFLICT (id) DO UPDATE SET person=?2, status=?3, registered_us=?4, "
                        "payment_due=?5, ticket_serial=?6, revision=?7, party=?8, status_us=?9, "
                        "status_before=?10, codes=?11, channel=?12, reference=?13, name=?14, phone=?15, "
                        "email=?16, company=?17, title=?18, city=?19, category=?20, answers=?21, "
                        "note=?22, source=?23",
                        "ttiiiiiiiittttttttttttt", row->id, row->person, (gint64) row->status,
                        row->registered_us, row->payment_due, row->ticket_serial, row->revision,
                        row->party, row->status_us, (gint64) row->status_before, codes, row->channel,
                        row->reference, row->name, row->phone, row->email, row->company, row->title, row->city,
                        row->category, row->answers, row->note, row->source);
}

/* The keys of one kind: each row has its own in a table of (key, rid). */
typedef struct {
  const char *insert;
  const char *drop;
  char      **before;
  char      **now;
} Keys;

static gboolean
change_keys (FoyerStore *store, gint64 rid, const Keys *keys, GError **error)
{
  /* Most changes leave a row's keys as they were. */
  if (keys->before != NULL && keys->now != NULL &&
      g_strv_equal ((const char * const *) keys->before, (const char * const *) keys->now))
    return TRUE;
  for (gsize i = 0; keys->before != NULL && keys->before[i] != NULL; i++) {
    if (!foyer_sql_run (store, error, keys->drop, "ti", keys->before[i], rid))
      return FALSE;
  }
  for (gsize i = 0; keys->now != NULL && keys->now[i] != NULL; i++) {
    if (!foyer_sql_run (store, error, keys->insert, "ti", keys->now[i], rid))
      return FALSE;
  }
  return TRUE;
}

#define KEYS(table, column) \
  "INSERT OR IGNORE INTO " table " (" column ", rid) VALUES (?1, ?2)", \
  "DELETE FROM " table " WHERE " column " = ?1 AND rid = ?2"

/* From the keys of @before to those of @now; either may be NULL. The old keys
 * are made again rather than looked up: their tables have no way from a row. */
static gboolean
move_keys (FoyerStore *store, gint64 rid, const FoyerRegistration *before,
           const FoyerRegistration *now, GError **error)
{
  g_auto (GStrv) link_before = before ? foyer_link_keys (before) : NULL;
  g_auto (GStrv) link_now = now ? foyer_link_keys (now) : NULL;
  const Keys all[] = {
    { KEYS ("foreign_code", "code"), before ? before->codes : NULL, now ? now->codes : NULL },
    { KEYS ("link_key", "key"), link_before, link_now },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++) {
    if (!change_keys (store, rid, &all[i], error))
      return FALSE;
  }
  return foyer_lookup_index_change (store, rid, before, now, error);
}

/* Of a row that was just written. */
static gboolean
make_keys (FoyerStore *store, const FoyerRegistration *before, const FoyerRegistration *row,
           GError **error)
{
  gint64 rid = before == NULL
                 ? sqlite3_last_insert_rowid (store->db)
                 : foyer_sql_int (store, error, -1, "SELECT rid FROM registration WHERE id = ?1", "t",
                                  row->id);

  return rid >= 0 && move_keys (store, rid, before, row, error);
}

gboolean
foyer_registry_make_all_keys (FoyerStore *store, GError **error)
{
  sqlite3_stmt *stmt = foyer_sql (store, error, "SELECT " COLUMNS ", rid FROM registration", NULL);
  int rc;

  while ((rc = foyer_sql_row (store, stmt, error)) == 1) {
    g_autoptr (FoyerRegistration) row = read_registration (stmt);

    if (!move_keys (store, sqlite3_column_int64 (stmt, FIRST_TEXT + FOYER_N_TEXT_FIELDS), NULL, row,
                    error)) {
      foyer_sql_end (stmt);
      return FALSE;
    }
  }
  return rc == 0;
}

/* A row that arrives after someone was let in by it, or that changes hands, or
 * the size of its party, changes who is inside. */
static gboolean
fold_owners (FoyerStore *store, const FoyerRegistration *before, const FoyerRegistration *row,
             GError **error)
{
  gboolean moved = before != NULL && g_strcmp0 (before->person, row->person) != 0;
  gboolean named = before == NULL &&
                   foyer_sql_int (store, error, 0, "SELECT 1 FROM entry WHERE registration = ?1", "t",
                                  row->id) == 1;

  if (named && !foyer_projection_fold_person (store, row->id, error))
    return FALSE;
  if (moved && !foyer_projection_fold_person (store, before->person, error))
    return FALSE;
  if (named || moved || row->party != (before ? before->party : 1))
    return foyer_projection_fold_person (store, row->person, error);
  return TRUE;
}

static gboolean
hide (FoyerStore *store, const FoyerRegistration *before, GError **error)
{
  gint64 rid = foyer_sql_int (store, error, -1, "SELECT rid FROM registration WHERE id = ?1", "t",
                              before->id);

  return rid >= 0 && move_keys (store, rid, before, NULL, error) &&
         foyer_sql_run (store, error, "DELETE FROM registration WHERE rid = ?1", "i", rid) &&
         foyer_projection_fold_person (store, before->person, error) &&
         foyer_projection_fold_person (store, before->id, error);
}

/* What the door sees of the registration from now on: @row, NULL for nothing. */
static gboolean
show (FoyerStore *store, const char *id, const FoyerRegistration *row, GError **error)
{
  GError *failure = NULL;
  g_autoptr (FoyerRegistration) before = foyer_registry_get (store, id, &failure);

  if (failure != NULL) {
    g_propagate_error (error, failure);
    return FALSE;
  }
  if (row == NULL)
    return before == NULL || hide (store, before, error);
  if (before != NULL && before->revision == row->revision && before->status_us == row->status_us &&
      foyer_registration_equal (before, row))
    return TRUE;
  return write_row (store, row, error) && make_keys (store, before, row, error) &&
         fold_owners (store, before, row, error);
}

static gboolean
keep_base (FoyerStore *store, const FoyerRegistration *base, GError **error)
{
  g_autoptr (json_t) json = foyer_registration_to_json (base);
  g_autofree char *text = foyer_json_line (json);

  return foyer_sql_run (store, error, "INSERT INTO base (id, json) VALUES (?1, ?2) "
                        "ON CONFLICT (id) DO UPDATE SET json = ?2", "tt", base->id, text);
}

static gboolean
is_removed (FoyerStore *store, const char *id)
{
  return foyer_sql_int (store, NULL, 0, "SELECT 1 FROM tombstone WHERE id = ?1", "t", id) == 1;
}

/* The hub's row is kept apart only where something lies over it. */
static gboolean
lay (FoyerStore *store, const char *id, FoyerRegistration *base, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gboolean covered = foyer_overlay_exists (store, id);
  g_autoptr (FoyerRegistration) row = NULL;

  if (base != NULL && covered && foyer_overlay_is_erased (store, id))
    foyer_registration_erase (base);
  if (base != NULL && covered ? !keep_base (store, base, error)
                              : !foyer_sql_run (store, error, "DELETE FROM base WHERE id = ?1", "t", id))
    return FALSE;
  if (!is_removed (store, id))
    row = foyer_overlay_make (store, id, base, &failure);
  if (failure == NULL)
    return show (store, id, row, error);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
foyer_registry_refresh (FoyerStore *store, const char *id, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (FoyerRegistration) base = foyer_overlay_base (store, id, &failure);

  if (failure == NULL)
    return lay (store, id, base, error);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* 1 when anything here speaks of the registration: a row, what the hub said of it
 * before, or what happened at a door; 0 when not, as for nearly all rows of a first
 * pull; -1 on failure. */
static int
is_known (FoyerStore *store, const char *id, GError **error)
{
  return (int) foyer_sql_int (store, error, -1,
                              "SELECT EXISTS (SELECT 1 FROM registration WHERE id = ?1) "
                              "OR EXISTS (SELECT 1 FROM base WHERE id = ?1) "
                              "OR EXISTS (SELECT 1 FROM tombstone WHERE id = ?1) "
                              "OR EXISTS (SELECT 1 FROM entry WHERE registration = ?1) "
                              "OR EXISTS (SELECT 1 FROM entry WHERE target = ?1) "
                              "OR EXISTS (SELECT 1 FROM entry WHERE id = ?1)", "t", id);
}

static gboolean
put_new (FoyerStore *store, const FoyerRegistration *row, GError **error)
{
  return write_row (store, row, error) && make_keys (store, NULL, row, error) &&
         (row->party == 1 || foyer_projection_fold_person (store, row->person, error));
}

static gboolean
put_known (FoyerStore *store, FoyerRegistration *base, GError **error)
{
  return foyer_sql_run (store, error, "DELETE FROM tombstone WHERE id = ?1", "t", base->id) &&
         lay (store, base->id, base, error);
}

/* FALSE on failure. @before: (out) (nullable): what the hub said last. */
static gboolean
read_base (FoyerStore *store, const char *id, FoyerRegistration **before, GError **error)
{
  GError *failure = NULL;

  *before = foyer_overlay_base (store, id, &failure);
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

gboolean
foyer_registry_put (FoyerStore *store, const FoyerRegistration *row, gboolean *changed,
                    GError **error)
{
  int known = is_known (store, row->id, error);
  g_autoptr (FoyerRegistration) before = NULL;
  g_autoptr (FoyerRegistration) base = NULL;

  if (known < 0 || (known == 1 && !read_base (store, row->id, &before, error)))
    return FALSE;
  if (changed != NULL)
    *changed = before == NULL || !foyer_registration_equal (before, row);
  base = foyer_registration_copy (row);
  base->revision = MAX (base->revision, 1);
  if (before != NULL && before->revision == base->revision && foyer_registration_equal (before, base))
    return TRUE;
  return (known == 1 ? put_known (store, base, error) : put_new (store, base, error)) &&
         foyer_feed_note (store, FOYER_CHANGE_REGISTRATION, row->id, error);
}

gboolean
foyer_registry_remove (FoyerStore *store, const char *id, GError **error)
{
  gboolean known = foyer_sql_int (store, NULL, 0, "SELECT 1 FROM registration WHERE id = ?1", "t", id) == 1;

  return foyer_sql_run (store, error, "INSERT OR IGNORE INTO tombstone (id) VALUES (?1)", "t", id) &&
         lay (store, id, NULL, error) &&
         (!known || foyer_feed_note (store, FOYER_CHANGE_REMOVED, id, error));
}

gboolean
foyer_registry_is_removed (FoyerStore *store, const char *id)
{
  return is_removed (store, id);
}
