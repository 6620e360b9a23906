/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"

#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

GArray *
bench_times_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (double));
}

void
bench_times_add (GArray *times, gint64 start_us)
{
  double ms = (double) (g_get_monotonic_time () - start_us) / 1000.0;

  g_array_append_val (times, ms);
}

gint64
bench_worked_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

void
bench_times_add_work (GArray *times, gint64 start_us)
{
  double ms = (double) (bench_worked_us () - start_us) / 1000.0;

  g_array_append_val (times, ms);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

double
bench_times_at (GArray *times, double percent)
{
  guint rank = (guint) ceil (percent / 100.0 * times->len);

  if (times->len == 0)
    return 0.0;
  g_array_sort (times, compare_doubles);
  return g_array_index (times, double, CLAMP (rank, 1, times->len) - 1);
}

void
bench_line (const char *name, double figure, const char *unit, const char *against, double other)
{
  g_autofree char *ratio = other > 0.0 ? g_strdup_printf ("× %.2f", figure / other) : g_strdup ("–");

  printf ("  %-46s %10.3f %-6s  %s: %.3f %s, %s\n", name, figure, unit, against, other, unit, ratio);
  fflush (stdout);
}

void
bench_figure (const char *name, double figure, const char *unit)
{
  printf ("  %-46s %10.3f %s\n", name, figure, unit);
  fflush (stdout);
}

void
bench_say (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  printf ("  %s\n", text);
  fflush (stdout);
}

void
bench_lines (const char *name, GArray *times, const char *against, GArray *other)
{
  static const double percents[] = { 50.0, 99.0 };

  for (guint i = 0; i < G_N_ELEMENTS (percents); i++) {
    g_autofree char *label = g_strdup_printf ("%s p%.0f", name, percents[i]);

    bench_line (label, bench_times_at (times, percents[i]), "ms", against,
                bench_times_at (other, percents[i]));
  }
}

char *
bench_folder_new (void)
{
  const char *parent = g_getenv ("FOYER_BENCH_DIR");
  char *folder = g_build_filename (parent ? parent : g_get_tmp_dir (), "foyer-bench-XXXXXX", NULL);

  if (g_mkdtemp (folder) == NULL)
    g_error ("no folder can be made for the benchmark");
  return folder;
}

void
bench_folder_remove (char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (g_file_test (path, G_FILE_TEST_IS_DIR))
      bench_folder_remove (g_steal_pointer (&path));
    else
      g_unlink (path);
  }
  g_rmdir (folder);
  g_free (folder);
}

void
bench_check (GError *error)
{
  if (error == NULL)
    return;
  g_printerr ("the benchmark ends: %s\n", error->message);
  exit (EXIT_FAILURE);
}
