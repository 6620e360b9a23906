/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed-private.h"

#include "clock.h"
#include "id.h"
#include "journal.h"
#include "json.h"
#include "overlay.h"
#include "registry.h"

#include <string.h>

/* Things. */

gboolean
foyer_feed_fill (FoyerStore *store, FoyerChange *change, const char *ref, GError **error)
{
  switch (change->kind) {
  case FOYER_CHANGE_EVENT:
    change->event = foyer_registry_event (store, error);
    return change->event != NULL;
  case FOYER_CHANGE_REGISTRATION:
    change->registration = foyer_overlay_base (store, ref, error);
    return change->registration != NULL;
  case FOYER_CHANGE_ENTRY:
    change->entry = foyer_journal_get (store, ref, error);
    return change->entry != NULL;
  case FOYER_CHANGE_KEY:
    change->key = foyer_registry_key (store, ref, error);
    return change->key != NULL;
  case FOYER_CHANGE_REMOVED:
    change->removed = g_strdup (ref);
    return TRUE;
  case FOYER_CHANGE_N:
  default:
    return FALSE;
  }
}

void
foyer_feed_measure (FoyerChange *change)
{
  static const FoyerDigest none;

  if (foyer_digest_equal (&change->digest, &none)) {
    g_autoptr (json_t) thing = foyer_change_thing (change);

    foyer_digest_of (foyer_change_kind_to_string (change->kind), thing, &change->digest);
  }
}

/* Digests. */

/* Of everything, at the newest number; of nothing in an empty feed. */
static gboolean
read_sum (FoyerStore *store, FoyerDigest *sum, GError **error)
{
  sqlite3_stmt *stmt = foyer_sql (store, error, "SELECT digest FROM feed_mark ORDER BY seq DESC LIMIT 1",
                                  NULL);
  int rc = foyer_sql_row (store, stmt, error);

  memset (sum, 0, sizeof *sum);
  if (rc != 1)
    return rc == 0;
  if (sqlite3_column_bytes (stmt, 0) == sizeof sum->bytes)
    memcpy (sum->bytes, sqlite3_column_blob (stmt, 0), sizeof sum->bytes);
  foyer_sql_end (stmt);
  return TRUE;
}

/* Takes away what the thing was, if it was there. */
static gboolean
take_away (FoyerStore *store, FoyerChangeKind kind, const char *ref, FoyerDigest *sum, GError **error)
{
  sqlite3_stmt *stmt = foyer_sql (store, error, "SELECT digest FROM feed WHERE kind = ?1 AND ref = ?2", "it",
                                  (gint64) kind, ref);
  int rc = foyer_sql_row (store, stmt, error);
  FoyerDigest before;

  if (rc != 1)
    return rc == 0;
  if (sqlite3_column_bytes (stmt, 0) == sizeof before.bytes) {
    memcpy (before.bytes, sqlite3_column_blob (stmt, 0), sizeof before.bytes);
    foyer_digest_take_away (sum, &before);
  }
  foyer_sql_end (stmt);
  return TRUE;
}

static gboolean
measure (FoyerStore *store, FoyerChangeKind kind, const char *ref, FoyerDigest *digest, GError **error)
{
  g_autoptr (FoyerChange) change = foyer_change_new (0, kind);

  if (!foyer_feed_fill (store, change, ref, error))
    return FALSE;
  foyer_feed_measure (change);
  *digest = change->digest;
  return TRUE;
}

static gboolean
give_number (FoyerStore *store, FoyerChangeKind kind, const char *ref, const FoyerDigest *digest,
             const FoyerDigest *sum, GError **error)
{
  /* REPLACE drops the old number and AUTOINCREMENT never gives one again. */
  return foyer_sql_run (store, error,
                        "INSERT OR REPLACE INTO feed (kind, ref, digest) VALUES (?1, ?2, ?3)", "itb",
                        (gint64) kind, ref, digest->bytes, sizeof digest->bytes) &&
         foyer_sql_run (store, error, "INSERT INTO feed_mark (seq, digest) VALUES (?1, ?2)", "ib",
                        (gint64) sqlite3_last_insert_rowid (store->db), sum->bytes, sizeof sum->bytes);
}

