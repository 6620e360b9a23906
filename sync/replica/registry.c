/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "registry.h"

#include "code.h"
#include "json.h"
#include "link.h"
#include "lookup-private.h"
#include "projection.h"
#include "store-private.h"

#include <sodium.h>
#include <string.h>

/* The event. */

const FoyerEvent *
foyer_store_event (FoyerStore *store, GError **error)
{
  /* Grows when another connection commits; our own changes drop the cache. */
  gint64 version = foyer_sql_int (store, error, 0, "PRAGMA data_version", NULL);
  g_autofree char *text = NULL;
  g_autoptr (json_t) json = NULL;

  if (store->event != NULL && version == store->event_version)
    return store->event;
  g_clear_pointer (&store->event, foyer_event_free);
  text = foyer_sql_text (store, error, "SELECT json FROM event", NULL);
  json = text ? foyer_json_parse (text, -1, error) : NULL;
  store->event = json ? foyer_event_from_json (json, error) : NULL;
  store->event_version = version;
  return store->event;
}

FoyerEvent *
foyer_registry_event (FoyerStore *store, GError **error)
{
  (void) foyer_store_event (store, error);
  return g_steal_pointer (&store->event);
}

gboolean
foyer_registry_put_event (FoyerStore *store, const FoyerEvent *event, GError **error)
{
  g_autoptr (json_t) json = foyer_event_to_json (event, TRUE);
  g_autofree char *text = foyer_json_line (json);
  g_autofree char *before = foyer_sql_text (store, NULL, "SELECT json FROM event", NULL);

  if (g_strcmp0 (before, text) == 0)
    return TRUE;
  g_clear_pointer (&store->event, foyer_event_free);
  /* A list's rule decides how its admissions are read. */
  return foyer_sql_run (store, error, "INSERT INTO event (one, json) VALUES (1, ?1) "
                        "ON CONFLICT (one) DO UPDATE SET json = ?1", "t", text) &&
         foyer_feed_note (store, FOYER_CHANGE_EVENT, event->id, error) &&
         foyer_projection_fold_all (store, error);
}

/* Registrations. */

#define COLUMNS \
  "id, person, status, registered_us, payment_due, ticket_serial, revision, codes, " \
  "channel, reference, name, phone, email, company, title, city, category, answers, note, source"
