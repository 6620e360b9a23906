/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "output.h"
#include "pin.h"
#include "registry.h"
#include "source.h"

#include <glib/gi18n.h>

/* Another day. */

static gint64
first_moment (const FoyerEvent *event)
{
  gint64 first = 0;

  for (guint i = 0; i < event->lists->len; i++) {
    const FoyerList *list = g_ptr_array_index (event->lists, i);
    gint64 at_us = list->opens_us ? list->opens_us : list->closes_us;

    if (at_us != 0 && (first == 0 || at_us < first))
      first = at_us;
  }
  return first;
}

static GDateTime *
in_zone (gint64 at_us, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at_us / G_USEC_PER_SEC);

  return g_date_time_to_timezone (utc, zone);
}

static int
day_number (GDateTime *at)
{
  g_autoptr (GDate) date = g_date_new_dmy ((GDateDay) g_date_time_get_day_of_month (at),
                                           (GDateMonth) g_date_time_get_month (at),
                                           (GDateYear) g_date_time_get_year (at));

  return (int) g_date_get_julian (date);
}

/* By the clock on the wall: 9:00 stays 9:00 when summer time lies between. */
static gint64
move (gint64 at_us, int days, GTimeZone *zone)
{
  g_autoptr (GDateTime) at = NULL;
  g_autoptr (GDateTime) moved = NULL;

  if (at_us == 0)
    return 0;
  at = in_zone (at_us, zone);
  moved = g_date_time_add_days (at, days);
  return g_date_time_to_unix (moved) * G_USEC_PER_SEC;
}

static gboolean
move_event (FoyerEvent *event, const char *on, GTimeZone *zone, GError **error)
{
  g_autofree char *midnight = g_strconcat (on, "T00:00:00", NULL);
  g_autoptr (GDateTime) wanted = g_date_time_new_from_iso8601 (midnight, zone);
  gint64 first_us = first_moment (event);
  g_autoptr (GDateTime) first = in_zone (first_us, zone);
  int days;

  if (wanted == NULL) {
    foyer_cli_refuse (FOYER_EXIT_USAGE, error, _("--on is no date: write it as 2026-11-28"));
    return FALSE;
  }
  days = first_us ? day_number (wanted) - day_number (first) : 0;
  for (guint i = 0; i < event->lists->len; i++) {
    FoyerList *list = g_ptr_array_index (event->lists, i);

    list->opens_us = move (list->opens_us, days, zone);
    list->closes_us = move (list->closes_us, days, zone);
    list->starts_us = move (list->starts_us, days, zone);
  }
  event->tickets_until_us = move (event->tickets_until_us, days, zone);
  return TRUE;
}

/* Reading. */

static FoyerEvent *
read_event (const char *path, const char *on, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *text = NULL;
  gsize length = 0;
  g_autoptr (json_t) json = NULL;
  g_autoptr (FoyerEvent) event = NULL;
  g_autoptr (GTimeZone) zone = NULL;

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  json = foyer_json_parse (text, (gssize) length, error);
  if (json != NULL && foyer_pin_hash_all (json, error))
    event = foyer_event_from_json (json, error);
  if (event == NULL) {
    g_prefix_error (error, "%s: ", name);
    return NULL;
  }
  zone = event->zone ? g_time_zone_new_identifier (event->zone) : g_time_zone_new_utc ();
  if (zone == NULL) {
    foyer_cli_refuse (FOYER_EXIT_DATA, error,
                      _("%s: the zone is not known here: write one like Asia/Shanghai"), name);
    return NULL;
  }
  return on == NULL || move_event (event, on, zone, error) ? g_steal_pointer (&event) : NULL;
}

/* Sending, listing. */

static gboolean
put_in_store (const FoyerCli *cli, const FoyerEvent *event, GError **error)
{
  g_autoptr (FoyerStore) store = foyer_source_open_store (cli, FOYER_STORE_OWN, TRUE, error);

  if (store == NULL || !foyer_store_begin (store, error))
    return FALSE;
  if (foyer_registry_put_event (store, event, error))
    return foyer_store_commit (store, error);
  foyer_store_rollback (store);
  return FALSE;
}

