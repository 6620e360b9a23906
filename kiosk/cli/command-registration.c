/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "amend.h"
#include "output.h"
#include "source.h"
#include "years.h"

#include <glib/gi18n.h>

#define MAX_AMOUNT (G_GINT64_CONSTANT (1000000000000))

/* What `foyer registration` does with its words: a decision gives a status. */
static const struct {
  const char *verb;
  FoyerStatus status;
} decisions[] = {
  { "confirm",  FOYER_STATUS_CONFIRMED },
  { "pend",     FOYER_STATUS_PENDING },
  { "waitlist", FOYER_STATUS_WAITLISTED },
  { "reject",   FOYER_STATUS_REJECTED },
  { "cancel",   FOYER_STATUS_CANCELLED },
};

/* Listing. */

/* What to look at before saying yes: years that were given, against those asked for. */
static char *
remark_on (const json_t *row, gint64 min_years)
{
  gint64 years = foyer_years_of (row);

  if (min_years <= 0)
    return g_strdup ("");
  if (years < 0)
    return g_strdup (_("years unknown"));
  return g_strdup_printf (years < min_years ? _("too few years: %d") : _("years: %d"), (int) years);
}

static void
print_registration (const FoyerCli *cli, json_t *row, gint64 min_years)
{
  g_autofree char *remark = remark_on (row, min_years);

  if (cli->json && min_years > 0 && foyer_years_of (row) >= 0)
    json_object_set_new (row, "years", json_integer (foyer_years_of (row)));
  if (cli->json)
    foyer_output_json (json_incref (row));
  else
    foyer_output_row (foyer_output_text (row, "id"), foyer_output_text (row, "status"),
                      foyer_output_text (row, "name"), foyer_output_text (row, "company"),
                      foyer_output_text (row, "title"), foyer_output_text (row, "category"),
                      foyer_output_text (row, "channel"), remark, NULL);
}

static FoyerExit
list (const FoyerCli *cli, FoyerOrganizer *organizer, const FoyerEvent *event, const char *status,
      GError **error)
{
  g_autoptr (json_t) answer = foyer_organizer_registrations (organizer, event->id, error);
  gboolean any = FALSE;
  json_t *row;
  size_t i;

  if (answer == NULL)
    return FOYER_EXIT_INTERNAL;
  json_array_foreach (json_object_get (answer, "registrations"), i, row) {
    if (status != NULL && !g_str_equal (foyer_output_text (row, "status"), status))
      continue;
    print_registration (cli, row, event->min_years);
    any = TRUE;
  }
  return any ? FOYER_EXIT_DONE : FOYER_EXIT_NO;
}

/* Deciding. */

static json_t *
ids_of (int argc, char *argv[])
{
  json_t *ids = json_array ();

  for (int i = 2; i < argc; i++)
    json_array_append_new (ids, json_string (argv[i]));
  return ids;
}

static FoyerExit
decide (const FoyerCli *cli, FoyerOrganizer *organizer, const char *event, FoyerStatus status, int argc,
        char *argv[], GError **error)
{
  g_autoptr (json_t) ids = ids_of (argc, argv);
  g_autoptr (json_t) answer = foyer_organizer_decide (organizer, event, ids, status, error);
  const json_t *promoted = json_object_get (answer, "promoted");
  const json_t *id;
  size_t i;

  if (answer == NULL)
    return FOYER_EXIT_INTERNAL;
  if (cli->json) {
    foyer_output_json (json_incref (answer));
    return FOYER_EXIT_DONE;
  }
  g_print (_("%d decided\n"), (int) json_integer_value (json_object_get (answer, "decided")));
  json_array_foreach (promoted, i, id)
    g_print (_("%s moved up from the waiting list\n"), json_string_value (id));
  return FOYER_EXIT_DONE;
}

/* Deeds: amend ID FIELD VALUE, note ID TEXT, pay or refund ID AMOUNT, reissue ID REASON. */

