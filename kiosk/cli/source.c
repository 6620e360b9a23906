/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "source.h"

#include "clock.h"
#include "organize.h"
#include "registry.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#define DEFAULT_HUB        "http://127.0.0.1:8470"
#define DEFAULT_TOKEN_FILE "/var/lib/foyer-hub/organizer-token"
#define SQLITE_MAGIC       "SQLite format 3"

/* Opening a file to own it makes a store of it, or moves it aside when it is
 * damaged. Neither may happen to a file that somebody named by mistake. */
static gboolean
check_is_store (const char *path, GError **error)
{
  char magic[sizeof SQLITE_MAGIC] = "";
  FILE *file = fopen (path, "rb");
  gsize length;

  if (file == NULL) {
    foyer_cli_refuse (FOYER_EXIT_NO_INPUT, error, _("%s can't be read: name an event's file"),
                      path);
    return FALSE;
  }
  length = fread (magic, 1, sizeof magic, file);
  fclose (file);
  if (length == 0 || memcmp (magic, SQLITE_MAGIC, sizeof magic) == 0)
    return TRUE;
  foyer_cli_refuse (FOYER_EXIT_DATA, error, _("%s is not an event's file: name another"), path);
  return FALSE;
}

FoyerStore *
foyer_source_open_store (const FoyerCli *cli, FoyerStoreMode mode, gboolean make, GError **error)
{
  gboolean exists;

  if (cli->store == NULL) {
    foyer_cli_refuse (FOYER_EXIT_USAGE, error, _("no file: name the event's file with --store"));
    return NULL;
  }
  exists = g_file_test (cli->store, G_FILE_TEST_EXISTS);
  if (!exists && !make) {
    foyer_cli_refuse (FOYER_EXIT_NO_INPUT, error, _("%s is not there: name an event's file"),
                      cli->store);
    return NULL;
  }
  if (exists && !check_is_store (cli->store, error))
    return NULL;
  return foyer_store_open (cli->store, mode, error);
}

static FoyerEvent *
only_this_event (const FoyerCli *cli, FoyerEvent *event, GError **error)
{
  if (cli->event == NULL || g_str_equal (cli->event, event->id))
    return event;
  foyer_event_free (event);
  foyer_cli_refuse (FOYER_EXIT_NO_INPUT, error, _("%s holds another event: name its own file"),
                    cli->store);
  return NULL;
}

FoyerEvent *
foyer_source_store_event (const FoyerCli *cli, FoyerStore *store, GError **error)
{
  GError *failure = NULL;
  FoyerEvent *event = foyer_registry_event (store, &failure);

  if (event != NULL)
    return only_this_event (cli, event, error);
  if (failure == NULL)
    foyer_cli_refuse (FOYER_EXIT_NO_INPUT, &failure,
                      _("%s holds no event yet: put one in with foyer event"), cli->store);
  g_propagate_error (error, failure);
  return NULL;
}

static char *
read_token (const FoyerCli *cli, GError **error)
{
  const char *path = cli->token_file ? cli->token_file : g_getenv ("FOYER_HUB_TOKEN_FILE");
  g_autoptr (GError) failure = NULL;
  char *token = NULL;

  if (path == NULL)
    path = DEFAULT_TOKEN_FILE;
  if (g_file_get_contents (path, &token, NULL, &failure))
    return g_strstrip (token);
  foyer_cli_refuse (g_error_matches (failure, G_FILE_ERROR, G_FILE_ERROR_ACCES)
                      ? FOYER_EXIT_NOT_ALLOWED : FOYER_EXIT_NO_INPUT, error,
                    _("%s can't be read: name the hub's organizer-token with --token-file, or run "
                      "as the hub's user"), path);
  return NULL;
}

FoyerOrganizer *
foyer_source_open_hub (const FoyerCli *cli, GError **error)
{
  const char *address = cli->hub ? cli->hub : g_getenv ("FOYER_HUB");
  g_autofree char *token = read_token (cli, error);
  g_autoptr (GError) wrong = NULL;
  FoyerOrganizer *organizer;

  if (token == NULL)
    return NULL;
  organizer = foyer_organizer_new (address ? address : DEFAULT_HUB, cli->pin, token, &wrong);
  if (organizer == NULL)
    foyer_cli_refuse (FOYER_EXIT_USAGE, error, _("%s: correct --hub or --pin"), wrong->message);
  return organizer;
}