static gboolean
put_at_hub (const FoyerCli *cli, const FoyerEvent *event, GError **error)
{
  g_autoptr (FoyerOrganizer) organizer = foyer_source_open_hub (cli, error);
  g_autoptr (json_t) json = foyer_event_to_json (event, TRUE);
  g_autoptr (json_t) answer = organizer ? foyer_organizer_put_event (organizer, json, error) : NULL;

  return answer != NULL;
}

static void
print_event (const FoyerCli *cli, const FoyerEvent *event)
{
  const char *name = foyer_words_in (event->name, foyer_cli_language ());

  if (cli->json) {
    foyer_output_json (foyer_event_to_json (event, FALSE));
    return;
  }
  foyer_output_row (event->id, name ? name : "", NULL);
  for (guint i = 0; i < event->lists->len; i++) {
    const FoyerList *list = g_ptr_array_index (event->lists, i);
    g_autofree char *opens = list->opens_us ? foyer_event_clock_time (event, list->opens_us) : NULL;
    g_autofree char *closes = list->closes_us ? foyer_event_clock_time (event, list->closes_us)
                                              : NULL;
    g_autofree char *times = g_strdup_printf ("%s–%s", opens ? opens : "", closes ? closes : "");

    name = foyer_words_in (list->name, foyer_cli_language ());
    foyer_output_row ("", list->id, name ? name : "", times, NULL);
  }
}

/* Those that the hub can't open, where people see them and programs don't. */
static void
tell_broken (const json_t *broken)
{
  const char *id;
  json_t *why;

  json_object_foreach ((json_t *) broken, id, why)
    g_printerr (_("foyer: the hub can't open an event: %s\n"), json_string_value (why));
}

static FoyerExit
list_events (const FoyerCli *cli, GError **error)
{
  g_autoptr (FoyerOrganizer) organizer = foyer_source_open_hub (cli, error);
  g_autoptr (json_t) answer = organizer ? foyer_organizer_events (organizer, error) : NULL;
  const json_t *events = json_object_get (answer, "events");
  const json_t *json;
  size_t i;

  if (answer == NULL)
    return FOYER_EXIT_INTERNAL;
  tell_broken (json_object_get (answer, "broken"));
  json_array_foreach (events, i, json) {
    g_autoptr (FoyerEvent) event = foyer_event_from_json (json, error);

    if (event == NULL)
      return FOYER_EXIT_INTERNAL;
    print_event (cli, event);
  }
  return json_array_size (events) > 0 ? FOYER_EXIT_DONE : FOYER_EXIT_NO;
}

FoyerExit
foyer_command_event (FoyerCli *cli, int argc, char *argv[], GError **error)
{
  g_autofree char *on = NULL;
  const GOptionEntry entries[] = {
    { "on", 0, 0, G_OPTION_ARG_STRING, &on,
      N_("Move the event to this day, for a rehearsal (2026-11-28)"), "DATE" },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (FoyerEvent) event = NULL;

  if (!foyer_cli_parse (cli, entries, FOYER_CLI_HUB | FOYER_CLI_STORE, N_("[FILE]"),
                        N_("Sends an event to the hub; without a file, lists the hub's events."),
                        &argc, &argv, error))
    return FOYER_EXIT_USAGE;
  if (argc > 2)
    return foyer_cli_refuse (FOYER_EXIT_USAGE, error, _("more than one file: name one event's"));
  if (argc == 1)
    return list_events (cli, error);
  event = read_event (argv[1], on, error);
  if (event == NULL || !(cli->store ? put_in_store (cli, event, error)
                                    : put_at_hub (cli, event, error)))
    return FOYER_EXIT_INTERNAL;
  print_event (cli, event);
  return FOYER_EXIT_DONE;
}
