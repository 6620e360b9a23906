/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"
#include "intake.h"
#include "organize.h"
#include "pairs.h"
#include "people.h"

#include <string.h>
#include <time.h>

#define N_PAIRS 20
#define N_ROWS  20000
#define NOW_US  (G_GINT64_CONSTANT (1795867200) * G_USEC_PER_SEC)

/* What linking found, held against what is true. */
typedef struct {
  guint n_true;      /* pairs of registrations that are one person's */
  guint n_linked;
  guint n_right;     /* linked, and true */
  guint n_listed;    /* true, not linked, but listed for a decision */
  guint n_doubts;
} Found;

/* A file's registrations in the store, by row. @n_written: (nullable): grows by what it changed. */
static GPtrArray *
import_file (FoyerStore *store, GBytes *bytes, const char *channel, gint64 *n_written)
{
  FoyerIntakeSource source = { channel, "Asia/Shanghai", NULL };
  GError *error = NULL;
  g_autoptr (FoyerIntake) intake = foyer_intake_read (bytes, channel, &source, &error);
  FoyerImport import = { .channel = channel, .now_us = NOW_US };
  g_autoptr (FoyerImportResult) result = NULL;
  gboolean kept;

  bench_check (error);
  import.drafts = intake->drafts;
  import.rows = intake->rows;
  kept = foyer_store_begin (store, &error);
  bench_check (error);
  result = foyer_import_run (store, &import, &error);
  bench_check (error);
  kept = foyer_store_commit (store, &error);
  bench_check (error);
  g_assert_true (kept);
  if (n_written != NULL)
    *n_written += result->n[FOYER_IMPORT_NEW] + result->n[FOYER_IMPORT_CHANGED];
  return g_ptr_array_ref (intake->drafts);
}

static FoyerStore *
new_store (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "event.db", NULL);
  GError *error = NULL;
  FoyerStore *store = foyer_store_open (path, FOYER_STORE_OWN, &error);

  bench_check (error);
  return store;
}

static char *
pair_key (const char *a, const char *b)
{
  return strcmp (a, b) < 0 ? g_strconcat (a, b, NULL) : g_strconcat (b, a, NULL);
}

static const char *
person_of (const json_t *doubt, const char *side)
{
  return json_string_value (json_object_get (json_object_get (doubt, side), "person"));
}

/* The pairs of people that are listed for a decision. */
static GHashTable *
listed_pairs (FoyerStore *store)
{
  GError *error = NULL;
  g_autoptr (json_t) ask = json_object ();
  g_autoptr (json_t) answer = foyer_organize (store, "people/doubts", ask, NOW_US, &error);
  GHashTable *pairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const json_t *doubt;
  size_t i;

  bench_check (error);
  json_array_foreach (json_object_get (answer, "doubts"), i, doubt)
    g_hash_table_add (pairs, pair_key (person_of (doubt, "a"), person_of (doubt, "b")));
  return pairs;
}

typedef enum { MISSED, LISTED, LINKED, N_FATES } Fate;

static Fate
fate_of (const FoyerRegistration *a, const FoyerRegistration *b, GHashTable *listed)
{
  g_autofree char *key = pair_key (a->person, b->person);

  if (strcmp (a->person, b->person) == 0)
    return LINKED;
  return g_hash_table_contains (listed, key) ? LISTED : MISSED;
}

/* Every pair across the two files. */
static void
judge (const GPtrArray *first, const GPtrArray *second, const GArray *people_first,
       const GArray *people_second, GHashTable *listed, Found *found)
{
  for (guint i = 0; i < first->len; i++) {
    for (guint j = 0; j < second->len; j++) {
      gboolean is_true = g_array_index (people_first, guint, i) == g_array_index (people_second, guint, j);
      const FoyerRegistration *a = g_ptr_array_index (first, i);
      const FoyerRegistration *b = g_ptr_array_index (second, j);
      gboolean linked = strcmp (a->person, b->person) == 0;

      if (!is_true && !linked)
        continue;
      found->n_true += is_true;
      found->n_linked += linked;
      found->n_right += is_true && linked;
      found->n_listed += is_true && fate_of (a, b, listed) == LISTED;
    }
  }
  found->n_doubts += g_hash_table_size (listed);
}

