/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "walk-in.h"

#include "amend.h"
#include "cli.h"

#include <glib/gi18n.h>
#include <string.h>

static gboolean
take_line (FoyerRegistration *draft, char *line, GError **error)
{
  char *value = strchr (line, '=');
  FoyerAmend amend = { line, NULL, value ? value + 1 : NULL };

  if (value != NULL)
    *value = '\0';
  if (value != NULL && foyer_amend_allows (line)) {
    g_autofree char *was = foyer_amend_read (draft, line);

    amend.was = was;
    return foyer_amend_apply (&amend, draft);
  }
  foyer_cli_refuse (FOYER_EXIT_DATA, error,
                    _("this is no walk-in: write a line each, as name=…, phone=…, company=…"));
  return FALSE;
}

FoyerRegistration *
foyer_walk_in_read (const char *text, GError **error)
{
  g_autoptr (FoyerRegistration) draft = foyer_registration_new ();
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++) {
    if (*g_strstrip (lines[i]) != '\0' && !take_line (draft, lines[i], error))
      return NULL;
  }
  return g_steal_pointer (&draft);
}
