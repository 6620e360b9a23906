/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "clock.h"
#include "output.h"
#include "purge.h"

#include <glib/gi18n.h>

#define DEFAULT_STATE "/var/lib/foyer-hub"
#define DEFAULT_DAYS  30
#define MAX_DAYS      36500

static void
print_removed (const json_t *proof, gboolean dry)
{
  g_print (_("event %s, which ended %s\n"), json_string_value (json_object_get (proof, "event")),
           json_string_value (json_object_get (proof, "ended")));
  g_print (dry ? _("would be removed: %d registrations of %d people and %d entries, in %d files of %d kB\n")
               : _("removed: %d registrations of %d people and %d entries, in %d files of %d kB\n"),
           (int) foyer_output_number (proof, "registrations"), (int) foyer_output_number (proof, "people"),
           (int) foyer_output_number (proof, "entries"), (int) foyer_output_number (proof, "files"),
           (int) (foyer_output_number (proof, "bytes") / 1000));
}

static FoyerExit
tell (const FoyerCli *cli, json_t *proof, gboolean dry)
{
  gint64 left = foyer_output_number (proof, "left");

  if (cli->json)
    foyer_output_json (json_incref (proof));
  else
    print_removed (proof, dry);
  if (dry && !cli->json)
    g_print (_("nothing was removed yet: say --yes\n"));
  if (!dry && !cli->json)
    g_print (_("looked for %d names, phones, addresses and codes in the %d files that are left: %d found\n"),
             (int) foyer_output_number (proof, "texts"), (int) foyer_output_number (proof, "searched"), (int) left);
  return left == 0 ? FOYER_EXIT_DONE : FOYER_EXIT_NO;
}

FoyerExit
foyer_command_purge (FoyerCli *cli, int argc, char *argv[], GError **error)
{
  g_autofree char *state = NULL;
  g_autofree char *event = NULL;
  int days = DEFAULT_DAYS;
  gboolean yes = FALSE;
  const GOptionEntry entries[] = {
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &state,
      N_("Folder of the hub, a kiosk or a backup (/var/lib/foyer-hub)"), "DIR" },
    { "event", 0, 0, G_OPTION_ARG_STRING, &event, N_("Id of the event, where there are several"), "ID" },
    { "days", 0, 0, G_OPTION_ARG_INT, &days, N_("So many after the event's end (30)"), "N" },
    { "yes", 0, 0, G_OPTION_ARG_NONE, &yes, N_("Remove it; it can't be taken back"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (json_t) proof = NULL;

  if (!foyer_cli_parse (cli, entries, 0, NULL,
                        N_("Removes everything about an event's people from a folder, and looks whether "
                           "anything is left. Sums stay in purged/. End the hub or the kiosk first."),
                        &argc, &argv, error))
    return FOYER_EXIT_USAGE;
  if (argc > 1 || days < 0 || days > MAX_DAYS)
    return foyer_cli_refuse (FOYER_EXIT_USAGE, error,
                             _("purge takes no words, and days from 0: see --help"));
  proof = foyer_purge_run (&(FoyerPurge) { state ? state : DEFAULT_STATE, event, foyer_clock_now_us (),
                                           days, !yes }, error);
  return proof ? tell (cli, proof, !yes) : FOYER_EXIT_INTERNAL;
}
