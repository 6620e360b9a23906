/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "replica.h"
#include "sample.h"
#include "store-private.h"

#include <sqlite3.h>

static void
sql (const char *path, const char *text)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, text, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static void
test_newer (Sample *sample, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&sample->store, foyer_store_close);
  sql (sample->path, "PRAGMA user_version=999");
  g_assert_null (foyer_store_open (sample->path, FOYER_STORE_OWN, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NEWER);
  g_clear_error (&error);
  g_assert_null (foyer_store_open (sample->path, FOYER_STORE_READ, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NEWER);
  /* Untouched: the newer Foyer opens it again. */
  sql (sample->path, "SELECT count (*) FROM event");
}

static void
test_in_use (Sample *sample, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerStore) reader = NULL;

  g_assert_null (foyer_store_open (sample->path, FOYER_STORE_OWN, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_IN_USE);
  g_clear_error (&error);
  reader = foyer_store_open (sample->path, FOYER_STORE_READ, &error);
  g_assert_no_error (error);
  g_assert_cmpint (foyer_headcount_people (reader, &error), ==, 0);
}

static void
test_missing (Sample *sample, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (sample->dir, "nothing.db", NULL);
  g_autofree char *folder = g_build_filename (sample->dir, "no", "folder.db", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (foyer_store_open (path, FOYER_STORE_READ, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_MISSING);
  g_clear_error (&error);
  g_assert_null (foyer_store_open (folder, FOYER_STORE_OWN, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_READ_ONLY);
}

static guint
count_kept_aside (Sample *sample)
{
  g_autoptr (GDir) dir = g_dir_open (sample->dir, 0, NULL);
  const char *name;
  guint kept = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    kept += strstr (name, ".broken-") != NULL && !g_str_has_suffix (name, "-wal") &&
            !g_str_has_suffix (name, "-shm");
  return kept;
}

/* The damaged file is kept, and a new one can be made in its place. */
static void
test_broken (Sample *sample, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerStore) fresh = NULL;

  g_clear_pointer (&sample->store, foyer_store_close);
  g_assert_true (g_file_set_contents (sample->path, "this is no database, but it may matter", -1, NULL));
  g_assert_null (foyer_store_open (sample->path, FOYER_STORE_OWN, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_BROKEN);
  g_clear_error (&error);
  g_assert_cmpuint (count_kept_aside (sample), ==, 1);
  fresh = foyer_store_open (sample->path, FOYER_STORE_OWN, &error);
  g_assert_no_error (error);
}

/* One page of a good file, wherever it is. */
static void
test_broken_page (Sample *sample, gconstpointer unused)
{
  g_autofree char *good = NULL;
  gsize length;
  guint kept = 0;

  for (int i = 0; i < 40; i++) {
    g_autofree char *phone = g_strdup_printf ("139900002%02d", i);
    g_autofree char *id = sample_register (sample->store, "张伟", phone, NULL);

    g_assert_nonnull (id);
  }
  g_clear_pointer (&sample->store, foyer_store_close);
  g_assert_true (g_file_get_contents (sample->path, &good, &length, NULL));
  for (gsize at = 0; at < length; at += 4096) {
    g_autofree char *bad = g_memdup2 (good, length);
    g_autoptr (FoyerStore) fresh = NULL;
    g_autoptr (GError) error = NULL;

    memset (bad + at, 0xa5, 4096);
    g_assert_true (g_file_set_contents (sample->path, bad, (gssize) length, NULL));
    g_assert_null (foyer_store_open (sample->path, FOYER_STORE_OWN, &error));
    g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_BROKEN);
    g_clear_error (&error);
    g_assert_cmpuint (count_kept_aside (sample), ==, ++kept);
    fresh = foyer_store_open (sample->path, FOYER_STORE_OWN, &error);
    g_assert_no_error (error);
  }
  g_assert_cmpuint (kept, >, 10);
}

/* The threads. */

static void
keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_ptr_array_add (user_data, g_object_ref (result));
}

static gpointer
set_job (FoyerStore *store, gpointer data, GError **error)
{
  const char *name = data;

  if (!foyer_store_set_setting (store, name, "x", error))
    return NULL;
  if (g_str_equal (name, "bad")) {
    g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_MISSING, "on purpose");
    return NULL;
  }
  return g_strdup (name);
}

static gpointer
get_job (FoyerStore *store, gpointer data, GError **error)
{
  return foyer_store_get_setting (store, data, error);
}

/* A job that fails is taken back alone, though it shared a commit. */
static void
test_group (Sample *sample, gconstpointer unused)
{
  static const char * const names[] = { "a", "b", "bad", "c" };
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (FoyerReplica) replica = NULL;
  g_autoptr (GError) error = NULL;
  guint failed = 0;

  g_clear_pointer (&sample->store, foyer_store_close);
  replica = foyer_replica_open (sample->path, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    foyer_replica_write_async (replica, FOYER_LANE_DOOR, set_job, (gpointer) names[i], NULL, g_free,
                               keep_result, results);
  while (results->len < G_N_ELEMENTS (names))
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < results->len; i++) {
    g_autofree char *name = foyer_replica_finish (replica, results->pdata[i], NULL);

    failed += name == NULL;
  }
  g_assert_cmpuint (failed, ==, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *value = foyer_replica_read (replica, get_job, (gpointer) names[i], &error);

    g_assert_no_error (error);
    g_assert_cmpstr (value, ==, g_str_equal (names[i], "bad") ? NULL : "x");
  }
  foyer_replica_close (replica);
  g_ptr_array_set_size (results, 0);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_finalize_object (g_steal_pointer (&replica));
}

/* Waits until the jobs behind it are all there. */
static gpointer
wait_job (FoyerStore *store, gpointer data, GError **error)
{
  GAsyncQueue *signal = data;

  g_async_queue_pop (signal);
  return g_strdup ("waited");
}

/* Finds the disk full: SQLite then takes back more than this job. */
static gpointer
full_job (FoyerStore *store, gpointer data, GError **error)
{
  g_autofree char *much = g_strnfill (1000000, 'x');
  gboolean kept;

  sqlite3_exec (store->db, "PRAGMA max_page_count = 1", NULL, NULL, NULL);
  kept = foyer_store_set_setting (store, data, much, error);
  sqlite3_exec (store->db, "PRAGMA max_page_count = 1000000", NULL, NULL, NULL);
  return kept ? g_strdup (data) : NULL;
}

/* A job is told that it was written exactly when it was. */
static void
test_group_full_disk (Sample *sample, gconstpointer unused)
{
  static const char * const names[] = { "before", "full", "after", "later" };
  g_autoptr (GPtrArray) results = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GAsyncQueue) signal = g_async_queue_new ();
  g_autoptr (FoyerReplica) replica = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&sample->store, foyer_store_close);
  replica = foyer_replica_open (sample->path, &error);
  g_assert_no_error (error);
  foyer_replica_write_async (replica, FOYER_LANE_DOOR, wait_job, signal, NULL, g_free, NULL, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    foyer_replica_write_async (replica, FOYER_LANE_DOOR, i == 1 ? full_job : set_job,
                               (gpointer) names[i], NULL, g_free, keep_result, results);
  g_async_queue_push (signal, signal);
  while (results->len < G_N_ELEMENTS (names))
    g_main_context_iteration (NULL, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *told = foyer_replica_finish (replica, results->pdata[i], &error);
    g_autofree char *kept = foyer_replica_read (replica, get_job, (gpointer) names[i], NULL);

    g_assert_cmpint (told != NULL, ==, kept != NULL);
    if (told == NULL)
      g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_FULL);
    g_clear_error (&error);
  }
  foyer_replica_close (replica);
}

