/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lookup-typo.h"
#include "postings.h"
#include "sample.h"

#define N_ROWS (3 * FOYER_POSTINGS_CHUNK)

/* "every" row has a key, each "hundredth", and one "alone". */
static void
add_rows (FoyerStore *store, gint64 first, gint64 end)
{
  g_autoptr (FoyerPostingBatch) batch = foyer_posting_batch_new ();

  for (gint64 rid = first; rid < end; rid++) {
    foyer_posting_batch_add (batch, "every", rid);
    foyer_posting_batch_add (batch, "every", rid);
    if (rid % 100 == 0)
      foyer_posting_batch_add (batch, "hundredth", rid);
    if (rid == 5000)
      foyer_posting_batch_add (batch, "alone", rid);
  }
  sample_begin (store);
  g_assert_true (foyer_posting_batch_write (batch, store, first, NULL));
  sample_commit (store);
}

static gsize
count (FoyerStore *store, const char *key)
{
  g_auto (FoyerBits) bits = foyer_bits_new (N_ROWS / 64);

  g_assert_true (foyer_postings_read (store, key, &bits, NULL));
  return foyer_bits_count (&bits);
}

/* In three batches, whose borders lie inside of chunks and on one. */
static void
test_batches (Sample *sample, gconstpointer unused)
{
  g_auto (FoyerBits) bits = foyer_bits_new (N_ROWS / 64);
  g_auto (FoyerBits) all = foyer_bits_new (N_ROWS / 64);

  add_rows (sample->store, 1, 100);
  add_rows (sample->store, 100, 2 * FOYER_POSTINGS_CHUNK);
  add_rows (sample->store, 2 * FOYER_POSTINGS_CHUNK, 10000);
  g_assert_cmpuint (count (sample->store, "every"), ==, 9999);
  g_assert_cmpuint (count (sample->store, "hundredth"), ==, 99);
  g_assert_cmpuint (count (sample->store, "alone"), ==, 1);
  g_assert_cmpuint (count (sample->store, "ever"), ==, 0);
  g_assert_true (foyer_postings_read (sample->store, "hundredth", &bits, NULL));
  for (gsize rid = 0; rid < N_ROWS; rid++)
    g_assert_cmpint (foyer_bits_has (&bits, rid), ==, rid > 0 && rid < 10000 && rid % 100 == 0);
  g_assert_true (foyer_postings_read_all (sample->store, "", &all, NULL));
  g_assert_cmpuint (foyer_bits_count (&all), ==, 9999);
}

/* From a list of places to a bitmap and back, and gone at last. */
static void
test_one_by_one (Sample *sample, gconstpointer unused)
{
  sample_begin (sample->store);
  for (gint64 rid = 1; rid <= 600; rid++) {
    g_assert_true (foyer_postings_change (sample->store, "key", rid, TRUE, NULL));
    g_assert_true (foyer_postings_change (sample->store, "key", rid, TRUE, NULL));
    g_assert_cmpuint (count (sample->store, "key"), ==, rid);
  }
  for (gint64 rid = 1; rid <= 600; rid++) {
    g_assert_true (foyer_postings_change (sample->store, "key", rid, FALSE, NULL));
    g_assert_cmpuint (count (sample->store, "key"), ==, 600 - rid);
  }
  g_assert_false (foyer_postings_any (sample->store, "k"));
  sample_commit (sample->store);
}

static gboolean
has_edit (GPtrArray *edits, const char *text)
{
  return g_ptr_array_find_with_equal_func (edits, text, g_str_equal, NULL);
}

static void
test_edits (void)
{
  static const char * const slips[] = {
    "zang", "hang", "zhan", "hzang", "zhagn", "zhangg", "azhang", "zhing",
  };
  g_autoptr (GPtrArray) edits = foyer_typo_edits ("zhang");
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize i = 0; i < G_N_ELEMENTS (slips); i++)
    g_assert_true (has_edit (edits, slips[i]));
  g_assert_false (has_edit (edits, "zhang"));
  g_assert_false (has_edit (edits, "znahg"));
  for (guint i = 0; i < edits->len; i++)
    g_assert_true (g_hash_table_add (seen, g_ptr_array_index (edits, i)));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/sync/replica/postings/batches", Sample, NULL, sample_set_up, test_batches,
              sample_tear_down);
  g_test_add ("/sync/replica/postings/one-by-one", Sample, NULL, sample_set_up, test_one_by_one,
              sample_tear_down);
  g_test_add_func ("/sync/replica/postings/edits", test_edits);
  return g_test_run ();
}
