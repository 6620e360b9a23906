/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed.h"

#include "clock.h"
#include "id.h"
#include "journal.h"
#include "registry.h"
#include "store-private.h"

gboolean
foyer_feed_note (FoyerStore *store, guint change_kind, const char *ref, GError **error)
{
  /* REPLACE drops the old number and AUTOINCREMENT never gives one again. */
  return !store->feeds ||
         foyer_sql_run (store, error, "INSERT OR REPLACE INTO feed (kind, ref) VALUES (?1, ?2)", "it",
                        (gint64) change_kind, ref);
}

/* What was in the store before it became a hub's has to go out as well. */
static gboolean
note_everything (FoyerStore *store, GError **error)
{
  return foyer_sql_run (store, error, "INSERT OR REPLACE INTO feed (kind, ref) "
                        "SELECT 3, id FROM key", NULL) &&
         foyer_sql_run (store, error, "INSERT OR REPLACE INTO feed (kind, ref) "
                        "SELECT 0, json_extract (json, '$.id') FROM event", NULL) &&
         foyer_sql_run (store, error, "INSERT OR REPLACE INTO feed (kind, ref) "
                        "SELECT 1, id FROM registration ORDER BY rid", NULL) &&
         foyer_sql_run (store, error, "INSERT OR REPLACE INTO feed (kind, ref) "
                        "SELECT 2, id FROM entry ORDER BY row", NULL);
}

G_STATIC_ASSERT (FOYER_CHANGE_EVENT == 0 && FOYER_CHANGE_REGISTRATION == 1 && FOYER_CHANGE_ENTRY == 2 &&
                 FOYER_CHANGE_KEY == 3);

gboolean
foyer_feed_start (FoyerStore *store, GError **error)
{
  g_autofree char *epoch = NULL;

  if (store->feeds)
    return TRUE;
  epoch = foyer_id_new (foyer_clock_now_us ());
  store->feeds = foyer_store_set_setting (store, "feed_epoch", epoch, error) &&
                 note_everything (store, error);
  return store->feeds;
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

  return before != NULL && foyer_store_set_setting (store, "feed_epoch", epoch, error);
}

gint64
foyer_feed_head (FoyerStore *store, GError **error)
{
  return foyer_sql_int (store, error, 0, "SELECT seq FROM sqlite_sequence WHERE name = 'feed'", NULL);
}

/* FALSE when the thing is not there any more: its REMOVED comes later. */
static gboolean
fill (FoyerStore *store, FoyerChange *change, const char *ref, GError **error)
{
  switch (change->kind) {
  case FOYER_CHANGE_EVENT:
    change->event = foyer_registry_event (store, error);
    return change->event != NULL;
  case FOYER_CHANGE_REGISTRATION:
    change->registration = foyer_registry_get (store, ref, error);
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

FoyerPage *
foyer_feed_page (FoyerStore *store, gint64 cursor, guint limit, GError **error)
{
  g_autoptr (FoyerPage) page = foyer_page_new ();
  g_autoptr (GError) failure = NULL;
  sqlite3_stmt *stmt;
  guint n = 0;
  int rc;

  page->epoch = foyer_feed_epoch (store, error);
  page->next = cursor;
  if (page->epoch == NULL)
    return NULL;
  stmt = foyer_sql (store, error, "SELECT seq, kind, ref FROM feed WHERE seq > ?1 ORDER BY seq LIMIT ?2",
                    "ii", cursor, (gint64) limit);
  while ((rc = foyer_sql_row (store, stmt, error)) == 1) {
    g_autoptr (FoyerChange) change = foyer_change_new (sqlite3_column_int64 (stmt, 0),
                                                       (FoyerChangeKind) sqlite3_column_int (stmt, 1));

    n++;
    page->next = change->seq;
    if (fill (store, change, (const char *) sqlite3_column_text (stmt, 2), &failure))
      g_ptr_array_add (page->changes, g_steal_pointer (&change));
    else if (failure != NULL) {
      foyer_sql_end (stmt);
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  }
  page->more = n == limit;
  return rc == 0 ? g_steal_pointer (&page) : NULL;
}

static gboolean
apply (FoyerStore *store, const FoyerChange *change, GError **error)
{
  FoyerAnswerKind answer;

  switch (change->kind) {
  case FOYER_CHANGE_EVENT:
    return foyer_registry_put_event (store, change->event, error);
  case FOYER_CHANGE_REGISTRATION:
    return foyer_registry_put (store, change->registration, NULL, error);
  case FOYER_CHANGE_ENTRY:
    /* The hub keeps the first content of an id, and so does this kiosk; where
     * they differ the push was refused and people see it. */
    return foyer_journal_keep (store, change->entry, &answer, error);
  case FOYER_CHANGE_KEY:
    return foyer_registry_put_key (store, change->key, error);
  case FOYER_CHANGE_REMOVED:
    return foyer_registry_remove (store, change->removed, error);
  case FOYER_CHANGE_N:
  default:
    return TRUE;
  }
}

gboolean
foyer_feed_cursor (FoyerStore *store, gint64 *cursor, char **epoch, GError **error)
{
  GError *failure = NULL;
  g_autofree char *text = foyer_store_get_setting (store, "cursor", &failure);

  *epoch = failure ? NULL : foyer_store_get_setting (store, "epoch", &failure);
  *cursor = text ? g_ascii_strtoll (text, NULL, 10) : 0;
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

gboolean
foyer_feed_meet (FoyerStore *store, const char *epoch, GError **error)
{
  g_autofree char *known = NULL;
  gint64 cursor;

  if (!foyer_feed_cursor (store, &cursor, &known, error))
    return FALSE;
  return g_strcmp0 (known, epoch) == 0 ||
         (foyer_journal_unsend_all (store, error) &&
          foyer_store_set_setting (store, "cursor", NULL, error) &&
          foyer_store_set_setting (store, "epoch", epoch, error));
}

gboolean
foyer_feed_is_filling (FoyerStore *store)
{
  return foyer_sql_int (store, NULL, 0, "SELECT 1 FROM setting WHERE name = 'filling'", NULL) == 1;
}

/* From the first slice to the last of a first pull; a kiosk that catches up
 * after a week serves its door meanwhile. */
static gboolean
note_filling (FoyerStore *store, gboolean was_empty, gboolean more, GError **error)
{
  if (!was_empty && !foyer_feed_is_filling (store))
    return TRUE;
  return foyer_store_set_setting (store, "filling", more ? "1" : NULL, error);
}

gboolean
foyer_feed_apply (FoyerStore *store, const FoyerPage *page, GError **error)
{
  g_autofree char *cursor = g_strdup_printf ("%" G_GINT64_FORMAT, page->next);
  gboolean was_empty = foyer_sql_int (store, NULL, 0, "SELECT 1 FROM event", NULL) == 0;

  if (!foyer_feed_meet (store, page->epoch, error))
    return FALSE;
  for (guint i = 0; i < page->changes->len; i++) {
    if (!apply (store, g_ptr_array_index (page->changes, i), error))
      return FALSE;
  }
  return note_filling (store, was_empty, page->more, error) &&
         foyer_store_set_setting (store, "cursor", cursor, error);
}
