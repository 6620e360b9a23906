/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fed.h"

#include <string.h>

/* Settings. */

gint64
foyer_setting_number (FoyerStore *store, const char *name, gint64 fallback, GError **error)
{
  g_autofree char *text = foyer_store_get_setting (store, name, error);

  return text ? g_ascii_strtoll (text, NULL, 10) : fallback;
}

gboolean
foyer_setting_set_number (FoyerStore *store, const char *name, gint64 number, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  return foyer_store_set_setting (store, name, text, error);
}

gboolean
foyer_setting_set_flag (FoyerStore *store, const char *name, gboolean flag, GError **error)
{
  return foyer_store_set_setting (store, name, flag ? "1" : NULL, error);
}

/* The whole. */

gboolean
foyer_fed_load (FoyerStore *store, FoyerFed *fed, GError **error)
{
  GError *failure = NULL;
  g_autofree char *sum = foyer_store_get_setting (store, "fed_sum", &failure);

  memset (fed, 0, sizeof *fed);
  foyer_digest_from_text (sum, &fed->sum);
  if (failure == NULL)
    fed->life = foyer_setting_number (store, "fed_life", 1, &failure);
  if (failure == NULL)
    fed->branch = foyer_setting_number (store, "fed_branch", -1, &failure);
  if (failure == NULL)
    fed->rereading = foyer_setting_number (store, "rereading", 0, &failure) != 0;
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

gboolean
foyer_fed_save_sum (FoyerStore *store, const FoyerFed *fed, GError **error)
{
  g_autofree char *sum = foyer_digest_to_text (&fed->sum);

  return foyer_store_set_setting (store, "fed_sum", sum, error);
}

/* Things. */

/* 1 known, 0 not, -1 failed. */
int
foyer_fed_find (FoyerStore *store, FoyerChangeKind kind, const char *ref, FoyerKnown *known, GError **error)
{
  sqlite3_stmt *stmt = foyer_sql (store, error,
                                  "SELECT digest, seq, life FROM fed WHERE kind = ?1 AND ref = ?2", "it",
                                  (gint64) kind, ref);
  int rc = foyer_sql_row (store, stmt, error);

  if (rc != 1)
    return rc;
  memset (known, 0, sizeof *known);
  if (sqlite3_column_bytes (stmt, 0) == sizeof known->digest.bytes)
    memcpy (known->digest.bytes, sqlite3_column_blob (stmt, 0), sizeof known->digest.bytes);
  known->seq = sqlite3_column_int64 (stmt, 1);
  known->life = sqlite3_column_int64 (stmt, 2);
  foyer_sql_end (stmt);
  return 1;
}

static gboolean
forget (FoyerStore *store, FoyerFed *fed, FoyerChangeKind kind, const char *ref, GError **error)
{
  FoyerKnown known;
  int rc = foyer_fed_find (store, kind, ref, &known, error);

  if (rc != 1)
    return rc == 0;
  if (known.life == fed->life)
    foyer_digest_take_away (&fed->sum, &known.digest);
  return foyer_sql_run (store, error, "DELETE FROM fed WHERE kind = ?1 AND ref = ?2", "it", (gint64) kind, ref);
}

static gboolean
replace (FoyerStore *store, FoyerFed *fed, const FoyerChange *change, FoyerOffer offer, GError **error)
{
  const char *ref = foyer_change_ref (change);
  FoyerKnown known;

  if (foyer_fed_find (store, change->kind, ref, &known, error) != 1)
    return FALSE;
  if (known.life == fed->life)
    foyer_digest_take_away (&fed->sum, &known.digest);
  return foyer_sql_run (store, error, "UPDATE fed SET seq = ?3, digest = ?4, life = ?5, offer = ?6 "
                        "WHERE kind = ?1 AND ref = ?2", "itibii", (gint64) change->kind, ref, change->seq,
                        change->digest.bytes, sizeof change->digest.bytes, fed->life, (gint64) offer);
}

/* Nearly all is new: so that is tried first. */
gboolean
foyer_fed_note (FoyerStore *store, FoyerFed *fed, FoyerChange *change, FoyerOffer offer, GError **error)
{
  const char *ref = foyer_change_ref (change);

  foyer_feed_measure (change);
  if (change->kind == FOYER_CHANGE_REMOVED &&
      !forget (store, fed, FOYER_CHANGE_REGISTRATION, ref, error))
    return FALSE;
  if (!foyer_sql_run (store, error, "INSERT OR IGNORE INTO fed (kind, ref, seq, digest, life, offer) "
                      "VALUES (?1, ?2, ?3, ?4, ?5, ?6)", "itibii", (gint64) change->kind, ref, change->seq,
                      change->digest.bytes, sizeof change->digest.bytes, fed->life, (gint64) offer))
    return FALSE;
  if (sqlite3_changes (store->db) == 0 && !replace (store, fed, change, offer, error))
    return FALSE;
  foyer_digest_add (&fed->sum, &change->digest);
  return TRUE;
}
