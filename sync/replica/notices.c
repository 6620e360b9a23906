/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "notices.h"

#include "journal.h"
#include "moment.h"

/* Nobody reads more of them. */
#define MAX_NOTICES 20

/* The first question reads few rows: `note` is among the rare kinds. */
#define NOTICES_SQL \
  "SELECT " FOYER_MOMENT_COLUMNS " " FOYER_MOMENT_FROM \
  "WHERE e.kind = 9 AND e.kind NOT IN (2, 3, 4) AND e.registration IS NULL AND e.person IS NULL " \
  "AND e.body LIKE '%\"notice\"%' AND " FOYER_STANDS_SQL " ORDER BY 4 DESC, e.id DESC"

G_STATIC_ASSERT (FOYER_ENTRY_NOTE == 9 && FOYER_ENTRY_UNDO == 5);

static gboolean
add_notice (FoyerStore *store, GPtrArray *notices, const FoyerMoment *moment, gint64 now_us, GError **error)
{
  g_autoptr (FoyerEntry) entry = foyer_journal_get (store, moment->id, error);
  g_autoptr (FoyerNotice) notice = entry ? foyer_notice_from_entry (entry) : NULL;

  if (entry == NULL)
    return FALSE;
  if (notice != NULL && (notice->until_us == 0 || notice->until_us >= now_us)) {
    notice->at_us = moment->at_us;
    g_ptr_array_add (notices, g_steal_pointer (&notice));
  }
  return TRUE;
}

GPtrArray *
foyer_notices (FoyerStore *store, gint64 now_us, GError **error)
{
  g_autoptr (GPtrArray) notices = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_notice_free);
  sqlite3_stmt *stmt = foyer_sql (store, error, NOTICES_SQL, NULL);
  int rc;

  while ((rc = foyer_sql_row (store, stmt, error)) == 1) {
    FoyerMoment moment;
    gboolean added;

    foyer_moment_read (&moment, stmt);
    added = add_notice (store, notices, &moment, now_us, error);
    foyer_moment_clear (&moment);
    if (!added || notices->len == MAX_NOTICES) {
      foyer_sql_end (stmt);
      return added ? g_steal_pointer (&notices) : NULL;
    }
  }
  return rc == 0 ? g_steal_pointer (&notices) : NULL;
}

gboolean
foyer_notices_send (FoyerStore *store, const FoyerNotice *notice, const char *staff, gint64 now_us,
                    GError **error)
{
  g_autoptr (FoyerEntry) entry = foyer_entry_new (FOYER_ENTRY_NOTE);

  if (!foyer_notice_is_sound (notice)) {
    g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INCOMPLETE,
                 "a notice has one line of at most %d characters", FOYER_NOTICE_MAX);
    return FALSE;
  }
  entry->staff = g_strdup (staff);
  entry->body = foyer_notice_to_body (notice);
  return foyer_journal_record (store, entry, now_us, error);
}
