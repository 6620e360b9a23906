/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "import-report.h"
#include "import-send.h"
#include "output.h"
#include "paste.h"
#include "registry.h"
#include "source.h"

#include <glib/gi18n.h>

/* A chat, not a book. */
#define MAX_PASTE (1024 * 1024)

/* What was asked for. */
typedef struct {
  char    *file;
  char    *channel;
  char   **columns;
  char    *undo;
  gint64   cap;
  gboolean dry;
  gboolean strict;
  gboolean renumbered;
  gboolean paid;
  gboolean save;
  gboolean paste;
  gboolean yes;
  gboolean partly;
  gboolean list;
  gboolean channels;
} Options;

/* Where it goes: one of both. */
typedef struct {
  FoyerOrganizer *organizer;
  FoyerStore     *store;
  FoyerEvent     *event;
} Target;

static void
target_clear (Target *self)
{
  g_clear_pointer (&self->organizer, foyer_organizer_free);
  g_clear_pointer (&self->store, foyer_store_close);
  g_clear_pointer (&self->event, foyer_event_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Target, target_clear)

static gboolean
target_open (Target *self, const FoyerCli *cli, GError **error)
{
  if (cli->store != NULL) {
    self->store = foyer_source_open_store (cli, FOYER_STORE_OWN, FALSE, error);
    self->event = self->store ? foyer_source_store_event (cli, self->store, error) : NULL;
  }
  else {
    self->organizer = foyer_source_open_hub (cli, error);
    self->event = self->organizer ? foyer_source_hub_event (cli, self->organizer, error) : NULL;
  }
  return self->event != NULL;
}

static json_t *
target_ask (Target *self, const char *what, const json_t *ask, GError **error)
{
  return self->store ? foyer_source_organize_in (self->store, what, ask, error)
                     : foyer_organizer_organize (self->organizer, self->event->id, what, ask, error);
}

/* Columns that were said, now or before. */

static json_t *
find_channel (const json_t *channels, const char *name)
{
  json_t *channel;
  size_t i;

  json_array_foreach (channels, i, channel) {
    if (g_strcmp0 (json_string_value (json_object_get (channel, "channel")), name) == 0)
      return channel;
  }
  return NULL;
}

/* What is said now comes last, and so stands. */
static char **
gather_columns (const Options *options, const json_t *saved)
{
  g_autoptr (GStrvBuilder) columns = g_strv_builder_new ();
  const json_t *column;
  size_t i;

  json_array_foreach (saved, i, column)
    g_strv_builder_add (columns, json_string_value (column));
  if (options->columns != NULL)
    g_strv_builder_addv (columns, (const char **) options->columns);
  return g_strv_builder_end (columns);
}

static char **
known_columns (Target *target, const Options *options, GError **error)
{
  g_autoptr (json_t) ask = json_object ();
  g_autoptr (json_t) answer = target->event ? target_ask (target, "channels", ask, error) : json_object ();
  const json_t *channel = find_channel (json_object_get (answer, "channels"), options->channel);

  return answer ? gather_columns (options, json_object_get (channel, "columns")) : NULL;
}

static gboolean
save_settings (Target *target, const Options *options, char **columns, GError **error)
{
  g_autoptr (json_t) ask = json_pack ("{s:s}", "channel", options->channel);
  g_autoptr (json_t) answer = NULL;

  if (options->save) {
    json_t *array = json_array ();

    for (gsize i = 0; columns[i] != NULL; i++)
      json_array_append_new (array, json_string (columns[i]));
    json_object_set_new (ask, "columns", array);
  }
  if (options->cap >= 0)
    json_object_set_new (ask, "cap", options->cap > 0 ? json_integer (options->cap) : json_null ());
  if (json_object_size (ask) == 1)
    return TRUE;
  answer = target_ask (target, "channels/set", ask, error);
  return answer != NULL;
}

/* Reading. */

static FoyerIntake *
read_paste (const Options *options, const char *zone, GError **error)
{
  g_autofree char *text = NULL;

  if (options->file != NULL && !g_str_equal (options->file, "-")) {
    if (!g_file_get_contents (options->file, &text, NULL, error))
      return NULL;
  }
  else
    text = foyer_source_read_input (MAX_PASTE, error);
  if (text == NULL)
    return NULL;
  if (g_utf8_validate (text, -1, NULL))
    return foyer_paste_read (text, _("the pasted text"), options->channel, zone, error);
  foyer_cli_refuse (FOYER_EXIT_DATA, error, _("the pasted text is not UTF-8: paste it again"));
  return NULL;
}

/* Who has not paid through the channel pays at the door. */
static void
charge (const FoyerEvent *event, GPtrArray *drafts)
{
  for (guint i = 0; i < drafts->len; i++) {
    FoyerRegistration *draft = g_ptr_array_index (drafts, i);

    if (draft->payment_due == 0)
      draft->payment_due = foyer_event_price_for (event, draft->category);
  }
}

/* FALSE with an error when the file is unusable, or rows are refused and that
 * is not allowed. */
static FoyerIntake *
load (const FoyerCli *cli, const Options *options, char **columns, const FoyerEvent *event,
      GError **error)
{
  const char *zone = event && event->zone ? event->zone : "UTC";
  FoyerIntakeSource source = { options->channel, zone, (const char * const *) columns };
  g_autoptr (FoyerIntake) intake = options->paste ? read_paste (options, zone, error)
                                                  : foyer_intake_load (options->file, &source, error);

  if (intake == NULL)
    return NULL;
  foyer_import_report_remarks (cli, intake);
  if (event != NULL && !options->paid)
    charge (event, intake->drafts);
  if (!options->strict || intake->refusals->len == 0)
    return g_steal_pointer (&intake);
  foyer_cli_refuse (FOYER_EXIT_NO, error,
                    _("rows are refused, so nothing was sent: correct them, or leave out "
                      "--strict"));
  return NULL;
}

/* Bringing them in. */

/* For people: a program asks for the channels when it wants them. */
static gboolean
report_pace (const FoyerCli *cli, Target *target, const char *channel, GError **error)
{
  g_autoptr (json_t) ask = json_object ();
  g_autoptr (json_t) answer = NULL;

  if (cli->json)
    return TRUE;
  answer = target_ask (target, "channels", ask, error);
  if (answer != NULL)
    foyer_import_report_channels (cli, json_object_get (answer, "channels"), channel);
  return answer != NULL;
}

static FoyerExit
send (const FoyerCli *cli, const Options *options, Target *target, char **columns,
      const FoyerIntake *intake, GError **error)
{
  g_autofree char *file = options->file ? g_path_get_basename (options->file) : g_strdup ("-");
  FoyerImportSend sending = { intake, options->channel, file, options->renumbered, options->dry };
  g_autoptr (json_t) answer =
    target->store ? foyer_import_send_to_store (&sending, target->store, error)
                  : foyer_import_send_to_hub (&sending, target->organizer, target->event->id, error);

  if (answer == NULL)
    return FOYER_EXIT_INTERNAL;
  if (options->dry) {
    foyer_import_report_answer (cli, answer, intake->refusals->len, TRUE);
    return FOYER_EXIT_DONE;
  }
  if (!save_settings (target, options, columns, error) ||
      !report_pace (cli, target, options->channel, error))
    return FOYER_EXIT_INTERNAL;
  foyer_import_report_answer (cli, answer, intake->refusals->len, FALSE);
  return FOYER_EXIT_DONE;
}

/* Without a hub a dry run still says what was understood. */
static gboolean
may_go_without (const FoyerCli *cli, const Options *options, GError **failure)
{
  if (!options->dry || cli->store != NULL || cli->hub != NULL)
    return FALSE;
  g_printerr (_("there is no hub to ask, so nothing is said of who is new\n"));
  g_clear_error (failure);
  return TRUE;
}

static FoyerExit
bring_in (const FoyerCli *cli, const Options *options, GError **error)
{
  g_auto (Target) target = { 0 };
  g_autoptr (GError) failure = NULL;
  g_auto (GStrv) columns = NULL;
  g_autoptr (FoyerIntake) intake = NULL;

  if (!target_open (&target, cli, &failure) && !may_go_without (cli, options, &failure)) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FOYER_EXIT_INTERNAL;
  }
  columns = known_columns (&target, options, error);
  intake = columns ? load (cli, options, columns, target.event, error) : NULL;
  if (intake == NULL)
    return FOYER_EXIT_INTERNAL;
  if (options->paste)
    foyer_import_report_people (cli, intake);
  else if (options->dry)
    foyer_import_report_understood (cli, intake);
  if (options->paste && !options->yes && !options->dry) {
    g_printerr (_("nothing was sent yet: say --yes when this is right\n"));
    return FOYER_EXIT_DONE;
  }
  return target.event ? send (cli, options, &target, columns, intake, error) : FOYER_EXIT_DONE;
}