static void
print_found (const char *name, const Found *found)
{
  bench_say ("%-22s precision %.4f, recall %.4f, linked or listed %.4f; %u pairs listed, %u of them true",
             name, found->n_right / (double) MAX (found->n_linked, 1),
             found->n_right / (double) MAX (found->n_true, 1),
             (found->n_right + found->n_listed) / (double) MAX (found->n_true, 1), found->n_doubts,
             found->n_listed);
}

/* The sample files against truth.tsv. */

static GBytes *
sample_file (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("FOYER_ASSETS"), "sample-event", name, NULL);
  GError *error = NULL;
  char *text = NULL;
  gsize length = 0;

  g_file_get_contents (path, &text, &length, &error);
  bench_check (error);
  return g_bytes_new_take (text, length);
}

/* Row 17 of both is person 17; of the first, and of the second unless the truth
 * says otherwise. */
static void
read_truth (GArray *people_second)
{
  g_autoptr (GBytes) bytes = sample_file ("truth.tsv");
  g_auto (GStrv) text_lines = g_strsplit (g_bytes_get_data (bytes, NULL), "\n", -1);

  for (gsize i = 1; text_lines[i] != NULL; i++) {
    g_auto (GStrv) cells = g_strsplit (text_lines[i], "\t", 2);

    if (cells[0] != NULL && cells[1] != NULL)
      g_array_index (people_second, guint, g_ascii_strtoull (cells[1], NULL, 10) - 2) =
        (guint) g_ascii_strtoull (cells[0], NULL, 10);
  }
}

static void
bench_sample (void)
{
  char *folder = bench_folder_new ();
  FoyerStore *store = new_store (folder);
  g_autoptr (GBytes) own_bytes = sample_file ("own-form.csv");
  g_autoptr (GBytes) partner_bytes = sample_file ("partner.csv");
  g_autoptr (GPtrArray) own = import_file (store, own_bytes, "own-form", NULL);
  g_autoptr (GPtrArray) partner = import_file (store, partner_bytes, "partner", NULL);
  g_autoptr (GArray) own_people = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) partner_people = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GHashTable) listed = listed_pairs (store);
  Found found = { 0 };

  g_array_set_size (own_people, own->len);
  g_array_set_size (partner_people, partner->len);
  for (guint i = 0; i < own->len; i++)
    g_array_index (own_people, guint, i) = i + 2;
  for (guint i = 0; i < partner->len; i++)
    g_array_index (partner_people, guint, i) = 100000 + i;
  read_truth (partner_people);
  judge (own, partner, own_people, partner_people, listed, &found);
  print_found ("sample files", &found);
  foyer_store_close (store);
  bench_folder_remove (folder);
}

/* The generated pairs. */

static void
count_fates (const BenchPairs *pairs, const GPtrArray *first, const GPtrArray *second, GHashTable *listed,
             guint fates[BENCH_WAY_N][N_FATES])
{
  for (guint i = 0; i < pairs->ways->len; i++) {
    BenchWay way = g_array_index (pairs->ways, BenchWay, i);

    /* The people of both files come first in either. */
    fates[way][fate_of (g_ptr_array_index (first, i), g_ptr_array_index (second, i), listed)]++;
  }
}

static void
bench_pair (guint32 seed, Found *found, guint fates[BENCH_WAY_N][N_FATES], gint64 *n_again)
{
  char *folder = bench_folder_new ();
  FoyerStore *store = new_store (folder);
  g_autoptr (BenchPairs) pairs = bench_pairs_new (seed);
  g_autoptr (GBytes) first_bytes = g_bytes_new (pairs->files[0]->str, pairs->files[0]->len);
  g_autoptr (GBytes) second_bytes = g_bytes_new (pairs->files[1]->str, pairs->files[1]->len);
  g_autoptr (GPtrArray) first = import_file (store, first_bytes, "own-form", NULL);
  g_autoptr (GPtrArray) second = import_file (store, second_bytes, "partner", NULL);
  g_autoptr (GHashTable) listed = listed_pairs (store);

  g_assert_cmpuint (first->len, ==, pairs->people[0]->len);
  g_assert_cmpuint (second->len, ==, pairs->people[1]->len);
  judge (first, second, pairs->people[0], pairs->people[1], listed, found);
  count_fates (pairs, first, second, listed, fates);
  g_ptr_array_unref (import_file (store, first_bytes, "own-form", n_again));
  g_ptr_array_unref (import_file (store, second_bytes, "partner", n_again));
  foyer_store_close (store);
  bench_folder_remove (folder);
}

