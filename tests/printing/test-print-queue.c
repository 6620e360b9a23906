/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "queue-fixture.h"

#include "printer-proxy.h"
#include "test-printer.h"

#include <signal.h>
#include <string.h>

typedef struct {
  char        *dir;             /* the queue's */
  TestPrinter *printer;
} Fixture;

static const char *program;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->dir = g_dir_make_tmp ("foyer-queue-XXXXXX", NULL);
  self->printer = test_printer_new ();
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  test_printer_free (self->printer);
  remove_tree (self->dir);
  g_free (self->dir);
}

/* A printer that was switched on a moment ago cannot say that it has forgotten nothing. */
static void
start_printer_early (TestPrinter *printer)
{
  gint64 started_us;

  test_printer_start (printer, "application/pdf");
  started_us = g_get_monotonic_time ();
  wait_until (10, g_get_monotonic_time () - started_us > 2.5 * G_USEC_PER_SEC);
}

static guint
count_paper (Fixture *self, const char *id)
{
  return test_printer_count_paper (self->printer, id);
}

/* Three badges, in order, each out once; @data is the only format that the printer takes. */
static void
test_prints (Fixture *self, gconstpointer data)
{
  static const char *const ids[] = { "one", "two", "three" };
  FoyerPrintQueue *queue = open_queue (self->dir);
  g_autofree char *uri = test_printer_uri (self->printer);
  g_autofree char *pattern = g_strdup_printf ("*.%s", strrchr (data, '/') + 1);
  gint64 last_us = 0;

  if (g_str_has_suffix (pattern, "raster"))
    strcpy (pattern, "*.pwg");
  test_printer_start (self->printer, data);
  add_printer (queue, uri);
  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    enqueue (queue, ids[i]);
  wait_until (30, foyer_print_queue_count (queue, FOYER_PRINT_PRINTED) == G_N_ELEMENTS (ids));
  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++) {
    g_autoptr (FoyerPrintJob) job = foyer_print_queue_get_job (queue, ids[i]);

    g_assert_cmpint (job->changed_us, >, last_us);
    g_assert_cmpuint (job->tries, ==, 1);
    last_us = job->changed_us;
  }
  g_assert_cmpuint (count_files (self->printer->spool, pattern), ==, 3);
  close_queue (queue);
}

static void
test_media_empty (Fixture *self, gconstpointer data)
{
  FoyerPrintQueue *queue = open_queue (self->dir);
  g_autofree char *uri = test_printer_uri (self->printer);

  test_printer_start (self->printer, "application/pdf");
  test_printer_set_faults (self->printer, "media-empty,cover-open");
  add_printer (queue, uri);
  enqueue (queue, "a");
  wait_until (20, reasons_of (queue, "a")
                    == (FOYER_PRINTER_MEDIA_EMPTY | FOYER_PRINTER_COVER_OPEN));
  g_assert_cmpint (state_of (queue, "a"), ==, FOYER_PRINT_PRINTING);
  test_printer_set_faults (self->printer, NULL);
  wait_until (20, state_of (queue, "a") == FOYER_PRINT_PRINTED);
  g_assert_cmpint (reasons_of (queue, "a"), ==, FOYER_PRINTER_NO_REASON);
  g_assert_cmpuint (count_paper (self, "a"), ==, 1);
  close_queue (queue);
}

static void
test_away_and_back (Fixture *self, gconstpointer data)
{
  FoyerPrintQueue *queue = open_queue (self->dir);
  g_autofree char *uri = test_printer_uri (self->printer);

  add_printer (queue, uri);
  enqueue (queue, "a");
  wait_until (20, reasons_of (queue, "a") == FOYER_PRINTER_UNREACHABLE);
  g_assert_cmpint (state_of (queue, "a"), ==, FOYER_PRINT_QUEUED);
  test_printer_start (self->printer, "application/pdf");
  wait_until (30, state_of (queue, "a") == FOYER_PRINT_PRINTED);
  g_assert_cmpuint (count_paper (self, "a"), ==, 1);
  close_queue (queue);
}

static void
test_given_up (Fixture *self, gconstpointer data)
{
  FoyerPrintQueue *queue = open_queue (self->dir);
  g_autofree char *uri = test_printer_uri (self->printer);

  test_printer_start (self->printer, "application/pdf");
  test_printer_set_switch (self->printer, "abort", TRUE);
  add_printer (queue, uri);
  enqueue (queue, "a");
  wait_until (20, state_of (queue, "a") == FOYER_PRINT_FAILED);
  test_printer_set_switch (self->printer, "abort", FALSE);
  settle (queue, "a", FOYER_PRINT_SETTLE_AGAIN);
  wait_until (20, state_of (queue, "a") == FOYER_PRINT_PRINTED);
  close_queue (queue);
}

