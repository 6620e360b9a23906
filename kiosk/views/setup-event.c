/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-setup"

#include "setup-private.h"

#include "intake-error.h"

#include <glib/gi18n.h>

/* The machine that is the whole event: from tables on a stick to a hub of its own. */

static const char *
words_of_table (const GError *error)
{
  if (g_error_matches (error, FOYER_INTAKE_ERROR, FOYER_INTAKE_ERROR_COLUMNS))
    return _("No column of this table holds names. Call that column “name” or “姓名”.");
  if (g_error_matches (error, FOYER_INTAKE_ERROR, FOYER_INTAKE_ERROR_ENCODING))
    return _("The letters of this table cannot be read. Save it again as XLSX.");
  if (g_error_matches (error, FOYER_INTAKE_ERROR, FOYER_INTAKE_ERROR_TOO_LARGE))
    return _("This table is too large. Split it into several.");
  if (error->domain == FOYER_INTAKE_ERROR)
    return _("This is no table that can be read. Save it again as XLSX or CSV.");
  if (error->domain == FOYER_STORE_ERROR)
    return _("This machine's disk is full or cannot be written.");
  return _("The event file beside this table cannot be read. Mend it, or take it off the stick.");
}

typedef struct {
  GStrv tables;
  char *event_file;
  char *scratch;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_strfreev (reading->tables);
  g_free (reading->event_file);
  g_free (reading->scratch);
  g_free (reading);
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Reading *reading = data;
  GError *error = NULL;
  FoyerWholeEvent *whole = foyer_whole_event_read (reading->tables, reading->event_file, reading->scratch,
                                                   &error);

  if (whole != NULL)
    g_task_return_pointer (task, whole, (GDestroyNotify) foyer_whole_event_free);
  else
    g_task_return_error (task, error);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  FoyerSetup *self = FOYER_SETUP (source);
  g_autoptr (GError) error = NULL;
  FoyerWholeEvent *whole = g_task_propagate_pointer (G_TASK (result), &error);

  self->busy = FALSE;
  if (whole == NULL) {
    g_warning ("a table cannot be used: %s", error->message);
    g_ptr_array_set_size (self->tables, (int) self->tables->len - 1);
    foyer_setup_say (self, words_of_table (error));
    return;
  }
  foyer_whole_event_free (self->whole);
  self->whole = whole;
  foyer_setup_go_to (self, FOYER_SETUP_RESULT);
}

static void
read_tables (FoyerSetup *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_read, NULL);
  Reading *reading = g_new0 (Reading, 1);
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();

  for (guint i = 0; i < self->tables->len; i++)
    g_strv_builder_add (paths, self->tables->pdata[i]);
  reading->tables = g_strv_builder_end (paths);
  reading->event_file = g_strdup (self->event_file);
  reading->scratch = g_strdup (foyer_kiosk_get_state (self->kiosk));
  g_task_set_task_data (task, reading, reading_free);
  self->busy = TRUE;
  foyer_setup_say (self, _("Reading the table…"));
  g_task_run_in_thread (task, read_thread);
}

void
foyer_setup_choose_table (FoyerSetup *self, const char *path)
{
  GPtrArray *found = self->look ? foyer_look_found (self->look) : NULL;

  for (guint i = 0; found != NULL && i < found->len; i++) {
    const FoyerOffer *offer = found->pdata[i];

    if (!g_str_equal (offer->id, path) || g_ptr_array_find_with_equal_func (self->tables, path, g_str_equal, NULL))
      continue;
    if (self->tables->len == 0) {
      g_free (self->event_file);
      self->event_file = g_strdup (offer->beside);
    }
    g_ptr_array_add (self->tables, g_strdup (path));
    read_tables (self);
    return;
  }
}

static void
fail_making (FoyerSetup *self)
{
  self->waits = self->busy = FALSE;
  foyer_own_hub_stop (foyer_kiosk_get_own_hub (self->kiosk));
  foyer_setup_say (self, _("The event could not be made on this machine. Is there room on its disk? Then try again."));
}

static void
on_made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FoyerSetup) self = user_data;
  g_autoptr (GError) error = NULL;
  FoyerEnrolment *enrolment = foyer_own_hub_make_finish (FOYER_OWN_HUB (source), result, &error);

  if (enrolment == NULL) {
    g_warning ("the event cannot be made: %s", error->message);
    fail_making (self);
    return;
  }
  self->busy = FALSE;
  foyer_setup_keep (self, FOYER_CHOICE_HUB, "own");
  foyer_kiosk_take_enrolment (self->kiosk, enrolment);
}

void
foyer_setup_fill_hub (FoyerSetup *self)
{
  if (!self->waits)
    return;
  self->waits = FALSE;
  foyer_own_hub_make_async (foyer_kiosk_get_own_hub (self->kiosk), self->whole, _("This machine"),
                            foyer_kiosk_get_state (self->kiosk), on_made, g_object_ref (self));
}

/* What an earlier attempt left is no event yet; a hub that was in use is never touched. */
void
foyer_setup_make_event (FoyerSetup *self)
{
  FoyerOwnHub *hub = foyer_kiosk_get_own_hub (self->kiosk);
  gboolean unfinished = foyer_choices_is (foyer_kiosk_get_choices (self->kiosk), FOYER_CHOICE_HUB, "making");

  foyer_own_hub_stop (hub);
  if (!foyer_own_hub_clear (hub, unfinished)) {
    fail_making (self);
    return;
  }
  foyer_setup_keep (self, FOYER_CHOICE_HUB, "making");
  self->busy = self->waits = TRUE;
  foyer_setup_say (self, _("Making the event on this machine…"));
  foyer_own_hub_start (hub, NULL);
}
