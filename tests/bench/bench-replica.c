/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an admission costs: decide + commit, beside one bare fsync'd write and
 * beside one bare SQLite commit, alone and while a feed comes in. */
#include "admission.h"
#include "bench.h"
#include "feed.h"
#include "people.h"
#include "replica.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define N_ADMISSIONS 2500
#define PAUSE_US     10000                   /* between two guests, at most */
#define FEED_ROWS    100000
#define FEED_SLICE   500
#define FEED_STEP    8                       /* rows between two looks at the door, as the engine does it */
#define FEED_US      10000
#define PATIENCE_US  (20 * G_USEC_PER_SEC)   /* a phase ends early rather than taking minutes */

/* SQLite calls these, so that counting needs no tracer. */
int fsync (int fd);
int fdatasync (int fd);

static int n_syncs;

int
fsync (int fd)
{
  g_atomic_int_inc (&n_syncs);
  return (int) syscall (SYS_fsync, fd);
}

int
fdatasync (int fd)
{
  g_atomic_int_inc (&n_syncs);
  return (int) syscall (SYS_fdatasync, fd);
}

typedef struct {
  char         *folder;
  GPtrArray    *rows;
  FoyerReplica *replica;
  int           file;      /* of the bare write */
  sqlite3      *database;  /* of the bare commit */
  sqlite3_stmt *insert;
  guint8        public_key[FOYER_CODE_PUBLIC_BYTES];
  guint8        secret_key[FOYER_CODE_SECRET_BYTES];
  int           feeding;
  GArray       *slices;    /* of the feed, durations */
  GQueue        pages;     /* FoyerPage: of a few rows each, still to be taken */
  guint         fed;       /* rows */
} Bench;

static void
check_sqlite (Bench *bench, int rc)
{
  if (rc != SQLITE_OK && rc != SQLITE_DONE)
    g_error ("the bare database: %s", sqlite3_errmsg (bench->database));
}

