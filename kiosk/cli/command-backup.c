/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "backup.h"
#include "hub.h"
#include "output.h"
#include "restore.h"
#include "source.h"
#include "state-folder.h"

#include <glib/gi18n.h>

#define DEFAULT_STATE "/var/lib/foyer-hub"

/* Both commands: one folder, and the hub's. */
static gboolean
read_words (FoyerCli *cli, const char *summary, FoyerCliOptions common, char **state, int argc,
            char **argv, char **folder, GError **error)
{
  const GOptionEntry entries[] = {
    { "state", 0, 0, G_OPTION_ARG_FILENAME, state, N_("The hub's folder (/var/lib/foyer-hub)"), "DIR" },
    G_OPTION_ENTRY_NULL
  };

  if (!foyer_cli_parse (cli, entries, common, N_("FOLDER"), summary, &argc, &argv, error))
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
                           "The copy is as secret as the hub."), 0, &state, argc, argv, &folder, error))
    return FOYER_EXIT_USAGE;
  if (!foyer_backup_make (state, folder, error))
    return FOYER_EXIT_INTERNAL;
  if (cli->json)
    foyer_output_file (folder);
  else
    g_print (_("%s: backed up\n"), folder);
  return FOYER_EXIT_DONE;
}

/* A hub that runs: it takes up what is prepared beside it. Who may write its
 * folder may read there how to reach it. */

static FoyerOrganizer *
open_hub_of (FoyerCli *cli, const char *state, GError **error)
{
  if (cli->token_file == NULL)
    cli->token_file = g_build_filename (state, "organizer-token", NULL);
  if (cli->hub == NULL)
    cli->hub = foyer_state_folder_read (state, "address");
  if (cli->pin == NULL && cli->hub != NULL && g_str_has_prefix (cli->hub, "https"))
    cli->pin = foyer_state_folder_read (state, "tls-pin");
  return foyer_source_open_hub (cli, error);
}

static void
show (const FoyerCli *cli, const char *event, const char *state, const char *aside)
{
  if (cli->json)
    foyer_output_json (json_pack ("{s:s*, s:s, s:s*}", "event", event, "state", state, "aside", aside));
  else if (aside != NULL)
    g_print (_("%s: restored; what was there is in %s\n"), event ? event : state, aside);
  else
    g_print (_("%s: restored\n"), event ? event : state);
}

static gboolean
restore_event (const FoyerCli *cli, FoyerOrganizer *organizer, const char *from, const char *state,
               const char *event, GError **error)
{
  g_autofree char *prepared = foyer_restore_prepare (from, state, event, error);
  g_autoptr (json_t) answer =
    prepared ? foyer_organizer_restore (organizer, event, prepared, error) : NULL;
  g_autofree char *aside = NULL;

  if (answer == NULL)
    return FALSE;
  aside = g_build_filename (state, foyer_output_text (answer, "aside"), NULL);
  show (cli, event, state, aside);
  return TRUE;
}

static FoyerExit
restore_running (FoyerCli *cli, const char *from, const char *state, GError **error)
{
  g_autoptr (FoyerOrganizer) organizer = open_hub_of (cli, state, error);
  g_autoptr (GPtrArray) events = organizer ? foyer_restore_list (from, error) : NULL;
  guint n_restored = 0;

  if (events == NULL)
    return FOYER_EXIT_INTERNAL;
  for (guint i = 0; i < events->len; i++) {
    const char *event = g_ptr_array_index (events, i);

    if (cli->event != NULL && !g_str_equal (cli->event, event))
      continue;
    if (!restore_event (cli, organizer, from, state, event, error))
      return FOYER_EXIT_INTERNAL;
    n_restored++;
  }
  if (n_restored == 0)
    return foyer_cli_refuse (FOYER_EXIT_NO_INPUT, error,
                             _("the backup has no such event: correct --event"));
  return FOYER_EXIT_DONE;
}

FoyerExit
foyer_command_restore (FoyerCli *cli, int argc, char *argv[], GError **error)
{
  g_autofree char *state = NULL;
  g_autofree char *aside = NULL;
  g_autoptr (GError) failure = NULL;
  char *folder;

  if (!read_words (cli, N_("Puts a backup in the place of what a hub keeps, also while the hub runs: "
                           "then event by event. The kiosks bring back what happened since."),
                   FOYER_CLI_HUB, &state, argc, argv, &folder, error))
    return FOYER_EXIT_USAGE;
  if (cli->event == NULL && foyer_restore_all (folder, state, &aside, &failure)) {
    show (cli, NULL, state, aside);
    return FOYER_EXIT_DONE;
  }
  if (cli->event != NULL || g_error_matches (failure, FOYER_HUB_ERROR, FOYER_HUB_ERROR_RUNNING))
    return restore_running (cli, folder, state, error);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FOYER_EXIT_INTERNAL;
}
