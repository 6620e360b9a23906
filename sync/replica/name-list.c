/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "name-list.h"

#include "name-order.h"
#include "registry.h"

#include <string.h>

typedef struct {
  FoyerNameFilter filter;
  gconstpointer   user_data;
  FoyerNameOrder *order;
  GHashTable     *people;   /* who has a line */
  GPtrArray      *lines;
} Collection;

static void
line_free (gpointer data)
{
  FoyerNameLine *line = data;

  foyer_registration_free (line->row);
  g_free (line->key);
  g_free (line);
}

static gboolean
take_row (const FoyerRegistration *row, gpointer user_data)
{
  Collection *self = user_data;
  FoyerNameLine *line;

  if (row->status != FOYER_STATUS_CONFIRMED || !self->filter (row, self->user_data) ||
      !g_hash_table_add (self->people, g_strdup (row->person)))
    return TRUE;
  line = g_new (FoyerNameLine, 1);
  line->row = foyer_registration_copy (row);
  line->key = foyer_name_order_key (self->order, row->name);
  g_ptr_array_add (self->lines, line);
  return TRUE;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const FoyerNameLine *left = *(const FoyerNameLine * const *) a;
  const FoyerNameLine *right = *(const FoyerNameLine * const *) b;
  int order = foyer_name_order_compare (left->key, right->key);

  return order != 0 ? order : strcmp (left->row->name, right->row->name);
}

GPtrArray *
foyer_name_list_collect (FoyerStore *store, FoyerNameFilter filter, gconstpointer user_data,
                         GError **error)
{
  g_autoptr (FoyerNameOrder) order = foyer_name_order_new ();
  g_autoptr (GHashTable) people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (line_free);
  Collection collection = { filter, user_data, order, people, lines };

  if (!foyer_registry_foreach (store, take_row, &collection, error))
    return NULL;
  g_ptr_array_sort (lines, compare_lines);
  return g_steal_pointer (&lines);
}
