/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal.h"

#include "clock.h"
#include "id.h"
#include "json.h"
#include "projection.h"
#include "registry.h"
#include "store-private.h"

#define COLUMNS \
  "id, kind, kiosk, number, wall_us, boot, uptime_us, staff, list, registration, person, verdict, " \
  "flags, method, badge, target, body"

static FoyerEntry *
read_entry (sqlite3_stmt *stmt)
{
  FoyerEntry *entry = foyer_entry_new ((FoyerEntryKind) sqlite3_column_int (stmt, 1));

  entry->id = foyer_sql_dup (stmt, 0);
  entry->kiosk = foyer_sql_dup (stmt, 2);
  entry->number = sqlite3_column_int64 (stmt, 3);
  entry->wall_us = sqlite3_column_int64 (stmt, 4);
  entry->boot = foyer_sql_dup (stmt, 5);
  entry->uptime_us = sqlite3_column_int64 (stmt, 6);
  entry->staff = foyer_sql_dup (stmt, 7);
  entry->list = foyer_sql_dup (stmt, 8);
  entry->registration = foyer_sql_dup (stmt, 9);
  entry->person = foyer_sql_dup (stmt, 10);
  entry->verdict = (FoyerVerdict) sqlite3_column_int (stmt, 11);
  entry->flags = (FoyerVerdictFlags) sqlite3_column_int (stmt, 12);
  entry->method = (FoyerMethod) sqlite3_column_int (stmt, 13);
  entry->badge = sqlite3_column_int (stmt, 14) != 0;
  entry->target = foyer_sql_dup (stmt, 15);
  entry->body = foyer_sql_dup (stmt, 16);
  return entry;
}

static GPtrArray *
read_entries (FoyerStore *store, sqlite3_stmt *stmt, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_entry_free);
  int rc;

  while ((rc = foyer_sql_row (store, stmt, error)) == 1)
    g_ptr_array_add (entries, read_entry (stmt));
  return rc == 0 ? g_steal_pointer (&entries) : NULL;
}

static gboolean
write_entry (FoyerStore *store, const FoyerEntry *e, gboolean own, GError **error)
{
  return foyer_sql_run (store, error,
                        "INSERT INTO entry (" COLUMNS ", own, answer) VALUES "
                        "(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,0)",
                        "titiitittttiiiitti", e->id, (gint64) e->kind, e->kiosk, e->number, e->wall_us,
                        e->boot, e->uptime_us, e->staff, e->list, e->registration, e->person,
                        (gint64) e->verdict, (gint64) e->flags, (gint64) e->method, (gint64) e->badge,
                        e->target, e->body, (gint64) own);
}

/* What an entry means to the registry. A walk-in is a registration from the
 * moment it is made; the hub's own row of it, once it comes, replaces this. */

static gboolean
put_row (FoyerStore *store, const FoyerRegistration *row, GError **error)
{
  return store->feeds ? foyer_registry_change (store, row, NULL, error)
                      : foyer_registry_put (store, row, NULL, error);
}

static gboolean
was_undone (FoyerStore *store, const char *id)
{
  return foyer_sql_int (store, NULL, 0, "SELECT 1 FROM entry WHERE target = ?1 AND kind = 5", "t", id) == 1;
}

static gboolean
take_register (FoyerStore *store, const FoyerEntry *entry, GError **error)
{
  g_autoptr (FoyerRegistration) known = foyer_registry_get (store, entry->id, NULL);
  g_autoptr (json_t) body = NULL;
  g_autoptr (FoyerRegistration) row = NULL;

  if (known != NULL)
    return TRUE;
  body = foyer_json_parse (entry->body ? entry->body : "", -1, error);
  row = body ? foyer_registration_from_json (body, error) : NULL;
  if (row == NULL)
    return FALSE;
  g_free (row->id);
  row->id = g_strdup (entry->id);
  row->revision = 0;
  if (was_undone (store, entry->id))
    row->status = FOYER_STATUS_CANCELLED;
  return put_row (store, row, error);
}

static gboolean
take_undo (FoyerStore *store, const FoyerEntry *entry, GError **error)
{
  g_autoptr (FoyerEntry) target = entry->target ? foyer_journal_get (store, entry->target, NULL) : NULL;
  g_autoptr (FoyerRegistration) row = NULL;

  if (target == NULL || target->kind != FOYER_ENTRY_REGISTER)
    return TRUE;
  row = foyer_registry_get (store, target->id, error);
  if (row == NULL)
    return TRUE;
  row->status = FOYER_STATUS_CANCELLED;
  return put_row (store, row, error);
}

