/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "headcount.h"
#include "output.h"
#include "report.h"
#include "source.h"

#include <glib/gi18n.h>

#define N_COLUMNS 11

static const struct {
  const char *name;
  const char *heading;
  gsize       offset;
} numbers[N_COLUMNS - 1] = {
  { "expected",      N_("expected"),      G_STRUCT_OFFSET (FoyerHeadcount, expected) },
  { "came",          N_("came"),          G_STRUCT_OFFSET (FoyerHeadcount, came) },
  { "came_expected", N_("of those expected"), G_STRUCT_OFFSET (FoyerHeadcount, came_expected) },
  { "walk_ins",      N_("walk-ins"),      G_STRUCT_OFFSET (FoyerHeadcount, walk_ins) },
  { "came_others",   N_("others let in"), G_STRUCT_OFFSET (FoyerHeadcount, came_others) },
  { "no_shows",      N_("no-shows"),      G_STRUCT_OFFSET (FoyerHeadcount, no_shows) },
  { "came_cancelled", N_("cancelled since"), G_STRUCT_OFFSET (FoyerHeadcount, came_cancelled) },
  { "inside",        N_("here now"),      G_STRUCT_OFFSET (FoyerHeadcount, inside) },
  { "admissions",    N_("admissions"),    G_STRUCT_OFFSET (FoyerHeadcount, admissions) },
  { "conflicts",     N_("conflicts"),     G_STRUCT_OFFSET (FoyerHeadcount, conflicts) },
};

/* Printing. */

static void
print_json (const json_t *report)
{
  json_t *row;
  size_t i;

  json_array_foreach (json_object_get (report, "headcounts"), i, row)
    foyer_output_json (json_incref (row));
  foyer_output_json (json_pack ("{s:O, s:O}", "registrations",
                                json_object_get (report, "registrations"), "people",
                                json_object_get (report, "people")));
}

static const char *
row_name (const FoyerEvent *event, const json_t *row)
{
  const char *id = json_string_value (json_object_get (row, "list"));
  const FoyerList *list = id ? foyer_event_list (event, id) : NULL;
  const char *name = list ? foyer_words_in (list->name, foyer_cli_language ()) : id;

  return name ? name : _("whole event");
}

static void
add_row (FoyerGrid *grid, const FoyerEvent *event, const json_t *row)
{
  const char *cells[N_COLUMNS] = { row_name (event, row) };
  char texts[N_COLUMNS - 1][24];

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++) {
    g_snprintf (texts[i], sizeof texts[i], "%" JSON_INTEGER_FORMAT,
                json_integer_value (json_object_get (row, numbers[i].name)));
    cells[i + 1] = texts[i];
  }
  foyer_grid_add (grid, cells);
}

static void
print_table (const FoyerEvent *event, const json_t *report)
{
  g_autoptr (FoyerGrid) grid = foyer_grid_new (N_COLUMNS);
  const char *headings[N_COLUMNS] = { foyer_words_in (event->name, foyer_cli_language ()) };
  const json_t *row;
  size_t i;

  for (i = 0; i < G_N_ELEMENTS (numbers); i++)
    headings[i + 1] = _(numbers[i].heading);
  foyer_grid_add (grid, headings);
  json_array_foreach (json_object_get (report, "headcounts"), i, row)
    add_row (grid, event, row);
  foyer_grid_print (grid);
  g_print (_("%d registrations of %d people in all\n"),
           (int) json_integer_value (json_object_get (report, "registrations")),
           (int) json_integer_value (json_object_get (report, "people")));
}

static FoyerExit
print_report (const FoyerCli *cli, const FoyerEvent *event, const json_t *report)
{
  if (report == NULL)
    return FOYER_EXIT_INTERNAL;
  if (cli->json)
    print_json (report);
  else
    print_table (event, report);
  return FOYER_EXIT_DONE;
}

static FoyerExit
report_hub (const FoyerCli *cli, GError **error)
{
  g_autoptr (FoyerOrganizer) organizer = foyer_source_open_hub (cli, error);
  g_autoptr (FoyerEvent) event = organizer ? foyer_source_hub_event (cli, organizer, error) : NULL;
  g_autoptr (json_t) report = event ? foyer_organizer_report (organizer, event->id, error) : NULL;

  return print_report (cli, event, report);
}

static FoyerExit
report_store (const FoyerCli *cli, GError **error)
{
  g_autoptr (FoyerStore) store = foyer_source_open_store (cli, FOYER_STORE_READ, FALSE, error);
  g_autoptr (FoyerEvent) event = store ? foyer_source_store_event (cli, store, error) : NULL;
  g_autoptr (json_t) report = event ? foyer_report_make (store, error) : NULL;

  return print_report (cli, event, report);
}

FoyerExit
foyer_command_report (FoyerCli *cli, int argc, char *argv[], GError **error)
{
  if (!foyer_cli_parse (cli, NULL, FOYER_CLI_HUB | FOYER_CLI_STORE, NULL,
                        N_("Counts people, not scans: who was expected, who came."), &argc, &argv,
                        error))
    return FOYER_EXIT_USAGE;
  if (argc > 1)
    return foyer_cli_refuse (FOYER_EXIT_USAGE, error, _("report takes no words: see --help"));
  return cli->store ? report_store (cli, error) : report_hub (cli, error);
}
