/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bits.h"
#include "store.h"

G_BEGIN_DECLS

/*
 * What a lookup has to know of each row besides its keys: whose it is and
 * where that person comes in pinyin order. It is kept in memory, 20 bytes a
 * row; the file has it in chunks with a random version each, so that a cache
 * is right if and only if the versions agree: whichever connection wrote, and
 * whatever was rolled back.
 */

/** The first bytes of ICU's sort key: the first five hanzi of a name, or more. */
typedef struct {
  guint64 high;
  guint64 low;
} FoyerPlace;

/**
 * FoyerPeople:
 * @n: rows are numbered below it; a multiple of the chunks of postings.h
 * @heads: by row: the lowest row of the same person; 0 for no row
 * @places: by row: where its person comes
 * @starts: by row: the first bytes of that, which fit into a processor's own memory
 * @joined: the rows that are not their person's lowest
 */
typedef struct {
  gsize       n;
  guint32    *heads;
  FoyerPlace *places;
  guint32    *starts;
  FoyerBits   joined;
  gsize       n_joined;
  gint64      version;
  GArray     *versions;   /* gint64, by chunk */
} FoyerPeople;

void     foyer_people_clear (FoyerPeople *self);

/** Reads what has changed since the last time. */
gboolean foyer_people_read  (FoyerPeople *self, FoyerStore *store, GError **error);

/** Lets each person in @bits be told by their lowest row alone. */
void     foyer_people_join  (const FoyerPeople *self, FoyerBits *bits);

/** Whether @a comes before @b. Asked for everyone whose name begins with w, hence inline. */
static inline gboolean
foyer_people_before (const FoyerPeople *self, guint32 a, guint32 b)
{
  const FoyerPlace *x = &self->places[a];
  const FoyerPlace *y = &self->places[b];

  if (x->high != y->high)
    return x->high < y->high;
  return x->low != y->low ? x->low < y->low : a < b;
}

/** One row, as it is written. */
typedef struct {
  gint64     rid;
  gint64     head;
  FoyerPlace place;
} FoyerPeopleRow;

/** Writes @rows (element-type FoyerPeopleRow), which are in order. */
gboolean foyer_people_write (FoyerStore *store, GArray *rows, GError **error);

G_END_DECLS
