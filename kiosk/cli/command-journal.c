/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "journal.h"
#include "output.h"
#include "refused.h"
#include "source.h"

#include <glib/gi18n.h>

typedef struct {
  const FoyerCli *cli;
  GTimeZone      *zone;
} Printing;

static char *
wall_time (const Printing *self, gint64 at_us)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc ? g_date_time_to_timezone (utc, self->zone) : NULL;

  return local ? g_date_time_format (local, "%F %T") : g_strdup ("");
}

static gboolean
has_verdict (const FoyerEntry *entry)
{
  return entry->kind == FOYER_ENTRY_ADMIT || entry->kind == FOYER_ENTRY_LEAVE ||
         entry->kind == FOYER_ENTRY_REFUSE;
}

/* Without the body, which may hold a person's data: that is what --json is for. */
static gboolean
print_entry (const FoyerEntry *entry, gpointer user_data)
{
  const Printing *self = user_data;
  const char *about = entry->registration ? entry->registration : entry->target;
  g_autofree char *at = NULL;

  if (self->cli->json) {
    foyer_output_json (foyer_entry_to_json (entry));
    return TRUE;
  }
  at = wall_time (self, entry->wall_us);
  foyer_output_row (at, foyer_entry_kind_to_string (entry->kind),
                    has_verdict (entry) ? foyer_verdict_to_string (entry->verdict) : "",
                    entry->list ? entry->list : "", foyer_method_to_string (entry->method),
                    about ? about : "", entry->id, NULL);
  return TRUE;
}

static GTimeZone *
zone_of (const FoyerEvent *event)
{
  GTimeZone *zone = event->zone ? g_time_zone_new_identifier (event->zone) : NULL;

  return zone ? zone : g_time_zone_new_utc ();
}

static FoyerExit
print_store (const FoyerCli *cli, GError **error)
{
  g_autoptr (FoyerStore) store = foyer_source_open_store (cli, FOYER_STORE_READ, FALSE, error);
  g_autoptr (FoyerEvent) event = store ? foyer_source_store_event (cli, store, error) : NULL;
  g_autoptr (GTimeZone) zone = event ? zone_of (event) : NULL;
  Printing self = { cli, zone };

  if (event == NULL || !foyer_journal_foreach (store, print_entry, &self, error))
    return FOYER_EXIT_INTERNAL;
  return FOYER_EXIT_DONE;
}

/* What this kiosk made and the hub does not have. */

static void
print_refused (const FoyerEntry *entry, const char *reason, gpointer user_data)
{
  const Printing *self = user_data;
  json_t *json = self->cli->json ? foyer_entry_to_json (entry) : NULL;

  if (json == NULL) {
    print_entry (entry, user_data);
    g_print ("  %s\n", reason ? reason : "");
    return;
  }
  if (reason != NULL)
    json_object_set_new (json, "reason", json_string (reason));
  foyer_output_json (json);
}

static gboolean
print_unsent (FoyerStore *store, Printing *printing, GError **error)
{
  g_autoptr (GPtrArray) entries = foyer_journal_unsent (store, 0, G_MAXINT, error);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    print_entry (g_ptr_array_index (entries, i), printing);
  return entries != NULL;
}

static FoyerExit
print_missing (const FoyerCli *cli, gboolean refused, GError **error)
{
  g_autoptr (FoyerStore) store = foyer_source_open_store (cli, FOYER_STORE_READ, FALSE, error);
  g_autoptr (FoyerEvent) event = store ? foyer_source_store_event (cli, store, error) : NULL;
  g_autoptr (GTimeZone) zone = event ? zone_of (event) : NULL;
  Printing self = { cli, zone };

  if (event == NULL || !(refused ? foyer_refused_foreach (store, print_refused, &self, error)
                                 : print_unsent (store, &self, error)))
    return FOYER_EXIT_INTERNAL;
  return FOYER_EXIT_DONE;
}

