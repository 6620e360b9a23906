/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "fold.h"
#include "lookup.h"
#include "names.h"
#include "output.h"
#include "source.h"

#include <glib/gi18n.h>

#define DEFAULT_LIMIT 20

static const char *
presence_name (FoyerPresence presence)
{
  static const char * const names[FOYER_PRESENCE_N] = {
    [FOYER_PRESENCE_NEVER]  = "never",
    [FOYER_PRESENCE_INSIDE] = "inside",
    [FOYER_PRESENCE_LEFT]   = "left",
  };

  return foyer_name_of (names, FOYER_PRESENCE_N, presence);
}

static void
print_json (const FoyerGuest *guest, const char *phone)
{
  const FoyerRegistration *row = guest->registration;
  json_t *json = json_pack ("{s:s, s:s, s:s, s:s*, s:s*, s:s*, s:s*, s:s, s:s}", "registration",
                            row->id, "person", row->person, "name", row->name, "company",
                            row->company, "title", row->title, "phone", phone, "category",
                            row->category, "status", foyer_status_to_string (row->status),
                            "presence", presence_name (guest->presence));

  if (guest->since_us != 0) {
    g_autofree char *since = foyer_time_to_string (guest->since_us);

    json_object_set_new (json, "since", json_string (since));
  }
  foyer_output_json (json);
}

static void
print_guest (const FoyerCli *cli, const FoyerGuest *guest, gboolean full)
{
  const FoyerRegistration *row = guest->registration;
  g_autofree char *phone = full ? g_strdup (row->phone) : foyer_mask_phone (row->phone);

  if (cli->json)
    print_json (guest, phone);
  else
    foyer_output_row (row->name, row->company ? row->company : "", phone ? phone : "",
                      foyer_status_to_string (row->status), presence_name (guest->presence),
                      row->id, NULL);
}

static FoyerExit
look_up (const FoyerCli *cli, const char *text, guint limit, gboolean full, GError **error)
{
  g_autoptr (FoyerStore) store = foyer_source_open_store (cli, FOYER_STORE_READ, FALSE, error);
  g_autoptr (FoyerEvent) event = store ? foyer_source_store_event (cli, store, error) : NULL;
  const FoyerList *list = event ? foyer_source_list (cli, event, error) : NULL;
  g_autoptr (GPtrArray) guests = list ? foyer_lookup (store, text, list->id, limit, error) : NULL;

  if (guests == NULL)
    return FOYER_EXIT_INTERNAL;
  for (guint i = 0; i < guests->len; i++)
    print_guest (cli, g_ptr_array_index (guests, i), full);
  return guests->len > 0 ? FOYER_EXIT_DONE : FOYER_EXIT_NO;
}

FoyerExit
foyer_command_lookup (FoyerCli *cli, int argc, char *argv[], GError **error)
{
  gboolean full = FALSE;
  int limit = DEFAULT_LIMIT;
  const GOptionEntry entries[] = {
    { "full", 0, 0, G_OPTION_ARG_NONE, &full, N_("Show phone numbers whole"), NULL },
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_("At most so many people (20)"), "N" },
    G_OPTION_ENTRY_NULL
  };
  g_autofree char *text = NULL;

  if (!foyer_cli_parse (cli, entries, FOYER_CLI_STORE | FOYER_CLI_LIST, N_("TEXT… --store FILE"),
                        N_("Finds people by name, pinyin, initials, company, or the end of a phone "
                           "number."), &argc, &argv, error))
    return FOYER_EXIT_USAGE;
  text = g_strjoinv (" ", argv + 1);
  if (argc < 2 || limit < 1 || !g_utf8_validate (text, -1, NULL))
    return foyer_cli_refuse (FOYER_EXIT_USAGE, error,
                             _("nothing to look for: write a name, or a part of one"));
  return look_up (cli, text, (guint) limit, full, error);
}
