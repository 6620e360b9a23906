/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "backup.h"
#include "output.h"

#include <glib/gi18n.h>

#define DEFAULT_STATE "/var/lib/foyer-hub"

/* Both commands: one folder, and the hub's. */
static gboolean
read_words (FoyerCli *cli, const char *summary, char **state, int argc, char **argv, char **folder,
            GError **error)
{
  const GOptionEntry entries[] = {
    { "state", 0, 0, G_OPTION_ARG_FILENAME, state, N_("The hub's folder (/var/lib/foyer-hub)"), "DIR" },
    G_OPTION_ENTRY_NULL
  };

  if (!foyer_cli_parse (cli, entries, 0, N_("FOLDER"), summary, &argc, &argv, error))
    return FALSE;
  if (argc != 2) {
    foyer_cli_refuse (FOYER_EXIT_USAGE, error, _("say which folder the backup is: see --help"));
    return FALSE;
  }
  if (*state == NULL)
    *state = g_strdup (DEFAULT_STATE);
  *folder = argv[1];
  return TRUE;
}

FoyerExit
foyer_command_backup (FoyerCli *cli, int argc, char *argv[], GError **error)
{
  g_autofree char *state = NULL;
  char *folder;

  if (!read_words (cli, N_("Copies all that a hub keeps into a new folder, also while the hub runs. "
                           "The copy is as secret as the hub."), &state, argc, argv, &folder, error))
    return FOYER_EXIT_USAGE;
  if (!foyer_backup_make (state, folder, error))
    return FOYER_EXIT_INTERNAL;
  if (cli->json)
    foyer_output_file (folder);
  else
    g_print (_("%s: backed up\n"), folder);
  return FOYER_EXIT_DONE;
}

FoyerExit
foyer_command_restore (FoyerCli *cli, int argc, char *argv[], GError **error)
{
  g_autofree char *state = NULL;
  g_autofree char *aside = NULL;
  char *folder;

  if (!read_words (cli, N_("Puts a backup in the place of what a hub keeps. Stop the hub first; "
                           "when it runs again, the kiosks bring back what happened since."), &state,
                   argc, argv, &folder, error))
    return FOYER_EXIT_USAGE;
  if (!foyer_backup_restore (folder, state, &aside, error))
    return FOYER_EXIT_INTERNAL;
  if (cli->json)
    foyer_output_json (json_pack ("{s:s, s:s*}", "state", state, "aside", aside));
  else if (aside != NULL)
    g_print (_("%s: restored; what was there is in %s\n"), state, aside);
  else
    g_print (_("%s: restored\n"), state);
  return FOYER_EXIT_DONE;
}