static void
bench_pairs (void)
{
  guint fates[BENCH_WAY_N][N_FATES] = { 0 };
  Found all = { 0 };
  double worst_precision = 1.0;
  double worst_recall = 1.0;
  gint64 n_again = 0;

  for (guint32 seed = 1; seed <= N_PAIRS; seed++) {
    Found found = { 0 };

    bench_pair (seed, &found, fates, &n_again);
    worst_precision = MIN (worst_precision, found.n_right / (double) MAX (found.n_linked, 1));
    worst_recall = MIN (worst_recall, found.n_right / (double) MAX (found.n_true, 1));
    all = (Found) { all.n_true + found.n_true, all.n_linked + found.n_linked, all.n_right + found.n_right,
                    all.n_listed + found.n_listed, all.n_doubts + found.n_doubts };
  }
  print_found ("20 generated pairs", &all);
  bench_say ("  worst of the 20: precision %.4f, recall %.4f", worst_precision, worst_recall);
  bench_say ("  the same 40 files again: %" G_GINT64_FORMAT " registrations written", n_again);
  bench_say ("  in both, and in the second with…   linked listed missed");
  for (guint way = 0; way < BENCH_WAY_N; way++)
    bench_say ("  %-32s %7u %6u %6u", bench_way_to_string (way), fates[way][LINKED], fates[way][LISTED],
               fates[way][MISSED]);
}

/* How long. */

static GBytes *
big_file (void)
{
  g_autoptr (GPtrArray) people = bench_people_new (N_ROWS);
  GString *text = g_string_new ("编号,姓名,手机,公司\n");

  for (guint i = 0; i < people->len; i++) {
    const BenchPerson *person = g_ptr_array_index (people, i);

    g_string_append_printf (text, "%u,%s,%s,%s\n", i + 1, person->name, person->phone, person->company);
  }
  return g_string_free_to_bytes (text);
}

/* Of the processor: on a busy machine a figure that others have no part in. */
static double
cpu_ms (void)
{
  return (double) clock () * 1000.0 / CLOCKS_PER_SEC;
}

static void
bench_time (void)
{
  char *folder = bench_folder_new ();
  FoyerStore *store = new_store (folder);
  g_autoptr (GBytes) bytes = big_file ();
  FoyerIntakeSource source = { "big", "UTC", NULL };
  double start_ms = cpu_ms ();
  double read_ms;
  double first_ms;
  double again_ms;

  foyer_intake_free (foyer_intake_read (bytes, "big", &source, NULL));
  read_ms = cpu_ms () - start_ms;
  start_ms = cpu_ms ();
  g_ptr_array_unref (import_file (store, bytes, "big", NULL));
  first_ms = cpu_ms () - start_ms - read_ms;
  start_ms = cpu_ms ();
  g_ptr_array_unref (import_file (store, bytes, "big", NULL));
  again_ms = cpu_ms () - start_ms - read_ms;
  start_ms = cpu_ms ();
  g_hash_table_unref (listed_pairs (store));
  bench_figure ("20 000 rows read, of the processor", read_ms, "ms");
  bench_line ("20 000 rows imported", first_ms, "ms", "reading them", read_ms);
  bench_line ("the same again, which changes nothing", again_ms, "ms", "the first time", first_ms);
  bench_line ("doubts among 20 000 people", cpu_ms () - start_ms, "ms", "importing them", first_ms);
  foyer_store_close (store);
  bench_folder_remove (folder);
}

int
main (void)
{
  bench_sample ();
  bench_pairs ();
  bench_time ();
  return 0;
}
