/* SPDX-License-Identifier: GPL-3.0-or-later */
/* print-faults FROM COUNT [THREADS] [-m slow]: guests, printers and accidents drawn from a seed, run
 * after run; "-m slow" makes it 2000 runs. "--kiosk" is a kiosk's half of a run, to be killed.
 *
 * Whatever happens, in the end every guest holds exactly one badge, or somebody was asked and then
 * it is known why not; nothing is called printed that is not on paper; and what is said of a printer
 * is what the printer says. A volunteer who can see the paper answers what is asked. */
#include "fault-run.h"

#include "kiosk-process.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#define THREADS 10
#define SLOW_COUNT 2000

static const char *program;
static int next_seed, last_seed;                  /* atomic */

static gpointer
desks_thread (gpointer data)
{
  Desk *desks = data;
  g_autoptr (GMainContext) context = g_main_context_new ();
  int seed;

  g_main_context_push_thread_default (context);
  for (int i = 0; i < 2; i++)
    desks[i].cable = printer_proxy_new (desks[i].printer->port);
  while ((seed = g_atomic_int_add (&next_seed, 1)) < g_atomic_int_get (&last_seed))
    fault_run (program, (guint) seed, desks);
  for (int i = 0; i < 2; i++) {
    printer_proxy_free (desks[i].cable);
    g_free (desks[i].stuck);
  }
  g_main_context_pop_thread_default (context);
  return NULL;
}

static void
report (int count)
{
  for (int kind = 0; kind < N_ACCIDENTS; kind++)
    g_print ("# %-24s %d times\n", accident_to_string (kind), fault_counts.accidents[kind]);
  g_print ("# %d runs: %d badges went to another printer, a volunteer was asked %d times,"
           " %d times words were compared\n", count, fault_counts.moved, fault_counts.asked,
           fault_counts.seen);
  g_print ("# the kiosk was killed %d times, %d of them with a badge on its way to a printer\n",
           fault_counts.killed, fault_counts.killed_sending);
  g_print ("1..1\n%s 1 one badge for each guest, or a volunteer was asked\n",
           fault_counts.broken == 0 ? "ok" : "not ok");
}

int
main (int argc, char *argv[])
{
  gboolean slow = argc > 4 && g_str_equal (argv[argc - 1], "slow");
  int count = slow ? SLOW_COUNT : argc > 2 ? atoi (argv[2]) : 0;
  int n_threads = MIN (argc == 4 || argc == 6 ? atoi (argv[3]) : THREADS, count);
  g_autofree Desk *desks = g_new0 (Desk, 2 * (gsize) MAX (n_threads, 1));
  g_autofree GThread **threads = g_new0 (GThread *, (gsize) MAX (n_threads, 1));

  program = argv[0];
  if (argc > 4 && g_str_equal (argv[1], "--kiosk"))
    return kiosk_process_main (argc, argv);
  /* A kiosk that is killed does not read what is said to it. */
  signal (SIGPIPE, SIG_IGN);
  if (count < 1 || g_getenv ("FOYER_IPPEVEPRINTER") == NULL) {
    g_printerr ("usage: FOYER_IPPEVEPRINTER=… print-faults FROM COUNT [THREADS]\n");
    return 64;
  }
  next_seed = atoi (argv[1]);
  last_seed = next_seed + count;
  /* One after another: each takes a port that nobody has. */
  for (int i = 0; i < 2 * n_threads; i++) {
    desks[i].printer = test_printer_new ();
    test_printer_start (desks[i].printer, NULL);
  }
  for (int i = 0; i < n_threads; i++)
    threads[i] = g_thread_new ("desks", desks_thread, &desks[2 * i]);
  for (int i = 0; i < n_threads; i++)
    g_thread_join (threads[i]);
  for (int i = 0; i < 2 * n_threads; i++)
    test_printer_free (desks[i].printer);
  report (count);
  return fault_counts.broken == 0 ? 0 : 1;
}
