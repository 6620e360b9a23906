/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "badge-unclaimed.h"

#include "badge-list.h"
#include "output.h"
#include "projection.h"

#include <glib/gi18n.h>

/* -1 on failure. */
static int
has_come (FoyerStore *store, const FoyerEvent *event, const char *person, GError **error)
{
  for (guint i = 0; i < event->lists->len; i++) {
    const FoyerList *list = event->lists->pdata[i];
    g_auto (FoyerStanding) standing = { 0 };

    if (!foyer_projection_standing (store, person, list->id, &standing, error))
      return -1;
    if (standing.came > 0)
      return 1;
  }
  return 0;
}

static void
say (const FoyerCli *cli, const FoyerNameLine *line)
{
  const FoyerRegistration *row = line->row;
  g_autofree char *initial = foyer_badge_list_initial (line);

  if (cli->json)
    foyer_output_json (json_pack ("{s:s, s:s, s:s, s:s*, s:s*}", "registration", row->id, "initial", initial,
                                  "name", row->name, "company", row->company, "category", row->category));
  else
    foyer_output_row (initial, row->name, row->company ? row->company : "",
                      row->category ? row->category : "", NULL);
}

static FoyerExit
say_sum (const FoyerCli *cli, guint badges, guint unclaimed)
{
  if (cli->json)
    foyer_output_json (json_pack ("{s:i, s:i}", "badges", (int) badges, "unclaimed", (int) unclaimed));
  else
    g_print (ngettext ("%u of %u badge is left over\n", "%u of %u badges are left over\n", badges), unclaimed,
             badges);
  return FOYER_EXIT_DONE;
}

FoyerExit
foyer_badge_unclaimed_show (const FoyerCli *cli, FoyerStore *store, const FoyerEvent *event,
                            const char *category, GError **error)
{
  g_autoptr (GPtrArray) lines = foyer_badge_list_lines (store, category, error);
  guint unclaimed = 0;

  for (guint i = 0; lines != NULL && i < lines->len; i++) {
    const FoyerNameLine *line = lines->pdata[i];
    int came = has_come (store, event, line->row->person, error);

    if (came < 0)
      return FOYER_EXIT_INTERNAL;
    if (came == 0) {
      say (cli, line);
      unclaimed++;
    }
  }
  return lines != NULL ? say_sum (cli, lines->len, unclaimed) : FOYER_EXIT_INTERNAL;
}