/* The connection breaks before anything arrives: the printer is asked, then it is sent again. */
static void
test_cut (Fixture *self, gconstpointer data)
{
  FoyerPrintQueue *queue = open_queue (self->dir);
  PrinterProxy *proxy = printer_proxy_new (self->printer->port);
  g_autofree char *uri = uri_for_port (printer_proxy_get_port (proxy));
  g_autoptr (FoyerPrintJob) job = NULL;

  start_printer_early (self->printer);
  printer_proxy_set_fault (proxy, GPOINTER_TO_INT (data));
  add_printer (queue, uri);
  enqueue (queue, "cut-id");
  wait_until (40, state_of (queue, "cut-id") == FOYER_PRINT_PRINTED);
  job = foyer_print_queue_get_job (queue, "cut-id");
  g_assert_cmpuint (job->tries, ==, 2);
  g_assert_cmpuint (count_paper (self, "cut-id"), ==, 1);
  close_queue (queue);
  printer_proxy_free (proxy);
}

/* Taken, and never heard of again: only a person can tell. */
static void
test_accepted_and_forgotten (Fixture *self, gconstpointer data)
{
  FoyerPrintQueue *queue = open_queue (self->dir);
  PrinterProxy *proxy = printer_proxy_new (self->printer->port);
  g_autofree char *uri = uri_for_port (printer_proxy_get_port (proxy));

  start_printer_early (self->printer);
  printer_proxy_set_fault (proxy, PROXY_FORGETS);
  add_printer (queue, uri);
  enqueue (queue, "a");
  wait_until (40, state_of (queue, "a") == FOYER_PRINT_UNKNOWN);
  settle (queue, "a", FOYER_PRINT_SETTLE_AGAIN);
  wait_until (20, state_of (queue, "a") == FOYER_PRINT_PRINTED);
  g_assert_cmpuint (count_paper (self, "a"), ==, 1);
  close_queue (queue);
  printer_proxy_free (proxy);
}

/* Killed after the printer took the badge and before its answer: it is out, once. */
static void
test_killed (Fixture *self, gconstpointer data)
{
  PrinterProxy *proxy = printer_proxy_new (self->printer->port);
  g_autofree char *through_proxy = uri_for_port (printer_proxy_get_port (proxy));
  g_autofree char *uri = test_printer_uri (self->printer);
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GError) error = NULL;
  FoyerPrintQueue *queue;

  test_printer_start (self->printer, "application/pdf");
  printer_proxy_set_fault (proxy, PROXY_SWALLOWS_ANSWERS);
  child = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, program, "--child", self->dir,
                            through_proxy, NULL);
  g_assert_no_error (error);
  wait_until (30, count_paper (self, "kill-id") == 1);
  g_subprocess_send_signal (child, SIGKILL);
  g_subprocess_wait (child, NULL, NULL);
  queue = open_queue (self->dir);
  g_assert_cmpint (state_of (queue, "kill-id"), ==, FOYER_PRINT_SENDING);
  add_printer (queue, uri);
  wait_until (30, state_of (queue, "kill-id") == FOYER_PRINT_PRINTED);
  g_assert_cmpuint (count_paper (self, "kill-id"), ==, 1);
  close_queue (queue);
  printer_proxy_free (proxy);
}

/* The printer took it, lost its memory in a power cut, and nobody saw: a person is asked. */
static void
test_forgotten (Fixture *self, gconstpointer data)
{
  FoyerPrintQueue *queue = open_queue (self->dir);
  g_autofree char *uri = test_printer_uri (self->printer);

  test_printer_start (self->printer, "application/pdf");
  test_printer_set_faults (self->printer, "media-jam");
  add_printer (queue, uri);
  enqueue (queue, "a");
  wait_until (20, reasons_of (queue, "a") == FOYER_PRINTER_MEDIA_JAM);
  test_printer_stop (self->printer);
  wait_until (20, reasons_of (queue, "a") == FOYER_PRINTER_UNREACHABLE);
  test_printer_set_faults (self->printer, NULL);
  test_printer_start (self->printer, "application/pdf");
  wait_until (40, state_of (queue, "a") == FOYER_PRINT_UNKNOWN);
  settle (queue, "a", FOYER_PRINT_SETTLE_AGAIN);
  wait_until (20, state_of (queue, "a") == FOYER_PRINT_PRINTED);
  close_queue (queue);
}

/* Another process sees what goes on, and what the printer says. */
static void
test_read_beside (Fixture *self, gconstpointer data)
{
  FoyerPrintQueue *queue = open_queue (self->dir);
  g_autofree char *uri = test_printer_uri (self->printer);
  g_autofree char *path = g_build_filename (self->dir, "queue.db", NULL);
  g_autoptr (GError) error = NULL;
  FoyerPrintQueue *beside = foyer_print_queue_open_to_read (path, &error);
  g_auto (GStrv) printers = NULL;
  FoyerPrinterStatus status;

  g_assert_no_error (error);
  test_printer_start (self->printer, "application/pdf");
  test_printer_set_faults (self->printer, "cover-open");
  add_printer (queue, uri);
  enqueue (queue, "a");
  enqueue (queue, "b");
  wait_until (20, state_of (beside, "a") == FOYER_PRINT_PRINTING
                  && foyer_print_queue_get_printer (beside, "desk", &status)
                  && status.reasons == FOYER_PRINTER_COVER_OPEN);
  g_assert_cmpuint (foyer_print_queue_ahead (beside, "b"), ==, 1);
  printers = foyer_print_queue_list_printers (beside);
  g_assert_cmpstr (printers[0], ==, "desk");
  g_assert_null (printers[1]);
  test_printer_set_faults (self->printer, NULL);
  wait_until (20, foyer_print_queue_count (beside, FOYER_PRINT_PRINTED) == 2);
  close_queue (beside);
  close_queue (queue);
}

