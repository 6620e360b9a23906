/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "clock.h"
#include "notices.h"
#include "output.h"
#include "source.h"

#include <glib/gi18n.h>

typedef struct {
  char *audience;
  char *until;
  char *chinese;
  char *english;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->audience);
  g_free (self->until);
  g_free (self->chinese);
  g_free (self->english);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* Listing. */

static void
print_notice (const FoyerCli *cli, const FoyerEvent *event, const FoyerNotice *notice)
{
  g_autofree char *at = foyer_event_clock_time (event, notice->at_us);
  g_autofree char *until =
    notice->until_us ? foyer_event_clock_time (event, notice->until_us) : g_strdup ("");

  if (cli->json)
    foyer_output_json (foyer_notice_to_json (notice));
  else
    foyer_output_row (notice->id, at, until,
                      notice->audience == FOYER_NOTICE_FOR_EVERYONE ? _("for everyone") : _("for staff"),
                      foyer_words_in (notice->text, foyer_cli_language ()), NULL);
}

static FoyerExit
list_store (const FoyerCli *cli, GError **error)
{
  g_autoptr (FoyerStore) store = foyer_source_open_store (cli, FOYER_STORE_READ, FALSE, error);
  g_autoptr (FoyerEvent) event = store ? foyer_source_store_event (cli, store, error) : NULL;
  g_autoptr (GPtrArray) notices = event ? foyer_notices (store, foyer_clock_now_us (), error) : NULL;

  for (guint i = 0; notices != NULL && i < notices->len; i++)
    print_notice (cli, event, g_ptr_array_index (notices, i));
  return notices == NULL || notices->len > 0 ? FOYER_EXIT_DONE : FOYER_EXIT_NO;
}

static FoyerExit
list_hub (const FoyerCli *cli, FoyerOrganizer *organizer, const FoyerEvent *event, GError **error)
{
  g_autoptr (json_t) report = foyer_organizer_report (organizer, event->id, error);
  const json_t *rows = json_object_get (report, "notices");
  const json_t *row;
  size_t i;

  json_array_foreach (rows, i, row) {
    g_autoptr (FoyerNotice) notice = foyer_notice_from_json (row, error);

    if (notice == NULL)
      return FOYER_EXIT_INTERNAL;
    print_notice (cli, event, notice);
  }
  return json_array_size (rows) > 0 ? FOYER_EXIT_DONE : FOYER_EXIT_NO;
}

/* Sending. */

/* FALSE where it is no moment to come. */
static gboolean
read_until (const char *text, const FoyerEvent *event, gint64 now_us, gint64 *until_us)
{
  *until_us = 0;
  if (text == NULL)
    return TRUE;
  *until_us = foyer_event_next_clock_time (event, text, now_us);
  return *until_us > 0 || (foyer_time_from_string (text, until_us) && *until_us > now_us);
}

static FoyerWords
words_of (const Options *options, const char *text)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  if (text != NULL)
    g_strv_builder_add_many (words, "", text, NULL);
  if (options->chinese != NULL)
    g_strv_builder_add_many (words, "zh_CN", options->chinese, NULL);
  if (options->english != NULL)
    g_strv_builder_add_many (words, "en", options->english, NULL);
  return g_strv_builder_end (words);
}

static FoyerExit
send (FoyerOrganizer *organizer, const FoyerEvent *event, const Options *options, const char *text,
      GError **error)
{
  g_autoptr (FoyerNotice) notice = foyer_notice_new ();
  g_autoptr (json_t) deed = NULL;
  g_autoptr (json_t) answer = NULL;

  notice->text = words_of (options, text);
  if (!foyer_notice_is_sound (notice))
    return foyer_cli_refuse (FOYER_EXIT_USAGE, error,
                             _("the notice is empty or too long: give one line of at most %d characters"),
                             FOYER_NOTICE_MAX);
  if (!read_until (options->until, event, foyer_clock_now_us (), &notice->until_us))
    return foyer_cli_refuse (FOYER_EXIT_USAGE, error,
                             _("this is no time to come: write --until as 13:00 or 2026-11-28T05:00:00Z"));
  if (options->audience != NULL && !foyer_notice_audience_from_string (options->audience, &notice->audience))
    return foyer_cli_refuse (FOYER_EXIT_USAGE, error,
                             _("nobody is called so: say --for staff or --for everyone"));
  deed = json_pack ("{s:s, s:o}", "kind", "notice", "notice", foyer_notice_to_json (notice));
  answer = foyer_organizer_do (organizer, event->id, deed, error);
  return answer ? FOYER_EXIT_DONE : FOYER_EXIT_INTERNAL;
}

static FoyerExit
withdraw (FoyerOrganizer *organizer, const FoyerEvent *event, const char *id, GError **error)
{
  g_autoptr (json_t) deed = json_pack ("{s:s, s:s}", "kind", "undo", "about", id);
  g_autoptr (json_t) answer = foyer_organizer_do (organizer, event->id, deed, error);

  return answer ? FOYER_EXIT_DONE : FOYER_EXIT_INTERNAL;
}

static FoyerExit
run (const FoyerCli *cli, const Options *options, int argc, char *argv[], GError **error)
{
  g_autoptr (FoyerOrganizer) organizer = foyer_source_open_hub (cli, error);
  g_autoptr (FoyerEvent) event = organizer ? foyer_source_hub_event (cli, organizer, error) : NULL;

  if (event == NULL)
    return FOYER_EXIT_INTERNAL;
  if (argc == 1)
    return list_hub (cli, organizer, event, error);
  return g_str_equal (argv[1], "send") ? send (organizer, event, options, argv[2], error)
                                       : withdraw (organizer, event, argv[2], error);
}

/* Text in one language is a word; in two, it is the two options. */
static gboolean
makes_sense (const Options *options, int argc, char *argv[])
{
  gboolean by_options = options->chinese != NULL || options->english != NULL;

  if (argc == 1)
    return !by_options;
  if (g_str_equal (argv[1], "send"))
    return by_options ? argc == 2 : argc == 3;
  return g_str_equal (argv[1], "withdraw") && argc == 3 && !by_options;
}

FoyerExit
foyer_command_notice (FoyerCli *cli, int argc, char *argv[], GError **error)
{
  g_auto (Options) options = { NULL };
  const GOptionEntry entries[] = {
    { "for", 0, 0, G_OPTION_ARG_STRING, &options.audience,
      N_("Who sees it: staff (at desks; without this), or everyone"), N_("WHOM") },
    { "until", 0, 0, G_OPTION_ARG_STRING, &options.until,
      N_("Until when, in the event's zone; else until it is withdrawn"), N_("HH:MM") },
    { "zh", 0, 0, G_OPTION_ARG_STRING, &options.chinese, N_("The text in Chinese"), N_("TEXT") },
    { "en", 0, 0, G_OPTION_ARG_STRING, &options.english, N_("The text in English"), N_("TEXT") },
    G_OPTION_ENTRY_NULL
  };

  if (!foyer_cli_parse (cli, entries, FOYER_CLI_HUB | FOYER_CLI_STORE, N_("[send TEXT | withdraw ID]"),
                        N_("Says something on all kiosks, takes it back, or lists what is said now."), &argc,
                        &argv, error))
    return FOYER_EXIT_USAGE;
  if (!makes_sense (&options, argc, argv) || (cli->store != NULL && argc > 1))
    return foyer_cli_refuse (FOYER_EXIT_USAGE, error, _("say what to send or to withdraw: see --help"));
  return cli->store ? list_store (cli, error) : run (cli, &options, argc, argv, error);
}