typedef struct {
  GAsyncQueue *started;
  GAsyncQueue *written;
} Meanwhile;

static gpointer
read_twice_job (FoyerStore *store, gpointer data, GError **error)
{
  Meanwhile *meanwhile = data;
  g_autofree char *before = foyer_store_get_setting (store, "a", error);
  g_autofree char *after = NULL;

  g_async_queue_push (meanwhile->started, meanwhile);
  g_async_queue_pop (meanwhile->written);
  after = foyer_store_get_setting (store, "a", error);
  g_assert_cmpstr (before, ==, after);
  return NULL;
}

/* Leaves a question half asked, and fails. */
static gpointer
half_read_job (FoyerStore *store, gpointer data, GError **error)
{
  sqlite3_stmt *stmt = foyer_sql (store, error, "SELECT name FROM setting", NULL);

  g_assert_cmpint (foyer_sql_row (store, stmt, error), ==, 1);
  g_set_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_MISSING, "on purpose");
  return NULL;
}

/* A job that reads sees one state of the file, and the next one the newest. */
static void
test_read_is_a_snapshot (Sample *sample, gconstpointer unused)
{
  g_autoptr (GAsyncQueue) started = g_async_queue_new ();
  g_autoptr (GAsyncQueue) written = g_async_queue_new ();
  Meanwhile meanwhile = { started, written };
  g_autoptr (FoyerReplica) replica = NULL;
  g_autoptr (GError) error = NULL;
  const char * const names[] = { "a", "b" };

  g_clear_pointer (&sample->store, foyer_store_close);
  replica = foyer_replica_open (sample->path, &error);
  g_assert_no_error (error);
  foyer_replica_read_async (replica, read_twice_job, &meanwhile, NULL, NULL, NULL, NULL, NULL);
  g_async_queue_pop (started);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *told = foyer_replica_write (replica, FOYER_LANE_DOOR, set_job,
                                                 (gpointer) names[i], &error);
    g_autofree char *kept = NULL;

    g_assert_no_error (error);
    g_assert_cmpstr (told, ==, names[i]);
    if (i == 0)
      g_async_queue_push (written, written);
    kept = foyer_replica_read (replica, get_job, (gpointer) names[i], &error);
    g_assert_cmpstr (kept, ==, "x");
    g_assert_null (foyer_replica_read (replica, half_read_job, NULL, &error));
    g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_MISSING);
    g_clear_error (&error);
  }
  foyer_replica_close (replica);
}

