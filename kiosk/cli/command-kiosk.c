/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "clock.h"
#include "output.h"
#include "source.h"

#include <glib/gi18n.h>

/* Listing. */

/* What a person has to see to at a kiosk; "" for nothing. */
static char *
describe_trouble (const json_t *status)
{
  json_int_t refused = json_integer_value (json_object_get (status, "refused"));
  gint64 off_us = ABS (json_integer_value (json_object_get (status, "clock_offset_us")));
  GString *text = g_string_new (NULL);

  if (refused > 0)
    g_string_append_printf (text, _("%lld refused"), (long long) refused);
  if (off_us > FOYER_CLOCK_AGREES_US) {
    g_string_append (text, text->len > 0 ? ", " : "");
    g_string_append_printf (text, _("clock %.0f minutes off"), (double) off_us / 60e6);
  }
  return g_string_free (text, FALSE);
}

static void
print_kiosk (const json_t *kiosk)
{
  const json_t *status = json_object_get (kiosk, "status");
  g_autofree char *trouble = describe_trouble (status);
  g_autofree char *unsent = NULL;

  if (status != NULL)
    unsent = g_strdup_printf ("%lld", (long long) json_integer_value (json_object_get (status, "unsent")));
  foyer_output_row (foyer_output_text (kiosk, "id"), foyer_output_text (kiosk, "name"),
                    json_is_true (json_object_get (kiosk, "revoked")) ? _("revoked") : "",
                    foyer_output_text (status, "seen"), unsent ? unsent : "",
                    json_is_true (json_object_get (status, "same")) ? _("same as the hub") : "", trouble,
                    NULL);
}

static FoyerExit
list (const FoyerCli *cli, FoyerOrganizer *organizer, const char *event, GError **error)
{
  g_autoptr (json_t) answer = foyer_organizer_kiosks (organizer, event, error);
  json_t *kiosk;
  size_t i;

  if (answer == NULL)
    return FOYER_EXIT_INTERNAL;
  json_array_foreach (json_object_get (answer, "kiosks"), i, kiosk) {
    if (cli->json)
      foyer_output_json (json_incref (kiosk));
    else
      print_kiosk (kiosk);
  }
  return FOYER_EXIT_DONE;
}

/* Changing one. */

static FoyerExit
show (const FoyerCli *cli, json_t *answer)
{
  if (answer == NULL)
    return FOYER_EXIT_INTERNAL;
  if (cli->json)
    foyer_output_json (answer);
  else {
    print_kiosk (answer);
    json_decref (answer);
  }
  return FOYER_EXIT_DONE;
}

static FoyerExit
run (const FoyerCli *cli, int argc, char *argv[], GError **error)
{
  g_autoptr (FoyerOrganizer) organizer = foyer_source_open_hub (cli, error);
  g_autoptr (FoyerEvent) event = organizer ? foyer_source_hub_event (cli, organizer, error) : NULL;

  if (event == NULL)
    return FOYER_EXIT_INTERNAL;
  if (argc == 1)
    return list (cli, organizer, event->id, error);
  if (argc == 4)
    return show (cli, foyer_organizer_name_kiosk (organizer, event->id, argv[2], argv[3], error));
  return show (cli, foyer_organizer_revoke_kiosk (organizer, event->id, argv[2], error));
}

FoyerExit
foyer_command_kiosk (FoyerCli *cli, int argc, char *argv[], GError **error)
{
  if (!foyer_cli_parse (cli, NULL, FOYER_CLI_HUB, N_("[name ID NAME | revoke ID]"),
                        N_("Lists the event's kiosks and how they are, names one, or expels one. An "
                           "expelled kiosk sends home what it has not sent yet, and wipes itself."),
                        &argc, &argv, error))
    return FOYER_EXIT_USAGE;
  if (argc == 1 || (argc == 4 && g_str_equal (argv[1], "name")) ||
      (argc == 3 && g_str_equal (argv[1], "revoke")))
    return run (cli, argc, argv, error);
  return foyer_cli_refuse (FOYER_EXIT_USAGE, error,
                           _("say nothing, name ID NAME, or revoke ID: see --help"));
}
