/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "overlay.h"

#include "amend.h"
#include "journal.h"
#include "json.h"
#include "moment.h"
#include "registry.h"

G_STATIC_ASSERT (FOYER_ENTRY_REGISTER == 0 && FOYER_ENTRY_AMEND == 1 && FOYER_ENTRY_UNDO == 5 &&
                 FOYER_ENTRY_TICKET == 7 && FOYER_ENTRY_ERASE == 14);

FoyerRegistration *
foyer_overlay_base (FoyerStore *store, const char *id, GError **error)
{
  GError *failure = NULL;
  g_autofree char *text = foyer_sql_text (store, &failure, "SELECT json FROM base WHERE id = ?1", "t", id);
  g_autoptr (json_t) json = text ? foyer_json_parse (text, -1, &failure) : NULL;
  g_autoptr (FoyerRegistration) row = json ? foyer_registration_from_json (json, &failure) : NULL;

  if (failure == NULL && row == NULL)
    row = foyer_registry_get (store, id, &failure);
  if (failure != NULL) {
    g_propagate_error (error, failure);
    return NULL;
  }
  return row && row->revision > 0 ? g_steal_pointer (&row) : NULL;
}

gboolean
foyer_overlay_is_erased (FoyerStore *store, const char *id)
{
  return foyer_sql_int (store, NULL, 0, "SELECT 1 FROM entry WHERE registration = ?1 AND kind = 14", "t",
                        id) == 1;
}

gboolean
foyer_overlay_exists (FoyerStore *store, const char *id)
{
  return foyer_sql_int (store, NULL, 0,
                        "SELECT 1 WHERE EXISTS (SELECT 1 FROM entry WHERE registration = ?1 "
                        "  AND kind IN (1, 7, 14)) "
                        "OR EXISTS (SELECT 1 FROM entry WHERE target = ?1 AND kind = 5)", "t", id) == 1;
}

/* What a walk-in said of themselves. */
static FoyerRegistration *
registered (FoyerStore *store, const char *id, GError **error)
{
  g_autoptr (FoyerEntry) entry = foyer_journal_get (store, id, error);
  g_autoptr (json_t) body = NULL;
  FoyerRegistration *row;

  if (entry == NULL || entry->kind != FOYER_ENTRY_REGISTER || entry->body == NULL)
    return NULL;
  body = foyer_json_parse (entry->body, -1, error);
  row = body ? foyer_registration_from_json (body, error) : NULL;
  if (row == NULL)
    return NULL;
  g_free (row->id);
  row->id = g_strdup (id);
  row->revision = 0;
  return row;
}

typedef struct {
  FoyerMoment moment;
  FoyerAmend *amend;
} Correction;

static void
correction_free (gpointer data)
{
  Correction *self = data;

  foyer_moment_clear (&self->moment);
  foyer_amend_free (self->amend);
  g_free (self);
}

static GPtrArray *
read_corrections (FoyerStore *store, const char *id, GError **error)
{
  g_autoptr (GPtrArray) corrections = g_ptr_array_new_with_free_func (correction_free);
  sqlite3_stmt *stmt = foyer_sql (store, error, "SELECT " FOYER_MOMENT_COLUMNS ", e.body " FOYER_MOMENT_FROM
                                  "WHERE e.registration = ?1 AND e.kind = 1 AND NOT EXISTS "
                                  "  (SELECT 1 FROM entry u WHERE u.kind = 5 AND u.target = e.id)", "t", id);
  int rc;

  while ((rc = foyer_sql_row (store, stmt, error)) == 1) {
    const char *body = (const char *) sqlite3_column_text (stmt, FOYER_MOMENT_N_COLUMNS);
    FoyerAmend *amend = foyer_amend_from_body (body);
    Correction *correction = amend ? g_new0 (Correction, 1) : NULL;

    if (correction == NULL)
      continue;
    foyer_moment_read (&correction->moment, stmt);
    correction->amend = amend;
    g_ptr_array_add (corrections, correction);
  }
  if (rc < 0)
    return NULL;
  foyer_moments_sort (corrections);
  return g_steal_pointer (&corrections);
}

/* Serials only grow: a ticket that was voided is never good again. */
static gint64
newest_ticket (FoyerStore *store, const char *id, GError **error)
{
  return foyer_sql_int (store, error, 0,
                        "SELECT max (json_extract (" FOYER_BODY_SQL ", '$.serial')) FROM entry "
                        "WHERE registration = ?1 AND kind = 7 "
                        "AND json_extract (" FOYER_BODY_SQL ", '$.serial') BETWEEN 1 AND 65535 "
                        "AND json_type (" FOYER_BODY_SQL ", '$.serial') = 'integer'", "t", id);
}

static gboolean
has_entry (FoyerStore *store, const char *sql, const char *id)
{
  return foyer_sql_int (store, NULL, 0, sql, "t", id) == 1;
}

static gboolean
lay_over (FoyerStore *store, FoyerRegistration *row, GPtrArray *idle, GError **error)
{
  g_autoptr (GPtrArray) corrections = read_corrections (store, row->id, error);
  gint64 serial = newest_ticket (store, row->id, error);

  if (corrections == NULL || serial < 0)
    return FALSE;
  for (guint i = 0; i < corrections->len; i++) {
    const Correction *correction = g_ptr_array_index (corrections, i);

    if (!foyer_amend_apply (correction->amend, row) && idle != NULL)
      g_ptr_array_add (idle, g_strdup (correction->moment.id));
  }
  row->ticket_serial = MAX (row->ticket_serial, serial);
  if (has_entry (store, "SELECT 1 FROM entry WHERE target = ?1 AND kind = 5", row->id))
    row->status = FOYER_STATUS_CANCELLED;
  if (foyer_overlay_is_erased (store, row->id))
    foyer_registration_erase (row);
  return TRUE;
}

static FoyerRegistration *
make (FoyerStore *store, const char *id, const FoyerRegistration *base, GPtrArray *idle, GError **error)
{
  GError *failure = NULL;
  g_autoptr (FoyerRegistration) row = base ? foyer_registration_copy (base)
                                           : registered (store, id, &failure);

  if (row != NULL && foyer_overlay_exists (store, id) && !lay_over (store, row, idle, &failure))
    g_clear_pointer (&row, foyer_registration_free);
  if (failure != NULL)
    g_propagate_error (error, failure);
  return g_steal_pointer (&row);
}

FoyerRegistration *
foyer_overlay_make (FoyerStore *store, const char *id, const FoyerRegistration *base, GError **error)
{
  return make (store, id, base, NULL, error);
}

GPtrArray *
foyer_overlay_idle (FoyerStore *store, const char *id, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_entry_free);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (FoyerRegistration) base = foyer_overlay_base (store, id, error);
  g_autoptr (FoyerRegistration) row = make (store, id, base, ids, error);

  for (guint i = 0; row != NULL && i < ids->len; i++)
    g_ptr_array_add (entries, foyer_journal_get (store, g_ptr_array_index (ids, i), error));
  return g_steal_pointer (&entries);
}