static gboolean
take_into_registry (FoyerStore *store, const FoyerEntry *entry, GError **error)
{
  if (entry->kind == FOYER_ENTRY_REGISTER)
    return take_register (store, entry, error);
  if (entry->kind == FOYER_ENTRY_UNDO)
    return take_undo (store, entry, error);
  return TRUE;
}

static gboolean
add (FoyerStore *store, const FoyerEntry *entry, gboolean own, GError **error)
{
  return write_entry (store, entry, own, error) && take_into_registry (store, entry, error) &&
         foyer_projection_take (store, entry, error) &&
         foyer_feed_note (store, FOYER_CHANGE_ENTRY, entry->id, error);
}

gboolean
foyer_journal_set_kiosk (FoyerStore *store, const char *kiosk, GError **error)
{
  return foyer_store_set_setting (store, "kiosk", kiosk, error);
}

static char *
own_kiosk (FoyerStore *store, gint64 now_us, GError **error)
{
  char *kiosk = foyer_store_get_setting (store, "kiosk", error);

  if (kiosk != NULL)
    return kiosk;
  kiosk = foyer_id_new (now_us);
  if (!foyer_journal_set_kiosk (store, kiosk, error))
    g_clear_pointer (&kiosk, g_free);
  return kiosk;
}

gboolean
foyer_journal_record (FoyerStore *store, FoyerEntry *entry, gint64 now_us, GError **error)
{
  gint64 last = foyer_sql_int (store, error, 0, "SELECT max (number) FROM entry WHERE own = 1", NULL);

  g_free (entry->kiosk);
  entry->kiosk = own_kiosk (store, now_us, error);
  if (last < 0 || entry->kiosk == NULL)
    return FALSE;
  if (entry->id == NULL)
    entry->id = foyer_id_new (now_us);
  entry->number = last + 1;
  entry->wall_us = now_us;
  g_free (entry->boot);
  entry->boot = g_strdup (foyer_clock_boot_id ());
  entry->uptime_us = foyer_clock_uptime_us ();
  return add (store, entry, TRUE, error);
}

static gboolean
same_content (const FoyerEntry *a, const FoyerEntry *b)
{
  g_autoptr (json_t) json_a = foyer_entry_to_json (a);
  g_autoptr (json_t) json_b = foyer_entry_to_json (b);

  return json_equal (json_a, json_b);
}

gboolean
foyer_journal_keep (FoyerStore *store, const FoyerEntry *entry, FoyerAnswerKind *answer,
                    GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (FoyerEntry) known = foyer_journal_get (store, entry->id, &failure);

  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  if (known == NULL) {
    g_autofree char *mine = foyer_store_get_setting (store, "kiosk", NULL);

    *answer = FOYER_ANSWER_ACCEPTED;
    /* This kiosk's own entries that it lost (its file was replaced) count as
     * own again, so that its running number goes on behind them. */
    return add (store, entry, !store->feeds && g_strcmp0 (mine, entry->kiosk) == 0, error) &&
           foyer_sql_run (store, error, "UPDATE entry SET answer = 1 WHERE id = ?1 AND own = 1", "t",
                          entry->id);
  }
  *answer = same_content (known, entry) ? FOYER_ANSWER_DUPLICATE : FOYER_ANSWER_REFUSED;
  if (*answer == FOYER_ANSWER_REFUSED)
    return TRUE;
  return foyer_sql_run (store, error,
                        "UPDATE entry SET answer = 1 WHERE id = ?1 AND own = 1 AND answer = 0", "t",
                        entry->id);
}

GPtrArray *
foyer_journal_unsent (FoyerStore *store, gint64 after, guint limit, GError **error)
{
  return read_entries (store, foyer_sql (store, error, "SELECT " COLUMNS " FROM entry "
                                         "WHERE own = 1 AND answer = 0 AND number > ?1 ORDER BY number LIMIT ?2",
                                         "ii", after, (gint64) limit), error);
}

gboolean
foyer_journal_answer (FoyerStore *store, const FoyerAnswer *answer, const char *epoch, GError **error)
{
  if (!foyer_feed_meet (store, epoch, error))
    return FALSE;
  switch (answer->kind) {
  case FOYER_ANSWER_ACCEPTED:
  case FOYER_ANSWER_DUPLICATE:
    return foyer_sql_run (store, error, "UPDATE entry SET answer = 1 WHERE id = ?1 AND own = 1", "t",
                          answer->id);
  case FOYER_ANSWER_REFUSED:
    return foyer_sql_run (store, error,
                          "UPDATE entry SET answer = 2, reason = ?2 WHERE id = ?1 AND own = 1", "tt",
                          answer->id, answer->reason);
  case FOYER_ANSWER_NOT_KEPT:
  case FOYER_ANSWER_N:
  default:
    return TRUE;
  }
}

