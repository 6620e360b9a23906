/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Through a print server to the same printer: what the server does is told as the printer's. */
#include "queue-fixture.h"

#include "test-printer.h"

#include <cups/cups.h>
#include <signal.h>

typedef struct {
  char            *dir;
  TestPrinter     *printer;
  GSubprocess     *server;
  int              port;
  char            *spool;       /* the server's */
  FoyerPrintQueue *queue;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *uri = NULL;
  g_autofree char *ready = NULL;
  g_autofree char *port = NULL;
  g_autofree char *queue_uri = NULL;
  g_autoptr (GError) error = NULL;

  self->dir = g_dir_make_tmp ("foyer-queue-XXXXXX", NULL);
  self->printer = test_printer_new ();
  test_printer_start (self->printer, NULL);
  self->port = test_printer_free_port ();
  uri = test_printer_uri (self->printer);
  ready = g_build_filename (self->dir, "ready", NULL);
  port = g_strdup_printf ("%d", self->port);
  self->server = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE, &error, g_getenv ("FOYER_CUPSD"),
                                   port, ready, uri, NULL);
  g_assert_no_error (error);
  wait_until (30, g_file_test (ready, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_get_contents (ready, &self->spool, NULL, NULL));
  g_strchomp (self->spool);
  self->queue = open_queue (self->dir);
  queue_uri = g_strdup_printf ("ipp://localhost:%s/printers/badges", port);
  add_printer (self->queue, queue_uri);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  close_queue (self->queue);
  g_subprocess_send_signal (self->server, SIGTERM);
  g_subprocess_wait (self->server, NULL, NULL);
  g_object_unref (self->server);
  g_free (self->spool);
  test_printer_free (self->printer);
  remove_tree (self->dir);
  g_free (self->dir);
}

/* What somebody at the server does. @job: 0: to the printer */
static void
at_server (Fixture *self, ipp_op_t operation, int job)
{
  http_t *http = httpConnect2 ("localhost", self->port, NULL, AF_UNSPEC, HTTP_ENCRYPTION_NEVER, 1,
                               5000, NULL);
  ipp_t *request = ippNewRequest (operation);
  g_autofree char *resource = g_strdup_printf (job != 0 ? "/jobs/%d" : "/admin/", job);

  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", NULL,
                "ipp://localhost/printers/badges");
  if (job != 0)
    ippAddInteger (request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job);
  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL, "root");
  ippDelete (cupsDoRequest (http, request, resource));
  g_assert_cmpint (cupsLastError (), <=, IPP_STATUS_OK_CONFLICTING);
  httpClose (http);
}

static void
test_prints (Fixture *self, gconstpointer data)
{
  enqueue (self->queue, "a");
  enqueue (self->queue, "b");
  wait_until (60, foyer_print_queue_count (self->queue, FOYER_PRINT_PRINTED) == 2);
  g_assert_cmpuint (count_files (self->printer->spool, "*.pdf"), ==, 2);
}

/* The server is one that keeps everything. What is out or given up leaves neither a document nor a
 * history there, and what is to come out is not touched. */
static void
test_leaves_nothing (Fixture *self, gconstpointer data)
{
  test_printer_set_faults (self->printer, "media-empty");
  enqueue (self->queue, "a");
  wait_until (60, reasons_of (self->queue, "a") == FOYER_PRINTER_MEDIA_EMPTY);
  g_assert_cmpuint (count_files (self->spool, "d*"), ==, 1);
  test_printer_set_faults (self->printer, NULL);
  enqueue (self->queue, "b");
  wait_until (60, foyer_print_queue_count (self->queue, FOYER_PRINT_PRINTED) == 2);
  wait_until (20, count_files (self->spool, "d*") == 0 && count_files (self->spool, "c*") == 0);
  g_assert_cmpuint (count_files (self->printer->spool, "*.pdf"), ==, 2);
}

/* "Printed" is what the printer behind it says, not that the server has passed it on. */
static void
test_stuck_behind (Fixture *self, gconstpointer data)
{
  test_printer_set_faults (self->printer, "media-empty");
  enqueue (self->queue, "a");
  wait_until (60, reasons_of (self->queue, "a") == FOYER_PRINTER_MEDIA_EMPTY);
  g_assert_cmpint (state_of (self->queue, "a"), ==, FOYER_PRINT_PRINTING);
  test_printer_set_faults (self->printer, NULL);
  wait_until (60, state_of (self->queue, "a") == FOYER_PRINT_PRINTED);
}

static void
test_paused_and_held (Fixture *self, gconstpointer data)
{
  g_autoptr (FoyerPrintJob) job = NULL;

  at_server (self, IPP_OP_PAUSE_PRINTER, 0);
  enqueue (self->queue, "a");
  wait_until (30, (reasons_of (self->queue, "a") & FOYER_PRINTER_PAUSED) != 0);
  wait_until (30, state_of (self->queue, "a") == FOYER_PRINT_PRINTING);
  job = foyer_print_queue_get_job (self->queue, "a");
  at_server (self, IPP_OP_HOLD_JOB, job->printer_job);
  at_server (self, IPP_OP_RESUME_PRINTER, 0);
  wait_until (30, reasons_of (self->queue, "a") == FOYER_PRINTER_HELD);
  at_server (self, IPP_OP_RELEASE_JOB, job->printer_job);
  wait_until (60, state_of (self->queue, "a") == FOYER_PRINT_PRINTED);
}

static void
test_rejects (Fixture *self, gconstpointer data)
{
  at_server (self, IPP_OP_CUPS_REJECT_JOBS, 0);
  enqueue (self->queue, "a");
  wait_until (30, (reasons_of_printer (self->queue, "desk") & FOYER_PRINTER_NOT_ACCEPTING) != 0);
  g_assert_cmpint (state_of (self->queue, "a"), !=, FOYER_PRINT_FAILED);
  at_server (self, IPP_OP_CUPS_ACCEPT_JOBS, 0);
  wait_until (60, state_of (self->queue, "a") == FOYER_PRINT_PRINTED);
}

static void
test_cancelled_there (Fixture *self, gconstpointer data)
{
  g_autoptr (FoyerPrintJob) job = NULL;

  at_server (self, IPP_OP_PAUSE_PRINTER, 0);
  enqueue (self->queue, "a");
  wait_until (30, state_of (self->queue, "a") == FOYER_PRINT_PRINTING);
  job = foyer_print_queue_get_job (self->queue, "a");
  at_server (self, IPP_OP_CANCEL_JOB, job->printer_job);
  wait_until (30, state_of (self->queue, "a") == FOYER_PRINT_FAILED);
  at_server (self, IPP_OP_RESUME_PRINTER, 0);
  settle (self->queue, "a", FOYER_PRINT_SETTLE_AGAIN);
  wait_until (60, state_of (self->queue, "a") == FOYER_PRINT_PRINTED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, test) g_test_add ("/printing/cups/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("prints", test_prints);
  ADD ("leaves-nothing", test_leaves_nothing);
  ADD ("stuck-behind", test_stuck_behind);
  ADD ("paused-and-held", test_paused_and_held);
  ADD ("rejects", test_rejects);
  ADD ("cancelled-there", test_cancelled_there);
  return g_test_run ();
}
