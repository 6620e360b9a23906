/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-printer.h"

#include "queue-fixture.h"

#include <signal.h>
#include <string.h>

/* Below those that the kernel gives to whoever connects: it stays free while the printer is off. */
#define PORT_FIRST 20000
#define PORT_END   32000

guint16
test_printer_free_port (void)
{
  for (;;) {
    g_autoptr (GSocketListener) listener = g_socket_listener_new ();
    guint16 port = (guint16) g_random_int_range (PORT_FIRST, PORT_END);
    gboolean is_free = g_socket_listener_add_inet_port (listener, port, NULL, NULL);

    g_socket_listener_close (listener);
    if (is_free)
      return port;
  }
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

TestPrinter *
test_printer_new (void)
{
  TestPrinter *self = g_new0 (TestPrinter, 1);

  self->dir = g_dir_make_tmp ("foyer-ipp-XXXXXX", NULL);
  self->spool = g_build_filename (self->dir, "spool", NULL);
  self->port = test_printer_free_port ();
  return self;
}

void
test_printer_free (TestPrinter *self)
{
  test_printer_stop (self);
  remove_tree (self->dir);
  g_free (self->dir);
  g_free (self->spool);
  g_free (self);
}

void
test_printer_start (TestPrinter *self, const char *formats)
{
  g_autofree char *port = g_strdup_printf ("%u", self->port);
  g_autoptr (GError) error = NULL;

  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE, &error,
                                    g_getenv ("FOYER_IPPEVEPRINTER"), port, self->dir, formats,
                                    NULL);
  g_assert_no_error (error);
  wait_until (20, listens (self->port));
}

void
test_printer_stop (TestPrinter *self)
{
  if (self->process == NULL)
    return;
  g_subprocess_send_signal (self->process, SIGTERM);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);
}

char *
uri_for_port (guint16 port)
{
  return g_strdup_printf ("ipp://127.0.0.1:%u/ipp/print", port);
}

char *
test_printer_uri (TestPrinter *self)
{
  return uri_for_port (self->port);
}

static void
put (TestPrinter *self, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (self->dir, name, NULL);

  if (text != NULL)
    g_assert_true (g_file_set_contents (path, text, -1, NULL));
  else
    g_unlink (path);
}

void
test_printer_set_faults (TestPrinter *self, const char *faults)
{
  put (self, "faults", faults);
}

void
test_printer_set_switch (TestPrinter *self, const char *name, gboolean on)
{
  put (self, name, on ? "" : NULL);
}

static char *
get (TestPrinter *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->dir, name, NULL);
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  return text;
}

guint
test_printer_count_paper (TestPrinter *self, const char *id)
{
  g_autofree char *paper = get (self, "paper");
  g_auto (GStrv) lines = g_strsplit (paper != NULL ? paper : "", "\n", -1);
  gsize length = strlen (id);
  guint n = 0;

  /* A later try has its number behind it, and the printer writes what it likes for a dot. */
  for (char **line = lines; *line != NULL; line++)
    n += g_str_has_prefix (*line, id) && !g_ascii_isalnum ((*line)[length]);
  return n;
}

static char *
get_line (TestPrinter *self, const char *name)
{
  char *text = get (self, name);

  return text != NULL ? g_strchomp (text) : NULL;
}

char *
test_printer_get_reported (TestPrinter *self)
{
  return get_line (self, "reported");
}

char *
test_printer_get_sides (TestPrinter *self)
{
  return get_line (self, "sides");
}

gboolean
test_printer_is_stuck (TestPrinter *self)
{
  g_autofree char *reported = test_printer_get_reported (self);

  return reported != NULL;
}
