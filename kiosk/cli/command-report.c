/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "clock.h"
#include "output.h"
#include "paper.h"
#include "report-tables.h"
#include "report-who.h"
#include "report.h"
#include "source.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct {
  char *format;
  char *output;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->format);
  g_free (self->output);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* On the terminal. */

static void
print_table (const FoyerPaperTable *table)
{
  g_autoptr (FoyerGrid) grid = foyer_grid_new (table->n_columns);

  if (table->title != NULL)
    g_print ("\n%s\n", table->title);
  for (guint row = 0; row < table->rows->len; row++)
    foyer_grid_add (grid, (const char * const *) g_ptr_array_index (table->rows, row));
  foyer_grid_print (grid);
}

static FoyerExit
print_tables (const FoyerEvent *event, const json_t *report)
{
  g_autoptr (FoyerReportTables) tables = foyer_report_tables_new (event, report);

  for (guint i = 0; i < tables->tables->len; i++)
    print_table (g_ptr_array_index (tables->tables, i));
  g_print (_("%d registrations of %d people in all\n"),
           (int) json_integer_value (json_object_get (report, "registrations")),
           (int) json_integer_value (json_object_get (report, "people")));
  return FOYER_EXIT_DONE;
}

/* A line each list, and one with all the rest. */
static FoyerExit
print_json (const json_t *report)
{
  json_t *rest = json_copy ((json_t *) report);
  json_t *row;
  size_t i;

  json_array_foreach (json_object_get (report, "headcounts"), i, row)
    foyer_output_json (json_incref (row));
  json_object_del (rest, "headcounts");
  foyer_output_json (rest);
  return FOYER_EXIT_DONE;
}

/* In a file. */

static FoyerExit
write_bytes (const char *path, const char *bytes, gssize length, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (g_file_set_contents (path, bytes, length, &failure)) {
    foyer_output_file (path);
    return FOYER_EXIT_DONE;
  }
  return foyer_cli_refuse (FOYER_EXIT_NO_OUTPUT, error, "%s: %s", path, failure->message);
}

static FoyerExit
write_csv (const FoyerReportTables *tables, const char *path, GError **error)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < tables->tables->len; i++) {
    const FoyerPaperTable *table = g_ptr_array_index (tables->tables, i);
    g_autofree char *csv = foyer_paper_table_to_csv (table);

    /* One byte order mark is enough for a file. */
    g_string_append_printf (all, "%s%s\r\n%s", i ? "\r\n" : "\xef\xbb\xbf",
                            table->title ? table->title : "", csv + 3);
  }
  return write_bytes (path, all->str, (gssize) all->len, error);
}

static FoyerExit
write_pdf (const FoyerEvent *event, FoyerReportTables *tables, const char *path, GError **error)
{
  const char *language = foyer_cli_language ();
  g_autoptr (FoyerPaper) paper = foyer_paper_new (foyer_words_in (event->name, language),
                                                  foyer_words_in (event->place, language));
  g_autoptr (FoyerDocument) document = NULL;
  g_autoptr (GBytes) pdf = NULL;

  for (guint i = 0; i < tables->tables->len; i++) {
    FoyerPaperTable *table = g_ptr_array_index (tables->tables, i);

    if (foyer_report_tables_is_chart (tables, table))
      foyer_paper_add_bars (paper, table);
    else
      foyer_paper_add_table (paper, table);
  }
  g_ptr_array_set_free_func (tables->tables, NULL);
  document = foyer_paper_to_document (g_steal_pointer (&paper));
  pdf = foyer_document_to_pdf (document, error);
  if (pdf == NULL)
    return FOYER_EXIT_NO_OUTPUT;
  return write_bytes (path, g_bytes_get_data (pdf, NULL), (gssize) g_bytes_get_size (pdf), error);
}

static FoyerExit
write_xlsx (const FoyerReportTables *tables, const char *path, GError **error)
{
  if (!foyer_report_tables_to_xlsx (tables, path, error))
    return FOYER_EXIT_NO_OUTPUT;
  foyer_output_file (path);
  return FOYER_EXIT_DONE;
}

static FoyerExit
write_report (const Options *options, const FoyerEvent *event, const json_t *report, GError **error)
{
  g_autoptr (FoyerReportTables) tables = foyer_report_tables_new (event, report);

  if (g_strcmp0 (options->format, "csv") == 0)
    return write_csv (tables, options->output, error);
  if (g_strcmp0 (options->format, "xlsx") == 0)
    return write_xlsx (tables, options->output, error);
  return write_pdf (event, tables, options->output, error);
}

