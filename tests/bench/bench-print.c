/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a person to the first byte at a printer: straight, and through a CUPS queue to the same
 * printer in the same run. Then a rush, in order, and what it costs in memory. */
#include "bench.h"
#include "queue-fixture.h"

#include "printer-proxy.h"
#include "test-printer.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>

#define N_DIRECT 300
#define N_CUPS   60
#define N_RUSH   500

typedef struct {
  char         *dir;
  TestPrinter  *printer;
  PrinterProxy *cable;
  GSubprocess  *cups;           /* (nullable) */
  char         *cups_uri;
} Hall;

static char *
cable_uri (Hall *hall)
{
  return uri_for_port (printer_proxy_get_port (hall->cable));
}

/* A print server that feeds the same printer through the same cable. */
static void
start_cups (Hall *hall)
{
  g_autofree char *ready = g_build_filename (hall->dir, "cups-is-ready", NULL);
  g_autofree char *port = g_strdup_printf ("%u", hall->printer->port + 1u);
  g_autofree char *uri = cable_uri (hall);
  g_autoptr (GError) error = NULL;

  hall->cups = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE, &error, g_getenv ("FOYER_CUPSD"),
                                 port, ready, uri, NULL);
  bench_check (error);
  wait_until (30, g_file_test (ready, G_FILE_TEST_EXISTS));
  hall->cups_uri = g_strdup_printf ("ipp://localhost:%s/printers/badges", port);
}

static FoyerPrintQueue *
open_named (Hall *hall, const char *name, const char *uri)
{
  g_autofree char *dir = g_build_filename (hall->dir, name, NULL);
  FoyerPrintQueue *queue;

  g_assert_cmpint (g_mkdir (dir, 0755), ==, 0);
  queue = open_queue (dir);
  add_printer (queue, uri);
  return queue;
}

static void
one_by_one (Hall *hall, const char *name, const char *uri, guint n, GArray *times)
{
  FoyerPrintQueue *queue = open_named (hall, name, uri);

  for (guint i = 0; i < n + 1; i++) {
    g_autofree char *id = g_strdup_printf ("%s-%u", name, i);
    gint64 start_us = g_get_monotonic_time (), first_us;
    double ms;

    enqueue (queue, id);
    wait_until (30, state_of (queue, id) == FOYER_PRINT_PRINTED);
    first_us = printer_proxy_get_first_byte_us (hall->cable);
    ms = (double) (first_us - start_us) / 1000;
    /* The first carries what is done once: connecting, asking what the printer can do. */
    if (i > 0)
      g_array_append_val (times, ms);
    else
      bench_figure (g_str_equal (name, "direct") ? "the very first badge, straight"
                                                 : "the very first badge, through CUPS", ms, "ms");
  }
  close_queue (queue);
}

static double
resident_mib (void)
{
  g_autofree char *text = NULL;
  unsigned long pages = 0;

  if (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    sscanf (text, "%*u %lu", &pages);
  return (double) pages * 4096 / 1024 / 1024;
}

static guint
count_inversions (Hall *hall)
{
  g_autofree char *path = g_build_filename (hall->printer->dir, "paper", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint next = 0, inversions = 0;

  g_file_get_contents (path, &text, NULL, NULL);
  lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    guint number;

    if (sscanf (*line, "rush-%u", &number) != 1)
      continue;
    inversions += number != next;
    next = number + 1;
  }
  return next == N_RUSH ? inversions : G_MAXUINT;
}

static void
rush (Hall *hall)
{
  g_autofree char *uri = cable_uri (hall);
  FoyerPrintQueue *queue = open_named (hall, "rush", uri);
  double before_mib = 0;
  gint64 start_us = g_get_monotonic_time ();

  for (guint i = 0; i < N_RUSH; i++) {
    g_autofree char *id = g_strdup_printf ("rush-%u", i);

    enqueue (queue, id);
  }
  wait_until (300, foyer_print_queue_count (queue, FOYER_PRINT_PRINTED) >= 50);
  before_mib = resident_mib ();
  wait_until (300, foyer_print_queue_count (queue, FOYER_PRINT_PRINTED) == N_RUSH);
  bench_figure ("500 badges wanted at once, all out",
                (double) (g_get_monotonic_time () - start_us) / G_USEC_PER_SEC, "s");
  bench_figure ("of them not in the order of the guests", count_inversions (hall), "");
  bench_line ("memory after 500 badges", resident_mib (), "MiB", "after 50", before_mib);
  close_queue (queue);
}

int
main (void)
{
  Hall hall = { .dir = bench_folder_new () };
  g_autoptr (GArray) direct = bench_times_new (), through = bench_times_new ();
  g_autofree char *uri = NULL;

  hall.printer = test_printer_new ();
  test_printer_start (hall.printer, NULL);
  hall.cable = printer_proxy_new (hall.printer->port);
  uri = cable_uri (&hall);
  one_by_one (&hall, "direct", uri, N_DIRECT, direct);
  start_cups (&hall);
  one_by_one (&hall, "through-cups", hall.cups_uri, N_CUPS, through);
  bench_lines ("person to first byte at the printer", direct, "through a CUPS queue", through);
  rush (&hall);
  g_subprocess_send_signal (hall.cups, SIGTERM);
  g_subprocess_wait (hall.cups, NULL, NULL);
  g_object_unref (hall.cups);
  g_free (hall.cups_uri);
  printer_proxy_free (hall.cable);
  test_printer_free (hall.printer);
  remove_tree (hall.dir);
  g_free (hall.dir);
  return 0;
}
