/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs under announced.sh. */
#include "queue-fixture.h"

#include "printer-finder.h"
#include "test-printer.h"

#include <string.h>

#define NAME "签到台 left"

typedef struct {
  char        *dir;
  TestPrinter *printer;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->dir = g_dir_make_tmp ("foyer-queue-XXXXXX", NULL);
  self->printer = test_printer_new ();
  g_setenv ("FOYER_ANNOUNCE", NAME, TRUE);
  test_printer_start (self->printer, NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  test_printer_free (self->printer);
  remove_tree (self->dir);
  g_free (self->dir);
}

static gboolean
try_find (char **uri)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = foyer_printer_find_all (1000, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < all->len; i++) {
    const FoyerFoundPrinter *found = all->pdata[i];

    if (strcmp (found->name, NAME) == 0 && *uri == NULL)
      *uri = g_strdup (found->uri);
  }
  return *uri != NULL;
}

static void
print_one (Fixture *self, const char *uri)
{
  FoyerPrintQueue *queue = open_queue (self->dir);

  add_printer (queue, uri);
  enqueue (queue, "a");
  wait_until (30, state_of (queue, "a") == FOYER_PRINT_PRINTED);
  g_assert_cmpuint (test_printer_count_paper (self->printer, "a"), ==, 1);
  close_queue (queue);
}

/* Found by its name, printed to by its name, over an encrypted connection with its key. */
static void
test_by_name (Fixture *self, gconstpointer data)
{
  g_autofree char *uri = NULL;

  wait_until (20, try_find (&uri));
  g_assert_nonnull (strstr (uri, "._ipps._tcp."));
  g_assert_cmpuint (strlen (strchr (uri, '#')), ==, 65);
  print_one (self, uri);
}

static void
assert_untrusted (Fixture *self, const char *uri)
{
  FoyerPrintQueue *queue = open_queue (self->dir);

  add_printer (queue, uri);
  enqueue (queue, "a");
  wait_until (20, reasons_of (queue, "a") == FOYER_PRINTER_UNTRUSTED);
  g_assert_cmpint (state_of (queue, "a"), ==, FOYER_PRINT_QUEUED);
  g_assert_cmpuint (count_files (self->printer->spool, "*"), ==, 0);
  close_queue (queue);
}

/* Another key, or none that anyone vouches for: nothing is handed over. */
static void
test_wrong_key (Fixture *self, gconstpointer data)
{
  g_autofree char *uri = g_strdup_printf ("ipps://localhost:%u/ipp/print%s", self->printer->port,
                                          (const char *) data);

  assert_untrusted (self, uri);
}

/* The name without the encryption that was promised. */
static void
test_no_key (Fixture *self, gconstpointer data)
{
  g_autofree char *uri = NULL;
  g_auto (GStrv) parts = NULL;
  g_autofree char *plain = NULL;

  wait_until (20, try_find (&uri));
  parts = g_strsplit (uri, "._ipps.", 2);
  plain = g_strconcat (parts[0], "._ipp.", parts[1], NULL);
  assert_untrusted (self, plain);
}

/* In a process of its own: libdbus asks for the address of the bus once. */
static void
test_nobody_listens (void)
{
  g_autoptr (GError) error = NULL;

  if (!g_test_subprocess ()) {
    g_test_trap_subprocess (NULL, 0, 0);
    g_test_trap_assert_passed ();
    return;
  }
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  g_assert_null (foyer_printer_find_all (200, &error));
  g_assert_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_UNREACHABLE);
}

static void
test_addresses (void)
{
  static const char *const bad[] = {
    "ipp://printer/#123", "ipps://printer/ipp/print#xyz",
    "ipp://printer/ipp/print#0123456789012345678901234567890123456789012345678901234567890123",
    "lpd://printer", "ipp://:99999999/",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (foyer_printer_new_for_uri (bad[i], &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/printing/printer-finder/nobody-listens", test_nobody_listens);
  g_test_add_func ("/printing/printer/addresses", test_addresses);
#define ADD(path, data, test) g_test_add (path, Fixture, data, set_up, test, tear_down)
  ADD ("/printing/printer-finder/by-name", NULL, test_by_name);
  ADD ("/printing/printer-finder/no-key", NULL, test_no_key);
  ADD ("/printing/ipp-trust/nobody-vouches", "", test_wrong_key);
  ADD ("/printing/ipp-trust/wrong-key",
       "#0123456789012345678901234567890123456789012345678901234567890123", test_wrong_key);
  return g_test_run ();
}
