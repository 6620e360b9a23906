/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-hub"

#include "hub.h"

#include <gio/gio.h>
#include <glib-unix.h>
#include <locale.h>
#include <stdio.h>
#include <sys/resource.h>

#define EXIT_USAGE 64

static gboolean
on_signal (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

/* Each kiosk holds two connections. */
static void
raise_open_files (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0)
    return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit (RLIMIT_NOFILE, &limit);
}

static int
run (const FoyerHubOptions *options)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (FoyerHub) hub = foyer_hub_new (options);
  g_autoptr (GError) error = NULL;

  g_unix_signal_add (SIGTERM, on_signal, loop);
  g_unix_signal_add (SIGINT, on_signal, loop);
  if (!foyer_hub_start (hub, &error)) {
    g_printerr ("foyer-hub: %s\n", error->message);
    return foyer_hub_error_to_exit_status ((FoyerHubError) error->code);
  }
  g_print ("foyer-hub: listening on %s\n", foyer_hub_get_address (hub));
  fflush (stdout);
  g_main_loop_run (loop);
  foyer_hub_stop (hub);
  return 0;
}

int
main (int argc, char *argv[])
{
  g_autofree char *state = NULL;
  g_autofree char *listen = NULL;
  g_autofree char *address = NULL;
  gboolean tls = FALSE;
  gboolean version = FALSE;
  const GOptionEntry entries[] = {
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &state, "Folder with everything the hub keeps", "DIR" },
    { "listen", 0, 0, G_OPTION_ARG_STRING, &listen,
      "IP address and port (127.0.0.1:8470); port 0 takes a free one", "ADDRESS:PORT" },
    { "tls", 0, 0, G_OPTION_ARG_NONE, &tls, "Speak https on loopback too", NULL },
    { "address", 0, 0, G_OPTION_ARG_STRING, &address, "How kiosks reach this hub", "URL" },
    { "version", 0, 0, G_OPTION_ARG_NONE, &version, "Print the version", NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("- the central service of Foyer");
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error)) {
    g_printerr ("foyer-hub: %s\n", error->message);
    return EXIT_USAGE;
  }
  if (version) {
    g_print ("foyer-hub %s\n", FOYER_VERSION);
    return 0;
  }
  if (state == NULL || argc > 1) {
    g_printerr ("foyer-hub: say with --state in which folder the hub keeps its data; see --help\n");
    return EXIT_USAGE;
  }
  raise_open_files ();
  return run (&(FoyerHubOptions) { state, listen, tls, address });
}
