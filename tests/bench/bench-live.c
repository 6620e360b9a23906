/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the desk's live page costs: one refresh, and what an admission and a
 * lookup take meanwhile, beside the same without it. */
#include "admission.h"
#include "bench.h"
#include "live.h"
#include "lookup.h"
#include "people.h"
#include "replica.h"

#define N_PEOPLE  100000
#define N_ARRIVED 50000
#define N_GUESTS  400
#define PAUSE_US  10000   /* between two guests, at most */
#define ROUNDS    8

typedef struct {
  GPtrArray    *rows;
  FoyerReplica *replica;
  GArray       *refreshes;
  int           looking;    /* atomic */
  guint8        public_key[FOYER_CODE_PUBLIC_BYTES];
  guint8        secret_key[FOYER_CODE_SECRET_BYTES];
} Bench;

static gpointer
decide (FoyerStore *store, gpointer code, GError **error)
{
  FoyerRequest request = {
    .code = code, .list = BENCH_LIST, .method = FOYER_METHOD_SCAN, .clock_trusted = TRUE,
    .now_us = BENCH_NOW_US,
  };

  return foyer_admission_decide (store, &request, error);
}

static char *
code_of (Bench *bench, guint i)
{
  return bench_ticket (g_ptr_array_index (bench->rows, i), bench->secret_key);
}

/* Half of them are in. */
static gpointer
admit_many (FoyerStore *store, gpointer data, GError **error)
{
  Bench *bench = data;

  for (guint i = 0; i < N_ARRIVED; i++) {
    g_autofree char *code = code_of (bench, i);
    FoyerAdmission *admission = decide (store, code, error);

    if (admission == NULL)
      return NULL;
    foyer_admission_free (admission);
  }
  return bench;
}

static gpointer
look (FoyerStore *store, gpointer bench, GError **error)
{
  return foyer_live_read (store, BENCH_LIST, BENCH_NOW_US, error);
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_set_object ((GAsyncResult **) user_data, result);
}

static void
refresh (Bench *bench)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start_us = g_get_monotonic_time ();

  g_main_context_push_thread_default (context);
  foyer_replica_survey_async (bench->replica, look, bench, NULL, NULL, NULL, on_looked, &result);
  while (result == NULL)
    g_main_context_iteration (context, TRUE);
  foyer_live_free (foyer_replica_finish (bench->replica, result, &error));
  g_main_context_pop_thread_default (context);
  bench_check (error);
  bench_times_add (bench->refreshes, start_us);
}

static gpointer
keep_looking (gpointer data)
{
  Bench *bench = data;

  while (g_atomic_int_get (&bench->looking))
    refresh (bench);
  return NULL;
}

static gpointer
find (FoyerStore *store, gpointer unused, GError **error)
{
  return foyer_lookup (store, "zhangwei", BENCH_LIST, 8, error);
}

static void
measure (Bench *bench, guint first, GArray *admissions, GArray *lookups)
{
  for (guint i = 0; i < N_GUESTS; i++) {
    g_autofree char *code = code_of (bench, first + i);
    g_autoptr (GError) error = NULL;
    gint64 start_us;

    g_usleep ((gulong) g_random_int_range (0, PAUSE_US));
    start_us = g_get_monotonic_time ();
    foyer_admission_free (foyer_replica_write (bench->replica, FOYER_LANE_DOOR, decide, code, &error));
    bench_check (error);
    bench_times_add (admissions, start_us);
    if (i % 20 != 0)
      continue;
    start_us = g_get_monotonic_time ();
    g_ptr_array_unref (foyer_replica_read (bench->replica, find, NULL, &error));
    bench_check (error);
    bench_times_add (lookups, start_us);
  }
}

static void
run (Bench *bench)
{
  g_autoptr (GArray) alone = bench_times_new (), meanwhile = bench_times_new ();
  g_autoptr (GArray) finds = bench_times_new (), finds_meanwhile = bench_times_new ();
  GThread *thread;

  for (int i = 0; i < ROUNDS; i++)
    refresh (bench);
  bench_figure ("one refresh p50", bench_times_at (bench->refreshes, 50), "ms");
  bench_figure ("one refresh, slowest", bench_times_at (bench->refreshes, 100), "ms");
  measure (bench, N_ARRIVED, alone, finds);
  bench->looking = 1;
  thread = g_thread_new ("live", keep_looking, bench);
  measure (bench, N_ARRIVED + N_GUESTS, meanwhile, finds_meanwhile);
  g_atomic_int_set (&bench->looking, 0);
  g_thread_join (thread);
  bench_lines ("decide + commit, one refresh after the other", meanwhile, "without", alone);
  bench_lines ("lookup, one refresh after the other", finds_meanwhile, "without", finds);
}

int
main (void)
{
  Bench bench = { .refreshes = bench_times_new () };
  char *folder = bench_folder_new ();
  g_autoptr (GPtrArray) people = bench_people_new (N_PEOPLE);
  g_autofree char *path = g_build_filename (folder, "event.db", NULL);
  g_autoptr (GError) error = NULL;
  FoyerStore *store = foyer_store_open (path, FOYER_STORE_OWN, &error);

  bench_check (error);
  bench_say ("%u people, %u of them in", N_PEOPLE, N_ARRIVED);
  foyer_code_make_key (bench.public_key, bench.secret_key);
  bench.rows = bench_people_rows (people);
  bench_people_fill (store, bench.rows, bench.public_key);
  foyer_store_close (store);
  bench.replica = foyer_replica_open (path, &error);
  bench_check (error);
  foyer_replica_write (bench.replica, FOYER_LANE_DOOR, admit_many, &bench, &error);
  bench_check (error);
  run (&bench);
  foyer_replica_close (bench.replica);
  g_object_unref (bench.replica);
  g_ptr_array_unref (bench.rows);
  g_array_unref (bench.refreshes);
  bench_folder_remove (folder);
  return 0;
}
