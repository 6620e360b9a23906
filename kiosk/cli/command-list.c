/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commands.h"

#include "badge-output.h"
#include "clock.h"
#include "every.h"
#include "name-list.h"
#include "output.h"
#include "paper.h"
#include "projection.h"
#include "source.h"

#include <glib/gi18n.h>
#include <string.h>

#define ARRIVED "✓"
#define AWAITED "☐"
#define TAIL    4

static gboolean
may_come (const FoyerRegistration *row, gconstpointer list)
{
  return foyer_list_takes (list, row->category);
}

/* Paper is seen by whoever stands beside it. */
static const char *
tail_of (const char *phone)
{
  gsize length = phone ? strlen (phone) : 0;

  return length > TAIL ? phone + length - TAIL : "";
}

static gboolean
add_line (FoyerPaperTable *table, FoyerStore *store, const FoyerEvent *event, const FoyerList *list,
          const FoyerNameLine *line, guint *arrived, GError **error)
{
  g_auto (FoyerStanding) standing = { 0 };
  g_autofree char *time = NULL;
  g_autofree char *mark = NULL;

  if (!foyer_projection_standing (store, line->row->person, list->id, &standing, error))
    return FALSE;
  if (standing.first_us != 0) {
    time = foyer_event_clock_time (event, standing.first_us);
    (*arrived)++;
  }
  mark = time ? g_strdup_printf (ARRIVED " %s", time) : g_strdup (AWAITED);
  foyer_paper_table_add (table, (const char *[]) { line->row->name, line->row->company,
                                                   tail_of (line->row->phone), mark });
  return TRUE;
}

static FoyerPaperTable *
make_table (FoyerStore *store, const FoyerEvent *event, const FoyerList *list, guint *arrived,
            GError **error)
{
  const char *headings[] = { _("name"), _("company"), _("phone ends in"), _("arrived"), NULL };
  g_autoptr (GPtrArray) lines = foyer_name_list_collect (store, may_come, list, error);
  g_autoptr (FoyerPaperTable) table =
    foyer_paper_table_new (foyer_words_in (list->name, foyer_cli_language ()), headings, 0);

  for (guint i = 0; lines != NULL && i < lines->len; i++) {
    if (!add_line (table, store, event, list, g_ptr_array_index (lines, i), arrived, error))
      return NULL;
  }
  return lines ? g_steal_pointer (&table) : NULL;
}

/* One moment of the file, as a document. */
static FoyerDocument *
make_document (const FoyerCli *cli, GError **error)
{
  g_autoptr (FoyerStore) store = foyer_source_open_store (cli, FOYER_STORE_READ, FALSE, error);
  g_autoptr (FoyerEvent) event = store && foyer_store_begin_read (store, error)
                                   ? foyer_source_store_event (cli, store, error) : NULL;
  const FoyerList *list = event ? foyer_source_list (cli, event, error) : NULL;
  guint arrived = 0;
  FoyerPaperTable *table = list ? make_table (store, event, list, &arrived, error) : NULL;
  g_autofree char *time = NULL;
  g_autofree char *state = NULL;
  g_autoptr (FoyerPaper) paper = NULL;

  if (table == NULL)
    return NULL;
  time = foyer_event_clock_time (event, foyer_clock_now_us ());
  state = g_strdup_printf (_("at %s: %u of %u have arrived"), time, arrived,
                           foyer_paper_table_get_n_rows (table));
  paper = foyer_paper_new (foyer_words_in (event->name, foyer_cli_language ()), state);
  foyer_paper_add_table (paper, table);
  return foyer_paper_to_document (g_steal_pointer (&paper));
}

static FoyerExit
write_list (const FoyerCli *cli, const char *path, GError **error)
{
  g_autoptr (FoyerDocument) document = make_document (cli, error);

  return document ? foyer_badge_output_write (cli, document, path, 0, error) : FOYER_EXIT_INTERNAL;
}

typedef struct {
  const FoyerCli *cli;
  const char     *path;
} Job;

/* A stick that was pulled out, a disk that is full for a while: the list of a
 * minute ago is still there, and the next minute tries again. */
static void
on_time (gpointer user_data)
{
  const Job *job = user_data;
  g_autoptr (GError) error = NULL;

  write_list (job->cli, job->path, &error);
  if (error != NULL)
    foyer_cli_fail (error);
}

FoyerExit
foyer_command_list (FoyerCli *cli, int argc, char *argv[], GError **error)
{
  g_autofree char *output = NULL;
  int every = 0;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("Where the list goes"), "FILE.pdf" },
    { "every", 0, 0, G_OPTION_ARG_INT, &every, N_("Write it anew every so many seconds, until stopped"),
      N_("SECONDS") },
    G_OPTION_ENTRY_NULL
  };
  FoyerExit status;

  if (!foyer_cli_parse (cli, entries, FOYER_CLI_STORE | FOYER_CLI_LIST, N_("--store FILE -o FILE.pdf"),
                        N_("The list on paper: everyone who may come, in the order of pinyin, with a "
                           "mark at those who have."), &argc, &argv, error))
    return FOYER_EXIT_USAGE;
  if (argc > 1 || output == NULL || !g_str_has_suffix (output, ".pdf") || every < 0)
    return foyer_cli_refuse (FOYER_EXIT_USAGE, error, _("say -o FILE.pdf, and no words: see --help"));
  status = write_list (cli, output, error);
  if (every == 0 || status != FOYER_EXIT_DONE)
    return status;
  foyer_every ((guint) every, on_time, &(Job) { cli, output });
}
