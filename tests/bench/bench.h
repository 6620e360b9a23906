/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What every benchmark needs: durations, and lines that put a figure beside
 * what it is held against in the same run. Nothing here ever fails a run for
 * being slow. */

/** (element-type double): durations in ms. Free with g_array_unref(). */
GArray *bench_times_new  (void);

/** Adds the time since @start_us, a g_get_monotonic_time(). */
void    bench_times_add  (GArray *times, gint64 start_us);

/** The time this thread has worked, in µs: what a busy machine does not lengthen. */
gint64  bench_worked_us  (void);

/** Adds the work since @start_us, a bench_worked_us(). */
void    bench_times_add_work (GArray *times, gint64 start_us);

/** The @percent-th percentile, 0 when there are none. */
double  bench_times_at   (GArray *times, double percent);

/** "name   figure unit   (against: other unit, ratio)" */
void    bench_line       (const char *name, double figure, const char *unit,
                          const char *against, double other);

/** A figure that stands alone. */
void    bench_figure     (const char *name, double figure, const char *unit);

/** A line of words: what was not measured and why, for instance. */
void    bench_say        (const char *format, ...) G_GNUC_PRINTF (1, 2);

/** bench_line() for p50 and p99 of both. */
void    bench_lines      (const char *name, GArray *times, const char *against, GArray *other);

/** A new empty folder on the disk that is measured ($FOYER_BENCH_DIR, else TMPDIR). */
char   *bench_folder_new    (void);

/** Removes it with the files in it. */
void    bench_folder_remove (char *folder);

/** Ends the program with @error's message when it is set. */
void    bench_check      (GError *error);

G_END_DECLS
