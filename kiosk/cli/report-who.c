/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-who.h"

#include "fold.h"
#include "output.h"
#include "source.h"

#include <glib/gi18n.h>

void
foyer_report_number_clear (FoyerReportNumber *self)
{
  g_free (self->number);
  g_free (self->list);
  g_free (self->category);
  g_free (self->channel);
  g_free (self->from);
  g_free (self->other);
  g_free (self->reason);
  g_free (self->staff);
}

static void
print_person (const json_t *row, gboolean full)
{
  const char *name = foyer_output_text (row, "name");
  const char *phone = foyer_output_text (row, "phone");
  g_autofree char *masked = full ? g_strdup (phone) : foyer_mask_phone (phone);
  g_autofree char *count = g_strdup_printf ("%d", (int) foyer_output_number (row, "count"));

  foyer_output_row (*name ? name : _("nobody knows yet"), masked ? masked : "",
                    foyer_output_text (row, "company"),
                    foyer_output_text (row, "category"), foyer_output_text (row, "channel"), count,
                    foyer_output_text (row, "registration"), NULL);
}

FoyerExit
foyer_report_who (const FoyerCli *cli, const FoyerReportNumber *number, GError **error)
{
  g_autoptr (json_t) ask =
    json_pack ("{s:s, s:s*, s:s*, s:s*, s:s*, s:s*, s:s*, s:s*}", "number", number->number, "list",
               number->list, "category", number->category, "channel", number->channel, "from", number->from,
               "and", number->other, "reason", number->reason, "staff", number->staff);
  g_autoptr (json_t) answer = foyer_source_organize (cli, "report/people", ask, error);
  const json_t *people = json_object_get (answer, "people");
  json_t *row;
  size_t i;

  if (answer == NULL)
    return FOYER_EXIT_INTERNAL;
  json_array_foreach (people, i, row) {
    if (cli->json)
      foyer_output_json (json_incref (row));
    else
      print_person (row, number->full);
  }
  if (!cli->json)
    g_print (_("%d in all\n"), (int) foyer_output_number (answer, "total"));
  return json_array_size (people) > 0 ? FOYER_EXIT_DONE : FOYER_EXIT_NO;
}