static FoyerExit
give_report (const FoyerCli *cli, const Options *options, const FoyerEvent *event,
             const json_t *report, GError **error)
{
  if (report == NULL)
    return FOYER_EXIT_INTERNAL;
  if (options->output != NULL)
    return write_report (options, event, report, error);
  return cli->json ? print_json (report) : print_tables (event, report);
}

static FoyerExit
report_hub (const FoyerCli *cli, const Options *options, GError **error)
{
  g_autoptr (FoyerOrganizer) organizer = foyer_source_open_hub (cli, error);
  g_autoptr (FoyerEvent) event = organizer ? foyer_source_hub_event (cli, organizer, error) : NULL;
  g_autoptr (json_t) report = event ? foyer_organizer_report (organizer, event->id, error) : NULL;

  return give_report (cli, options, event, report, error);
}

static FoyerExit
report_store (const FoyerCli *cli, const Options *options, GError **error)
{
  g_autoptr (FoyerStore) store = foyer_source_open_store (cli, FOYER_STORE_READ, FALSE, error);
  g_autoptr (FoyerEvent) event = store ? foyer_source_store_event (cli, store, error) : NULL;
  g_autoptr (json_t) report = event && foyer_store_begin_read (store, error)
                                ? foyer_report_make (store, foyer_clock_now_us (), error) : NULL;

  return give_report (cli, options, event, report, error);
}

/* By --format, else by how the file is called. */
static FoyerExit
choose_format (Options *options, GError **error)
{
  static const char * const formats[] = { "csv", "xlsx", "pdf", NULL };
  const char *dot = options->output ? strrchr (options->output, '.') : NULL;

  if (options->output == NULL)
    return options->format == NULL
             ? FOYER_EXIT_DONE
             : foyer_cli_refuse (FOYER_EXIT_USAGE, error,
                                 _("--format needs a file: say where with --output"));
  if (options->format == NULL && dot != NULL)
    options->format = g_strdup (dot + 1);
  if (options->format != NULL && g_strv_contains (formats, options->format))
    return FOYER_EXIT_DONE;
  return foyer_cli_refuse (FOYER_EXIT_USAGE, error, 
                           _("%s: a report is written as csv, xlsx or pdf"), options->output);
}

FoyerExit
foyer_command_report (FoyerCli *cli, int argc, char *argv[], GError **error)
{
  g_auto (Options) options = { NULL };
  g_auto (FoyerReportNumber) who = { NULL };
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, N_("Write the report to this file"),
      N_("FILE") },
    { "format", 0, 0, G_OPTION_ARG_STRING, &options.format,
      N_("csv, xlsx or pdf; else by the file's name"), N_("FORMAT") },
    { "who", 0, 0, G_OPTION_ARG_STRING, &who.number,
      N_("List the people behind a number: expected, came, no_shows, walk_ins…"), N_("NUMBER") },
    { "list", 0, 0, G_OPTION_ARG_STRING, &who.list, N_("Of this list; else of the whole event"), "ID" },
    { "category", 0, 0, G_OPTION_ARG_STRING, &who.category, N_("Only of this category"), N_("WORD") },
    { "channel", 0, 0, G_OPTION_ARG_STRING, &who.channel, N_("Only through this channel"), N_("NAME") },
    { "from", 0, 0, G_OPTION_ARG_STRING, &who.from, N_("Of arrivals, the ten minutes from then on"),
      N_("TIME") },
    { "and", 0, 0, G_OPTION_ARG_STRING, &who.other, N_("Of both, the other list"), "ID" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &who.reason, N_("Of refused, for this verdict"), N_("VERDICT") },
    { "staff", 0, 0, G_OPTION_ARG_STRING, &who.staff, N_("Of paid, to these volunteers"), "ID" },
    { "full", 0, 0, G_OPTION_ARG_NONE, &who.full, N_("Print phone numbers as they are"), NULL },
    { NULL }
  };
  FoyerExit status;

  if (!foyer_cli_parse (cli, entries, FOYER_CLI_HUB | FOYER_CLI_STORE, NULL,
                        N_("Counts people, not scans: who was expected, who came."), &argc, &argv,
                        error))
    return FOYER_EXIT_USAGE;
  if (argc > 1)
    return foyer_cli_refuse (FOYER_EXIT_USAGE, error, _("report takes no words: see --help"));
  if (who.number != NULL)
    return foyer_report_who (cli, &who, error);
  status = choose_format (&options, error);
  if (status != FOYER_EXIT_DONE)
    return status;
  return cli->store ? report_store (cli, &options, error) : report_hub (cli, &options, error);
}
