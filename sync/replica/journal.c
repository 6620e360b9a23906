/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "journal.h"

#include "clock.h"
#include "id.h"
#include "json.h"
#include "overlay.h"
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
write_entry (FoyerStore *store, const FoyerEntry *e, const char *body, gboolean own, GError **error)
{
  return foyer_sql_run (store, error,
                        "INSERT INTO entry (" COLUMNS ", own, answer) VALUES "
                        "(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18,0)",
                        "titiitittttiiiitti", e->id, (gint64) e->kind, e->kiosk, e->number, e->wall_us,
                        e->boot, e->uptime_us, e->staff, e->list, e->registration, e->person,
                        (gint64) e->verdict, (gint64) e->flags, (gint64) e->method, (gint64) e->badge,
                        e->target, body, (gint64) own);
}

/* Erasing. */

/* Someone is erased after the entries about them are here, or before. */
static gboolean
rewrite_body (FoyerStore *store, const FoyerEntry *entry, const char *body, GError **error)
{
  return g_strcmp0 (entry->body, body) == 0 ||
         (foyer_sql_run (store, error, "UPDATE entry SET body = ?2 WHERE id = ?1", "tt", entry->id, body) &&
          foyer_feed_note (store, FOYER_CHANGE_ENTRY, entry->id, error));
}

static gboolean
erase_entries (FoyerStore *store, const char *registration, GError **error)
{
  g_autoptr (GPtrArray) entries = foyer_journal_of_registration (store, registration, error);

  for (guint i = 0; entries != NULL && i < entries->len; i++) {
    const FoyerEntry *entry = g_ptr_array_index (entries, i);
    g_autofree char *body = foyer_entry_erased_body (entry);

    if (!rewrite_body (store, entry, body, error))
      return FALSE;
  }
  return entries != NULL;
}

/* The hub's own row loses its text too, and that goes out. */
static gboolean
erase_base (FoyerStore *store, const char *registration, GError **error)
{
  g_autoptr (FoyerRegistration) base = store->feeds ? foyer_overlay_base (store, registration, error) : NULL;

  if (base == NULL)
    return TRUE;
  foyer_registration_erase (base);
  return foyer_registry_change (store, base, NULL, error);
}

/* What an entry means to the registry: it lies over the row it is about. */

/* At the hub, a walk-in who is known by phone or e-mail is linked to whom they
 * are; the kiosk may not have heard of them. */
static gboolean
link_walk_in (FoyerStore *store, const char *id, GError **error)
{
  g_autoptr (FoyerRegistration) row = foyer_registry_get (store, id, error);
  g_autofree char *person = row && row->revision == 0
                              ? foyer_registry_linked_person (store, row, error) : NULL;

  return person == NULL || g_strcmp0 (person, row->person) == 0 ||
         foyer_registry_link (store, id, person, error);
}

static gboolean
take_undo (FoyerStore *store, const char *target, GError **error)
{
  g_autoptr (FoyerEntry) undone = target ? foyer_journal_get (store, target, error) : NULL;

  if (undone != NULL && undone->kind == FOYER_ENTRY_AMEND && undone->registration != NULL &&
      !foyer_registry_refresh (store, undone->registration, error))
    return FALSE;
  return target == NULL || foyer_registry_refresh (store, target, error);
}

/* When corrections were made is known better now, and so which came first. */
static gboolean
take_clock (FoyerStore *store, const FoyerEntry *entry, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *stmt = foyer_sql (store, error, "SELECT DISTINCT registration FROM entry WHERE kind = 1 "
                                  "AND kiosk = ?1 AND boot = ?2 AND registration IS NOT NULL", "tt",
                                  entry->kiosk, entry->boot ? entry->boot : "");
  int rc;

  while ((rc = foyer_sql_row (store, stmt, error)) == 1)
    g_ptr_array_add (ids, foyer_sql_dup (stmt, 0));
  for (guint i = 0; rc == 0 && i < ids->len; i++) {
    if (!foyer_registry_refresh (store, g_ptr_array_index (ids, i), error))
      return FALSE;
  }
  return rc == 0;
}

static gboolean
take_into_registry (FoyerStore *store, const FoyerEntry *entry, GError **error)
{
  const char *about = entry->registration;

  switch (entry->kind) {
  case FOYER_ENTRY_REGISTER:
    return foyer_registry_refresh (store, entry->id, error) &&
           (!store->feeds || link_walk_in (store, entry->id, error));
  case FOYER_ENTRY_AMEND:
  case FOYER_ENTRY_TICKET:
    return about == NULL || foyer_registry_refresh (store, about, error);
  case FOYER_ENTRY_ERASE:
    return about == NULL || (erase_entries (store, about, error) && erase_base (store, about, error) &&
                             foyer_registry_refresh (store, about, error));
  case FOYER_ENTRY_UNDO:
    return take_undo (store, entry->target, error);
  case FOYER_ENTRY_CLOCK:
    return take_clock (store, entry, error);
  case FOYER_ENTRY_ADMIT:
  case FOYER_ENTRY_LEAVE:
  case FOYER_ENTRY_REFUSE:
  case FOYER_ENTRY_PAYMENT:
  case FOYER_ENTRY_BADGE:
  case FOYER_ENTRY_NOTE:
  case FOYER_ENTRY_RESOLVE:
  case FOYER_ENTRY_COUNT:
  case FOYER_ENTRY_OPEN:
  case FOYER_ENTRY_N:
  default:
    return TRUE;
  }
}

/* Clocks first: the registry asks when corrections were made, and the
 * projections ask the registry whose an entry is. */