static FoyerExit
print_hub (const FoyerCli *cli, GError **error)
{
  g_autoptr (FoyerOrganizer) organizer = foyer_source_open_hub (cli, error);
  g_autoptr (FoyerEvent) event = organizer ? foyer_source_hub_event (cli, organizer, error) : NULL;
  g_autoptr (json_t) answer = event ? foyer_organizer_entries (organizer, event->id, error) : NULL;
  g_autoptr (GTimeZone) zone = event ? zone_of (event) : NULL;
  Printing self = { cli, zone };
  const json_t *json;
  size_t i;

  if (answer == NULL)
    return FOYER_EXIT_INTERNAL;
  json_array_foreach (json_object_get (answer, "entries"), i, json) {
    g_autoptr (FoyerEntry) entry = foyer_entry_from_json (json, error);

    if (entry == NULL)
      return FOYER_EXIT_INTERNAL;
    print_entry (entry, &self);
  }
  return FOYER_EXIT_DONE;
}

/* Folding anew writes; what it wrote is taken back, so that a file that is
 * wrong stays as it is for whoever has to look at it. */
static FoyerExit
verify (const FoyerCli *cli, GError **error)
{
  g_autoptr (FoyerStore) store = foyer_source_open_store (cli, FOYER_STORE_OWN, FALSE, error);
  gboolean verified, same = FALSE;

  if (store == NULL || !foyer_store_begin (store, error))
    return FOYER_EXIT_INTERNAL;
  verified = foyer_journal_verify (store, &same, error);
  foyer_store_rollback (store);
  if (!verified)
    return FOYER_EXIT_INTERNAL;
  if (cli->json)
    foyer_output_json (json_pack ("{s:b}", "same", same));
  else
    g_print ("%s\n", same ? _("same: the journal gives exactly what the file says")
                          : _("not the same: the journal gives something else than the file says"));
  return same ? FOYER_EXIT_DONE : FOYER_EXIT_NO;
}

/* What an organizer says of an entry, as a desk would. */
static FoyerExit
say_of (const FoyerCli *cli, const char *kind, const char *id, const char *reason, GError **error)
{
  g_autoptr (FoyerOrganizer) organizer = foyer_source_open_hub (cli, error);
  g_autoptr (FoyerEvent) event = organizer ? foyer_source_hub_event (cli, organizer, error) : NULL;
  g_autoptr (json_t) deed = json_pack ("{s:s, s:s, s:s}", "kind", kind, "about", id, "text", reason);
  g_autoptr (json_t) answer = event ? foyer_organizer_do (organizer, event->id, deed, error) : NULL;

  return answer ? FOYER_EXIT_DONE : FOYER_EXIT_INTERNAL;
}

FoyerExit
foyer_command_journal (FoyerCli *cli, int argc, char *argv[], GError **error)
{
  gboolean wants_verify = FALSE, refused = FALSE, unsent = FALSE;
  const GOptionEntry entries[] = {
    { "verify", 0, 0, G_OPTION_ARG_NONE, &wants_verify,
      N_("Fold the journal anew and compare; changes nothing"), NULL },
    { "refused", 0, 0, G_OPTION_ARG_NONE, &refused,
      N_("Of a kiosk's file, only what the hub could not keep, and why"), NULL },
    { "unsent", 0, 0, G_OPTION_ARG_NONE, &unsent,
      N_("Of a kiosk's file, only what the hub does not have yet"),
      NULL },
    G_OPTION_ENTRY_NULL
  };

  if (!foyer_cli_parse (cli, entries, FOYER_CLI_HUB | FOYER_CLI_STORE, N_("[settle|undo ID REASON]"),
                        N_("Shows what happened at the doors, in the order in which it was kept; settles a "
                           "conflict by its later admission, or takes an entry back."),
                        &argc, &argv, error))
    return FOYER_EXIT_USAGE;
  if (argc == 4 && !wants_verify && cli->store == NULL &&
      (g_str_equal (argv[1], "settle") || g_str_equal (argv[1], "undo")))
    return say_of (cli, g_str_equal (argv[1], "undo") ? "undo" : "resolve", argv[2], argv[3], error);
  if (argc > 1)
    return foyer_cli_refuse (FOYER_EXIT_USAGE, error,
                             _("say settle or undo, which entry, and why: see --help"));
  if ((refused || unsent) && cli->store == NULL)
    return foyer_cli_refuse (FOYER_EXIT_USAGE, error,
                             _("only the kiosk knows that: name its file with --store"));
  if (refused || unsent)
    return print_missing (cli, refused, error);
  if (wants_verify)
    return verify (cli, error);
  return cli->store ? print_store (cli, error) : print_hub (cli, error);
}
