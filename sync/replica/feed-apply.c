/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-feed"

#include "feed-private.h"

#include "journal.h"
#include "registry.h"

#include <string.h>

/* Offers, as they are kept with each thing that came by the feed. */
enum { OFFER_NONE, OFFER_DUE, OFFER_MADE };

/**
 * Fed:
 * @life: counts the times that this kiosk began to read the feed from 0; a thing with a lower
 * one did not come again
 * @sum: of what came in this life
 * @rereading: until everything came again; what is here meanwhile may be newer than the hub
 * @branch: where the hub lost what came behind it; -1 unknown
 *
 * What this kiosk got by the feed, as the hub said it, whatever was written
 * over it here since.
 */
typedef struct {
  gint64      life;
  FoyerDigest sum;
  gboolean    rereading;
  gint64      branch;
} Fed;

static gint64
get_number (FoyerStore *store, const char *name, gint64 fallback, GError **error)
{
  g_autofree char *text = foyer_store_get_setting (store, name, error);

  return text ? g_ascii_strtoll (text, NULL, 10) : fallback;
}

static gboolean
set_number (FoyerStore *store, const char *name, gint64 number, GError **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  return foyer_store_set_setting (store, name, text, error);
}

static gboolean
set_flag (FoyerStore *store, const char *name, gboolean flag, GError **error)
{
  return foyer_store_set_setting (store, name, flag ? "1" : NULL, error);
}

