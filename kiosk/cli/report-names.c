/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-names.h"

#include "cli.h"
#include "output.h"

#include <glib/gi18n.h>

const char *
foyer_report_list_name (const FoyerEvent *event, const char *id)
{
  const FoyerList *list = foyer_event_list (event, id);

  return list ? foyer_words_in (list->name, foyer_cli_language ()) : id;
}

char *
foyer_report_staff_names (const FoyerEvent *event, const char *ids)
{
  g_auto (GStrv) each = g_strsplit (ids, ",", -1);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (gsize i = 0; each[i] != NULL; i++) {
    const FoyerStaff *staff = foyer_event_staff (event, each[i]);

    g_strv_builder_add (names, staff ? staff->name : *each[i] ? each[i] : _("without a session"));
  }
  all = g_strv_builder_end (names);
  return *ids == '\0' ? g_strdup (_("without a session")) : g_strjoinv (", ", all);
}

const char *
foyer_report_kiosk_name (const json_t *report, const char *id)
{
  const json_t *row;
  size_t i;

  json_array_foreach (json_object_get (report, "kiosks"), i, row) {
    const char *name = foyer_output_text (row, "name");

    if (g_str_equal (foyer_output_text (row, "kiosk"), id))
      return *name ? name : id;
  }
  return id;
}
