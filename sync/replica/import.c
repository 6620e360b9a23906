/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "registry.h"

#include "fold.h"
#include "headcount.h"
#include "id.h"
#include "link.h"
#include "store-private.h"

static char *
find_by_reference (FoyerStore *store, const FoyerRegistration *draft, GError **error)
{
  return foyer_sql_text (store, error,
                         "SELECT id FROM registration WHERE channel = ?1 AND reference = ?2", "tt",
                         draft->channel, draft->reference);
}

/* Ids of the registrations that share a link key with @row, oldest first. */
static GPtrArray *
find_linked (FoyerStore *store, const FoyerRegistration *row, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) keys = foyer_link_keys (row);
  int rc = 0;

  for (gsize i = 0; rc == 0 && keys[i] != NULL; i++) {
    sqlite3_stmt *stmt = foyer_sql (store, error,
                                    "SELECT id FROM link_key JOIN registration USING (rid) "
                                    "WHERE key = ?1 ORDER BY rid", "t", keys[i]);

    while ((rc = foyer_sql_row (store, stmt, error)) == 1)
      g_ptr_array_add (ids, foyer_sql_dup (stmt, 0));
  }
  return rc == 0 ? g_steal_pointer (&ids) : NULL;
}

static gboolean
same_name (const FoyerRegistration *a, const FoyerRegistration *b)
{
  g_autofree char *name_a = foyer_fold_name (a->name);
  g_autofree char *name_b = foyer_fold_name (b->name);

  return g_strcmp0 (name_a, name_b) == 0;
}

/* A file that was numbered anew must not turn one guest into another: the
 * reference counts only where something about the person agrees. */
static gboolean
is_same_row (const FoyerRegistration *row, const FoyerRegistration *draft)
{
  return row != NULL && (same_name (row, draft) || foyer_link_same_person (row, draft));
}

static FoyerRegistration *
find_same_reference (FoyerStore *store, const FoyerRegistration *draft, GError **error)
{
  g_autofree char *id = draft->reference ? find_by_reference (store, draft, error) : NULL;
  g_autoptr (FoyerRegistration) row = id ? foyer_registry_get (store, id, error) : NULL;

  return is_same_row (row, draft) ? g_steal_pointer (&row) : NULL;
}

/* The registration that this very row made the last time, if any. */
static FoyerRegistration *
find_same (FoyerStore *store, const FoyerRegistration *draft, GPtrArray *linked, GError **error)
{
  FoyerRegistration *same = find_same_reference (store, draft, error);

  for (guint i = 0; same == NULL && i < linked->len; i++) {
    g_autoptr (FoyerRegistration) row = foyer_registry_get (store, g_ptr_array_index (linked, i), error);

    if (row != NULL && g_strcmp0 (row->channel, draft->channel) == 0 && same_name (row, draft) &&
        (row->reference == NULL || g_strcmp0 (row->reference, draft->reference) == 0))
      same = g_steal_pointer (&row);
  }
  return same;
}

static gboolean
import_one (FoyerStore *store, FoyerRegistration *draft, gint64 now_us, FoyerImportSummary *summary,
            GError **error)
{
  g_autoptr (GPtrArray) linked = find_linked (store, draft, error);
  g_autoptr (GError) failure = NULL;
  g_autoptr (FoyerRegistration) same = linked ? find_same (store, draft, linked, &failure) : NULL;
  gboolean changed = FALSE;

  if (linked == NULL)
    return FALSE;
  if (failure != NULL) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  g_free (draft->id);
  g_free (draft->person);
  draft->id = same ? g_strdup (same->id) : foyer_id_new (now_us);
  draft->ticket_serial = same ? same->ticket_serial : draft->ticket_serial;
  if (same != NULL)
    draft->person = g_strdup (same->person);
  else if (linked->len > 0)
    draft->person = foyer_sql_text (store, error, "SELECT person FROM registration WHERE id = ?1", "t",
                                    g_ptr_array_index (linked, 0));
  else
    draft->person = foyer_id_new (now_us);
  if (draft->person == NULL || !foyer_registry_change (store, draft, &changed, error))
    return FALSE;
  summary->new_rows += same == NULL;
  summary->linked += same == NULL && linked->len > 0;
  summary->changed += same != NULL && changed;
  summary->unchanged += same != NULL && !changed;
  return TRUE;
}

gboolean
foyer_registry_import (FoyerStore *store, GPtrArray *drafts, gint64 now_us,
                       FoyerImportSummary *summary, GError **error)
{
  *summary = (FoyerImportSummary) { 0 };
  for (guint i = 0; i < drafts->len; i++) {
    if (!import_one (store, g_ptr_array_index (drafts, i), now_us, summary, error))
      return FALSE;
  }
  summary->registrations = foyer_headcount_registrations (store, error);
  summary->people = foyer_headcount_people (store, error);
  return summary->registrations >= 0 && summary->people >= 0;
}
