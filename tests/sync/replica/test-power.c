/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "house.h"
#include "life.h"
#include "power-vfs.h"

#include <glib/gstdio.h>

/*
 * The power goes at any point of a kiosk's life: no acknowledged check-in is
 * lost, and the file always opens. -m thorough cuts at ten thousand points,
 * with every fate of what was not synced; --seed repeats a run.
 */

#define N_POINTS_THOROUGH 10000
#define N_POINTS          60
#define N_STEPS           60

static guint n_cuts;

/* What memory beside the WAL may be found: the kernel wrote it when it liked. */
static void
leave_old_shared_memory (House *house, GRand *dice)
{
  g_autofree char *path = g_strconcat (house->after_path, "-shm", NULL);
  guint32 bytes[8192];

  for (gsize i = 0; i < G_N_ELEMENTS (bytes); i++)
    bytes[i] = g_rand_int (dice);
  g_assert_true (g_file_set_contents_full (path, (const char *) bytes, sizeof bytes,
                                           G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

/* What a power cut leaves, and a kiosk started on it; how much of what was
 * acknowledged is lost. */
static guint
cut (House *house, Life *life, PowerLog *log, guint at, PowerFate fate, GRand *dice)
{
  house_empty (house->after);
  power_log_cut (log, at, fate, dice, house->after);
  if (g_rand_int_range (dice, 0, 4) == 0)
    leave_old_shared_memory (house, dice);
  n_cuts++;
  return life_check (life, house->after_path, at, g_rand_int_range (dice, 0, 8) == 0);
}

/* The power comes back and goes again while the file is being mended. */
static void
cut_again (House *house, Life *life, PowerLog *log, guint at, PowerFate fate, GRand *dice)
{
  g_autoptr (PowerLog) mending = NULL;
  guint lost;

  house_empty (house->after);
  power_log_cut (log, at, fate, dice, house->after);
  mending = power_log_new (house->after, NULL);
  power_vfs_record (mending);
  lost = life_check (life, house->after_path, at, FALSE);
  power_vfs_record (NULL);
  g_assert_cmpuint (lost, ==, 0);
  house_empty (house->after);
  power_log_cut (mending, (guint) g_rand_int_range (dice, (int) power_log_start (mending),
                                                    (int) power_log_length (mending) + 1),
                 (PowerFate) g_rand_int_range (dice, 0, POWER_N_FATES), dice, house->after);
  g_assert_cmpuint (life_check (life, house->after_path, at, FALSE), ==, 0);
  n_cuts += 2;
}

static Life *
live (House *house, PowerLog *log, guint32 seed, gboolean careless)
{
  Life *life = life_new (house->path, log, seed);

  if (careless)
    life_be_careless (life);
  power_vfs_record (log);
  life_go_on (life, N_STEPS);
  life_close (life);
  power_vfs_record (NULL);
  return life;
}

static guint
cut_everywhere (House *house, guint32 seed, guint n_points)
{
  GRand *dice = g_rand_new_with_seed (seed);
  g_autoptr (PowerLog) log = power_log_new (house->folder, NULL);
  g_autoptr (Life) life = live (house, log, seed, FALSE);
  guint points = 0;

  g_test_message ("seed %u: %u steps, %u acknowledged", seed, power_log_length (log),
                  life_acknowledged (life));
  for (guint at = 0; at <= power_log_length (log) && points < n_points; points++) {
    for (PowerFate fate = POWER_KEPT; fate < POWER_N_FATES; fate++)
      g_assert_cmpuint (cut (house, life, log, at, fate, dice), ==, 0);
    if (g_rand_int_range (dice, 0, 4) == 0)
      cut_again (house, life, log, at, (PowerFate) g_rand_int_range (dice, 0, POWER_N_FATES), dice);
    at += g_test_thorough () ? 1 : (guint) g_rand_int_range (dice, 1, 60);
  }
  g_rand_free (dice);
  house_empty (house->folder);
  return points;
}

static void
test_cuts (House *house, gconstpointer unused)
{
  guint n_points = g_test_thorough () ? N_POINTS_THOROUGH : N_POINTS;
  guint points = 0;

  while (points < n_points)
    points += cut_everywhere (house, (guint32) g_test_rand_int (), n_points - points);
  g_test_message ("%u points, %u cuts", points, n_cuts);
}

/* The same cuts find what is lost when a commit does not wait for the disk. */
static void
test_careless (House *house, gconstpointer unused)
{
  guint32 seed = (guint32) g_test_rand_int ();
  GRand *dice = g_rand_new_with_seed (seed);
  g_autoptr (PowerLog) log = power_log_new (house->folder, NULL);
  g_autoptr (Life) life = live (house, log, seed, TRUE);
  guint lost = 0;

  for (guint at = power_log_length (log) / 4; at <= power_log_length (log); at += 20)
    lost += cut (house, life, log, at, POWER_DROPPED, dice);
  g_assert_cmpuint (lost, >, 0);
  g_rand_free (dice);
}

/* A file is lost with its folder, and that with its own. */
static void
test_folders (House *house, gconstpointer unused)
{
  g_autofree char *events = g_build_filename (house->parent, "events", NULL);
  g_autofree char *folder = g_build_filename (events, "0193", NULL);
  g_autofree char *path = g_build_filename (folder, "event.db", NULL);
  g_autoptr (FoyerStore) store = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_false (power_vfs_synced (folder));
  store = foyer_store_open (path, FOYER_STORE_OWN, &error);
  g_assert_no_error (error);
  g_assert_true (power_vfs_synced (folder));
  g_assert_true (power_vfs_synced (events));
  g_assert_true (power_vfs_synced (house->parent));
  g_clear_pointer (&store, foyer_store_close);
  house_empty (folder);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_assert_cmpint (g_rmdir (events), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  power_vfs_install ();
#define ADD(name, func) \
  g_test_add ("/sync/replica/power/" name, House, NULL, house_set_up, func, house_tear_down)
  ADD ("cuts", test_cuts);
  ADD ("careless", test_careless);
  ADD ("folders", test_folders);
  return g_test_run ();
}
