/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "in-view.h"

#include <string.h>

#define OUT_OF_VIEW_US G_USEC_PER_SEC
/* A code is not read in every frame in which it is. */
#define FLICKER_US     (G_USEC_PER_SEC / 4)
/* By so much one is clearly held nearer: a phone before a poster. */
#define NEARER         1.4
/* Two tickets on one sheet take turns at being the one; a guest insists. */
#define TURN_US        (G_USEC_PER_SEC * 3 / 2)

typedef struct {
  gint64 last_us;   /* when it was seen */
  double size;      /* and how large */
} Told;

struct _FoyerInView {
  GHashTable *told;       /* text → Told */
  char       *next;       /* the one that has been the one, without a break */
  gint64      next_us;    /* since when */
};

FoyerInView *
foyer_in_view_new (void)
{
  FoyerInView *self = g_new0 (FoyerInView, 1);

  self->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
foyer_in_view_free (FoyerInView *self)
{
  g_hash_table_unref (self->told);
  g_free (self->next);
  g_free (self);
}

void
foyer_in_view_forget (FoyerInView *self)
{
  g_hash_table_remove_all (self->told);
}

static gboolean
is_out_of_view (gpointer text, gpointer told, gpointer now_us)
{
  return *(gint64 *) now_us - ((Told *) told)->last_us > OUT_OF_VIEW_US;
}

static void
see (FoyerInView *self, GPtrArray *codes, gint64 now_us)
{
  g_hash_table_foreach_remove (self->told, is_out_of_view, &now_us);
  for (guint i = 0; i < codes->len; i++) {
    const FoyerFoundCode *code = codes->pdata[i];
    Told *told = g_hash_table_lookup (self->told, code->text);

    if (told != NULL)
      *told = (Told) { now_us, code->size };
  }
}

/* How large the largest is that was told and is still there; 0 if nobody is. */
static double
size_of_others (FoyerInView *self, gint64 now_us)
{
  GHashTableIter iter;
  gpointer told;
  double size = 0;

  g_hash_table_iter_init (&iter, self->told);
  while (g_hash_table_iter_next (&iter, NULL, &told))
    if (now_us - ((Told *) told)->last_us < FLICKER_US)
      size = MAX (size, ((Told *) told)->size);
  return size;
}

/* For how long @text has been the one. */
static gint64
wait_of (FoyerInView *self, const char *text, gint64 now_us)
{
  if (g_strcmp0 (self->next, text) != 0) {
    g_free (self->next);
    self->next = g_strdup (text);
    self->next_us = now_us;
  }
  return now_us - self->next_us;
}

const FoyerFoundCode *
foyer_in_view_take (FoyerInView *self, GPtrArray *codes, int width, int height, gint64 now_us)
{
  const FoyerFoundCode *code = foyer_found_codes_pick (codes, width, height);
  gint64 waited_us;
  Told told;

  see (self, codes, now_us);
  /* A frame in which nothing is read is no break. */
  if (code == NULL)
    return NULL;
  waited_us = wait_of (self, code->text, now_us);
  if (g_hash_table_contains (self->told, code->text))
    return NULL;
  if (waited_us < TURN_US && code->size < NEARER * size_of_others (self, now_us))
    return NULL;
  told = (Told) { now_us, code->size };
  g_hash_table_insert (self->told, g_strdup (code->text), g_memdup2 (&told, sizeof told));
  return code;
}
