/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-kiosk"

#include "kiosk-private.h"

#include "badge-survey.h"
#include "clock.h"
#include "headcount.h"

#include <glib/gi18n.h>

/* What is looked at only while someone wants to know whether all is ready. */

#define BATTERY_S 5

/* Other kiosks. */

static void
tell_others (FoyerKiosk *self)
{
  const FoyerEvent *event = self->door ? foyer_door_get_event (self->door) : NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autofree char *trouble = NULL;

  if (event == NULL || self->counts == NULL)
    return;
  rows = foyer_neighbours_tell (self->neighbours, self->counts, self->health, event, foyer_clock_now_us ());
  for (guint i = 1; i < rows->len && trouble == NULL; i++) {
    const FoyerNeighbourRow *row = rows->pdata[i];

    if (row->attention)
      /* Translators: a kiosk's name, and what is the matter with it. */
      trouble = g_strdup_printf (_("%s: %s"), row->name, row->text);
  }
  foyer_health_set_others (self->health, rows->len > 0 ? rows->len - 1 : 0, trouble);
}

/* Names. */

typedef struct {
  char *store;
  char *template_name;   /* (nullable): the event's */
} Survey;

typedef struct {
  gint64     checked;
  gint64     bad;
  GPtrArray *kiosks;
} Surveyed;

static void
surveyed_free (gpointer data)
{
  Surveyed *surveyed = data;

  g_clear_pointer (&surveyed->kiosks, g_ptr_array_unref);
  g_free (surveyed);
}

static void
survey_free (gpointer data)
{
  Survey *survey = data;

  g_free (survey->store);
  g_free (survey->template_name);
  g_free (survey);
}

static void
on_bad_badge (const FoyerRegistration *row, const FoyerBadge *badge, const FoyerBadgeReport *report,
              gpointer user_data)
{
  ((Surveyed *) user_data)->bad++;
}

/* Beside the door, which owns the store: nobody there waits for this. */
static gboolean
survey_names (const Survey *survey, Surveyed *surveyed, GError **error)
{
  g_autoptr (FoyerStore) store = foyer_store_open (survey->store, FOYER_STORE_READ, error);
  g_autoptr (FoyerEvent) event = store ? foyer_registry_event (store, error) : NULL;
  const char *name = survey->template_name;
  g_autoptr (FoyerBadgeTemplate) template = NULL;

  if (event == NULL) {
    if (error != NULL && *error == NULL)
      g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_MISSING,
                           "the guest list is not here yet");
    return FALSE;
  }
  surveyed->kiosks = foyer_headcount_kiosks (store, error);
  if (surveyed->kiosks == NULL)
    return FALSE;
  template = foyer_badge_template_load (name ? name : event->badge_template, error);
  if (template != NULL)
    surveyed->checked = foyer_badge_survey (store, event, template, on_bad_badge, surveyed, error);
  return template != NULL && surveyed->checked >= 0;
}

static void
survey_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Surveyed *surveyed = g_new0 (Surveyed, 1);
  GError *error = NULL;

  if (survey_names (data, surveyed, &error)) {
    g_task_return_pointer (task, surveyed, surveyed_free);
    return;
  }
  surveyed_free (surveyed);
  g_task_return_error (task, error);
}

static void
on_surveyed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  FoyerKiosk *self = FOYER_KIOSK (source);
  g_autoptr (GError) error = NULL;
  Surveyed *surveyed = g_task_propagate_pointer (G_TASK (result), &error);

  self->surveying = FALSE;
  if (surveyed == NULL) {
    g_warning ("the badges cannot be laid out: %s", error->message);
    return;
  }
  foyer_health_set_names (self->health, surveyed->checked, surveyed->bad);
  g_clear_pointer (&self->counts, g_ptr_array_unref);
  self->counts = g_steal_pointer (&surveyed->kiosks);
  surveyed_free (surveyed);
  tell_others (self);
}

static void
survey (FoyerKiosk *self)
{
  g_autoptr (GTask) task = NULL;
  Survey *asked;

  if (self->surveying || self->phase != FOYER_KIOSK_OPEN)
    return;
  self->surveying = TRUE;
  asked = g_new0 (Survey, 1);
  asked->store = foyer_enrolment_replica_path (self->enrolment, self->state);
  asked->template_name = g_strdup (self->badge_template);
  task = g_task_new (self, NULL, on_surveyed, NULL);
  g_task_set_task_data (task, asked, survey_free);
  g_task_run_in_thread (task, survey_thread);
}

/* Power. */

static gboolean
on_battery (gpointer user_data)
{
  FoyerKiosk *self = user_data;

  foyer_health_set_battery (self->health, foyer_battery_read (FOYER_BATTERY_FOLDER));
  return G_SOURCE_CONTINUE;
}

void
foyer_kiosk_stop_looking (FoyerKiosk *self)
{
  g_clear_handle_id (&self->battery_timer, g_source_remove);
}

static void
on_looked (FoyerKiosk *self, gboolean looking)
{
  foyer_kiosk_stop_looking (self);
  foyer_neighbours_set_watched (self->neighbours, looking);
  if (!looking)
    return;
  self->battery_timer = g_timeout_add_seconds (BATTERY_S, on_battery, self);
  on_battery (self);
  survey (self);
}

void
foyer_kiosk_follow_looks (FoyerKiosk *self)
{
  g_signal_connect_object (self->neighbours, "changed", G_CALLBACK (tell_others), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->health, "looked", G_CALLBACK (on_looked), self, G_CONNECT_SWAPPED);
}

void
foyer_kiosk_try_badge (FoyerKiosk *self)
{
  const FoyerEvent *event = self->door ? foyer_door_get_event (self->door) : NULL;

  if (self->paper != NULL && event != NULL)
    foyer_paper_try (self->paper, event->badge_template);
}