gboolean
foyer_journal_unsend_all (FoyerStore *store, GError **error)
{
  return foyer_sql_run (store, error, "UPDATE entry SET answer = 0, reason = NULL WHERE own = 1", NULL);
}

gint64
foyer_journal_count_unsent (FoyerStore *store, GError **error)
{
  return foyer_sql_int (store, error, 0, "SELECT count (*) FROM entry WHERE own = 1 AND answer = 0", NULL);
}

gint64
foyer_journal_count_refused (FoyerStore *store, GError **error)
{
  return foyer_sql_int (store, error, 0, "SELECT count (*) FROM entry WHERE own = 1 AND answer = 2", NULL);
}

FoyerEntry *
foyer_journal_get (FoyerStore *store, const char *id, GError **error)
{
  sqlite3_stmt *stmt = foyer_sql (store, error, "SELECT " COLUMNS " FROM entry WHERE id = ?1", "t", id);
  FoyerEntry *entry = NULL;

  if (foyer_sql_row (store, stmt, error) == 1) {
    entry = read_entry (stmt);
    foyer_sql_end (stmt);
  }
  return entry;
}

gboolean
foyer_journal_foreach (FoyerStore *store, FoyerEntryFunc func, gpointer user_data, GError **error)
{
  sqlite3_stmt *stmt = foyer_sql (store, error, "SELECT " COLUMNS " FROM entry ORDER BY row", NULL);
  int rc;

  while ((rc = foyer_sql_row (store, stmt, error)) == 1) {
    g_autoptr (FoyerEntry) entry = read_entry (stmt);

    if (!func (entry, user_data)) {
      foyer_sql_end (stmt);
      return TRUE;
    }
  }
  return rc == 0;
}

GPtrArray *
foyer_journal_recent (FoyerStore *store, guint limit, GError **error)
{
  return read_entries (store, foyer_sql (store, error, "SELECT " COLUMNS " FROM entry e "
                                         "WHERE kind = 2 AND " FOYER_STANDS_SQL " ORDER BY row DESC LIMIT ?1",
                                         "i", (gint64) limit), error);
}

GPtrArray *
foyer_journal_badges_wanted (FoyerStore *store, GError **error)
{
  return read_entries (store, foyer_sql (store, error, "SELECT " COLUMNS " FROM entry e "
                                         "WHERE own = 1 AND badge = 1 AND " FOYER_STANDS_SQL " ORDER BY row",
                                         NULL), error);
}

gint64
foyer_journal_badge_number (FoyerStore *store, const char *registration, GError **error)
{
  return foyer_sql_int (store, error, 0, "SELECT number FROM badge WHERE registration = ?1", "t",
                        registration);
}

/* A digest of everything that is folded, row by row in key order. */
static char *
projections_digest (FoyerStore *store, GError **error)
{
  static const char * const dumps[] = {
    ("SELECT person, list, state, first_us, since_us, last_admit, kiosk, admissions, conflicts, "
     "overridden FROM presence ORDER BY person, list"),
    "SELECT registration, number FROM badge ORDER BY registration",
    "SELECT kiosk, boot, number, offset_us FROM clock ORDER BY kiosk, boot",
  };
  g_autoptr (GChecksum) digest = g_checksum_new (G_CHECKSUM_SHA256);
  int rc = 0;

  for (gsize i = 0; rc == 0 && i < G_N_ELEMENTS (dumps); i++) {
    sqlite3_stmt *stmt = foyer_sql (store, error, dumps[i], NULL);

    while ((rc = foyer_sql_row (store, stmt, error)) == 1) {
      for (int column = 0; column < sqlite3_column_count (stmt); column++) {
        const char *text = (const char *) sqlite3_column_text (stmt, column);

        g_checksum_update (digest, (const guchar *) (text ? text : ""), -1);
        g_checksum_update (digest, (const guchar *) "\n", 1);
      }
    }
  }
  return rc == 0 ? g_strdup (g_checksum_get_string (digest)) : NULL;
}

gboolean
foyer_journal_verify (FoyerStore *store, gboolean *same, GError **error)
{
  g_autofree char *before = projections_digest (store, error);
  g_autofree char *after = NULL;

  if (before == NULL || !foyer_projection_fold_all (store, error))
    return FALSE;
  after = projections_digest (store, error);
  *same = g_strcmp0 (before, after) == 0;
  return after != NULL;
}
