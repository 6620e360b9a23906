/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-desk"

#include "desk.h"

#include "clock.h"
#include "journal.h"
#include "lookup-policy.h"
#include "sentence.h"

#define RECENT_ROWS 12

typedef struct {
  char         *text;    /* what was typed, or the id of what it is about */
  char         *list;
  char         *reason;  /* or what is written down */
  char         *staff;
  gint64        now_us;
  FoyerDeedKind kind;
  char         *field;
  gint64        amount;
  FoyerNotice  *notice;  /* (nullable) */
} DeskJob;

static DeskJob *
desk_job_new (FoyerDoor *door, const char *text, const char *reason)
{
  const FoyerList *list = foyer_door_get_list (door);
  FoyerSession *session = foyer_door_get_session (door);
  DeskJob *job = g_new0 (DeskJob, 1);

  job->text = g_strdup (text);
  job->list = g_strdup (list ? list->id : NULL);
  job->reason = g_strdup (reason);
  job->staff = g_strdup (foyer_session_get_staff (session));
  job->now_us = foyer_clock_now_us ();
  foyer_session_touch (session);
  return job;
}

static void
desk_job_free (gpointer data)
{
  DeskJob *job = data;

  g_free (job->text);
  g_free (job->list);
  g_free (job->reason);
  g_free (job->staff);
  g_free (job->field);
  foyer_notice_free (job->notice);
  g_free (job);
}

/* Jobs, on the replica's threads. */

static gpointer
find_job (FoyerStore *store, gpointer data, GError **error)
{
  DeskJob *job = data;

  if (!foyer_lookup_may_ask (FOYER_LOOKUP_AT_DESK, job->text))
    return g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_guest_free);
  return foyer_lookup (store, job->text, job->list,
                       foyer_lookup_rows (FOYER_LOOKUP_AT_DESK, FOYER_DESK_ROWS), error);
}

static gpointer
recent_job (FoyerStore *store, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) entries = foyer_journal_recent (store, RECENT_ROWS, error);
  g_autoptr (GPtrArray) guests = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_guest_free);

  if (entries == NULL)
    return NULL;
  for (guint i = 0; i < entries->len; i++) {
    const FoyerEntry *entry = g_ptr_array_index (entries, i);
    FoyerGuest *guest = entry->registration
                          ? foyer_lookup_guest (store, entry->registration, entry->list, NULL) : NULL;

    if (guest == NULL)
      continue;
    g_free (guest->admit_entry);
    guest->admit_entry = g_strdup (entry->id);
    guest->since_us = entry->wall_us;
    g_ptr_array_add (guests, guest);
  }
  return g_steal_pointer (&guests);
}

static gpointer
deed_job (FoyerStore *store, gpointer data, GError **error)
{
  const DeskJob *job = data;
  const FoyerDeed deed = { job->kind, job->text, job->field, job->reason, job->amount,
                           job->notice };

  return GINT_TO_POINTER (foyer_deed_do (store, &deed, job->staff, job->now_us, error));
}

static gpointer
choose_list_job (FoyerStore *store, gpointer data, GError **error)
{
  DeskJob *job = data;

  return GINT_TO_POINTER (foyer_store_set_setting (store, "list", job->text, error));
}

/* Between the jobs and the pages: a GTask for each. */

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GDestroyNotify result_free = g_task_get_task_data (task);
  GError *error = NULL;
  gpointer answer = foyer_replica_finish (FOYER_REPLICA (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, answer, result_free);
}

static void
on_list_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  foyer_door_reload (FOYER_DOOR (g_task_get_source_object (user_data)));
  on_done (source, result, user_data);
}

static void
read_async (FoyerDoor *door, FoyerStoreFunc func, DeskJob *job, GDestroyNotify result_free,
            GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (door, cancellable, callback, user_data);

  g_task_set_task_data (task, result_free, NULL);
  foyer_replica_read_async (foyer_door_get_replica (door), func, job, desk_job_free, result_free,
                            cancellable, on_done, task);
}

static void
write_async (FoyerDoor *door, FoyerStoreFunc func, DeskJob *job, GAsyncReadyCallback done,
             GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (door, NULL, callback, user_data);

  foyer_replica_write_async (foyer_door_get_replica (door), FOYER_LANE_DOOR, func, job,
                             desk_job_free, NULL, done, task);
}

void
foyer_desk_find_async (FoyerDoor *door, const char *text, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  read_async (door, find_job, desk_job_new (door, text, NULL), (GDestroyNotify) g_ptr_array_unref,
              cancellable, callback, user_data);
}

GPtrArray *
foyer_desk_find_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
foyer_desk_recent_async (FoyerDoor *door, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  read_async (door, recent_job, desk_job_new (door, NULL, NULL), (GDestroyNotify) g_ptr_array_unref,
              cancellable, callback, user_data);
}

GPtrArray *
foyer_desk_recent_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
foyer_desk_do_async (FoyerDoor *door, const FoyerDeed *deed, GAsyncReadyCallback callback,
                     gpointer user_data)
{
  DeskJob *job = desk_job_new (door, deed->about, deed->text);

  job->kind = deed->kind;
  job->field = g_strdup (deed->field);
  job->amount = deed->amount;
  job->notice = deed->notice ? foyer_notice_copy (deed->notice) : NULL;
  write_async (door, deed_job, job, on_done, callback, user_data);
}

void
foyer_desk_choose_list_async (FoyerDoor *door, const char *list, GAsyncReadyCallback callback,
                              gpointer user_data)
{
  write_async (door, choose_list_job, desk_job_new (door, list, NULL), on_list_chosen, callback,
               user_data);
}

char *
foyer_desk_write_finish (GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_pointer (G_TASK (result), &error) != NULL)
    return NULL;
  g_warning ("the desk could not write: %s", error->message);
  return foyer_sentence_trouble (error);
}
