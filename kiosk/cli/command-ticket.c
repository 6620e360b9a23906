/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "output.h"
#include "source.h"

#include <glib/gi18n.h>

static const char *
text_of (const json_t *object, const char *name)
{
  const char *text = json_string_value (json_object_get (object, name));

  return text ? text : "";
}

static void
print_ticket (const FoyerCli *cli, const json_t *registration, const char *code)
{
  if (cli->json)
    foyer_output_json (json_pack ("{s:s, s:s, s:s, s:s, s:s, s:s}", "registration",
                                  text_of (registration, "id"), "person",
                                  text_of (registration, "person"), "name",
                                  text_of (registration, "name"), "channel",
                                  text_of (registration, "channel"), "status",
                                  text_of (registration, "status"), "code", code));
  else
    foyer_output_row (text_of (registration, "id"), text_of (registration, "name"), code, NULL);
}

static FoyerExit
print_tickets (const FoyerCli *cli, FoyerOrganizer *organizer, const char *event, GError **error)
{
  g_autoptr (json_t) issued = foyer_organizer_tickets (organizer, event, error);
  g_autoptr (json_t) all = issued ? foyer_organizer_registrations (organizer, event, error) : NULL;
  const json_t *tickets = json_object_get (issued, "tickets");
  const json_t *registration;
  size_t i;

  if (all == NULL)
    return FOYER_EXIT_INTERNAL;
  json_array_foreach (json_object_get (all, "registrations"), i, registration) {
    const char *code = text_of (tickets, text_of (registration, "id"));

    if (*code != '\0')
      print_ticket (cli, registration, code);
  }
  return json_object_size (tickets) > 0 ? FOYER_EXIT_DONE : FOYER_EXIT_NO;
}

static FoyerExit
print_staff_codes (const FoyerCli *cli, FoyerOrganizer *organizer, const FoyerEvent *event,
                   GError **error)
{
  g_autoptr (json_t) answer = foyer_organizer_staff_codes (organizer, event->id, error);
  const json_t *codes = json_object_get (answer, "staff");

  if (answer == NULL)
    return FOYER_EXIT_INTERNAL;
  for (guint i = 0; i < event->staff->len; i++) {
    const FoyerStaff *staff = g_ptr_array_index (event->staff, i);
    const char *code = text_of (codes, staff->id);

    if (cli->json)
      foyer_output_json (json_pack ("{s:s, s:s, s:s}", "staff", staff->id, "name", staff->name,
                                    "code", code));
    else
      foyer_output_row (staff->id, staff->name, code, NULL);
  }
  return event->staff->len > 0 ? FOYER_EXIT_DONE : FOYER_EXIT_NO;
}

FoyerExit
foyer_command_ticket (FoyerCli *cli, int argc, char *argv[], GError **error)
{
  gboolean staff = FALSE;
  const GOptionEntry entries[] = {
    { "staff", 0, 0, G_OPTION_ARG_NONE, &staff, N_("The volunteers' codes instead"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (FoyerOrganizer) organizer = NULL;
  g_autoptr (FoyerEvent) event = NULL;

  if (!foyer_cli_parse (cli, entries, FOYER_CLI_HUB, NULL,
                        N_("Issues a ticket for every confirmed registration, and prints its code. "
                           "Again, it prints the same codes."), &argc, &argv, error))
    return FOYER_EXIT_USAGE;
  if (argc > 1)
    return foyer_cli_refuse (FOYER_EXIT_USAGE, error, _("ticket takes no words: see --help"));
  organizer = foyer_source_open_hub (cli, error);
  event = organizer ? foyer_source_hub_event (cli, organizer, error) : NULL;
  if (event == NULL)
    return FOYER_EXIT_INTERNAL;
  return staff ? print_staff_codes (cli, organizer, event, error)
               : print_tickets (cli, organizer, event->id, error);
}
