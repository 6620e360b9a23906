/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-badge-doubt"

#include "badge-doubt.h"

#include "journal.h"
#include "registry.h"

static void
doubt_free (gpointer data)
{
  FoyerBadgeDoubt *doubt = data;

  foyer_print_job_free (doubt->job);
  g_free (doubt->registration);
  g_free (doubt->name);
  g_free (doubt);
}

/* The guest behind it; without an @error there may be none. */
static gboolean
name_guest (FoyerStore *store, FoyerBadgeDoubt *doubt, GError **error)
{
  GError *failure = NULL;
  g_autoptr (FoyerEntry) entry = foyer_journal_get (store, doubt->job->id, &failure);
  g_autoptr (FoyerRegistration) row = NULL;

  if (entry != NULL && entry->registration != NULL)
    row = foyer_registry_get (store, entry->registration, &failure);
  if (row != NULL) {
    doubt->registration = g_strdup (row->id);
    doubt->name = g_strdup (row->name);
  }
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

/* The replica's reading thread. */
static gpointer
read_job (FoyerStore *store, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) jobs = foyer_print_queue_list (data, TRUE);
  g_autoptr (GPtrArray) doubts = g_ptr_array_new_with_free_func (doubt_free);

  for (guint i = 0; i < jobs->len; i++) {
    FoyerPrintJob *job = jobs->pdata[i];
    FoyerBadgeDoubt *doubt;

    if (job->state != FOYER_PRINT_UNKNOWN && job->state != FOYER_PRINT_FAILED)
      continue;
    doubt = g_new0 (FoyerBadgeDoubt, 1);
    doubt->job = g_steal_pointer (&jobs->pdata[i]);
    g_ptr_array_add (doubts, doubt);
    if (!name_guest (store, doubt, error))
      return NULL;
  }
  return g_steal_pointer (&doubts);
}

static void
doubts_free (gpointer data)
{
  g_ptr_array_unref (data);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *doubts = foyer_replica_finish (FOYER_REPLICA (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, doubts, doubts_free);
}

void
foyer_badge_doubts_async (FoyerDoor *door, FoyerPrintQueue *queue, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  foyer_replica_read_async (foyer_door_get_replica (door), read_job, g_object_ref (queue), g_object_unref,
                            doubts_free, NULL, on_read, g_task_new (door, NULL, callback, user_data));
}

GPtrArray *
foyer_badge_doubts_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct {
  char             *job;
  FoyerBadgeAnswer  answer;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *self = data;

  g_free (self->job);
  g_free (self);
}

static gboolean
settle (FoyerPrintQueue *queue, const Answer *self, GError **error)
{
  switch (self->answer) {
  case FOYER_BADGE_CAME_OUT:
    return foyer_print_queue_settle (queue, self->job, FOYER_PRINT_SETTLE_PRINTED, error);
  case FOYER_BADGE_AGAIN:
    return foyer_print_queue_settle (queue, self->job, FOYER_PRINT_SETTLE_AGAIN, error);
  case FOYER_BADGE_GIVEN_UP:
    return foyer_print_queue_cancel (queue, self->job, error);
  default:
    g_assert_not_reached ();
  }
}

static void
answer_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;

  if (!settle (source, data, &error)
      && !g_error_matches (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_STATE))
    g_warning ("the answer for a badge could not be kept: %s", error->message);
  g_task_return_boolean (task, error == NULL);
}

void
foyer_badge_answer_async (FoyerPrintQueue *queue, const char *job, FoyerBadgeAnswer answer,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (queue, NULL, callback, user_data);
  Answer *data = g_new0 (Answer, 1);

  data->job = g_strdup (job);
  data->answer = answer;
  g_task_set_task_data (task, data, answer_free);
  g_task_run_in_thread (task, answer_thread);
}
