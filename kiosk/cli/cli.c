/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-cli"

#include "cli.h"

#include "commands.h"

#include <glib/gi18n.h>
#include <stdio.h>

G_DEFINE_QUARK (foyer-cli-error-quark, foyer_cli_error)

static const struct {
  const char      *name;
  FoyerCommandFunc run;
  const char      *summary;
} commands[] = {
  { "event",   foyer_command_event,   N_("Send an event to the hub, or list the hub's events") },
  { "import",  foyer_command_import,  N_("Bring in registrations from a table") },
  { "people",  foyer_command_people,  N_("Keep people together: link, part, export, erase") },
  { "ticket",  foyer_command_ticket,  N_("Issue tickets and print their codes") },
  { "staff",   foyer_command_staff,   N_("Say who may open the desk") },
  { "enrol",   foyer_command_enrol,   N_("Let a kiosk work for the event") },
  { "kiosk",   foyer_command_kiosk,   N_("List, name or expel the event's kiosks") },
  { "check",   foyer_command_check,   N_("Look at everything once before doors open") },
  { "lookup",  foyer_command_lookup,  N_("Find people as the desk does") },
  { "admit",   foyer_command_admit,   N_("Decide about a guest as a door does") },
  { "badge",   foyer_command_badge,   N_("Draw, check or print badges") },
  { "registration", foyer_command_registration, N_("Decide who has a place, and correct what they said") },
  { "watch",   foyer_command_watch,   N_("See how doors are doing") },
  { "notice",  foyer_command_notice,  N_("Say something on all kiosks") },
  { "list",    foyer_command_list,    N_("Write the list for paper, with who has arrived") },
  { "report",  foyer_command_report,  N_("Count who came") },
  { "journal", foyer_command_journal, N_("Show what happened at the doors") },
  { "parcel",  foyer_command_parcel,  N_("Carry a kiosk's unsent entries home in a file") },
  { "backup",  foyer_command_backup,  N_("Copy all that a hub keeps, while it runs") },
  { "restore", foyer_command_restore, N_("Put a backup of a hub back") },
  { "purge",   foyer_command_purge,   N_("Remove all about an event's people, with a proof") },
  { "decode",  foyer_command_decode,  N_("Read codes from pictures") },
  { "film",    foyer_command_film,    N_("Draw phones that show codes to a camera") },
};

FoyerExit
foyer_cli_refuse (FoyerExit status, GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  if (error != NULL)
    *error = g_error_new_valist (FOYER_CLI_ERROR, (int) status, format, args);
  va_end (args);
  return status;
}

FoyerExit
foyer_cli_fail (const GError *error)
{
  const char *advice = NULL;
  FoyerExit status = foyer_cli_status_of_error (error, &advice);

  if (advice != NULL)
    g_printerr ("foyer: %s: %s\n", error->message, advice);
  else
    g_printerr ("foyer: %s\n", error->message);
  return status;
}

const char *
foyer_cli_language (void)
{
  const char * const *names = g_get_language_names ();

  for (gsize i = 0; names[i] != NULL; i++) {
    if (g_str_has_prefix (names[i], "zh"))
      return "zh_CN";
    if (g_str_has_prefix (names[i], "en"))
      return "en";
  }
  return "en";
}

/* Options. */

