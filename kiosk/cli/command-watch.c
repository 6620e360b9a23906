/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "clock.h"
#include "every.h"
#include "output.h"
#include "report.h"
#include "source.h"
#include "watch-page.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <unistd.h>

#define DEFAULT_EVERY 5

/* Everything that is shown, as of one moment. */
typedef struct {
  FoyerEvent *event;
  json_t     *report;
  json_t     *kiosks;   /* (nullable) */
} Moment;

static void
moment_clear (Moment *self)
{
  foyer_event_free (self->event);
  json_decref (self->report);
  json_decref (self->kiosks);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Moment, moment_clear)

static gboolean
ask_hub (const FoyerCli *cli, Moment *moment, GError **error)
{
  g_autoptr (FoyerOrganizer) organizer = foyer_source_open_hub (cli, error);
  g_autoptr (json_t) answer = NULL;

  moment->event = organizer ? foyer_source_hub_event (cli, organizer, error) : NULL;
  moment->report =
    moment->event ? foyer_organizer_report (organizer, moment->event->id, error) : NULL;
  answer = moment->report ? foyer_organizer_kiosks (organizer, moment->event->id, error) : NULL;
  moment->kiosks = json_incref (json_object_get (answer, "kiosks"));
  return answer != NULL;
}

static gboolean
read_store (const FoyerCli *cli, Moment *moment, GError **error)
{
  g_autoptr (FoyerStore) store = foyer_source_open_store (cli, FOYER_STORE_READ, FALSE, error);

  moment->event = store && foyer_store_begin_read (store, error)
                    ? foyer_source_store_event (cli, store, error) : NULL;
  moment->report = moment->event ? foyer_report_make (store, foyer_clock_now_us (), error) : NULL;
  return moment->report != NULL;
}

static void
put_time (json_t *json, const char *name, gint64 at_us)
{
  g_autofree char *text = at_us != 0 ? foyer_time_to_string (at_us) : NULL;

  if (text != NULL)
    json_object_set_new (json, name, json_string (text));
}

static json_t *
forecast_to_json (const FoyerList *list, const FoyerForecast *forecast)
{
  json_t *json = json_pack ("{s:s, s:f, s:f, s:f, s:f}", "list", list->id, "total", forecast->total, "soon",
                            forecast->soon, "rate", forecast->rate, "pressure", forecast->pressure);

  put_time (json, "clears", forecast->clears_us);
  put_time (json, "clears_with_one_more", forecast->clears_more_us);
  return json;
}

static void
print_json (const Moment *moment)
{
  gint64 now_us = foyer_clock_now_us ();
  const FoyerList *list = foyer_event_list_at (moment->event, now_us);
  json_t *all = json_pack ("{s:O, s:O*}", "report", moment->report, "kiosks", moment->kiosks);
  FoyerForecast forecast;

  if (list != NULL && foyer_watch_page_forecast (list, moment->report, now_us, &forecast))
    json_object_set_new (all, "forecast", forecast_to_json (list, &forecast));
  foyer_output_json (all);
}

static gboolean
show (const FoyerCli *cli, GError **error)
{
  g_auto (Moment) moment = { NULL };

  if (!(cli->store ? read_store (cli, &moment, error) : ask_hub (cli, &moment, error)))
    return FALSE;
  if (isatty (STDOUT_FILENO))
    g_print ("\033[H\033[J");
  if (cli->json)
    print_json (&moment);
  else
    foyer_watch_page_print (moment.event, moment.report, moment.kiosks, foyer_clock_now_us ());
  fflush (stdout);
  return TRUE;
}

/* A hub that is away for a while is told of, and asked again. */
static void
on_time (gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!show (user_data, &error))
    foyer_cli_fail (error);
}

FoyerExit
foyer_command_watch (FoyerCli *cli, int argc, char *argv[], GError **error)
{
  int every = DEFAULT_EVERY;
  gboolean once = FALSE;
  const GOptionEntry entries[] = {
    { "every", 0, 0, G_OPTION_ARG_INT, &every, N_("Look again after so many seconds (5)"), N_("SECONDS") },
    { "once", 0, 0, G_OPTION_ARG_NONE, &once, N_("Look once, and end"), NULL },
    G_OPTION_ENTRY_NULL
  };

  if (!foyer_cli_parse (cli, entries, FOYER_CLI_HUB | FOYER_CLI_STORE, NULL,
                        N_("Shows how doors are doing: who came, how fast, until when, and which "
                           "kiosks are well. Control-C ends it."), &argc, &argv, error))
    return FOYER_EXIT_USAGE;
  if (argc > 1 || every < 1)
    return foyer_cli_refuse (FOYER_EXIT_USAGE, error, _("watch takes no words: see --help"));
  if (!show (cli, error))
    return FOYER_EXIT_INTERNAL;
  if (once)
    return FOYER_EXIT_DONE;
  foyer_every ((guint) every, on_time, cli);
}