/* Looking after them. */

static FoyerExit
undo (const FoyerCli *cli, const Options *options, GError **error)
{
  g_autoptr (json_t) ask = json_pack ("{s:s, s:b}", "import", options->undo, "partly", options->partly);
  g_autoptr (json_t) answer = foyer_source_organize (cli, "imports/undo", ask, error);

  if (answer == NULL)
    return FOYER_EXIT_INTERNAL;
  if (cli->json)
    foyer_output_json (json_incref (answer));
  else if (json_integer_value (json_object_get (answer, "left")) > 0)
    g_print (_("taken back, but for %d registrations that were used or changed since\n"),
             (int) json_integer_value (json_object_get (answer, "left")));
  else
    g_print (_("taken back\n"));
  return FOYER_EXIT_DONE;
}

static void
print_import (const json_t *import)
{
  g_autofree char *n_new = g_strdup_printf ("%lld",
                                            (long long) json_integer_value (json_object_get (import, "new")));
  g_autofree char *n_changed =
    g_strdup_printf ("%lld", (long long) json_integer_value (json_object_get (import, "changed")));
  const char *file = json_string_value (json_object_get (import, "file"));

  foyer_output_row (json_string_value (json_object_get (import, "import")),
                    json_string_value (json_object_get (import, "at")),
                    json_string_value (json_object_get (import, "channel")), file ? file : "", n_new,
                    n_changed, NULL);
}

