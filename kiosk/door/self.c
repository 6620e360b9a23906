/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "self.h"

#include "door-error.h"
#include "fold.h"
#include "lookup-policy.h"

typedef struct {
  char *phone;
  char *surname;
  char *list;
} SelfJob;

static void
self_job_free (gpointer data)
{
  SelfJob *job = data;

  g_free (job->phone);
  g_free (job->surname);
  g_free (job->list);
  g_free (job);
}

void
foyer_self_found_free (FoyerSelfFound *self)
{
  if (self == NULL)
    return;
  g_free (self->registration);
  g_free (self->name);
  g_free (self);
}

/* The replica's thread. What the screen may not show does not leave it. */
static gpointer
find_job (FoyerStore *store, gpointer data, GError **error)
{
  SelfJob *job = data;
  g_autoptr (FoyerGuest) guest = foyer_lookup_self (store, job->phone, job->surname, job->list, error);
  FoyerSelfFound *found;

  if (guest == NULL)
    return NULL;
  found = g_new0 (FoyerSelfFound, 1);
  found->registration = g_strdup (guest->registration->id);
  found->name = foyer_mask_name (guest->registration->name);
  return found;
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  FoyerSelfFound *found = foyer_replica_finish (FOYER_REPLICA (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, found, (GDestroyNotify) foyer_self_found_free);
}

gboolean
foyer_self_is_offered (FoyerDoor *door)
{
  const FoyerEvent *event = foyer_door_get_event (door);

  return event != NULL && event->self_lookup;
}

void
foyer_self_find_async (FoyerDoor *door, const char *phone, const char *surname,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (door, NULL, callback, user_data);
  const FoyerList *list = foyer_door_get_list (door);
  SelfJob *job;

  if (!foyer_self_is_offered (door)) {
    g_task_return_pointer (task, NULL, NULL);
    return;
  }
  if (foyer_door_ask_self (door) > 0) {
    g_task_return_new_error (task, FOYER_DOOR_ERROR, FOYER_DOOR_ERROR_WAIT,
                             "guests looked themselves up here too often");
    return;
  }
  job = g_new0 (SelfJob, 1);
  job->phone = g_strdup (phone);
  job->surname = g_strdup (surname);
  job->list = g_strdup (list ? list->id : NULL);
  foyer_replica_read_async (foyer_door_get_replica (door), find_job, job, self_job_free,
                            (GDestroyNotify) foyer_self_found_free, NULL, on_found, g_steal_pointer (&task));
}

FoyerSelfFound *
foyer_self_find_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
