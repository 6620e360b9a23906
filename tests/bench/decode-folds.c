/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decode-folds.h"

#include "bench.h"
#include "corpus.h"
#include "ladder.h"

#include <stdio.h>
#include <string.h>

#define N_FOLDS 5
#define MOST_STEPS 64

/* What each step of the ladder does with one photograph. */
typedef struct {
  guint    fold;
  gboolean right[MOST_STEPS];
  gboolean wrong[MOST_STEPS];   /* something was read, and not what is right */
  double   ms[MOST_STEPS];
} Photo;

typedef struct {
  GHashTable *photos;   /* path → Photo */
  int         step;
} Matrix;

static int climbed;

static GPtrArray *
decode_step (FoyerDecoder *decoder, FoyerFrame *frame)
{
  return foyer_decoder_decode_step (decoder, frame, climbed);
}

static void
on_row (const FoyerCorpusRow *row, gpointer user_data)
{
  Matrix *matrix = user_data;
  Photo *photo = g_hash_table_lookup (matrix->photos, row->path);

  if (row->kind != FOYER_CORPUS_CODE && row->kind != FOYER_CORPUS_UNREAD)
    return;
  if (photo == NULL) {
    photo = g_new0 (Photo, 1);
    photo->fold = g_str_hash (row->path) % N_FOLDS;
    g_hash_table_insert (matrix->photos, g_strdup (row->path), photo);
  }
  photo->right[matrix->step] = row->outcome == FOYER_CORPUS_READ;
  photo->wrong[matrix->step] = row->outcome == FOYER_CORPUS_WRONG;
  photo->ms[matrix->step] = row->ms;
}

static gboolean
is_read (const Photo *photo, const int *order, int n)
{
  for (int i = 0; i < n; i++)
    if (photo->right[order[i]])
      return TRUE;
  return FALSE;
}

/* What @step adds to those before it on all folds but one; of two that add as much, the quicker
 * is worth a little more. A wrong text costs more than a right one earns. */
static double
worth_of (GHashTable *photos, guint left_out, const int *order, int n, int step)
{
  GHashTableIter iter;
  gpointer value;
  double gained = 0, ms = 1;

  g_hash_table_iter_init (&iter, photos);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    const Photo *photo = value;

    if (photo->fold == left_out || is_read (photo, order, n))
      continue;
    gained += photo->right[step] - 2.0 * photo->wrong[step];
    ms += photo->ms[step];
  }
  return gained > 0 ? gained + 0.5 / ms : 0;
}

/* Greedy: after the glance that every picture gets comes what earns most; what earns nothing
 * stays away. */
static int
put_in_order (GHashTable *photos, guint left_out, int *order)
{
  int n = 1;
  gboolean taken[MOST_STEPS] = { TRUE };

  order[0] = 0;
  for (;;) {
    int best = -1;
    double most = 0;

    for (int step = 0; step < foyer_ladder_length (); step++) {
      double worth = taken[step] ? 0 : worth_of (photos, left_out, order, n, step);

      if (worth > most) {
        most = worth;
        best = step;
      }
    }
    if (best < 0)
      return n;
    taken[best] = TRUE;
    order[n++] = best;
  }
}

static void
count_fold (GHashTable *photos, guint fold, const int *order, int n, guint *read, guint *wrong,
            guint *total)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, photos);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    const Photo *photo = value;
    int i = 0;

    if (photo->fold != fold)
      continue;
    while (i < n && !photo->right[order[i]] && !photo->wrong[order[i]])
      i++;
    *read += i < n && photo->right[order[i]];
    *wrong += i < n && photo->wrong[order[i]];
    (*total)++;
  }
}

static void
say_order (const int *order, int n)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (int i = 0; i < n; i++)
    g_string_append_printf (names, "%s%s", i ? "; " : "", foyer_ladder_name (order[i]));
  bench_say ("in order of what it earns: %s", names->str);
}

void
bench_decode_folds (const char *corpus)
{
  g_autoptr (GHashTable) photos = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  guint read = 0, wrong = 0, total = 0;
  int order[MOST_STEPS];

  g_assert (foyer_ladder_length () <= MOST_STEPS);
  for (climbed = 0; climbed < foyer_ladder_length (); climbed++) {
    g_autoptr (GError) error = NULL;
    Matrix matrix = { photos, climbed };
    FoyerCorpusSummary summary;

    if (!foyer_corpus_run (corpus, "!dcc/", decode_step, on_row, &matrix, &summary, &error))
      bench_check (error);
  }
  for (guint fold = 0; fold < N_FOLDS; fold++) {
    int n = put_in_order (photos, fold, order);

    count_fold (photos, fold, order, n, &read, &wrong, &total);
  }
  say_order (order, put_in_order (photos, N_FOLDS, order));
  bench_figure ("photographs read, 5-fold", 100.0 * read / MAX (total, 1), "%");
  bench_figure ("read wrong, 5-fold", wrong, "");
}