static void
open_yardsticks (Bench *bench)
{
  g_autofree char *file = g_build_filename (bench->folder, "bare", NULL);
  g_autofree char *database = g_build_filename (bench->folder, "bare.db", NULL);

  bench->file = g_open (file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  check_sqlite (bench, sqlite3_open (database, &bench->database));
  check_sqlite (bench, sqlite3_exec (bench->database,
                                     "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                                     "CREATE TABLE entry (row INTEGER PRIMARY KEY, body TEXT)",
                                     NULL, NULL, NULL));
  check_sqlite (bench, sqlite3_prepare_v2 (bench->database, "INSERT INTO entry (body) VALUES (?1)", -1,
                                           &bench->insert, NULL));
}

static void
close_yardsticks (Bench *bench)
{
  sqlite3_finalize (bench->insert);
  sqlite3_close (bench->database);
  close (bench->file);
}

static void
bare_write (Bench *bench, GArray *times)
{
  static const char page[4096];
  gint64 start_us = g_get_monotonic_time ();

  if (write (bench->file, page, sizeof page) != sizeof page || fdatasync (bench->file) != 0)
    g_error ("the disk takes no plain write");
  bench_times_add (times, start_us);
}

static void
bare_commit (Bench *bench, GArray *times)
{
  static const char body[] = "0193000000007000800000000000000101930000000070008000000000000001";
  gint64 start_us = g_get_monotonic_time ();

  sqlite3_bind_text (bench->insert, 1, body, -1, SQLITE_STATIC);
  check_sqlite (bench, sqlite3_step (bench->insert));
  sqlite3_reset (bench->insert);
  bench_times_add (times, start_us);
}

static gpointer
decide (FoyerStore *store, gpointer code, GError **error)
{
  FoyerRequest request = {
    .code = code, .list = BENCH_LIST, .method = FOYER_METHOD_SCAN, .clock_trusted = TRUE,
    .now_us = BENCH_NOW_US,
  };

  return foyer_admission_decide (store, &request, error);
}

static void
admit (Bench *bench, const FoyerRegistration *row, GArray *times)
{
  g_autofree char *code = bench_ticket (row, bench->secret_key);
  g_autoptr (GError) error = NULL;
  gint64 start_us = g_get_monotonic_time ();
  FoyerAdmission *admission = foyer_replica_write (bench->replica, FOYER_LANE_DOOR, decide, code, &error);

  bench_times_add (times, start_us);
  bench_check (error);
  if (admission->decision.verdict != FOYER_VERDICT_ADMITTED)
    g_error ("someone registered was not admitted");
  foyer_admission_free (admission);
}

/* Rows that changed at the hub come in again. */
static FoyerPage *
rows_of (Bench *bench, guint from, guint n)
{
  FoyerPage *page = foyer_page_new ();

  page->epoch = g_strdup ("bench");
  page->next = (gint64) from + n;
  page->more = TRUE;
  for (guint i = from; i < from + n; i++) {
    FoyerChange *change = foyer_change_new ((gint64) i + 1, FOYER_CHANGE_REGISTRATION);

    change->registration = foyer_registration_copy (g_ptr_array_index (bench->rows, i % bench->rows->len));
    change->registration->revision = 2 + (gint64) i;
    g_free (change->registration->title);
    change->registration->title = g_strdup_printf ("工程师 %u", i);
    g_ptr_array_add (page->changes, change);
  }
  return page;
}

/* As the engine does it: a few rows, then a look at the door. */
static gpointer
apply (FoyerStore *store, gpointer data, GError **error)
{
  Bench *bench = data;
  gint64 end_us = g_get_monotonic_time () + FEED_US;

  do {
    FoyerPage *page = g_queue_pop_head (&bench->pages);
    gboolean applied = foyer_feed_apply (store, page, error);

    bench->fed += page->changes->len;
    foyer_page_free (page);
    if (!applied)
      return NULL;
  } while (bench->pages.length > 0 && g_get_monotonic_time () < end_us &&
           !foyer_replica_door_waits (bench->replica));
  return bench;
}

static gpointer
feed (gpointer data)
{
  Bench *bench = data;

  while (g_atomic_int_get (&bench->feeding) && bench->fed < FEED_ROWS) {
    g_autoptr (GError) error = NULL;

    for (guint from = 0; bench->pages.length == 0 && from < FEED_SLICE; from += FEED_STEP)
      g_queue_push_tail (&bench->pages, rows_of (bench, bench->fed + from, FEED_STEP));
    while (bench->pages.length > 0) {
      gint64 start_us = g_get_monotonic_time ();

      foyer_replica_write (bench->replica, FOYER_LANE_FEED, apply, bench, &error);
      bench_check (error);
      bench_times_add (bench->slices, start_us);
    }
  }
  return NULL;
}

/* The yardsticks take turns with the admissions, so that all meet the same disk. */
static void
measure (Bench *bench, const char *what, guint first)
{
  g_autoptr (GArray) admissions = bench_times_new (), writes = bench_times_new ();
  g_autoptr (GArray) commits = bench_times_new ();
  g_autofree char *label = g_strdup_printf ("decide + commit, %s", what);
  gint64 start_us = g_get_monotonic_time ();
  int admission_syncs = 0;

  for (guint i = 0; i < N_ADMISSIONS && g_get_monotonic_time () < start_us + PATIENCE_US; i++) {
    int before;

    /* People come when they like, not when the writer is ready. */
    g_usleep ((gulong) g_random_int_range (0, PAUSE_US));
    before = g_atomic_int_get (&n_syncs);
    admit (bench, g_ptr_array_index (bench->rows, first + i * 7), admissions);
    admission_syncs += g_atomic_int_get (&n_syncs) - before;
    bare_write (bench, writes);
    bare_commit (bench, commits);
  }
  bench_lines (label, admissions, "one fsync'd write", writes);
  bench_lines (label, admissions, "bare SQLite commit", commits);
  label = (g_free (label), g_strdup_printf ("fsyncs per admission, %s", what));
  bench_line (label, (double) admission_syncs / admissions->len, "", "goal", 1.0);
}

static void
measure_fed (Bench *bench)
{
  GThread *thread;

  bench->slices = bench_times_new ();
  bench->feeding = 1;
  thread = g_thread_new ("feed", feed, bench);
  measure (bench, "feed coming in", 1);
  g_atomic_int_set (&bench->feeding, 0);
  g_thread_join (thread);
  bench_figure ("rows of the feed taken meanwhile", bench->fed, "");
  bench_figure ("a slice of it p50", bench_times_at (bench->slices, 50), "ms");
  bench_figure ("a slice of it p99", bench_times_at (bench->slices, 99), "ms");
  g_array_unref (bench->slices);
}

static void
fill (Bench *bench, const char *path)
{
  g_autoptr (GError) error = NULL;
  gint64 start_us = g_get_monotonic_time ();
  FoyerStore *store = foyer_store_open (path, FOYER_STORE_OWN, &error);
  GStatBuf file;

  bench_check (error);
  bench_people_fill (store, bench->rows, bench->public_key);
  foyer_store_close (store);
  bench_figure ("fill an empty store", (double) (g_get_monotonic_time () - start_us) / 1000.0, "ms");
  if (g_stat (path, &file) == 0)
    bench_figure ("bytes per person on disk", (double) file.st_size / bench->rows->len, "B");
}

static void
run (guint n)
{
  Bench bench = { .folder = bench_folder_new () };
  g_autoptr (GPtrArray) people = bench_people_new (n);
  g_autofree char *path = g_build_filename (bench.folder, "event.db", NULL);
  g_autoptr (GError) error = NULL;

  bench_say ("%u people", n);
  foyer_code_make_key (bench.public_key, bench.secret_key);
  bench.rows = bench_people_rows (people);
  fill (&bench, path);
  open_yardsticks (&bench);
  bench.replica = foyer_replica_open (path, &error);
  bench_check (error);
  measure (&bench, "alone", 0);
  measure_fed (&bench);
  foyer_replica_close (bench.replica);
  g_object_unref (bench.replica);
  close_yardsticks (&bench);
  g_ptr_array_unref (bench.rows);
  bench_folder_remove (bench.folder);
}

int
main (void)
{
  run (20000);
  run (100000);
  return 0;
}
