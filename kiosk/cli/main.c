/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer"

#include "cli.h"

#include <glib/gi18n.h>
#include <langinfo.h>
#include <locale.h>
#include <sodium.h>
#include <string.h>

/* Without a locale (cron, systemd) words and names are UTF-8 all the same. */
static void
set_up_language (void)
{
  const char *directory = g_getenv ("FOYER_LOCALE");

  setlocale (LC_ALL, "");
  if (strcmp (nl_langinfo (CODESET), "ANSI_X3.4-1968") == 0)
    setlocale (LC_CTYPE, "C.UTF-8");
  bindtextdomain (GETTEXT_PACKAGE, directory ? directory : FOYER_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

int
main (int argc, char *argv[])
{
  g_set_prgname ("foyer");
  set_up_language ();
  if (sodium_init () < 0) {
    g_printerr (_("foyer: libsodium does not start: reinstall it\n"));
    return FOYER_EXIT_INTERNAL;
  }
  return (int) foyer_cli_run (argc, argv);
}