gboolean
foyer_feed_note (FoyerStore *store, guint change_kind, const char *ref, GError **error)
{
  FoyerChangeKind kind = (FoyerChangeKind) change_kind;
  FoyerDigest sum, digest;

  if (!store->feeds)
    return TRUE;
  if (!read_sum (store, &sum, error) || !take_away (store, kind, ref, &sum, error) ||
      !measure (store, kind, ref, &digest, error))
    return FALSE;
  if (kind == FOYER_CHANGE_REMOVED &&
      (!take_away (store, FOYER_CHANGE_REGISTRATION, ref, &sum, error) ||
       !foyer_sql_run (store, error, "DELETE FROM feed WHERE kind = ?1 AND ref = ?2", "it",
                       (gint64) FOYER_CHANGE_REGISTRATION, ref)))
    return FALSE;
  foyer_digest_add (&sum, &digest);
  return give_number (store, kind, ref, &digest, &sum, error);
}

/* Life as a hub. */

/* What was in the store before it became a hub's has to go out as well. */
static gboolean
note_everything (FoyerStore *store, GError **error)
{
  return foyer_sql_run (store, error, "INSERT OR REPLACE INTO feed (kind, ref) "
                        "SELECT 3, id FROM key", NULL) &&
         foyer_sql_run (store, error, "INSERT OR REPLACE INTO feed (kind, ref) "
                        "SELECT 0, json_extract (json, '$.id') FROM event", NULL) &&
         foyer_sql_run (store, error, "INSERT OR REPLACE INTO feed (kind, ref) "
                        "SELECT 1, id FROM registration WHERE revision > 0 ORDER BY rid", NULL) &&
         foyer_sql_run (store, error, "INSERT OR REPLACE INTO feed (kind, ref) "
                        "SELECT 2, id FROM entry ORDER BY row", NULL);
}

G_STATIC_ASSERT (FOYER_CHANGE_EVENT == 0 && FOYER_CHANGE_REGISTRATION == 1 && FOYER_CHANGE_ENTRY == 2 &&
                 FOYER_CHANGE_KEY == 3);

static gboolean
measure_row (FoyerStore *store, gint64 seq, FoyerChangeKind kind, const char *ref, FoyerDigest *sum,
             GError **error)
{
  g_autoptr (GError) failure = NULL;
  FoyerDigest digest;

  if (!measure (store, kind, ref, &digest, &failure)) {
    if (failure != NULL)
      g_propagate_error (error, g_steal_pointer (&failure));
    return failure == NULL;
  }
  foyer_digest_add (sum, &digest);
  return foyer_sql_run (store, error, "UPDATE feed SET digest = ?2 WHERE seq = ?1", "ib", seq, digest.bytes,
                        sizeof digest.bytes);
}

/* Where no number was ever measured: a store that becomes a hub's, or one of
 * before there were digests. */
static gboolean
measure_everything (FoyerStore *store, GError **error)
{
  sqlite3_stmt *stmt = foyer_sql (store, error, "SELECT seq, kind, ref FROM feed ORDER BY seq", NULL);
  FoyerDigest sum = { { 0 } };
  gint64 seq = 0;
  int rc;

  while ((rc = foyer_sql_row (store, stmt, error)) == 1) {
    g_autofree char *ref = foyer_sql_dup (stmt, 2);

    seq = sqlite3_column_int64 (stmt, 0);
    if (!measure_row (store, seq, (FoyerChangeKind) sqlite3_column_int (stmt, 1), ref, &sum, error)) {
      foyer_sql_end (stmt);
      return FALSE;
    }
  }
  return rc == 0 && (seq == 0 ||
                     foyer_sql_run (store, error, "INSERT INTO feed_mark (seq, digest) VALUES (?1, ?2)",
                                    "ib", seq, sum.bytes, sizeof sum.bytes));
}

gboolean
foyer_feed_start (FoyerStore *store, GError **error)
{
  g_autofree char *epoch = NULL;

  if (!store->feeds) {
    epoch = foyer_id_new (foyer_clock_now_us ());
    store->feeds = foyer_store_set_setting (store, "feed_epoch", epoch, error) &&
                   note_everything (store, error);
  }
  return store->feeds &&
         (foyer_sql_int (store, error, 0, "SELECT 1 FROM feed_mark LIMIT 1", NULL) != 0 ||
          measure_everything (store, error));
}

