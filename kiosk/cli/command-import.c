/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "clock.h"
#include "intake.h"
#include "output.h"
#include "registry.h"
#include "source.h"

#include <glib/gi18n.h>

/* So many in one request: well within what a hub takes, and progress shows. */
#define CHUNK 5000

/* What was found out about the file. */

static void
print_remark (const FoyerCli *cli, const FoyerRemark *remark)
{
  json_t *row;

  if (!cli->json) {
    g_autofree char *text = foyer_remark_text (remark);

    if (foyer_remark_kind_refuses (remark->kind))
      g_printerr (_("refused: %s\n"), text);
    else
      g_printerr ("%s\n", text);
    return;
  }
  row = json_pack ("{s:s, s:I, s:b, s:s*}", "remark", foyer_remark_kind_to_string (remark->kind),
                   "row", (json_int_t) remark->row, "refused",
                   foyer_remark_kind_refuses (remark->kind), "column", remark->column);
  if (remark->other != 0)
    json_object_set_new (row, "other", json_integer (remark->other));
  foyer_output_json (row);
}

static void
print_remarks (const FoyerCli *cli, const FoyerIntake *intake)
{
  for (guint i = 0; i < intake->refusals->len; i++)
    print_remark (cli, g_ptr_array_index (intake->refusals, i));
  for (guint i = 0; i < intake->warnings->len; i++)
    print_remark (cli, g_ptr_array_index (intake->warnings, i));
}

static void
print_columns (const FoyerCli *cli, const FoyerMapping *mapping)
{
  for (guint i = 0; i < mapping->n_columns; i++) {
    const char *meaning = foyer_column_to_string (mapping->columns[i]);

    if (cli->json)
      foyer_output_json (json_pack ("{s:s, s:s}", "column", mapping->headers[i], "meaning",
                                    meaning));
    else
      foyer_output_row (mapping->headers[i], meaning, NULL);
  }
}

static void
print_understood (const FoyerCli *cli, const FoyerIntake *intake)
{
  const char *encoding = foyer_encoding_to_string (intake->encoding);
  char delimiter[] = { intake->delimiter, '\0' };

  print_columns (cli, intake->mapping);
  if (cli->json) {
    foyer_output_json (json_pack ("{s:s, s:s, s:i, s:i, s:i}", "encoding", encoding, "delimiter",
                                  delimiter, "registrations", (int) intake->drafts->len, "refused",
                                  (int) intake->refusals->len, "warnings",
                                  (int) intake->warnings->len));
    return;
  }
  g_print (_("%s, cells separated by “%s”\n"), encoding, *delimiter == '\t' ? "\\t" : delimiter);
  g_print (_("%u registrations, %u rows refused, %u to look at; nothing was sent\n"),
           intake->drafts->len, intake->refusals->len, intake->warnings->len);
}

/* Bringing them in. */

static void
add_answer (const json_t *answer, FoyerImportSummary *summary)
{
  summary->new_rows += json_integer_value (json_object_get (answer, "new"));
  summary->changed += json_integer_value (json_object_get (answer, "changed"));
  summary->unchanged += json_integer_value (json_object_get (answer, "unchanged"));
  summary->linked += json_integer_value (json_object_get (answer, "linked"));
  summary->registrations = json_integer_value (json_object_get (answer, "registrations"));
  summary->people = json_integer_value (json_object_get (answer, "people"));
}

static gboolean
send_to_hub (FoyerOrganizer *organizer, const char *event, const char *channel, GPtrArray *drafts,
             FoyerImportSummary *summary, GError **error)
{
  guint done = 0;

  do {
    guint end = MIN (done + CHUNK, drafts->len);
    g_autoptr (json_t) rows = json_array ();
    g_autoptr (json_t) answer = NULL;

    for (; done < end; done++)
      json_array_append_new (rows, foyer_registration_to_json (g_ptr_array_index (drafts, done)));
    answer = foyer_organizer_import (organizer, event, channel, rows, error);
    if (answer == NULL)
      return FALSE;
    add_answer (answer, summary);
    foyer_output_progress (done, drafts->len);
  } while (done < drafts->len);
  return TRUE;
}

static gboolean
put_in_store (FoyerStore *store, GPtrArray *drafts, FoyerImportSummary *summary, GError **error)
{
  if (!foyer_store_begin (store, error))
    return FALSE;
  if (foyer_registry_import (store, drafts, foyer_clock_now_us (), summary, error))
    return foyer_store_commit (store, error);
  foyer_store_rollback (store);
  return FALSE;
}

