/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "house.h"
#include "life.h"
#include "power-vfs.h"
#include "sample.h"
#include "store-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

/*
 * Every call to the disk fails once in a kiosk's life, or from there on: the
 * error says what to do, nothing is acknowledged that is not on the disk, and
 * work goes on when the fault is gone. -m thorough tries each single call.
 */

#define N_STEPS_BEFORE 6
#define N_STEPS_UNDER  12
#define N_STEPS_AFTER  4

typedef struct {
  const char     *name;
  PowerCall       calls;
  int             code;
  int             why;
  gboolean        lasts;
  FoyerStoreError said;
} Trouble;

static const Trouble troubles[] = {
  { "full", POWER_CALL_WRITE, SQLITE_FULL, ENOSPC, TRUE, FOYER_STORE_ERROR_FULL },
  { "full-at-sync", POWER_CALL_SYNC, SQLITE_IOERR_FSYNC, ENOSPC, TRUE, FOYER_STORE_ERROR_FULL },
  { "full-beside", POWER_CALL_SHM, SQLITE_IOERR_SHMSIZE, ENOSPC, TRUE, FOYER_STORE_ERROR_FULL },
  { "quota", POWER_CALL_WRITE, SQLITE_IOERR_WRITE, EDQUOT, TRUE, FOYER_STORE_ERROR_FULL },
  { "write", POWER_CALL_WRITE, SQLITE_IOERR_WRITE, EIO, FALSE, FOYER_STORE_ERROR_FAILED },
  { "write-lasting", POWER_CALL_WRITE, SQLITE_IOERR_WRITE, EIO, TRUE, FOYER_STORE_ERROR_FAILED },
  { "read", POWER_CALL_READ, SQLITE_IOERR_READ, EIO, FALSE, FOYER_STORE_ERROR_FAILED },
  { "read-lasting", POWER_CALL_READ, SQLITE_IOERR_READ, EIO, TRUE, FOYER_STORE_ERROR_FAILED },
  { "sync", POWER_CALL_SYNC, SQLITE_IOERR_FSYNC, EIO, FALSE, FOYER_STORE_ERROR_FAILED },
  { "sync-lasting", POWER_CALL_SYNC, SQLITE_IOERR_FSYNC, EIO, TRUE, FOYER_STORE_ERROR_FAILED },
  { "truncate", POWER_CALL_TRUNCATE, SQLITE_IOERR_TRUNCATE, EIO, FALSE, FOYER_STORE_ERROR_FAILED },
  { "read-only", POWER_CALL_WRITE | POWER_CALL_TRUNCATE, SQLITE_IOERR_WRITE, EROFS, TRUE,
    FOYER_STORE_ERROR_READ_ONLY },
  { "no-file", POWER_CALL_OPEN, SQLITE_CANTOPEN, EACCES, TRUE, FOYER_STORE_ERROR_READ_ONLY },
  { "folder", POWER_CALL_SYNC_FOLDER, -1, EIO, FALSE, FOYER_STORE_ERROR_FAILED },
  { "delete", POWER_CALL_DELETE, SQLITE_IOERR_DELETE, EIO, FALSE, FOYER_STORE_ERROR_FAILED },
};

static void
check_said (const Trouble *trouble, guint nth, GError **error)
{
  if (*error != NULL && !g_error_matches (*error, FOYER_STORE_ERROR, trouble->said))
    g_error ("call %u: %s", nth, (*error)->message);
  g_clear_error (error);
}

/* As much of a life as the disk allows. */
static void
go_on_under (Life *life, const Trouble *trouble, guint nth)
{
  for (guint i = 0; i < N_STEPS_UNDER; i++) {
    g_autoptr (GError) error = NULL;

    if (i == N_STEPS_UNDER / 2)
      life_close (life);
    if (life_open (life, &error))
      life_step (life, &error);
    check_said (trouble, nth, &error);
  }
}