static const json_t *
choose_event (const FoyerCli *cli, const json_t *events, GError **error)
{
  const json_t *event;
  size_t i;

  json_array_foreach (events, i, event) {
    const char *id = json_string_value (json_object_get (event, "id"));

    if (cli->event == NULL ? json_array_size (events) == 1 : g_strcmp0 (id, cli->event) == 0)
      return event;
  }
  if (cli->event != NULL)
    foyer_cli_refuse (FOYER_EXIT_NO_INPUT, error,
                      _("the hub has no such event: foyer event lists those it has"));
  else if (json_array_size (events) == 0)
    foyer_cli_refuse (FOYER_EXIT_NO_INPUT, error,
                      _("the hub has no event yet: send one with foyer event FILE"));
  else
    foyer_cli_refuse (FOYER_EXIT_USAGE, error,
                      _("the hub has several events: say which one with --event"));
  return NULL;
}

FoyerEvent *
foyer_source_hub_event (const FoyerCli *cli, FoyerOrganizer *organizer, GError **error)
{
  g_autoptr (json_t) answer = foyer_organizer_events (organizer, error);
  const json_t *event;

  if (answer == NULL)
    return NULL;
  event = choose_event (cli, json_object_get (answer, "events"), error);
  return event ? foyer_event_from_json (event, error) : NULL;
}

const FoyerList *
foyer_source_list (const FoyerCli *cli, const FoyerEvent *event, GError **error)
{
  const FoyerList *list = cli->list ? foyer_event_list (event, cli->list)
                                    : foyer_event_list_at (event, foyer_clock_now_us ());

  if (list == NULL)
    foyer_cli_refuse (FOYER_EXIT_USAGE, error,
                      _("the event has no such list: correct --list"));
  return list;
}

json_t *
foyer_source_organize_in (FoyerStore *store, const char *what, const json_t *ask, GError **error)
{
  gboolean writes = FALSE;
  json_t *answer;

  g_return_val_if_fail (foyer_organize_knows (what, &writes), NULL);

  if (!(writes ? foyer_store_begin (store, error) : foyer_store_begin_read (store, error)))
    return NULL;
  answer = foyer_organize (store, what, ask, foyer_clock_now_us (), error);
  if (!writes)
    foyer_store_end_read (store);
  else if (answer == NULL)
    foyer_store_rollback (store);
  else if (!foyer_store_commit (store, error))
    g_clear_pointer (&answer, json_decref);
  return answer;
}

json_t *
foyer_source_organize (const FoyerCli *cli, const char *what, const json_t *ask, GError **error)
{
  gboolean writes = FALSE;
  g_autoptr (FoyerOrganizer) organizer = NULL;
  g_autoptr (FoyerStore) store = NULL;
  g_autoptr (FoyerEvent) event = NULL;

  g_return_val_if_fail (foyer_organize_knows (what, &writes), NULL);

  if (cli->store != NULL) {
    store = foyer_source_open_store (cli, writes ? FOYER_STORE_OWN : FOYER_STORE_READ, FALSE, error);
    return store ? foyer_source_organize_in (store, what, ask, error) : NULL;
  }
  organizer = foyer_source_open_hub (cli, error);
  event = organizer ? foyer_source_hub_event (cli, organizer, error) : NULL;
  return event ? foyer_organizer_organize (organizer, event->id, what, ask, error) : NULL;
}

char *
foyer_source_read_input (gsize limit, GError **error)
{
  GString *text = g_string_new (NULL);
  char piece[4096];
  gsize length;

  while (text->len <= limit && (length = fread (piece, 1, sizeof piece, stdin)) > 0)
    g_string_append_len (text, piece, (gssize) length);
  if (text->len <= limit && !ferror (stdin) &&
      g_utf8_validate (text->str, (gssize) text->len, NULL))
    return g_string_free (text, FALSE);
  g_string_free (text, TRUE);
  foyer_cli_refuse (FOYER_EXIT_DATA, error,
                    _("standard input is too long, or not UTF-8: give it again"));
  return NULL;
}
