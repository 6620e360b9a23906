/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fed.h"

/* What a restored hub has lost and this kiosk still has. */

static gboolean
offer_again (FoyerStore *store, FoyerChangeKind kind, const char *ref, GError **error)
{
  return foyer_sql_run (store, error, "UPDATE fed SET offer = 1 WHERE kind = ?1 AND ref = ?2", "it",
                        (gint64) kind, ref);
}

/* A registration that was taken away after the backup stays away. */
static gboolean
is_newer_registration (FoyerStore *store, const FoyerRegistration *row, gboolean *newer, GError **error)
{
  FoyerKnown known;
  int rc = foyer_fed_find (store, FOYER_CHANGE_REMOVED, row->id, &known, error);

  if (rc == 1) {
    *newer = TRUE;
    return offer_again (store, FOYER_CHANGE_REMOVED, row->id, error);
  }
  *newer = rc == 0 && foyer_sql_int (store, error, 0, "SELECT revision FROM registration WHERE id = ?1", "t",
                                     row->id) > row->revision;
  return rc == 0;
}

static gboolean
is_newer_event (FoyerStore *store, const FoyerFed *fed, const FoyerEvent *event, gboolean *newer, GError **error)
{
  FoyerKnown known;
  int rc = foyer_fed_find (store, FOYER_CHANGE_EVENT, event->id, &known, error);

  *newer = rc == 1 && fed->branch >= 0 && known.life < fed->life && known.seq > fed->branch;
  return rc >= 0;
}

/* Nobody who was expelled comes in again. */
static gboolean
is_newer_key (FoyerStore *store, const FoyerKey *key, gboolean *newer, GError **error)
{
  gint64 revoked = foyer_sql_int (store, error, 0, "SELECT revoked FROM key WHERE id = ?1", "t", key->id);

  *newer = revoked == 1 && !key->revoked;
  return revoked >= 0;
}

/* Whether what is here is newer than what a restored hub says. */
gboolean
foyer_fed_is_newer_here (FoyerStore *store, const FoyerFed *fed, const FoyerChange *change, gboolean *newer,
               GError **error)
{
  *newer = FALSE;
  if (!fed->rereading)
    return TRUE;
  switch (change->kind) {
  case FOYER_CHANGE_EVENT:
    return is_newer_event (store, fed, change->event, newer, error);
  case FOYER_CHANGE_REGISTRATION:
    return is_newer_registration (store, change->registration, newer, error);
  case FOYER_CHANGE_KEY:
    return is_newer_key (store, change->key, newer, error);
  case FOYER_CHANGE_ENTRY:
  case FOYER_CHANGE_REMOVED:
  case FOYER_CHANGE_N:
  default:
    return TRUE;
  }
}

/* Keys come back by themselves, with the credential that a kiosk shows. */
gboolean
foyer_fed_mark_lost (FoyerStore *store, const FoyerFed *fed, GError **error)
{
  return foyer_sql_run (store, error, "UPDATE fed SET offer = 1 WHERE life < ?1 AND offer = 0 AND kind <> ?2",
                        "ii", fed->life, (gint64) FOYER_CHANGE_KEY) &&
         foyer_sql_run (store, error, "UPDATE fed SET offer = 1 WHERE life < ?1 AND offer = 0 AND "
                        "ref IN (SELECT id FROM key WHERE revoked = 1)", "i", fed->life) &&
         foyer_setting_set_flag (store, "rereading", FALSE, error);
}

/* FALSE on failure. What is not here any more is passed over. */
static gboolean
add_offer (FoyerStore *store, GPtrArray *changes, sqlite3_stmt *stmt, GError **error)
{
  g_autoptr (FoyerChange) change = foyer_change_new (sqlite3_column_int64 (stmt, 0),
                                                     (FoyerChangeKind) sqlite3_column_int (stmt, 1));
  g_autoptr (GError) failure = NULL;

  if (foyer_feed_fill (store, change, (const char *) sqlite3_column_text (stmt, 2), &failure))
    g_ptr_array_add (changes, g_steal_pointer (&change));
  else if (failure != NULL)
    g_propagate_error (error, g_error_copy (failure));
  return failure == NULL;
}

GPtrArray *
foyer_feed_offers (FoyerStore *store, guint limit, GError **error)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_change_free);
  /* The first term is the index's own: without it every row would be looked at. */
  sqlite3_stmt *stmt = foyer_sql (store, error,
                                  "SELECT seq, kind, ref FROM fed WHERE offer > 0 AND offer = 1", NULL);
  int rc;

  while ((rc = foyer_sql_row (store, stmt, error)) == 1) {
    gboolean added = add_offer (store, changes, stmt, error);

    if (!added || changes->len == limit) {
      foyer_sql_end (stmt);
      return added ? g_steal_pointer (&changes) : NULL;
    }
  }
  return rc == 0 ? g_steal_pointer (&changes) : NULL;
}

gint64
foyer_feed_count_lost (FoyerStore *store, GError **error)
{
  return foyer_sql_int (store, error, 0, "SELECT count (*) FROM fed WHERE offer > 0", NULL);
}

gboolean
foyer_feed_offered (FoyerStore *store, GPtrArray *changes, GError **error)
{
  for (guint i = 0; i < changes->len; i++) {
    const FoyerChange *change = g_ptr_array_index (changes, i);

    if (!foyer_sql_run (store, error, "UPDATE fed SET offer = 2 WHERE kind = ?1 AND ref = ?2 AND offer = 1",
                        "it", (gint64) change->kind, foyer_change_ref (change)))
      return FALSE;
  }
  return TRUE;
}