static void
add_common (GOptionContext *context, FoyerCli *cli, FoyerCliOptions common)
{
  const GOptionEntry every[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &cli->json, N_("Print one JSON object a line"), NULL },
    G_OPTION_ENTRY_NULL
  };
  const GOptionEntry hub[] = {
    { "hub", 0, 0, G_OPTION_ARG_STRING, &cli->hub,
      N_("Address of the hub ($FOYER_HUB, else http://127.0.0.1:8470)"), "URL" },
    { "token-file", 0, 0, G_OPTION_ARG_FILENAME, &cli->token_file,
      N_("File with the organizer's token ($FOYER_HUB_TOKEN_FILE, else the local hub's)"), "FILE" },
    { "pin", 0, 0, G_OPTION_ARG_STRING, &cli->pin,
      N_("The key that the hub must have, for https"), "KEY" },
    { "event", 0, 0, G_OPTION_ARG_STRING, &cli->event,
      N_("Id of the event, where the hub has several"), "ID" },
    G_OPTION_ENTRY_NULL
  };
  const GOptionEntry store[] = {
    { "store", 0, 0, G_OPTION_ARG_FILENAME, &cli->store, N_("The event's file on this machine"),
      "FILE" },
    G_OPTION_ENTRY_NULL
  };
  const GOptionEntry list[] = {
    { "list", 0, 0, G_OPTION_ARG_STRING, &cli->list,
      N_("Id of the list; without it the one that is open, or opens next"), "ID" },
    G_OPTION_ENTRY_NULL
  };

  if (common & FOYER_CLI_STORE)
    g_option_context_add_main_entries (context, store, GETTEXT_PACKAGE);
  if (common & FOYER_CLI_LIST)
    g_option_context_add_main_entries (context, list, GETTEXT_PACKAGE);
  if (common & FOYER_CLI_HUB)
    g_option_context_add_main_entries (context, hub, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, every, GETTEXT_PACKAGE);
}

gboolean
foyer_cli_parse (FoyerCli *cli, const GOptionEntry *entries, FoyerCliOptions common,
                 const char *words, const char *summary, int *argc, char ***argv, GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (words ? _(words) : NULL);
  g_autofree char *program = g_strconcat ("foyer ", cli->command, NULL);
  g_autoptr (GError) wrong = NULL;

  g_set_prgname (program);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, _(summary));
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  add_common (context, cli, common);
  if (g_option_context_parse (context, argc, argv, &wrong))
    return TRUE;
  foyer_cli_refuse (FOYER_EXIT_USAGE, error, _("%s: see foyer %s --help"), wrong->message,
                    cli->command);
  return FALSE;
}

static void
clear (FoyerCli *cli)
{
  g_free (cli->hub);
  g_free (cli->token_file);
  g_free (cli->pin);
  g_free (cli->event);
  g_free (cli->store);
  g_free (cli->list);
}

/* The program. */

static void
print_help (void)
{
  g_print (_("Usage: foyer COMMAND [OPTION…]\n\nCommands:\n"));
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    g_print ("  %-9s%s\n", commands[i].name, _(commands[i].summary));
  g_print (_("\nfoyer COMMAND --help tells about one of them, man foyer about all.\n"));
}

static FoyerExit
run_command (FoyerCommandFunc run, int argc, char *argv[])
{
  FoyerCli cli = { .command = argv[0] };
  g_autoptr (GError) error = NULL;
  FoyerExit status = run (&cli, argc, argv, &error);

  if (error != NULL)
    status = foyer_cli_fail (error);
  else if (fflush (stdout) != 0 || ferror (stdout)) {
    g_printerr (_("foyer: standard output can't be written: make room, or name another file\n"));
    status = FOYER_EXIT_NO_OUTPUT;
  }
  clear (&cli);
  return status;
}

FoyerExit
foyer_cli_run (int argc, char *argv[])
{
  if (argc < 2) {
    g_printerr (_("foyer: no command: see foyer --help\n"));
    return FOYER_EXIT_USAGE;
  }
  if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h") ||
      g_str_equal (argv[1], "help")) {
    print_help ();
    return FOYER_EXIT_DONE;
  }
  if (g_str_equal (argv[1], "--version")) {
    g_print ("foyer %s\n", FOYER_VERSION);
    return FOYER_EXIT_DONE;
  }
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++) {
    if (g_str_equal (argv[1], commands[i].name))
      return run_command (commands[i].run, argc - 1, argv + 1);
  }
  g_printerr (_("foyer: no such command: see foyer --help\n"));
  return FOYER_EXIT_USAGE;
}
