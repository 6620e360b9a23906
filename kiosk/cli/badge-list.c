/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "badge-list.h"

#include "code.h"
#include "guest-badge.h"
#include "journal.h"

#include <string.h>

/* Where a name has no letters. */
#define NO_INITIAL "#"

/* @user_data: (nullable): the only category that is wanted */
static gboolean
is_wanted (const FoyerRegistration *row, gconstpointer user_data)
{
  return user_data == NULL || strcmp (user_data, row->category ? row->category : "attendee") == 0;
}

GPtrArray *
foyer_badge_list_lines (FoyerStore *store, const char *category, GError **error)
{
  return foyer_name_list_collect (store, is_wanted, category, error);
}

char *
foyer_badge_list_initial (const FoyerNameLine *line)
{
  return g_ascii_strup (*line->key != '\0' ? line->key : NO_INITIAL, 1);
}

static char *
make_code (FoyerStore *store, const FoyerEvent *event, const FoyerRegistration *row,
           const guint8 *secret_key, gint64 *number, GError **error)
{
  GError *failure = NULL;

  *number = foyer_journal_badge_number (store, row->id, &failure);
  if (failure != NULL) {
    g_propagate_error (error, failure);
    return NULL;
  }
  if (secret_key == NULL)
    return g_strdup (row->codes && row->codes[0] ? row->codes[0] : "");
  return foyer_code_make (FOYER_CODE_BADGE, event->id, row->id, (guint16) MAX (*number, 1), 0,
                          secret_key);
}

static FoyerBadge *
make_badge (FoyerStore *store, const FoyerEvent *event, const FoyerNameLine *line, const guint8 *secret_key,
            GError **error)
{
  gint64 number = 0;
  g_autofree char *code = make_code (store, event, line->row, secret_key, &number, error);
  FoyerBadge *badge;

  if (code == NULL)
    return NULL;
  badge = foyer_guest_badge_new (event, line->row, code, (guint) number);
  badge->initial = foyer_badge_list_initial (line);
  return badge;
}

GPtrArray *
foyer_badge_list_collect (FoyerStore *store, const FoyerEvent *event, const char *category,
                          const guint8 *secret_key, GError **error)
{
  g_autoptr (GPtrArray) lines = foyer_badge_list_lines (store, category, error);
  g_autoptr (GPtrArray) badges =
    g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_badge_free);

  if (lines == NULL)
    return NULL;
  for (guint i = 0; i < lines->len; i++) {
    FoyerBadge *badge = make_badge (store, event, lines->pdata[i], secret_key, error);

    if (badge == NULL)
      return NULL;
    g_ptr_array_add (badges, badge);
  }
  return g_steal_pointer (&badges);
}