/* FALSE when there are not so many calls. */
static gboolean
try (House *house, const Trouble *trouble, guint nth)
{
  g_autoptr (PowerLog) log = power_log_new (house->folder, NULL);
  g_autoptr (Life) life = life_new (house->path, log, 20261128);
  gboolean came;

  power_vfs_record (log);
  life_go_on (life, N_STEPS_BEFORE);
  power_vfs_fail (trouble->calls, nth, trouble->code, trouble->why, trouble->lasts);
  go_on_under (life, trouble, nth);
  came = power_vfs_heal ();
  if (trouble->calls & POWER_CALL_SYNC)
    life_forgive (life);
  life_go_on (life, N_STEPS_AFTER);
  life_close (life);
  power_vfs_record (NULL);
  g_assert_cmpuint (life_check (life, house->path, LIFE_UNCUT, TRUE), ==, 0);
  g_assert_false (house_has_broken (house));
  house_empty (house->folder);
  return came;
}

static void
test_trouble (House *house, gconstpointer data)
{
  const Trouble *trouble = data;
  guint nth = 1, tried = 1;

  while (try (house, trouble, nth)) {
    nth += g_test_thorough () ? 1 : (guint) g_test_rand_int_range (1, 2 + (gint32) nth);
    tried++;
  }
  g_test_message ("%u of %u calls failed", tried, nth);
  g_assert_cmpuint (nth, >, 1);
}

/* Creating the file meets the same troubles. */
static void
test_trouble_at_birth (House *house, gconstpointer data)
{
  const Trouble *trouble = data;
  gboolean came = TRUE;

  for (guint nth = 1; came; nth += g_test_thorough () ? 1 : (guint) g_test_rand_int_range (1, 20)) {
    g_autoptr (PowerLog) log = power_log_new (house->folder, NULL);
    g_autoptr (Life) life = life_new (house->path, log, 20261128);
    g_autoptr (GError) error = NULL;

    power_vfs_record (log);
    power_vfs_fail (trouble->calls, nth, trouble->code, trouble->why, trouble->lasts);
    (void) life_open (life, &error);
    check_said (trouble, nth, &error);
    came = power_vfs_heal ();
    life_go_on (life, N_STEPS_AFTER);
    life_close (life);
    power_vfs_record (NULL);
    g_assert_cmpuint (life_check (life, house->path, LIFE_UNCUT, TRUE), ==, 0);
    g_assert_false (house_has_broken (house));
    house_empty (house->folder);
  }
}

/* What a program that was killed leaves to the next one: what the kernel shows,
 * which may be more than what the disk has. */
static void
copy_files (const char *from, const char *to)
{
  g_autoptr (GDir) dir = g_dir_open (from, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *source = g_build_filename (from, name, NULL);
    g_autofree char *target = g_build_filename (to, name, NULL);
    g_autofree char *content = NULL;
    gsize size;

    if (g_str_has_suffix (name, "-shm") || g_str_has_suffix (name, ".lock"))
      continue;
    g_assert_true (g_file_get_contents (source, &content, &size, NULL));
    g_assert_true (g_file_set_contents_full (target, content, (gssize) size, G_FILE_SET_CONTENTS_NONE,
                                             0600, NULL));
  }
}

static void
cut_at_random (House *house, Life *life, PowerLog *log, guint n, GRand *dice)
{
  for (guint i = 0; i < n; i++) {
    guint at = (guint) g_rand_int_range (dice, (int) power_log_start (log),
                                         (int) power_log_length (log) + 1);

    house_empty (house->after);
    power_log_cut (log, at, (PowerFate) g_rand_int_range (dice, 0, POWER_N_FATES), dice, house->after);
    g_assert_cmpuint (life_check (life, house->after_path, at, FALSE), ==, 0);
  }
}

/* The life goes on in @folder, which shows more than the disk has, until the
 * power goes. */
static void
go_on_elsewhere (House *house, Life *life, const char *folder, const char *on_disk, GRand *dice)
{
  g_autoptr (PowerLog) log = power_log_new (folder, on_disk);
  g_autofree char *path = g_build_filename (folder, "event.db", NULL);

  life_move (life, path, log);
  power_vfs_record (log);
  life_go_on (life, N_STEPS_UNDER);
  life_close (life);
  power_vfs_record (NULL);
  cut_at_random (house, life, log, 20, dice);
}

