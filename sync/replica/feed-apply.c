/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-feed"

#include "fed.h"

#include "journal.h"
#include "registry.h"

/* Positions. */

gboolean
foyer_feed_cursor (FoyerStore *store, gint64 *cursor, char **epoch, GError **error)
{
  GError *failure = NULL;

  *cursor = foyer_setting_number (store, "cursor", 0, &failure);
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
  gint64 life = foyer_setting_number (store, "fed_life", 1, error);

  return foyer_setting_set_number (store, "fed_life", life + 1, error) &&
         foyer_store_set_setting (store, "fed_sum", NULL, error) &&
         foyer_store_set_setting (store, "fed_branch", NULL, error) &&
         foyer_store_set_setting (store, "fed_partial", NULL, error) &&
         foyer_store_set_setting (store, "cursor_digest", NULL, error) &&
         foyer_store_set_setting (store, "cursor", NULL, error) &&
         foyer_store_set_setting (store, "proof", NULL, error) &&
         foyer_sql_run (store, error, "UPDATE fed SET offer = 0 WHERE offer > 0", NULL) &&
         foyer_setting_set_flag (store, "rereading", TRUE, error);
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
  return foyer_setting_set_flag (store, "filling", more, error);
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
  gboolean repaired = foyer_setting_number (store, "repaired", 0, NULL) != 0;

  if (repaired)
    return foyer_store_set_setting (store, "proof", "differs", error);
  g_warning ("this store and the hub differ: everything is read again");
  return begin_again (store, error) && foyer_setting_set_flag (store, "repaired", TRUE, error);
}

static gboolean
compare (FoyerStore *store, const FoyerFed *fed, const FoyerPage *page, GError **error)
{
  FoyerDigest theirs;

  /* What this program does not know, it can't add up. */
  if (foyer_setting_number (store, "fed_partial", 0, NULL) != 0)
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
take_change (FoyerStore *store, FoyerFed *fed, FoyerChange *change, GError **error)
{
  gboolean newer;

  if (!foyer_fed_is_newer_here (store, fed, change, &newer, error))
    return FALSE;
  return (newer || apply_change (store, change, error)) &&
         foyer_fed_note (store, fed, change, newer ? FOYER_OFFER_DUE : FOYER_OFFER_NONE, error);
}

static gboolean
end_feed (FoyerStore *store, const FoyerFed *fed, const FoyerPage *page, GError **error)
{
  return (!fed->rereading || foyer_fed_mark_lost (store, fed, error)) &&
         foyer_store_set_setting (store, "cursor_digest", page->digest, error) &&
         compare (store, fed, page, error);
}

static gboolean
end_page (FoyerStore *store, const FoyerFed *fed, const FoyerPage *page, GError **error)
{
  return foyer_fed_save_sum (store, fed, error) && foyer_setting_set_number (store, "cursor", page->next, error) &&
         (!page->partial || foyer_setting_set_flag (store, "fed_partial", TRUE, error)) &&
         (page->more ? foyer_store_set_setting (store, "cursor_digest", NULL, error)
                     : end_feed (store, fed, page, error));
}

gboolean
foyer_feed_apply (FoyerStore *store, const FoyerPage *page, GError **error)
{
  gboolean was_empty = foyer_sql_int (store, NULL, 0, "SELECT 1 FROM event", NULL) == 0;
  FoyerFed fed;

  if (!foyer_feed_meet (store, page->epoch, error) || !foyer_fed_load (store, &fed, error))
    return FALSE;
  if (page->branch >= 0 && fed.rereading) {
    fed.branch = page->branch;
    if (!foyer_setting_set_number (store, "fed_branch", fed.branch, error))
      return FALSE;
  }
  for (guint i = 0; i < page->changes->len; i++) {
    if (!take_change (store, &fed, g_ptr_array_index (page->changes, i), error))
      return FALSE;
  }
  return note_filling (store, was_empty, page->more, error) && end_page (store, &fed, page, error);
}
