/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed-private.h"

#include "journal.h"
#include "link.h"
#include "registry.h"

/* The hub was restored from a backup, and kiosks bring back what it lost. */

static gboolean
is_gone (FoyerStore *store, const char *id, GError **error)
{
  return foyer_sql_int (store, error, 0, "SELECT 1 FROM feed WHERE kind = ?1 AND ref = ?2", "it",
                        (gint64) FOYER_CHANGE_REMOVED, id) != 0;
}

/* The same sign-up may have come in again since, by the same table: two rows
 * then, for tickets of both are about, and one person. */
static char *
person_of (FoyerStore *store, const FoyerRegistration *row, GError **error)
{
  g_auto (GStrv) keys = foyer_link_keys (row);
  char *person = row->reference == NULL ? NULL
    : foyer_sql_text (store, error, "SELECT person FROM registration WHERE channel = ?1 AND reference = ?2",
                      "tt", row->channel, row->reference);

  for (gsize i = 0; person == NULL && keys[i] != NULL; i++)
    person = foyer_sql_text (store, error, "SELECT person FROM link_key JOIN registration USING (rid) "
                             "WHERE key = ?1 ORDER BY rid LIMIT 1", "t", keys[i]);
  return person ? person : g_strdup (row->person);
}

static gboolean
take_registration (FoyerStore *store, const FoyerRegistration *row, gboolean *taken, GError **error)
{
  gint64 known = foyer_sql_int (store, error, -2, "SELECT revision FROM registration WHERE id = ?1", "t",
                                row->id);
  g_autoptr (FoyerRegistration) copy = NULL;

  if (known == -1)
    return FALSE;
  if (known >= row->revision || is_gone (store, row->id, error))
    return TRUE;
  *taken = TRUE;
  copy = foyer_registration_copy (row);
  if (known == -2) {
    g_free (copy->person);
    copy->person = person_of (store, row, error);
  }
  return foyer_registry_put (store, copy, NULL, error);
}

static gboolean
take_removed (FoyerStore *store, const char *id, gboolean *taken, GError **error)
{
  *taken = foyer_sql_int (store, error, 0, "SELECT 1 FROM registration WHERE id = ?1", "t", id) == 1;
  return foyer_registry_remove (store, id, error);
}

/* Only what was not touched since the backup was put back. */
static gboolean
take_event (FoyerStore *store, const FoyerEvent *event, gboolean *taken, GError **error)
{
  gint64 head = foyer_sql_int (store, error, -2, "SELECT head FROM life ORDER BY head DESC LIMIT 1", NULL);
  gint64 seq = foyer_sql_int (store, error, 0, "SELECT seq FROM feed WHERE kind = ?1 AND ref = ?2", "it",
                              (gint64) FOYER_CHANGE_EVENT, event->id);

  if (head == -1 || seq == -1)
    return FALSE;
  if (seq == 0 || seq > head)
    return TRUE;
  *taken = TRUE;
  return foyer_registry_put_event (store, event, error);
}

static gboolean
take_entry (FoyerStore *store, const FoyerEntry *entry, gboolean *taken, GError **error)
{
  FoyerAnswerKind answer;

  if (!foyer_journal_keep (store, entry, &answer, error))
    return FALSE;
  *taken = answer == FOYER_ANSWER_ACCEPTED;
  return TRUE;
}

/* The caller has checked the hub's signature under the revocation. */
static gboolean
take_key (FoyerStore *store, const FoyerKey *key, gboolean *taken, GError **error)
{
  if (!key->revoked ||
      foyer_sql_int (store, error, 0, "SELECT revoked FROM key WHERE id = ?1", "t", key->id) == 1)
    return TRUE;
  *taken = TRUE;
  return foyer_registry_put_key (store, key, error);
}

gboolean
foyer_feed_take_offer (FoyerStore *store, const FoyerChange *offer, gboolean *taken, GError **error)
{
  *taken = FALSE;
  switch (offer->kind) {
  case FOYER_CHANGE_EVENT:
    return take_event (store, offer->event, taken, error);
  case FOYER_CHANGE_REGISTRATION:
    return take_registration (store, offer->registration, taken, error);
  case FOYER_CHANGE_ENTRY:
    return take_entry (store, offer->entry, taken, error);
  case FOYER_CHANGE_KEY:
    return take_key (store, offer->key, taken, error);
  case FOYER_CHANGE_REMOVED:
    return take_removed (store, offer->removed, taken, error);
  case FOYER_CHANGE_N:
  default:
    return TRUE;
  }
}