typedef struct {
  GAsyncQueue *entered;
  int          inside;   /* atomic */
} Watch;

/* Takes long, as when the machine is busy. */
static void
on_committed (gpointer user_data)
{
  Watch *watch = user_data;

  g_atomic_int_set (&watch->inside, TRUE);
  g_async_queue_push (watch->entered, watch);
  for (int i = 0; i < 100000; i++)
    g_thread_yield ();
  g_atomic_int_set (&watch->inside, FALSE);
}

/* Whoever takes the callback back may free what it was given. */
static void
test_committed_taken_back (Sample *sample, gconstpointer unused)
{
  g_autoptr (GAsyncQueue) entered = g_async_queue_new ();
  Watch watch = { entered, FALSE };
  g_autoptr (FoyerReplica) replica = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&sample->store, foyer_store_close);
  replica = foyer_replica_open (sample->path, &error);
  g_assert_no_error (error);
  foyer_replica_set_committed (replica, on_committed, &watch);
  foyer_replica_write_async (replica, FOYER_LANE_DOOR, set_job, (gpointer) "a", NULL, g_free, NULL,
                             NULL);
  g_async_queue_pop (entered);
  foyer_replica_set_committed (replica, NULL, NULL);
  g_assert_false (g_atomic_int_get (&watch.inside));
  foyer_replica_close (replica);
}

static void
count_change (FoyerReplica *replica, guint *n)
{
  (*n)++;
}

static void
test_changed_and_closed (Sample *sample, gconstpointer unused)
{
  g_autoptr (FoyerReplica) replica = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *value = NULL;
  guint n = 0;

  g_clear_pointer (&sample->store, foyer_store_close);
  replica = foyer_replica_open (sample->path, &error);
  g_assert_no_error (error);
  g_signal_connect (replica, "changed", G_CALLBACK (count_change), &n);
  value = foyer_replica_write (replica, FOYER_LANE_SYNC, set_job, (gpointer) "a", &error);
  g_assert_cmpstr (value, ==, "a");
  while (n == 0)
    g_main_context_iteration (NULL, TRUE);
  foyer_replica_close (replica);
  foyer_replica_close (replica);
  g_assert_null (foyer_replica_write (replica, FOYER_LANE_DOOR, set_job, (gpointer) "b", &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_FAILED);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_finalize_object (g_steal_pointer (&replica));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) \
  g_test_add ("/sync/replica/store/" name, Sample, NULL, sample_set_up, func, sample_tear_down)
  ADD ("newer", test_newer);
  ADD ("in-use", test_in_use);
  ADD ("missing", test_missing);
  ADD ("broken", test_broken);
  ADD ("broken-page", test_broken_page);
  ADD ("group", test_group);
  ADD ("group-full-disk", test_group_full_disk);
  ADD ("read-is-a-snapshot", test_read_is_a_snapshot);
  ADD ("committed-taken-back", test_committed_taken_back);
  ADD ("changed-and-closed", test_changed_and_closed);
  return g_test_run ();
}
