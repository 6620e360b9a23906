/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "badge-list.h"

#include "badge-paper.h"
#include "code.h"
#include "journal.h"
#include "name-order.h"

#include <string.h>

/* Where a name has no letters. */
#define NO_INITIAL "#"

typedef struct {
  FoyerRegistration *row;
  char              *key;
} Line;

typedef struct {
  const char  *category;
  FoyerNameOrder *order;
  GHashTable  *people;   /* whose line there is */
  GPtrArray   *lines;
} Collection;

static void
line_free (gpointer data)
{
  Line *line = data;

  foyer_registration_free (line->row);
  g_free (line->key);
  g_free (line);
}

static gboolean
add_row (const FoyerRegistration *row, gpointer user_data)
{
  Collection *self = user_data;
  const char *category = row->category != NULL ? row->category : "attendee";
  Line *line;

  if (row->status != FOYER_STATUS_CONFIRMED
      || (self->category != NULL && strcmp (self->category, category) != 0)
      || !g_hash_table_add (self->people, g_strdup (row->person)))
    return TRUE;
  line = g_new0 (Line, 1);
  line->row = foyer_registration_copy (row);
  line->key = foyer_name_order_key (self->order, row->name);
  g_ptr_array_add (self->lines, line);
  return TRUE;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const Line *left = *(const Line *const *) a, *right = *(const Line *const *) b;
  int order = foyer_name_order_compare (left->key, right->key);

  /* 张 before 章, each together. */
  return order != 0 ? order : strcmp (left->row->name, right->row->name);
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
make_badge (FoyerStore *store, const FoyerEvent *event, const Line *line, const guint8 *secret_key,
            GError **error)
{
  gint64 number = 0;
  g_autofree char *code = make_code (store, event, line->row, secret_key, &number, error);
  FoyerBadge *badge;

  if (code == NULL)
    return NULL;
  badge = foyer_badge_paper_of (event, line->row, code, (guint) number);
  badge->initial = g_ascii_strup (*line->key != '\0' ? line->key : NO_INITIAL, 1);
  return badge;
}

GPtrArray *
foyer_badge_list_collect (FoyerStore *store, const FoyerEvent *event, const char *category,
                          const guint8 *secret_key, GError **error)
{
  g_autoptr (FoyerNameOrder) order = foyer_name_order_new ();
  g_autoptr (GHashTable) people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (line_free);
  g_autoptr (GPtrArray) badges =
    g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_badge_free);
  Collection collection = { category, order, people, lines };

  if (!foyer_registry_foreach (store, add_row, &collection, error))
    return NULL;
  g_ptr_array_sort (lines, compare_lines);
  for (guint i = 0; i < lines->len; i++) {
    FoyerBadge *badge = make_badge (store, event, lines->pdata[i], secret_key, error);

    if (badge == NULL)
      return NULL;
    g_ptr_array_add (badges, badge);
  }
  return g_steal_pointer (&badges);
}
