/* SPDX-License-Identifier: GPL-3.0-or-later */
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

typedef struct {
  char     *parent;
  char     *folder;   /* of the life */
  char     *path;
  char     *after;    /* what the disk holds after a cut */
  char     *after_path;
  guint     n_cuts;
} House;

static void
empty_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    g_assert_cmpint (g_unlink (path), ==, 0);
  }
}

static char *
new_folder (const char *parent, const char *name)
{
  char *folder = g_build_filename (parent, name, NULL);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  return folder;
}

static void
set_up (House *house, gconstpointer unused)
{
  house->parent = g_dir_make_tmp ("foyer-power-XXXXXX", NULL);
  g_assert_nonnull (house->parent);
  house->folder = new_folder (house->parent, "life");
  house->path = g_build_filename (house->folder, "event.db", NULL);
  house->after = new_folder (house->parent, "after");
  house->after_path = g_build_filename (house->after, "event.db", NULL);
}

static void
tear_down (House *house, gconstpointer unused)
{
  empty_folder (house->folder);
  empty_folder (house->after);
  g_assert_cmpint (g_rmdir (house->folder), ==, 0);
  g_assert_cmpint (g_rmdir (house->after), ==, 0);
  g_assert_cmpint (g_rmdir (house->parent), ==, 0);
  g_free (house->folder);
  g_free (house->path);
  g_free (house->after);
  g_free (house->after_path);
  g_free (house->parent);
}

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
  empty_folder (house->after);
  power_log_cut (log, at, fate, dice, house->after);
  if (g_rand_int_range (dice, 0, 4) == 0)
    leave_old_shared_memory (house, dice);
  house->n_cuts++;
  return life_check (life, house->after_path, at, g_rand_int_range (dice, 0, 8) == 0);
}

/* The power comes back and goes again while the file is being mended. */
static void
cut_again (House *house, Life *life, PowerLog *log, guint at, PowerFate fate, GRand *dice)
{
  g_autoptr (PowerLog) mending = NULL;
  guint lost;

  empty_folder (house->after);
  power_log_cut (log, at, fate, dice, house->after);
  mending = power_log_new (house->after, NULL);
  power_vfs_record (mending);
  lost = life_check (life, house->after_path, at, FALSE);
  power_vfs_record (NULL);
  g_assert_cmpuint (lost, ==, 0);
  empty_folder (house->after);
  power_log_cut (mending, (guint) g_rand_int_range (dice, (int) power_log_start (mending),
                                                    (int) power_log_length (mending) + 1),
                 (PowerFate) g_rand_int_range (dice, 0, POWER_N_FATES), dice, house->after);
  g_assert_cmpuint (life_check (life, house->after_path, at, FALSE), ==, 0);
  house->n_cuts += 2;
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
  empty_folder (house->folder);
  return points;
}

static void
test_cuts (House *house, gconstpointer unused)
{
  guint n_points = g_test_thorough () ? N_POINTS_THOROUGH : N_POINTS;
  guint points = 0;

  while (points < n_points)
    points += cut_everywhere (house, (guint32) g_test_rand_int (), n_points - points);
  g_test_message ("%u points, %u cuts", points, house->n_cuts);
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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  power_vfs_install ();
#define ADD(name, func) g_test_add ("/sync/replica/power/" name, House, NULL, set_up, func, tear_down)
  ADD ("cuts", test_cuts);
  ADD ("careless", test_careless);
  return g_test_run ();
}