/* One sync fails, and what it should have written stays in the page cache as if
 * it were on the disk (A. Rebello et al., "Can Applications Recover from fsync
 * Failures?", USENIX ATC 2020). Work goes on, in this program or, when that was
 * killed, in the next one; then the power goes. */
static gboolean
fail_one_sync (House *house, guint nth, gboolean killed, GRand *dice)
{
  g_autoptr (PowerLog) log = power_log_new (house->folder, NULL);
  g_autoptr (Life) life = life_new (house->path, log, g_rand_int (dice));
  gboolean came;

  power_vfs_record (log);
  life_go_on (life, N_STEPS_BEFORE);
  power_vfs_fail (POWER_CALL_SYNC, nth, SQLITE_IOERR_FSYNC, EIO, FALSE);
  for (guint i = 0; i < N_STEPS_UNDER && !(killed && power_vfs_failed ()); i++) {
    g_autoptr (GError) error = NULL;

    (void) life_open (life, NULL);
    (void) life_step (life, &error);
  }
  came = power_vfs_heal ();
  power_vfs_record (NULL);
  if (killed) {
    g_autofree char *shown = g_build_filename (house->parent, "shown", NULL);
    g_autofree char *on_disk = g_build_filename (house->parent, "on-disk", NULL);

    g_assert_cmpint (g_mkdir (shown, 0700), ==, 0);
    g_assert_cmpint (g_mkdir (on_disk, 0700), ==, 0);
    copy_files (house->folder, shown);
    power_log_cut (log, power_log_length (log), POWER_DROPPED, dice, on_disk);
    go_on_elsewhere (house, life, shown, on_disk, dice);
    house_empty (shown);
    house_empty (on_disk);
    g_assert_cmpint (g_rmdir (shown), ==, 0);
    g_assert_cmpint (g_rmdir (on_disk), ==, 0);
  }
  else {
    cut_at_random (house, life, log, 20, dice);
  }
  life_close (life);
  house_empty (house->folder);
  return came;
}

static void
test_sync_once (House *house, gconstpointer killed)
{
  GRand *dice = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  guint nth = 1;

  while (fail_one_sync (house, nth, killed != NULL, dice))
    nth += g_test_thorough () ? 1 : (guint) g_test_rand_int_range (1, 8);
  g_assert_cmpuint (nth, >, 4);
  g_rand_free (dice);
}

/* A page goes bad while the file is open. */

static void
damage_page (const char *path, gsize at)
{
  char bad[4096];
  int fd = g_open (path, O_WRONLY | O_CLOEXEC, 0);

  memset (bad, 0xa5, sizeof bad);
  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (pwrite (fd, bad, sizeof bad, (off_t) at), ==, sizeof bad);
  close (fd);
}

/* The id of what was acknowledged. (nullable) */
static char *
admit (FoyerStore *store, const char *code, GError **error)
{
  FoyerRequest request = { .code = code, .list = "tour", .clock_trusted = TRUE, .now_us = SAMPLE_NOW };
  g_autoptr (FoyerAdmission) admission = NULL;

  if (!foyer_store_begin (store, error))
    return NULL;
  admission = foyer_admission_decide (store, &request, error);
  if (admission != NULL && foyer_store_commit (store, error))
    return g_strdup (admission->entry);
  foyer_store_rollback (store);
  return NULL;
}

/* Until the program ends nothing is moved; the next one keeps the file. */
static gboolean
use_damaged (House *house, gsize at)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerStore) store = foyer_store_open (house->path, FOYER_STORE_OWN, &error);
  gboolean noticed = FALSE;

  g_assert_no_error (error);
  sqlite3_db_release_memory (store->db);
  damage_page (house->path, at);
  for (int i = 0; i < 24; i++) {
    g_autofree char *code = g_strdup_printf ("CODE-%d", i);
    g_autofree char *entry = admit (store, code, &error);

    noticed |= entry == NULL;
    if (entry == NULL)
      g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_BROKEN);
    g_clear_error (&error);
  }
  g_assert_false (house_has_broken (house));
  g_clear_pointer (&store, foyer_store_close);
  store = foyer_store_open (house->path, FOYER_STORE_OWN, &error);
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_BROKEN);
  g_assert_true (house_has_broken (house));
  g_clear_error (&error);
  store = foyer_store_open (house->path, FOYER_STORE_OWN, &error);
  g_assert_no_error (error);
  return noticed;
}