/* Nobody wants it any more: before it is sent, and while the printer has it. */
static void
test_cancel (Fixture *self, gconstpointer data)
{
  FoyerPrintQueue *queue = open_queue (self->dir);
  g_autofree char *uri = test_printer_uri (self->printer);
  g_autoptr (GError) error = NULL;

  test_printer_start (self->printer, "application/pdf");
  test_printer_set_faults (self->printer, "media-empty");
  add_printer (queue, uri);
  enqueue (queue, "a");
  enqueue (queue, "b");
  wait_until (20, state_of (queue, "a") == FOYER_PRINT_PRINTING);
  g_assert_true (foyer_print_queue_cancel (queue, "b", &error));
  g_assert_cmpint (state_of (queue, "b"), ==, FOYER_PRINT_CANCELLED);
  g_assert_true (foyer_print_queue_cancel (queue, "a", &error));
  wait_until (20, state_of (queue, "a") == FOYER_PRINT_CANCELLED);
  test_printer_set_faults (self->printer, NULL);
  enqueue (queue, "c");
  enqueue (queue, "b");
  wait_until (20, state_of (queue, "c") == FOYER_PRINT_PRINTED);
  g_assert_cmpint (state_of (queue, "b"), ==, FOYER_PRINT_CANCELLED);
  g_assert_cmpuint (count_paper (self, "a") + count_paper (self, "b"), ==, 0);
  g_assert_true (foyer_print_queue_cancel (queue, "c", &error));
  g_assert_cmpint (state_of (queue, "c"), ==, FOYER_PRINT_PRINTED);
  close_queue (queue);
}

/* The roll that is in is too small: seen while nobody has come yet. */
static void
test_wrong_roll (Fixture *self, gconstpointer data)
{
  FoyerPrintQueue *queue = open_queue (self->dir);
  g_autofree char *uri = test_printer_uri (self->printer);
  FoyerPrinterStatus status;

  test_printer_start (self->printer, NULL);
  foyer_print_queue_expect (queue, "card-90x55");
  add_printer (queue, uri);
  wait_until (20, foyer_print_queue_get_printer (queue, "desk", &status)
                  && status.reasons == FOYER_PRINTER_MEDIA_NEEDED);
  foyer_print_queue_expect (queue, "label-62x100");
  wait_until (20, foyer_print_queue_get_printer (queue, "desk", &status)
                  && status.reasons == FOYER_PRINTER_NO_REASON);
  close_queue (queue);
}

static void G_GNUC_NORETURN
run_child (const char *dir, const char *uri)
{
  FoyerPrintQueue *queue = open_queue (dir);

  add_printer (queue, uri);
  enqueue (queue, "kill-id");
  for (;;)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int argc, char *argv[])
{
  program = argv[0];
  if (argc == 4 && strcmp (argv[1], "--child") == 0)
    run_child (argv[2], argv[3]);
  g_test_init (&argc, &argv, NULL);
#define ADD(path, data, test) g_test_add (path, Fixture, data, set_up, test, tear_down)
  ADD ("/printing/print-queue/pdf", "application/pdf", test_prints);
  ADD ("/printing/print-queue/raster", "image/pwg-raster", test_prints);
  ADD ("/printing/print-queue/urf", "image/urf", test_prints);
  ADD ("/printing/print-queue/png", "image/png", test_prints);
  ADD ("/printing/print-queue/media-empty", NULL, test_media_empty);
  ADD ("/printing/print-queue/away-and-back", NULL, test_away_and_back);
  ADD ("/printing/print-queue/given-up", NULL, test_given_up);
  ADD ("/printing/print-queue/cut", GINT_TO_POINTER (PROXY_CUTS), test_cut);
  ADD ("/printing/print-queue/cut-in-the-middle", GINT_TO_POINTER (PROXY_CUTS_BODY), test_cut);
  ADD ("/printing/print-queue/accepted-and-forgotten", NULL, test_accepted_and_forgotten);
  ADD ("/printing/print-queue/killed", NULL, test_killed);
  ADD ("/printing/print-queue/forgotten", NULL, test_forgotten);
  ADD ("/printing/print-queue/read-beside", NULL, test_read_beside);
  ADD ("/printing/print-queue/cancel", NULL, test_cancel);
  ADD ("/printing/print-queue/wrong-roll", NULL, test_wrong_roll);
  return g_test_run ();
}
