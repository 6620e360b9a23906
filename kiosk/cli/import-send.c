/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "import-send.h"

#include "cli.h"
#include "clock.h"
#include "id.h"
#include "organize.h"
#include "output.h"

#include <glib/gi18n.h>
#include <signal.h>

static volatile sig_atomic_t stopped;

static void
on_signal (int number)
{
  stopped = 1;
}

/* From now on, Control-C is asked for and no longer the end of the program. */
static void
watch_signals (void)
{
  const struct sigaction action = { .sa_handler = on_signal, .sa_flags = SA_RESTART };

  sigaction (SIGINT, &action, NULL);
  sigaction (SIGTERM, &action, NULL);
}

static gboolean
go_on (GError **error)
{
  if (!stopped)
    return TRUE;
  foyer_cli_refuse (FOYER_EXIT_NO, error, _("cancelled: nothing of the import is there"));
  return FALSE;
}

/* To a hub. */

static gboolean
on_sent (guint done, guint total, GError **error)
{
  foyer_output_progress (done, total);
  return go_on (error);
}

static json_t *
how (const FoyerImportSend *self)
{
  g_auto (GStrv) fields = foyer_mapping_fields (self->intake->mapping);
  json_t *array = json_array ();

  for (gsize i = 0; fields[i] != NULL; i++)
    json_array_append_new (array, json_string (fields[i]));
  return json_pack ("{s:s, s:s, s:o, s:b, s:b}", "channel", self->channel, "file", self->file, "fields",
                    array, "renumbered", self->renumbered, "dry", self->dry);
}

json_t *
foyer_import_send_to_hub (const FoyerImportSend *self, FoyerOrganizer *organizer, const char *event,
                          GError **error)
{
  const FoyerRowsToSend rows = { self->intake->drafts, self->intake->rows, on_sent };
  g_autofree char *import = foyer_id_new (foyer_clock_now_us ());
  g_autoptr (json_t) body = how (self);

  watch_signals ();
  if (foyer_organizer_stage_rows (organizer, event, import, self->channel, &rows, error))
    return foyer_organizer_finish (organizer, event, import, body, error);
  /* It would forget by itself, but only when somebody else wants to import. */
  json_decref (foyer_organizer_drop (organizer, event, import, NULL));
  return NULL;
}

/* Into a file. */

static gboolean
on_progress (guint done, guint total, gpointer user_data)
{
  /* Each row is looked up first and written then. */
  foyer_output_progress (done / 2, total / 2);
  return !stopped;
}

json_t *
foyer_import_send_to_store (const FoyerImportSend *self, FoyerStore *store, GError **error)
{
  g_auto (GStrv) fields = foyer_mapping_fields (self->intake->mapping);
  FoyerImport import = { .channel = self->channel, .file = self->file, .drafts = self->intake->drafts,
                         .rows = self->intake->rows, .fields = fields,
                         .renumbered = self->renumbered, .now_us = foyer_clock_now_us (),
                         .progress = on_progress };
  json_t *answer;

  watch_signals ();
  if (!foyer_store_begin (store, error))
    return NULL;
  answer = foyer_organize_import (store, &import, self->dry, error);
  if (answer != NULL)
    foyer_output_progress (import.drafts->len, import.drafts->len);
  if (answer != NULL && go_on (error) && foyer_store_commit (store, error))
    return answer;
  foyer_store_rollback (store);
  json_decref (answer);
  return NULL;
}