#define FIRST_TEXT 8

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
  row->codes = codes_from_text ((const char *) sqlite3_column_text (stmt, 7));
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
                        "(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,?19,?20) "
                        "ON CONFLICT (id) DO UPDATE SET person=?2, status=?3, registered_us=?4, "
                        "payment_due=?5, ticket_serial=?6, revision=?7, codes=?8, channel=?9, "
                        "reference=?10, name=?11, phone=?12, email=?13, company=?14, title=?15, "
                        "city=?16, category=?17, answers=?18, note=?19, source=?20",
                        "ttiiiiittttttttttttt", row->id, row->person, (gint64) row->status,
                        row->registered_us, row->payment_due, row->ticket_serial, row->revision, codes,
                        row->channel, row->reference, row->name, row->phone, row->email, row->company,
                        row->title, row->city, row->category, row->answers, row->note, row->source);
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
  g_auto (GStrv) lookup_before = before ? foyer_lookup_keys (store, before) : NULL;
  g_auto (GStrv) lookup_now = now ? foyer_lookup_keys (store, now) : NULL;
  const Keys all[] = {
    { KEYS ("foreign_code", "code"), before ? before->codes : NULL, now ? now->codes : NULL },
    { KEYS ("link_key", "key"), link_before, link_now },
    { KEYS ("lookup_key", "key"), lookup_before, lookup_now },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++) {
    if (!change_keys (store, rid, &all[i], error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
make_keys (FoyerStore *store, const FoyerRegistration *before, const FoyerRegistration *row,
           GError **error)
{
  gint64 rid = foyer_sql_int (store, error, -1, "SELECT rid FROM registration WHERE id = ?1", "t",
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

/* A row that arrives after someone was let in by it, or that changes hands,
 * changes who is inside. */
static gboolean
fold_owners (FoyerStore *store, const FoyerRegistration *before, const FoyerRegistration *row,
             GError **error)
{
  if (before == NULL) {
    if (foyer_sql_int (store, error, 0, "SELECT 1 FROM entry WHERE registration = ?1", "t", row->id) != 1)
      return TRUE;
    if (!foyer_projection_fold_person (store, row->id, error))
      return FALSE;
  }
  else if (g_strcmp0 (before->person, row->person) == 0) {
    return TRUE;
  }
  else if (!foyer_projection_fold_person (store, before->person, error)) {
    return FALSE;
  }
  return foyer_projection_fold_person (store, row->person, error);
}

gboolean
foyer_registry_put (FoyerStore *store, const FoyerRegistration *row, gboolean *changed,
                    GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (FoyerRegistration) before = foyer_registry_get (store, row->id, &failure);

  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  if (changed != NULL)
    *changed = before == NULL || !foyer_registration_equal (before, row);
  if (before != NULL && before->revision == row->revision && foyer_registration_equal (before, row))
    return TRUE;
  return write_row (store, row, error) && make_keys (store, before, row, error) &&
         fold_owners (store, before, row, error) &&
         foyer_feed_note (store, FOYER_CHANGE_REGISTRATION, row->id, error);
}

gboolean
foyer_registry_change (FoyerStore *store, const FoyerRegistration *row, gboolean *changed,
                       GError **error)
{
  g_autoptr (FoyerRegistration) before = foyer_registry_get (store, row->id, NULL);
  g_autoptr (FoyerRegistration) next = NULL;

  if (changed != NULL)
    *changed = FALSE;
  if (before != NULL && before->revision > 0 && foyer_registration_equal (before, row))
    return TRUE;
  next = foyer_registration_copy (row);
  next->revision = before ? before->revision + 1 : 1;
  if (changed != NULL)
    *changed = TRUE;
  return foyer_registry_put (store, next, NULL, error);
}

gboolean
foyer_registry_remove (FoyerStore *store, const char *id, GError **error)
{
  gint64 rid = foyer_sql_int (store, error, 0, "SELECT rid FROM registration WHERE id = ?1", "t", id);
  g_autoptr (FoyerRegistration) before = rid > 0 ? foyer_registry_get (store, id, error) : NULL;

  if (before == NULL)
    return rid == 0;
  return move_keys (store, rid, before, NULL, error) &&
         foyer_sql_run (store, error, "DELETE FROM registration WHERE rid = ?1", "i", rid) &&
         foyer_projection_fold_person (store, before->person, error) &&
         foyer_projection_fold_person (store, id, error) &&
         foyer_sql_run (store, error, "DELETE FROM feed WHERE kind = ?1 AND ref = ?2", "it",
                        (gint64) FOYER_CHANGE_REGISTRATION, id) &&
         foyer_feed_note (store, FOYER_CHANGE_REMOVED, id, error);
}

/* Keys. */

static gboolean
key_tag (const FoyerKey *key, guint8 tag[4])
{
  guint8 bytes[FOYER_CODE_PUBLIC_BYTES];
  gsize length = 0;

  if (key->public_key == NULL ||
      sodium_hex2bin (bytes, sizeof bytes, key->public_key, strlen (key->public_key), NULL, &length,
                      NULL) != 0 || length != sizeof bytes)
    return FALSE;
  foyer_code_key_id (bytes, tag);
  return TRUE;
}

gboolean
foyer_registry_put_key (FoyerStore *store, const FoyerKey *key, GError **error)
{
  guint8 tag[4];

  if (!key_tag (key, tag)) {
    g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_FAILED,
                 "the public key of %s is not 32 bytes of hexadecimal", key->id);
    return FALSE;
  }
  return foyer_sql_run (store, error,
                        "INSERT INTO key (id, tag, public_key, name, revoked) VALUES (?1,?2,?3,?4,?5) "
                        "ON CONFLICT (id) DO UPDATE SET tag=?2, public_key=?3, name=?4, revoked=?5",
                        "tbtti", key->id, tag, sizeof tag, key->public_key, key->name,
                        (gint64) key->revoked) &&
         foyer_feed_note (store, FOYER_CHANGE_KEY, key->id, error);
}

static FoyerKey *
read_key (FoyerStore *store, sqlite3_stmt *stmt, GError **error)
{
  FoyerKey *key;

  if (foyer_sql_row (store, stmt, error) != 1)
    return NULL;
  key = foyer_key_new ();
  key->id = foyer_sql_dup (stmt, 0);
  key->public_key = foyer_sql_dup (stmt, 1);
  key->name = foyer_sql_dup (stmt, 2);
  key->revoked = sqlite3_column_int (stmt, 3) != 0;
  foyer_sql_end (stmt);
  return key;
}

FoyerKey *
foyer_registry_key (FoyerStore *store, const char *id, GError **error)
{
  return read_key (store, foyer_sql (store, error, "SELECT id, public_key, name, revoked FROM key "
                                     "WHERE id = ?1", "t", id), error);
}

FoyerKey *
foyer_registry_key_by_tag (FoyerStore *store, const guint8 tag[4], GError **error)
{
  return read_key (store, foyer_sql (store, error, "SELECT id, public_key, name, revoked FROM key "
                                     "WHERE tag = ?1 ORDER BY id", "b", tag, (gsize) 4), error);
}
