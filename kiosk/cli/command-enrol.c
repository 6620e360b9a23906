/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "enrolment.h"
#include "output.h"
#include "qr.h"
#include "source.h"

#include <glib/gi18n.h>
#include <unistd.h>

#define MAX_URI 4096

/* The organizer's side: a code for one kiosk. */

static FoyerExit
show_code (const FoyerCli *cli, const json_t *answer, const char *png, GError **error)
{
  const char *uri = json_string_value (json_object_get (answer, "uri"));
  const char *expires = json_string_value (json_object_get (answer, "expires"));

  if (uri == NULL || expires == NULL)
    return foyer_cli_refuse (FOYER_EXIT_UNREACHABLE, error,
                             _("the hub gave no enrolment code: check that it is a Foyer hub"));
  if (png != NULL && !foyer_qr_write_png (uri, png, error))
    return FOYER_EXIT_NO_OUTPUT;
  if (cli->json) {
    foyer_output_json (json_pack ("{s:s, s:s}", "uri", uri, "expires", expires));
    return FOYER_EXIT_DONE;
  }
  g_print ("%s\n", uri);
  if (isatty (STDOUT_FILENO)) {
    g_autofree char *drawing = foyer_qr_draw (uri);

    g_print ("%s", drawing);
    g_print (_("Show this to the kiosk. It works once, until %s.\n"), expires);
  }
  return FOYER_EXIT_DONE;
}

static FoyerExit
ask_for_code (const FoyerCli *cli, const char *name, const char *png, GError **error)
{
  g_autoptr (FoyerOrganizer) organizer = foyer_source_open_hub (cli, error);
  g_autoptr (FoyerEvent) event = organizer ? foyer_source_hub_event (cli, organizer, error) : NULL;
  g_autoptr (json_t) answer = event ? foyer_organizer_enrolment (organizer, event->id, name, error)
                                    : NULL;

  return answer ? show_code (cli, answer, png, error) : FOYER_EXIT_INTERNAL;
}

/* The kiosk's side: a machine without a camera. */

static FoyerExit
enrol_here (const FoyerCli *cli, const char *state, const char *with, GError **error)
{
  g_autofree char *text = g_str_equal (with, "-") ? foyer_source_read_input (MAX_URI, error)
                                                  : g_strdup (with);
  g_autoptr (GError) failure = NULL;
  g_autoptr (FoyerEnrolment) enrolment =
    text ? foyer_enrol_with_uri (g_strstrip (text), state, &failure) : NULL;

  if (g_error_matches (failure, FOYER_CONNECTOR_ERROR, FOYER_CONNECTOR_ERROR_ENROLMENT))
    return foyer_cli_refuse (FOYER_EXIT_NOT_ALLOWED, error,
                             _("the hub does not take this code, it was used or is too old: make a "
                               "new one with foyer enrol --name"));
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  if (enrolment == NULL)
    return FOYER_EXIT_INTERNAL;
  if (cli->json)
    foyer_output_json (json_pack ("{s:s, s:s, s:s, s:s}", "kiosk", enrolment->kiosk, "name",
                                  enrolment->name, "event", enrolment->event, "address",
                                  enrolment->address));
  else
    foyer_output_row (enrolment->kiosk, enrolment->name, enrolment->address, NULL);
  return FOYER_EXIT_DONE;
}

FoyerExit
foyer_command_enrol (FoyerCli *cli, int argc, char *argv[], GError **error)
{
  g_autofree char *name = NULL;
  g_autofree char *png = NULL;
  g_autofree char *state = NULL;
  g_autofree char *with = NULL;
  const GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_STRING, &name,
      N_("Ask the hub for a code for the kiosk of this name"), "NAME" },
    { "qr", 0, 0, G_OPTION_ARG_FILENAME, &png, N_("Write the code as a picture too"), "FILE.png" },
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &state, N_("Enrol this machine: its state folder"),
      "DIR" },
    { "with", 0, 0, G_OPTION_ARG_STRING, &with,
      N_("The code to enrol with; - reads it from standard input"), "URI" },
    G_OPTION_ENTRY_NULL
  };

  if (!foyer_cli_parse (cli, entries, FOYER_CLI_HUB, N_("--name NAME | --state DIR --with URI"),
                        N_("Lets a kiosk work for the event: makes the code that the kiosk has to "
                           "see, or enrols this machine with one."), &argc, &argv, error))
    return FOYER_EXIT_USAGE;
  if (argc > 1 || (name != NULL) == (state != NULL) || (state != NULL) != (with != NULL))
    return foyer_cli_refuse (FOYER_EXIT_USAGE, error,
                             _("neither a new code nor the use of one: say --name, or --state "
                               "and --with"));
  return name ? ask_for_code (cli, name, png, error) : enrol_here (cli, state, with, error);
}
