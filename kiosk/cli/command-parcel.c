/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "clock.h"
#include "journal.h"
#include "output.h"
#include "parcel.h"
#include "source.h"

#include <glib/gi18n.h>

/* A kiosk's side: seal what is unsent into a file. */

static GPtrArray *
read_unsent (const FoyerEnrolment *enrolment, const char *state, GError **error)
{
  g_autofree char *path = foyer_enrolment_replica_path (enrolment, state);
  g_autoptr (FoyerStore) store = foyer_store_open (path, FOYER_STORE_READ, error);

  return store ? foyer_journal_unsent (store, 0, G_MAXINT32, error) : NULL;
}

static FoyerExit
make (const FoyerCli *cli, const char *state, const char *file, GError **error)
{
  g_autoptr (FoyerEnrolment) enrolment = state ? foyer_enrolment_load (state, error) : NULL;
  g_autoptr (GPtrArray) entries = enrolment ? read_unsent (enrolment, state, error) : NULL;
  g_autoptr (json_t) parcel = NULL;
  g_autofree char *text = NULL;

  if (state == NULL)
    return foyer_cli_refuse (FOYER_EXIT_USAGE, error, _("say which kiosk: its folder, with --state"));
  if (entries == NULL)
    return FOYER_EXIT_INTERNAL;
  parcel = foyer_parcel_seal (enrolment, entries, foyer_clock_now_us ());
  if (parcel == NULL)
    return foyer_cli_refuse (FOYER_EXIT_DATA, error,
                             _("the hub's key in the enrolment is damaged: enrol this kiosk again"));
  text = foyer_json_line (parcel);
  if (!g_file_set_contents_full (file, text, -1,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, NULL))
    return foyer_cli_refuse (FOYER_EXIT_NO_OUTPUT, error, _("%s can't be written: name another file"),
                             file);
  if (cli->json)
    foyer_output_json (json_pack ("{s:s, s:i}", "file", file, "entries", (int) entries->len));
  else
    g_print (ngettext ("%u entry, sealed for the hub\n", "%u entries, sealed for the hub\n",
                       entries->len), entries->len);
  return FOYER_EXIT_DONE;
}

/* The organizer's side. */

static void
print_parcel (const json_t *parcel)
{
  g_autofree char *entries =
    g_strdup_printf ("%lld", (long long) json_integer_value (json_object_get (parcel, "entries")));

  foyer_output_row (json_string_value (json_object_get (parcel, "id")),
                    json_string_value (json_object_get (parcel, "name")),
                    json_string_value (json_object_get (parcel, "made")), entries,
                    json_is_true (json_object_get (parcel, "opened")) ? _("opened") : "", NULL);
}

static FoyerExit
list (const FoyerCli *cli, FoyerOrganizer *organizer, const char *event, GError **error)
{
  g_autoptr (json_t) answer = foyer_organizer_parcels (organizer, event, error);
  json_t *parcel;
  size_t i;

  if (answer == NULL)
    return FOYER_EXIT_INTERNAL;
  json_array_foreach (json_object_get (answer, "parcels"), i, parcel) {
    if (cli->json)
      foyer_output_json (json_incref (parcel));
    else
      print_parcel (parcel);
  }
  return FOYER_EXIT_DONE;
}

static json_t *
read_parcel (const char *file, GError **error)
{
  g_autofree char *text = NULL;
  gsize length;

  return g_file_get_contents (file, &text, &length, error)
           ? foyer_json_parse (text, (gssize) length, error) : NULL;
}

static FoyerExit
send_file (const FoyerCli *cli, FoyerOrganizer *organizer, const char *event, const char *file,
           GError **error)
{
  g_autoptr (json_t) parcel = read_parcel (file, error);
  g_autoptr (json_t) answer =
    parcel ? foyer_organizer_send_parcel (organizer, event, parcel, error) : NULL;

  if (answer == NULL)
    return FOYER_EXIT_INTERNAL;
  if (cli->json)
    foyer_output_json (g_steal_pointer (&answer));
  else
    g_print (_("%s is at the hub; open it with foyer parcel open\n"),
             json_string_value (json_object_get (answer, "id")));
  return FOYER_EXIT_DONE;
}

static FoyerExit
open_one (const FoyerCli *cli, FoyerOrganizer *organizer, const char *event, const char *id,
          GError **error)
{
  g_autoptr (json_t) answer = foyer_organizer_open_parcel (organizer, event, id, error);

  if (answer == NULL)
    return FOYER_EXIT_INTERNAL;
  if (cli->json)
    foyer_output_json (g_steal_pointer (&answer));
  else
    g_print (_("%lld taken, %lld known already, %lld refused\n"),
             (long long) json_integer_value (json_object_get (answer, "accepted")),
             (long long) json_integer_value (json_object_get (answer, "duplicate")),
             (long long) json_integer_value (json_object_get (answer, "refused")));
  return FOYER_EXIT_DONE;
}

static FoyerExit
at_hub (const FoyerCli *cli, int argc, char *argv[], GError **error)
{
  g_autoptr (FoyerOrganizer) organizer = foyer_source_open_hub (cli, error);
  g_autoptr (FoyerEvent) event = organizer ? foyer_source_hub_event (cli, organizer, error) : NULL;

  if (event == NULL)
    return FOYER_EXIT_INTERNAL;
  if (argc == 1)
    return list (cli, organizer, event->id, error);
  if (g_str_equal (argv[1], "send"))
    return send_file (cli, organizer, event->id, argv[2], error);
  return open_one (cli, organizer, event->id, argv[2], error);
}

FoyerExit
foyer_command_parcel (FoyerCli *cli, int argc, char *argv[], GError **error)
{
  g_autofree char *state = NULL;
  const GOptionEntry entries[] = {
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &state, N_("The kiosk's folder, for make"), "DIR" },
    G_OPTION_ENTRY_NULL
  };

  if (!foyer_cli_parse (cli, entries, FOYER_CLI_HUB, N_("[make FILE | send FILE | open ID]"),
                        N_("Carries a kiosk's unsent entries home in a file that only the hub can "
                           "read: makes it, brings it to the hub, lists what was brought, opens it."),
                        &argc, &argv, error))
    return FOYER_EXIT_USAGE;
  if (argc == 3 && g_str_equal (argv[1], "make"))
    return make (cli, state, argv[2], error);
  if (argc == 1 || (argc == 3 && (g_str_equal (argv[1], "send") || g_str_equal (argv[1], "open"))))
    return at_hub (cli, argc, argv, error);
  return foyer_cli_refuse (FOYER_EXIT_USAGE, error,
                           _("say nothing, make FILE, send FILE, or open ID: see --help"));
}
