/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "moment.h"

void
foyer_moment_read (FoyerMoment *self, sqlite3_stmt *stmt)
{
  self->id = foyer_sql_dup (stmt, 0);
  self->kiosk = foyer_sql_dup (stmt, 1);
  self->number = sqlite3_column_int64 (stmt, 2);
  self->at_us = sqlite3_column_int64 (stmt, 3);
}

void
foyer_moment_clear (FoyerMoment *self)
{
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->kiosk, g_free);
}

static int
compare_numbers (gint64 a, gint64 b)
{
  return (a > b) - (a < b);
}

/* As the kiosks wrote them. */
static int
compare_in_kiosk (gconstpointer a, gconstpointer b)
{
  const FoyerMoment *x = *(const FoyerMoment * const *) a;
  const FoyerMoment *y = *(const FoyerMoment * const *) b;
  int by_kiosk = g_strcmp0 (x->kiosk, y->kiosk);
  int by_number = compare_numbers (x->number, y->number);

  if (by_kiosk != 0)
    return by_kiosk;
  return by_number != 0 ? by_number : g_strcmp0 (x->id, y->id);
}

static int
compare_moments (gconstpointer a, gconstpointer b)
{
  const FoyerMoment *x = *(const FoyerMoment * const *) a;
  const FoyerMoment *y = *(const FoyerMoment * const *) b;
  int by_time = compare_numbers (x->order_us, y->order_us);

  return by_time != 0 ? by_time : compare_in_kiosk (a, b);
}

void
foyer_moments_sort (GPtrArray *items)
{
  const FoyerMoment *before = NULL;

  g_ptr_array_sort (items, compare_in_kiosk);
  for (guint i = 0; i < items->len; i++) {
    FoyerMoment *moment = g_ptr_array_index (items, i);

    moment->order_us = moment->at_us;
    if (before != NULL && g_strcmp0 (before->kiosk, moment->kiosk) == 0)
      moment->order_us = MAX (moment->order_us, before->order_us);
    before = moment;
  }
  g_ptr_array_sort (items, compare_moments);
}
