/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "clock.h"
#include "id.h"
#include "output.h"
#include "pin.h"
#include "source.h"

#include <glib/gi18n.h>

#define MAX_PIN 64

/* Listing. */

static FoyerExit
list (const FoyerCli *cli, const FoyerEvent *event)
{
  for (guint i = 0; i < event->staff->len; i++) {
    const FoyerStaff *staff = g_ptr_array_index (event->staff, i);

    if (cli->json)
      foyer_output_json (json_pack ("{s:s, s:s}", "staff", staff->id, "name", staff->name));
    else
      foyer_output_row (staff->id, staff->name, NULL);
  }
  return event->staff->len > 0 ? FOYER_EXIT_DONE : FOYER_EXIT_NO;
}

/* Coming. */

/* A pair takes one line: two names, one PIN, one code. */
static FoyerExit
add (const FoyerCli *cli, FoyerOrganizer *organizer, const char *event, const char *name,
     gboolean own_pin, GError **error)
{
  g_autofree char *pin = own_pin ? foyer_source_read_input (MAX_PIN, error) : foyer_pin_make ();
  g_autofree char *hash = pin ? foyer_pin_hash (g_strstrip (pin), error) : NULL;
  g_autofree char *id = foyer_id_new (foyer_clock_now_us ());
  g_autoptr (json_t) change = NULL;
  g_autoptr (json_t) answer = NULL;
  g_autoptr (json_t) codes = NULL;
  const char *code;

  if (hash == NULL)
    return FOYER_EXIT_INTERNAL;
  change = json_pack ("{s:{s:s, s:s, s:s}}", "add", "id", id, "name", name, "pin_hash", hash);
  answer = foyer_organizer_change_staff (organizer, event, change, error);
  codes = answer ? foyer_organizer_staff_codes (organizer, event, error) : NULL;
  if (codes == NULL)
    return FOYER_EXIT_INTERNAL;
  code = json_string_value (json_object_get (json_object_get (codes, "staff"), id));
  if (cli->json)
    foyer_output_json (json_pack ("{s:s, s:s, s:s*, s:s*}", "staff", id, "name", name, "pin",
                                  own_pin ? NULL : pin, "code", code));
  else
    foyer_output_row (id, name, own_pin ? "" : pin, code ? code : "", NULL);
  return FOYER_EXIT_DONE;
}

/* Going. */

static FoyerExit
dismiss (FoyerOrganizer *organizer, const char *event, const char *id, GError **error)
{
  g_autoptr (json_t) change = json_pack ("{s:s}", "remove", id);
  g_autoptr (json_t) answer = foyer_organizer_change_staff (organizer, event, change, error);

  return answer ? FOYER_EXIT_DONE : FOYER_EXIT_INTERNAL;
}

FoyerExit
foyer_command_staff (FoyerCli *cli, int argc, char *argv[], GError **error)
{
  gboolean own_pin = FALSE;
  const GOptionEntry entries[] = {
    { "pin", 0, 0, G_OPTION_ARG_NONE, &own_pin,
      N_("Read the PIN from standard input, instead of making one"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (FoyerOrganizer) organizer = NULL;
  g_autoptr (FoyerEvent) event = NULL;

  if (!foyer_cli_parse (cli, entries, FOYER_CLI_HUB, N_("[add NAME | remove ID]"),
                        N_("Lists the volunteers, lets one in on the desk, or takes that back. A "
                           "pair may share a line: two names, one PIN, one code."),
                        &argc, &argv, error))
    return FOYER_EXIT_USAGE;
  if (argc != 1 && (argc != 3 || (!g_str_equal (argv[1], "add") && !g_str_equal (argv[1], "remove"))))
    return foyer_cli_refuse (FOYER_EXIT_USAGE, error,
                             _("say nothing, add NAME, or remove ID: see --help"));
  organizer = foyer_source_open_hub (cli, error);
  event = organizer ? foyer_source_hub_event (cli, organizer, error) : NULL;
  if (event == NULL)
    return FOYER_EXIT_INTERNAL;
  if (argc == 1)
    return list (cli, event);
  return g_str_equal (argv[1], "add")
           ? add (cli, organizer, event->id, argv[2], own_pin, error)
           : dismiss (organizer, event->id, argv[2], error);
}
