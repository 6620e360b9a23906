/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "queue-fixture.h"

#include "printer-proxy.h"

#include <signal.h>
#include <string.h>

typedef struct {
  char        *dir;
  char        *spool;
  guint16      port;
  GSubprocess *printer;
} Fixture;

static const char *program;

static guint16
free_port (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);

  g_socket_listener_close (listener);
  return port;
}

static gboolean
listens (guint16 port)
{
  g_autoptr (GSocketClient) client =
    g_object_new (G_TYPE_SOCKET_CLIENT, "enable-proxy", FALSE, NULL);
  g_autoptr (GSocketConnection) connection =
    g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, NULL);

  return connection != NULL;
}

static void
start_printer (Fixture *self, const char *formats)
{
  g_autofree char *port = g_strdup_printf ("%u", self->port);
  g_autoptr (GError) error = NULL;

  self->printer = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE, &error,
                                    g_getenv ("FOYER_IPPEVEPRINTER"), port, self->dir, formats,
                                    NULL);
  g_assert_no_error (error);
  wait_until (20, listens (self->port));
}

/* A printer that was switched on a moment ago cannot say that it has forgotten nothing. */
static void
start_printer_early (Fixture *self, const char *formats)
{
  gint64 started_us;

  start_printer (self, formats);
  started_us = g_get_monotonic_time ();
  wait_until (10, g_get_monotonic_time () - started_us > 2.5 * G_USEC_PER_SEC);
}

static void
stop_printer (Fixture *self)
{
  if (self->printer == NULL)
    return;
  g_subprocess_send_signal (self->printer, SIGTERM);
  g_subprocess_wait (self->printer, NULL, NULL);
  g_clear_object (&self->printer);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->dir = g_dir_make_tmp ("foyer-ipp-XXXXXX", NULL);
  self->spool = g_build_filename (self->dir, "spool", NULL);
  self->port = free_port ();
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  stop_printer (self);
  remove_tree (self->dir);
  g_free (self->dir);
  g_free (self->spool);
}

static char *
uri_for (guint16 port)
{
  return g_strdup_printf ("ipp://127.0.0.1:%u/ipp/print", port);
}

static void
set_faults (Fixture *self, const char *faults)
{
  g_autofree char *path = g_build_filename (self->dir, "faults", NULL);

  if (faults != NULL)
    g_assert_true (g_file_set_contents (path, faults, -1, NULL));
  else
    g_assert_cmpint (g_unlink (path), ==, 0);
}

/* Three badges, in order, each out once; @data is the only format that the printer takes. */
static void
test_prints (Fixture *self, gconstpointer data)
{
  static const char *const ids[] = { "one", "two", "three" };
  FoyerPrintQueue *queue = open_queue (self->dir);
  g_autofree char *uri = uri_for (self->port);
  g_autofree char *pattern = g_strdup_printf ("*.%s", strrchr (data, '/') + 1);
  gint64 last_us = 0;

  if (g_str_has_suffix (pattern, "raster"))
    strcpy (pattern, "*.pwg");
  start_printer (self, data);
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
  g_assert_cmpuint (count_files (self->spool, pattern), ==, 3);
  close_queue (queue);
}

static void
test_media_empty (Fixture *self, gconstpointer data)
{
  FoyerPrintQueue *queue = open_queue (self->dir);
  g_autofree char *uri = uri_for (self->port);

  start_printer (self, "application/pdf");
  set_faults (self, "media-empty,cover-open");
  add_printer (queue, uri);
  enqueue (queue, "a");
  wait_until (20, reasons_of (queue, "a")
                    == (FOYER_PRINTER_MEDIA_EMPTY | FOYER_PRINTER_COVER_OPEN));
  g_assert_cmpint (state_of (queue, "a"), ==, FOYER_PRINT_PRINTING);
  set_faults (self, NULL);
  wait_until (20, state_of (queue, "a") == FOYER_PRINT_PRINTED);
  g_assert_cmpint (reasons_of (queue, "a"), ==, FOYER_PRINTER_NO_REASON);
  g_assert_cmpuint (count_files (self->spool, "*.pdf"), ==, 1);
  close_queue (queue);
}

static void
test_away_and_back (Fixture *self, gconstpointer data)
{
  FoyerPrintQueue *queue = open_queue (self->dir);
  g_autofree char *uri = uri_for (self->port);

  add_printer (queue, uri);
  enqueue (queue, "a");
  wait_until (20, reasons_of (queue, "a") == FOYER_PRINTER_UNREACHABLE);
  g_assert_cmpint (state_of (queue, "a"), ==, FOYER_PRINT_QUEUED);
  start_printer (self, "application/pdf");
  wait_until (30, state_of (queue, "a") == FOYER_PRINT_PRINTED);
  g_assert_cmpuint (count_files (self->spool, "*.pdf"), ==, 1);
  close_queue (queue);
}

