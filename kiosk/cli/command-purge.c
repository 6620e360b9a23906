/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "clock.h"
#include "output.h"
#include "purge.h"
#include "purged.h"

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

/* What other hands have to do. */
static void
print_left (const json_t *proof)
{
  const json_t *row;
  size_t i;

  json_array_foreach (json_object_get (proof, "papers"), i, row)
    g_print (_("%s was written from it, and is yours to remove\n"), json_string_value (row));
  json_array_foreach (json_object_get (proof, "kiosks"), i, row) {
    const char *name = foyer_output_text (row, "name");

    if (json_object_get (row, "confirmed") == NULL)
      g_print (_("%s removes it when it next hears the hub\n"),
               *name ? name : foyer_output_text (row, "id"));
  }
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
             (int) foyer_output_number (proof, "texts"),
             (int) foyer_output_number (proof, "searched"), (int) left);
  if (!cli->json)
    print_left (proof);
  return left == 0 ? FOYER_EXIT_DONE : FOYER_EXIT_NO;
}

/* Events that were removed before, and which of their kiosks have followed. */
static FoyerExit
list (const FoyerCli *cli, const char *state)
{
  g_autoptr (GPtrArray) ids = foyer_purged_list (state);
  gboolean waits = FALSE;

  for (guint i = 0; i < ids->len; i++) {
    g_autoptr (json_t) record = foyer_purged_read (state, g_ptr_array_index (ids, i));
    const json_t *row;
    size_t k;

    json_object_del (record, "order");
    if (cli->json)
      foyer_output_json (json_incref (record));
    json_array_foreach (json_object_get (record, "kiosks"), k, row) {
      const char *confirmed = foyer_output_text (row, "confirmed");

      waits |= *confirmed == '\0';
      if (!cli->json)
        foyer_output_row (g_ptr_array_index (ids, i), foyer_output_text (row, "name"),
                          *confirmed ? confirmed : _("not yet"), NULL);
    }
  }
  return waits ? FOYER_EXIT_NO : FOYER_EXIT_DONE;
}

FoyerExit
foyer_command_purge (FoyerCli *cli, int argc, char *argv[], GError **error)
{
  g_autofree char *state = NULL;
  g_autofree char *event = NULL;
  int days = DEFAULT_DAYS;
  gboolean yes = FALSE, wants_list = FALSE;
  const GOptionEntry entries[] = {
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &state,
      N_("Folder of the hub, a kiosk or a backup (/var/lib/foyer-hub)"), "DIR" },
    { "event", 0, 0, G_OPTION_ARG_STRING, &event, N_("Id of the event, where there are several"), "ID" },
    { "days", 0, 0, G_OPTION_ARG_INT, &days, N_("So many after the event's end (30)"), "N" },
    { "list", 0, 0, G_OPTION_ARG_NONE, &wants_list,
      N_("What was removed before, and which kiosks have removed it as well"), NULL },
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
  if (wants_list)
    return list (cli, state ? state : DEFAULT_STATE);
  proof = foyer_purge_run (&(FoyerPurge) { state ? state : DEFAULT_STATE, event, foyer_clock_now_us (),
                                           days, !yes }, error);
  return proof ? tell (cli, proof, !yes) : FOYER_EXIT_INTERNAL;
}