static void
print_summary (const FoyerCli *cli, const FoyerImportSummary *summary, guint refused)
{
  if (cli->json) {
    foyer_output_json (json_pack ("{s:I, s:I, s:I, s:I, s:i, s:I, s:I}", "new",
                                  (json_int_t) summary->new_rows, "changed",
                                  (json_int_t) summary->changed, "unchanged",
                                  (json_int_t) summary->unchanged, "linked",
                                  (json_int_t) summary->linked, "refused", (int) refused,
                                  "registrations", (json_int_t) summary->registrations, "people",
                                  (json_int_t) summary->people));
    return;
  }
  g_print (_("%d new (%d of them people known already), %d changed, %d unchanged, %u refused\n"),
           (int) summary->new_rows, (int) summary->linked, (int) summary->changed,
           (int) summary->unchanged, refused);
  g_print (_("%d registrations of %d people in all\n"), (int) summary->registrations,
           (int) summary->people);
}

typedef struct {
  const char *file;
  const char *channel;
  gboolean    strict;
} Import;

/* FALSE with an error when the file is unusable, or rows are refused and that
 * is not allowed. */
static FoyerIntake *
load (const FoyerCli *cli, const Import *self, const FoyerEvent *event, GError **error)
{
  const char *zone = event && event->zone ? event->zone : "UTC";
  FoyerIntakeSource source = { self->channel, zone, NULL };
  g_autoptr (FoyerIntake) intake = foyer_intake_load (self->file, &source, error);

  if (intake == NULL)
    return NULL;
  print_remarks (cli, intake);
  if (!self->strict || intake->refusals->len == 0)
    return g_steal_pointer (&intake);
  foyer_cli_refuse (FOYER_EXIT_NO, error,
                    _("rows are refused, so nothing was sent: correct them, or leave out "
                      "--strict"));
  return NULL;
}

static FoyerExit
import_to_hub (const FoyerCli *cli, const Import *self, GError **error)
{
  g_autoptr (FoyerOrganizer) organizer = foyer_source_open_hub (cli, error);
  g_autoptr (FoyerEvent) event = organizer ? foyer_source_hub_event (cli, organizer, error) : NULL;
  g_autoptr (FoyerIntake) intake = event ? load (cli, self, event, error) : NULL;
  FoyerImportSummary summary = { 0 };

  if (intake == NULL ||
      !send_to_hub (organizer, event->id, self->channel, intake->drafts, &summary, error))
    return FOYER_EXIT_INTERNAL;
  print_summary (cli, &summary, intake->refusals->len);
  return FOYER_EXIT_DONE;
}

static FoyerExit
import_to_store (const FoyerCli *cli, const Import *self, GError **error)
{
  g_autoptr (FoyerStore) store = foyer_source_open_store (cli, FOYER_STORE_OWN, FALSE, error);
  g_autoptr (FoyerEvent) event = store ? foyer_source_store_event (cli, store, error) : NULL;
  g_autoptr (FoyerIntake) intake = event ? load (cli, self, event, error) : NULL;
  FoyerImportSummary summary = { 0 };

  if (intake == NULL || !put_in_store (store, intake->drafts, &summary, error))
    return FOYER_EXIT_INTERNAL;
  print_summary (cli, &summary, intake->refusals->len);
  return FOYER_EXIT_DONE;
}

static FoyerExit
dry_run (const FoyerCli *cli, const Import *self, GError **error)
{
  g_autoptr (FoyerIntake) intake = load (cli, self, NULL, error);

  if (intake == NULL)
    return FOYER_EXIT_INTERNAL;
  print_understood (cli, intake);
  return FOYER_EXIT_DONE;
}

FoyerExit
foyer_command_import (FoyerCli *cli, int argc, char *argv[], GError **error)
{
  g_autofree char *channel = NULL;
  gboolean dry = FALSE;
  gboolean strict = FALSE;
  const GOptionEntry entries[] = {
    { "channel", 0, 0, G_OPTION_ARG_STRING, &channel,
      N_("Through which these people signed up: own-form, partner…"), "NAME" },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry, N_("Say what was understood, and send nothing"),
      NULL },
    { "strict", 0, 0, G_OPTION_ARG_NONE, &strict, N_("Send nothing if a row is refused"), NULL },
    G_OPTION_ENTRY_NULL
  };
  Import self = { 0 };

  if (!foyer_cli_parse (cli, entries, FOYER_CLI_HUB | FOYER_CLI_STORE, N_("FILE --channel NAME"),
                        N_("Brings in registrations from a CSV file. The same file again changes "
                           "nothing."), &argc, &argv, error))
    return FOYER_EXIT_USAGE;
  if (argc != 2)
    return foyer_cli_refuse (FOYER_EXIT_USAGE, error, _("one file at a time: name the table"));
  if (channel == NULL || *channel == '\0')
    return foyer_cli_refuse (FOYER_EXIT_USAGE, error,
                             _("no channel: name with --channel how these people signed up"));
  self = (Import) { argv[1], channel, strict };
  if (dry)
    return dry_run (cli, &self, error);
  return cli->store ? import_to_store (cli, &self, error) : import_to_hub (cli, &self, error);
}