static void
test_given_up (Fixture *self, gconstpointer data)
{
  FoyerPrintQueue *queue = open_queue (self->dir);
  g_autofree char *uri = uri_for (self->port);
  g_autofree char *abort_path = g_build_filename (self->dir, "abort", NULL);
  g_autoptr (GError) error = NULL;

  start_printer (self, "application/pdf");
  g_assert_true (g_file_set_contents (abort_path, "", 0, NULL));
  add_printer (queue, uri);
  enqueue (queue, "a");
  wait_until (20, state_of (queue, "a") == FOYER_PRINT_FAILED);
  g_assert_cmpint (g_unlink (abort_path), ==, 0);
  g_assert_true (foyer_print_queue_settle (queue, "a", FOYER_PRINT_SETTLE_AGAIN, &error));
  wait_until (20, state_of (queue, "a") == FOYER_PRINT_PRINTED);
  close_queue (queue);
}

/* The connection breaks before anything arrives: the printer is asked, then it is sent again. */
static void
test_cut (Fixture *self, gconstpointer data)
{
  FoyerPrintQueue *queue = open_queue (self->dir);
  PrinterProxy *proxy = printer_proxy_new (self->port, PROXY_CUTS_ONCE, "cut-id");
  g_autofree char *uri = uri_for (printer_proxy_get_port (proxy));
  g_autoptr (FoyerPrintJob) job = NULL;

  start_printer_early (self, "application/pdf");
  add_printer (queue, uri);
  enqueue (queue, "cut-id");
  wait_until (40, state_of (queue, "cut-id") == FOYER_PRINT_PRINTED);
  job = foyer_print_queue_get_job (queue, "cut-id");
  g_assert_cmpuint (job->tries, ==, 2);
  g_assert_cmpuint (count_files (self->spool, "*.pdf"), ==, 1);
  close_queue (queue);
  printer_proxy_free (proxy);
}

/* Killed after the printer took the badge and before its answer: it is out, once. */
static void
test_killed (Fixture *self, gconstpointer data)
{
  PrinterProxy *proxy = printer_proxy_new (self->port, PROXY_SWALLOWS_ANSWERS, "kill-id");
  g_autofree char *through_proxy = uri_for (printer_proxy_get_port (proxy));
  g_autofree char *uri = uri_for (self->port);
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GError) error = NULL;
  FoyerPrintQueue *queue;

  start_printer (self, "application/pdf");
  child = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, program, "--child", self->dir,
                            through_proxy, NULL);
  g_assert_no_error (error);
  wait_until (30, count_files (self->spool, "*.pdf") == 1);
  g_subprocess_send_signal (child, SIGKILL);
  g_subprocess_wait (child, NULL, NULL);
  queue = open_queue (self->dir);
  g_assert_cmpint (state_of (queue, "kill-id"), ==, FOYER_PRINT_SENDING);
  add_printer (queue, uri);
  wait_until (30, state_of (queue, "kill-id") == FOYER_PRINT_PRINTED);
  g_assert_cmpuint (count_files (self->spool, "*.pdf"), ==, 1);
  close_queue (queue);
  printer_proxy_free (proxy);
}

/* The printer took it, lost its memory in a power cut, and nobody saw: a person is asked. */
static void
test_forgotten (Fixture *self, gconstpointer data)
{
  FoyerPrintQueue *queue = open_queue (self->dir);
  g_autofree char *uri = uri_for (self->port);
  g_autoptr (GError) error = NULL;

  start_printer (self, "application/pdf");
  set_faults (self, "media-jam");
  add_printer (queue, uri);
  enqueue (queue, "a");
  wait_until (20, reasons_of (queue, "a") == FOYER_PRINTER_MEDIA_JAM);
  stop_printer (self);
  wait_until (20, reasons_of (queue, "a") == FOYER_PRINTER_UNREACHABLE);
  set_faults (self, NULL);
  start_printer (self, "application/pdf");
  wait_until (40, state_of (queue, "a") == FOYER_PRINT_UNKNOWN);
  g_assert_true (foyer_print_queue_settle (queue, "a", FOYER_PRINT_SETTLE_AGAIN, &error));
  wait_until (20, state_of (queue, "a") == FOYER_PRINT_PRINTED);
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
  ADD ("/printing/print-queue/media-empty", NULL, test_media_empty);
  ADD ("/printing/print-queue/away-and-back", NULL, test_away_and_back);
  ADD ("/printing/print-queue/given-up", NULL, test_given_up);
  ADD ("/printing/print-queue/cut", NULL, test_cut);
  ADD ("/printing/print-queue/killed", NULL, test_killed);
  ADD ("/printing/print-queue/forgotten", NULL, test_forgotten);
  return g_test_run ();
}