static void
test_damaged_later (House *house, gconstpointer unused)
{
  g_autoptr (Life) life = life_new (house->path, NULL, 20261128);
  g_autofree char *good = NULL;
  guint noticed = 0;
  gsize size;

  life_go_on (life, N_STEPS_UNDER);
  life_close (life);
  g_assert_true (g_file_get_contents (house->path, &good, &size, NULL));
  for (gsize at = 0; at < size; at += 4096) {
    house_empty (house->folder);
    g_assert_true (g_file_set_contents_full (house->path, good, (gssize) size, G_FILE_SET_CONTENTS_NONE,
                                             0600, NULL));
    noticed += use_damaged (house, at);
  }
  g_assert_cmpuint (noticed, >, 3);
}

/* Another program. */

typedef void (*ChildFunc) (const char *path);

/* Runs @func in a process of its own, which then waits to be killed. */
static GPid
start_child (ChildFunc func, const char *path)
{
  int ready[2];
  char byte = 0;
  GPid child;

  g_assert_cmpint (pipe (ready), ==, 0);
  child = fork ();
  if (child == 0) {
    func (path);
    g_assert_cmpint (write (ready[1], &byte, 1), ==, 1);
    for (;;)
      pause ();
  }
  g_assert_cmpint (read (ready[0], &byte, 1), ==, 1);
  close (ready[0]);
  close (ready[1]);
  return child;
}

static void
kill_child (GPid child)
{
  g_assert_cmpint (kill (child, SIGKILL), ==, 0);
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
}

static void
own (const char *path)
{
  g_assert_nonnull (foyer_store_open (path, FOYER_STORE_OWN, NULL));
}

static void
hold (const char *path)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
}

static void
test_other_owner (House *house, gconstpointer unused)
{
  GPid child = start_child (own, house->path);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerStore) store = foyer_store_open (house->path, FOYER_STORE_OWN, &error);

  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_IN_USE);
  g_clear_error (&error);
  kill_child (child);
  store = foyer_store_open (house->path, FOYER_STORE_OWN, &error);
  g_assert_no_error (error);
}

/* Someone looks into the file with a tool of their own, and forgets to end it. */
static void
test_other_writer (House *house, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerStore) store = foyer_store_open (house->path, FOYER_STORE_OWN, &error);
  GPid child;

  g_assert_no_error (error);
  sqlite3_busy_timeout (store->db, 20);
  child = start_child (hold, house->path);
  g_assert_false (foyer_store_begin (store, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_IN_USE);
  g_clear_error (&error);
  kill_child (child);
  g_assert_true (foyer_store_begin (store, &error));
  g_assert_no_error (error);
  foyer_store_rollback (store);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  power_vfs_install ();
  for (gsize i = 0; i < G_N_ELEMENTS (troubles); i++) {
    g_autofree char *name = g_strconcat ("/sync/replica/fault/", troubles[i].name, NULL);
    g_autofree char *birth = g_strconcat ("/sync/replica/fault/at-birth/", troubles[i].name, NULL);

    g_test_add (name, House, &troubles[i], house_set_up, test_trouble, house_tear_down);
    g_test_add (birth, House, &troubles[i], house_set_up, test_trouble_at_birth, house_tear_down);
  }
#define ADD(name, data, func) \
  g_test_add ("/sync/replica/fault/" name, House, data, house_set_up, func, house_tear_down)
  ADD ("sync-once", NULL, test_sync_once);
  ADD ("sync-once-and-killed", "", test_sync_once);
  ADD ("damaged-later", NULL, test_damaged_later);
  ADD ("other-owner", NULL, test_other_owner);
  ADD ("other-writer", NULL, test_other_writer);
  return g_test_run ();
}