static gboolean
add (FoyerStore *store, const FoyerEntry *entry, gboolean own, GError **error)
{
  gboolean erased = entry->registration != NULL && foyer_overlay_is_erased (store, entry->registration);
  g_autofree char *body = erased ? foyer_entry_erased_body (entry) : NULL;

  return write_entry (store, entry, body ? body : entry->body, own, error) &&
         foyer_projection_take_clock (store, entry, error) &&
         take_into_registry (store, entry, error) && foyer_projection_take (store, entry, error) &&
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
  GError *failure = NULL;
  char *kiosk = foyer_store_get_setting (store, "kiosk", &failure);

  /* Not to be read is not to be none: this kiosk would become another one. */
  if (failure != NULL)
    g_propagate_error (error, failure);
  if (kiosk != NULL || failure != NULL)
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
  entry->kiosk = last < 0 ? NULL : own_kiosk (store, now_us, error);
  if (entry->kiosk == NULL)
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

static json_t *
without_text (const FoyerEntry *entry)
{
  g_autoptr (FoyerEntry) copy = foyer_entry_copy (entry);

  g_free (copy->body);
  copy->body = foyer_entry_erased_body (entry);
  return foyer_entry_to_json (copy);
}

/* Of an entry that was erased here or there, the hash tells. */
static gboolean
same_content (const FoyerEntry *a, const FoyerEntry *b)
{
  gboolean erased = foyer_entry_is_erased (a) || foyer_entry_is_erased (b);
  g_autoptr (json_t) json_a = erased ? without_text (a) : foyer_entry_to_json (a);
  g_autoptr (json_t) json_b = erased ? without_text (b) : foyer_entry_to_json (b);

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

G_STATIC_ASSERT (FOYER_ENTRY_RESOLVE == 10);

gint64
foyer_journal_count_refused (FoyerStore *store, GError **error)
{
  return foyer_sql_int (store, error, 0, "SELECT count (*) FROM entry e WHERE " FOYER_REFUSED_SQL, NULL);
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
foyer_journal_of_registration (FoyerStore *store, const char *registration, GError **error)
{
  return read_entries (store, foyer_sql (store, error, "SELECT " COLUMNS " FROM entry "
                                         "WHERE registration = ?1 ORDER BY wall_us, kiosk, number", "t",
                                         registration), error);
}

GPtrArray *
foyer_journal_recent (FoyerStore *store, guint limit, GError **error)
{
  return read_entries (store, foyer_sql (store, error, "SELECT " COLUMNS " FROM entry e "
                                         "WHERE kind = 2 AND " FOYER_STANDS_SQL " ORDER BY row DESC LIMIT ?1",
                                         "i", (gint64) limit), error);
}

GPtrArray *
foyer_journal_badges_wanted (FoyerStore *store, gint64 number, GError **error)
{
  return read_entries (store, foyer_sql (store, error, "SELECT " COLUMNS " FROM entry e "
                                         "WHERE own = 1 AND badge = 1 AND number > ?1 AND "
                                         FOYER_STANDS_SQL " ORDER BY row", "i", number), error);
}

int
foyer_journal_badge_undone (FoyerStore *store, const char *entry, GError **error)
{
  return (int) foyer_sql_int (store, error, 0, "SELECT 1 FROM entry e WHERE id = ?1 AND badge = 1 "
                              "AND NOT (" FOYER_STANDS_SQL ")", "t", entry);
}

gint64
foyer_journal_badge_number (FoyerStore *store, const char *registration, GError **error)
{
  return foyer_sql_int (store, error, 0, "SELECT number FROM badge WHERE person = "
                        "coalesce ((SELECT person FROM registration WHERE id = ?1), ?1)", "t",
                        registration);
}

char *
foyer_journal_digest (FoyerStore *store, GError **error)
{
  static const char * const dumps[] = {
    ("SELECT id, person, status, registered_us, payment_due, ticket_serial, revision, party, status_us, "
     "status_before, codes, channel, reference, name, phone, email, company, title, city, category, "
     "answers, note, source FROM registration ORDER BY id"),
    ("SELECT person, list, state, first_us, since_us, last_admit, kiosk, admissions, conflicts, "
     "overridden, came, here FROM presence ORDER BY person, list"),
    "SELECT person, number FROM badge ORDER BY person",
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

/* Those that something lies over, or that the hub has no row of. */
static gboolean
refresh_all (FoyerStore *store, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *stmt = foyer_sql (store, error, "SELECT id FROM base UNION "
                                  "SELECT id FROM registration WHERE revision = 0 UNION "
                                  "SELECT id FROM entry WHERE kind = 0", NULL);
  int rc;

  while ((rc = foyer_sql_row (store, stmt, error)) == 1)
    g_ptr_array_add (ids, foyer_sql_dup (stmt, 0));
  for (guint i = 0; rc == 0 && i < ids->len; i++) {
    if (!foyer_registry_refresh (store, g_ptr_array_index (ids, i), error))
      return FALSE;
  }
  return rc == 0;
}

gboolean
foyer_journal_fold_all (FoyerStore *store, GError **error)
{
  return foyer_projection_fold_all (store, error) && refresh_all (store, error);
}

gboolean
foyer_journal_verify (FoyerStore *store, gboolean *same, GError **error)
{
  g_autofree char *before = foyer_journal_digest (store, error);
  g_autofree char *after = NULL;

  if (before == NULL || !foyer_journal_fold_all (store, error))
    return FALSE;
  after = foyer_journal_digest (store, error);
  *same = g_strcmp0 (before, after) == 0;
  return after != NULL;
}