static FoyerExit
list_imports (const FoyerCli *cli, GError **error)
{
  g_autoptr (json_t) ask = json_object ();
  g_autoptr (json_t) answer = foyer_source_organize (cli, "imports", ask, error);
  json_t *import;
  size_t i;

  if (answer == NULL)
    return FOYER_EXIT_INTERNAL;
  json_array_foreach (json_object_get (answer, "imports"), i, import) {
    if (cli->json)
      foyer_output_json (json_incref (import));
    else
      print_import (import);
  }
  return FOYER_EXIT_DONE;
}

static FoyerExit
show_channels (const FoyerCli *cli, const Options *options, GError **error)
{
  g_autoptr (json_t) ask = json_object ();
  g_autoptr (json_t) answer = foyer_source_organize (cli, "channels", ask, error);

  if (answer == NULL)
    return FOYER_EXIT_INTERNAL;
  foyer_import_report_channels (cli, json_object_get (answer, "channels"), options->channel);
  return FOYER_EXIT_DONE;
}

static FoyerExit
run (const FoyerCli *cli, const Options *options, GError **error)
{
  if (options->list)
    return list_imports (cli, error);
  if (options->undo != NULL)
    return undo (cli, options, error);
  if (options->channels)
    return show_channels (cli, options, error);
  if (options->channel == NULL || *options->channel == '\0')
    return foyer_cli_refuse (FOYER_EXIT_USAGE, error,
                             _("no channel: name with --channel how these people signed up"));
  return bring_in (cli, options, error);
}

static void
options_clear (Options *self)
{
  g_free (self->channel);
  g_strfreev (self->columns);
  g_free (self->undo);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

FoyerExit
foyer_command_import (FoyerCli *cli, int argc, char *argv[], GError **error)
{
  g_auto (Options) options = { .cap = -1 };
  const GOptionEntry entries[] = {
    { "channel", 0, 0, G_OPTION_ARG_STRING, &options.channel,
      N_("Through which these people signed up: own-form, partner…"), "NAME" },
    { "column", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.columns,
      N_("What a column means, where it is not understood: 备用电话=phone"), "HEADER=MEANING" },
    { "save", 0, 0, G_OPTION_ARG_NONE, &options.save,
      N_("Remember the columns for the channel's next file"), NULL },
    { "cap", 0, 0, G_OPTION_ARG_INT64, &options.cap,
      N_("At most how many the channel was to bring; 0 forgets that"), "N" },
    { "paste", 0, 0, G_OPTION_ARG_NONE, &options.paste,
      N_("The file, or standard input, is what people wrote in a chat"), NULL },
    { "yes", 0, 0, G_OPTION_ARG_NONE, &options.yes, N_("What was pasted was understood; send it"), NULL },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry,
      N_("Say what would become of each row, and change nothing"), NULL },
    { "strict", 0, 0, G_OPTION_ARG_NONE, &options.strict, N_("Send nothing if a row is refused"), NULL },
    { "renumbered", 0, 0, G_OPTION_ARG_NONE, &options.renumbered,
      N_("The file's numbers were given anew: know people by contact and name"), NULL },
    { "paid", 0, 0, G_OPTION_ARG_NONE, &options.paid,
      N_("Where the event has a price: these have paid already"), NULL },
    { "list", 0, 0, G_OPTION_ARG_NONE, &options.list, N_("List the imports that can be undone"), NULL },
    { "undo", 0, 0, G_OPTION_ARG_STRING, &options.undo, N_("Take an import back exactly"), "ID" },
    { "partly", 0, 0, G_OPTION_ARG_NONE, &options.partly,
      N_("With --undo: leave what was used or changed since"), NULL },
    { "channels", 0, 0, G_OPTION_ARG_NONE, &options.channels,
      N_("Count who signed up by each channel, day by day"), NULL },
    G_OPTION_ENTRY_NULL
  };

  if (!foyer_cli_parse (cli, entries, FOYER_CLI_HUB | FOYER_CLI_STORE, N_("FILE --channel NAME"),
                        N_("Brings in registrations from a table or a chat. The same file again changes "
                           "nothing."), &argc, &argv, error))
    return FOYER_EXIT_USAGE;
  options.file = argc > 1 ? argv[1] : NULL;
  if (argc > 2 || (argc < 2 && !options.list && !options.undo && !options.channels && !options.paste))
    return foyer_cli_refuse (FOYER_EXIT_USAGE, error, _("one file at a time: name the table"));
  return run (cli, &options, error);
}