static gboolean
load (FoyerStore *store, Fed *fed, GError **error)
{
  GError *failure = NULL;
  g_autofree char *sum = foyer_store_get_setting (store, "fed_sum", &failure);

  memset (fed, 0, sizeof *fed);
  foyer_digest_from_text (sum, &fed->sum);
  if (failure == NULL)
    fed->life = get_number (store, "fed_life", 1, &failure);
  if (failure == NULL)
    fed->branch = get_number (store, "fed_branch", -1, &failure);
  if (failure == NULL)
    fed->rereading = get_number (store, "rereading", 0, &failure) != 0;
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

static gboolean
save_sum (FoyerStore *store, const Fed *fed, GError **error)
{
  g_autofree char *sum = foyer_digest_to_text (&fed->sum);

  return foyer_store_set_setting (store, "fed_sum", sum, error);
}

/* Positions. */

gboolean
foyer_feed_cursor (FoyerStore *store, gint64 *cursor, char **epoch, GError **error)
{
  GError *failure = NULL;

  *cursor = get_number (store, "cursor", 0, &failure);
  *epoch = failure ? NULL : foyer_store_get_setting (store, "epoch", &failure);
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

char *
foyer_feed_cursor_digest (FoyerStore *store, GError **error)
{
  return foyer_store_get_setting (store, "cursor_digest", error);
}

/* From 0 again: everything that the hub has comes once more, and what does not
 * come is lost there. */
static gboolean
begin_again (FoyerStore *store, GError **error)
{
  gint64 life = get_number (store, "fed_life", 1, error);

  return set_number (store, "fed_life", life + 1, error) &&
         foyer_store_set_setting (store, "fed_sum", NULL, error) &&
         foyer_store_set_setting (store, "fed_branch", NULL, error) &&
         foyer_store_set_setting (store, "fed_partial", NULL, error) &&
         foyer_store_set_setting (store, "cursor_digest", NULL, error) &&
         foyer_store_set_setting (store, "cursor", NULL, error) &&
         foyer_store_set_setting (store, "proof", NULL, error) &&
         set_flag (store, "rereading", TRUE, error);
}

gboolean
foyer_feed_meet (FoyerStore *store, const char *epoch, GError **error)
{
  g_autofree char *known = NULL;
  gint64 cursor;

  if (!foyer_feed_cursor (store, &cursor, &known, error))
    return FALSE;
  if (g_strcmp0 (known, epoch) == 0)
    return TRUE;
  return foyer_journal_unsend_all (store, error) &&
         foyer_store_set_setting (store, "epoch", epoch, error) &&
         foyer_store_set_setting (store, "repaired", NULL, error) &&
         (known == NULL || begin_again (store, error));
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
  return set_flag (store, "filling", more, error);
}

/* What came. */

typedef struct {
  FoyerDigest digest;
  gint64      seq;
  gint64      life;
} Known;

/* 1 known, 0 not, -1 failed. */
static int
find_known (FoyerStore *store, FoyerChangeKind kind, const char *ref, Known *known, GError **error)
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
forget (FoyerStore *store, Fed *fed, FoyerChangeKind kind, const char *ref, GError **error)
{
  Known known;
  int rc = find_known (store, kind, ref, &known, error);

  if (rc != 1)
    return rc == 0;
  if (known.life == fed->life)
    foyer_digest_take_away (&fed->sum, &known.digest);
  return foyer_sql_run (store, error, "DELETE FROM fed WHERE kind = ?1 AND ref = ?2", "it", (gint64) kind, ref);
}

static gboolean
replace (FoyerStore *store, Fed *fed, const FoyerChange *change, int offer, GError **error)
{
  const char *ref = foyer_change_ref (change);
  Known known;

  if (find_known (store, change->kind, ref, &known, error) != 1)
    return FALSE;
  if (known.life == fed->life)
    foyer_digest_take_away (&fed->sum, &known.digest);
  return foyer_sql_run (store, error, "UPDATE fed SET seq = ?3, digest = ?4, life = ?5, offer = ?6 "
                        "WHERE kind = ?1 AND ref = ?2", "itibii", (gint64) change->kind, ref, change->seq,
                        change->digest.bytes, sizeof change->digest.bytes, fed->life, (gint64) offer);
}

/* Nearly all is new: so that is tried first. */
static gboolean
note_fed (FoyerStore *store, Fed *fed, FoyerChange *change, int offer, GError **error)
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

/* What a restored hub has lost. */

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
  Known known;
  int rc = find_known (store, FOYER_CHANGE_REMOVED, row->id, &known, error);

  if (rc == 1) {
    *newer = TRUE;
    return offer_again (store, FOYER_CHANGE_REMOVED, row->id, error);
  }
  *newer = rc == 0 && foyer_sql_int (store, error, 0, "SELECT revision FROM registration WHERE id = ?1", "t",
                                     row->id) > row->revision;
  return rc == 0;
}

static gboolean
is_newer_event (FoyerStore *store, const Fed *fed, const FoyerEvent *event, gboolean *newer, GError **error)
{
  Known known;
  int rc = find_known (store, FOYER_CHANGE_EVENT, event->id, &known, error);

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
static gboolean
is_newer_here (FoyerStore *store, const Fed *fed, const FoyerChange *change, gboolean *newer,
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
static gboolean
mark_lost (FoyerStore *store, const Fed *fed, GError **error)
{
  return foyer_sql_run (store, error, "UPDATE fed SET offer = 1 WHERE life < ?1 AND offer = 0 AND kind <> ?2",
                        "ii", fed->life, (gint64) FOYER_CHANGE_KEY) &&
         foyer_sql_run (store, error, "UPDATE fed SET offer = 1 WHERE life < ?1 AND offer = 0 AND "
                        "ref IN (SELECT id FROM key WHERE revoked = 1)", "i", fed->life) &&
         set_flag (store, "rereading", FALSE, error);
}

GPtrArray *
foyer_feed_offers (FoyerStore *store, guint limit, GError **error)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_change_free);
  g_autoptr (GError) failure = NULL;
  sqlite3_stmt *stmt = foyer_sql (store, error, "SELECT seq, kind, ref FROM fed WHERE offer = 1 LIMIT ?1", "i",
                                  (gint64) limit);
  int rc;

  while ((rc = foyer_sql_row (store, stmt, error)) == 1) {
    g_autoptr (FoyerChange) change = foyer_change_new (sqlite3_column_int64 (stmt, 0),
                                                       (FoyerChangeKind) sqlite3_column_int (stmt, 1));

    if (foyer_feed_fill (store, change, (const char *) sqlite3_column_text (stmt, 2), &failure))
      g_ptr_array_add (changes, g_steal_pointer (&change));
    if (failure != NULL) {
      foyer_sql_end (stmt);
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
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

/* Proof. */

FoyerFeedProof
foyer_feed_proof (FoyerStore *store)
{
  g_autofree char *proof = foyer_store_get_setting (store, "proof", NULL);

  if (proof == NULL)
    return FOYER_FEED_UNPROVED;
  return g_str_equal (proof, "same") ? FOYER_FEED_SAME : FOYER_FEED_DIFFERS;
}

static gboolean
found_same (FoyerStore *store, GError **error)
{
  if (foyer_feed_proof (store) == FOYER_FEED_SAME)
    return TRUE;
  return foyer_store_set_setting (store, "proof", "same", error) &&
         foyer_store_set_setting (store, "repaired", NULL, error);
}

/* Reading all of it again mends what was broken here; if that does not help,
 * doing it forever would not either. */
static gboolean
found_different (FoyerStore *store, GError **error)
{
  gboolean repaired = get_number (store, "repaired", 0, NULL) != 0;

  if (repaired)
    return foyer_store_set_setting (store, "proof", "differs", error);
  g_warning ("this store and the hub differ: everything is read again");
  return begin_again (store, error) && set_flag (store, "repaired", TRUE, error);
}

static gboolean
compare (FoyerStore *store, const Fed *fed, const FoyerPage *page, GError **error)
{
  FoyerDigest theirs;

  /* What this program does not know, it can't add up. */
  if (get_number (store, "fed_partial", 0, NULL) != 0)
    return foyer_store_set_setting (store, "proof", NULL, error);
  if (!foyer_digest_from_text (page->digest, &theirs))
    return TRUE;
  return foyer_digest_equal (&theirs, &fed->sum) ? found_same (store, error)
                                                 : found_different (store, error);
}

/* Pages. */

static gboolean
apply_change (FoyerStore *store, const FoyerChange *change, GError **error)
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

static gboolean
take_change (FoyerStore *store, Fed *fed, FoyerChange *change, GError **error)
{
  gboolean newer;

  if (!is_newer_here (store, fed, change, &newer, error))
    return FALSE;
  return (newer || apply_change (store, change, error)) &&
         note_fed (store, fed, change, newer ? OFFER_DUE : OFFER_NONE, error);
}

static gboolean
end_feed (FoyerStore *store, const Fed *fed, const FoyerPage *page, GError **error)
{
  return (!fed->rereading || mark_lost (store, fed, error)) &&
         foyer_store_set_setting (store, "cursor_digest", page->digest, error) &&
         compare (store, fed, page, error);
}

static gboolean
end_page (FoyerStore *store, const Fed *fed, const FoyerPage *page, GError **error)
{
  return save_sum (store, fed, error) && set_number (store, "cursor", page->next, error) &&
         (!page->partial || set_flag (store, "fed_partial", TRUE, error)) &&
         (page->more ? foyer_store_set_setting (store, "cursor_digest", NULL, error)
                     : end_feed (store, fed, page, error));
}

gboolean
foyer_feed_apply (FoyerStore *store, const FoyerPage *page, GError **error)
{
  gboolean was_empty = foyer_sql_int (store, NULL, 0, "SELECT 1 FROM event", NULL) == 0;
  Fed fed;

  if (!foyer_feed_meet (store, page->epoch, error) || !load (store, &fed, error))
    return FALSE;
  if (page->branch >= 0 && fed.rereading) {
    fed.branch = page->branch;
    if (!set_number (store, "fed_branch", fed.branch, error))
      return FALSE;
  }
  for (guint i = 0; i < page->changes->len; i++) {
    if (!take_change (store, &fed, g_ptr_array_index (page->changes, i), error))
      return FALSE;
  }
  return note_filling (store, was_empty, page->more, error) && end_page (store, &fed, page, error);
}