/* In the currency's smallest unit; what is given back is a payment below nothing. */
static json_t *
payment_of (const char *id, const char *amount, gboolean back)
{
  gint64 sum;

  if (!g_ascii_string_to_signed (amount, 10, 1, MAX_AMOUNT, &sum, NULL))
    return NULL;
  return json_pack ("{s:s, s:s, s:I}", "kind", "pay", "about", id, "amount",
                    (json_int_t) (back ? -sum : sum));
}

static json_t *
deed_of (int argc, char *argv[])
{
  if (g_str_equal (argv[1], "amend") && argc == 5 && foyer_amend_allows (argv[3]))
    return json_pack ("{s:s, s:s, s:s, s:s}", "kind", "amend", "about", argv[2], "field", argv[3], "text",
                      argv[4]);
  if ((g_str_equal (argv[1], "note") || g_str_equal (argv[1], "reissue")) && argc == 4)
    return json_pack ("{s:s, s:s, s:s}", "kind", argv[1], "about", argv[2], "text", argv[3]);
  if ((g_str_equal (argv[1], "pay") || g_str_equal (argv[1], "refund")) && argc == 4)
    return payment_of (argv[2], argv[3], g_str_equal (argv[1], "refund"));
  return NULL;
}

static FoyerExit
run (const FoyerCli *cli, const char *status, int argc, char *argv[], GError **error)
{
  g_autoptr (json_t) deed = argc > 2 ? deed_of (argc, argv) : NULL;
  g_autoptr (FoyerOrganizer) organizer = foyer_source_open_hub (cli, error);
  g_autoptr (FoyerEvent) event = organizer ? foyer_source_hub_event (cli, organizer, error) : NULL;
  g_autoptr (json_t) answer = NULL;

  if (event == NULL)
    return FOYER_EXIT_INTERNAL;
  if (argc == 1)
    return list (cli, organizer, event, status, error);
  for (gsize i = 0; i < G_N_ELEMENTS (decisions); i++) {
    if (g_str_equal (decisions[i].verb, argv[1]))
      return decide (cli, organizer, event->id, decisions[i].status, argc, argv, error);
  }
  answer = foyer_organizer_do (organizer, event->id, deed, error);
  return answer ? FOYER_EXIT_DONE : FOYER_EXIT_INTERNAL;
}

static gboolean
is_decision (const char *verb)
{
  for (gsize i = 0; i < G_N_ELEMENTS (decisions); i++) {
    if (g_str_equal (decisions[i].verb, verb))
      return TRUE;
  }
  return FALSE;
}

static gboolean
makes_sense (int argc, char *argv[])
{
  g_autoptr (json_t) deed = argc > 2 ? deed_of (argc, argv) : NULL;

  return argc == 1 || (argc > 2 && (is_decision (argv[1]) || deed != NULL));
}

FoyerExit
foyer_command_registration (FoyerCli *cli, int argc, char *argv[], GError **error)
{
  g_autofree char *status = NULL;
  const GOptionEntry entries[] = {
    { "status", 0, 0, G_OPTION_ARG_STRING, &status,
      N_("Only these: pending, confirmed, waitlisted, rejected or cancelled"), N_("STATUS") },
    { NULL }
  };

  if (!foyer_cli_parse (cli, entries, FOYER_CLI_HUB,
                        N_("[confirm|pend|waitlist|reject|cancel ID… | amend ID FIELD VALUE | note ID "
                           "TEXT | pay|refund ID AMOUNT | reissue ID REASON]"),
                        N_("Lists registrations, decides about them, or writes down what a desk would. A "
                           "place that becomes free goes to whoever waits longest."),
                        &argc, &argv, error))
    return FOYER_EXIT_USAGE;
  if (!makes_sense (argc, argv))
    return foyer_cli_refuse (FOYER_EXIT_USAGE, error, _("say what to do with whom: see --help"));
  return run (cli, status, argc, argv, error);
}