char *
foyer_feed_epoch (FoyerStore *store, GError **error)
{
  GError *failure = NULL;
  char *epoch = foyer_store_get_setting (store, "feed_epoch", &failure);

  if (failure != NULL)
    g_propagate_error (error, failure);
  else if (epoch == NULL)
    g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_MISSING, "%s is not a hub's store",
                 store->path);
  return epoch;
}

gboolean
foyer_feed_new_life (FoyerStore *store, GError **error)
{
  g_autofree char *before = foyer_feed_epoch (store, error);
  g_autofree char *epoch = foyer_id_new (foyer_clock_now_us ());
  gint64 head = before ? foyer_feed_head (store, error) : -1;

  return head >= 0 &&
         foyer_sql_run (store, error, "INSERT OR REPLACE INTO life (epoch, head) VALUES (?1, ?2)", "ti",
                        before, head) &&
         foyer_store_set_setting (store, "feed_epoch", epoch, error);
}

gint64
foyer_feed_head (FoyerStore *store, GError **error)
{
  return foyer_sql_int (store, error, 0, "SELECT seq FROM sqlite_sequence WHERE name = 'feed'", NULL);
}

gint64
foyer_feed_branch (FoyerStore *store, const char *epoch, GError **error)
{
  return foyer_sql_int (store, error, -1, "SELECT head FROM life WHERE epoch = ?1", "t", epoch);
}

/* A store of before there were digests has no marks of its past. */
static gboolean
is_same_past (FoyerStore *store, gint64 cursor, const char *digest, gboolean *past, GError **error)
{
  gint64 first = foyer_sql_int (store, error, 0, "SELECT min (seq) FROM feed_mark", NULL);
  g_autofree char *known = NULL;

  if (first < 0)
    return FALSE;
  if (cursor < first)
    return TRUE;
  known = foyer_sql_text (store, error, "SELECT lower (hex (digest)) FROM feed_mark WHERE seq = ?1", "i",
                          cursor);
  *past = g_strcmp0 (known, digest) == 0;
  return TRUE;
}

gboolean
foyer_feed_is_past (FoyerStore *store, gint64 cursor, const char *digest, gboolean *past, GError **error)
{
  gint64 head = foyer_feed_head (store, error);

  *past = cursor <= head;
  if (head < 0 || !*past || digest == NULL)
    return head >= 0;
  return is_same_past (store, cursor, digest, past, error);
}

/* Pages. */

static gboolean
end_page (FoyerStore *store, FoyerPage *page, GError **error)
{
  FoyerDigest sum;

  if (page->more)
    return TRUE;
  if (!read_sum (store, &sum, error))
    return FALSE;
  page->digest = foyer_digest_to_text (&sum);
  return TRUE;
}

/* FALSE on failure. What is gone is left out: its REMOVED comes later. */
static gboolean
add_change (FoyerStore *store, FoyerPage *page, sqlite3_stmt *stmt, GError **error)
{
  g_autoptr (FoyerChange) change = foyer_change_new (sqlite3_column_int64 (stmt, 0),
                                                     (FoyerChangeKind) sqlite3_column_int (stmt, 1));
  g_autoptr (GError) failure = NULL;

  page->next = change->seq;
  if (foyer_feed_fill (store, change, (const char *) sqlite3_column_text (stmt, 2), &failure))
    g_ptr_array_add (page->changes, g_steal_pointer (&change));
  else if (failure != NULL)
    g_propagate_error (error, g_error_copy (failure));
  return failure == NULL;
}

FoyerPage *
foyer_feed_page (FoyerStore *store, gint64 cursor, guint limit, GError **error)
{
  g_autoptr (FoyerPage) page = foyer_page_new ();
  sqlite3_stmt *stmt;
  guint n = 0;
  int rc;

  page->epoch = foyer_feed_epoch (store, error);
  page->next = cursor;
  if (page->epoch == NULL)
    return NULL;
  stmt = foyer_sql (store, error, "SELECT seq, kind, ref FROM feed WHERE seq > ?1 ORDER BY seq LIMIT ?2",
                    "ii", cursor, (gint64) limit);
  for (; (rc = foyer_sql_row (store, stmt, error)) == 1; n++) {
    if (!add_change (store, page, stmt, error)) {
      foyer_sql_end (stmt);
      return NULL;
    }
  }
  page->more = n == limit;
  return rc == 0 && end_page (store, page, error) ? g_steal_pointer (&page) : NULL;
}
