/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-conflict-file"

#include "conflict-file.h"

#include "entry-place.h"
#include "journal.h"
#include "projection.h"
#include "registry.h"

static void
file_free (gpointer data)
{
  FoyerConflictFile *file = data;

  g_free (file->registration);
  g_free (file->entry);
  g_free (file->name);
  g_strfreev (file->list);
  g_free (file->first);
  g_free (file->second);
  g_free (file->first_side);
  g_free (file->second_side);
  g_free (file);
}

/* Of an admission that cannot be read any more, the time alone. */
static char *
side_of (FoyerStore *store, const FoyerEvent *event, const char *id, const char *time)
{
  g_autoptr (FoyerEntry) entry = foyer_journal_get (store, id, NULL);
  g_autofree char *place = entry ? foyer_entry_place (store, event, entry) : NULL;

  return place ? g_strjoin (" · ", time, place, NULL) : g_strdup (time);
}

/* (nullable): NULL without an @error for somebody whose registration is not here. */
static FoyerConflictFile *
file_of (FoyerStore *store, const FoyerEvent *event, const FoyerConflict *conflict, GError **error)
{
  g_autoptr (GPtrArray) rows = foyer_registry_of_person (store, conflict->person, error);
  const FoyerList *list = foyer_event_list (event, conflict->list);
  FoyerConflictFile *file;

  if (rows == NULL || rows->len == 0)
    return NULL;
  file = g_new0 (FoyerConflictFile, 1);
  file->registration = g_strdup (((FoyerRegistration *) g_ptr_array_index (rows, 0))->id);
  file->name = g_strdup (((FoyerRegistration *) g_ptr_array_index (rows, 0))->name);
  file->entry = g_strdup (conflict->second);
  file->list = list ? g_strdupv (list->name) : NULL;
  file->first = foyer_event_clock_time (event, conflict->first_us);
  file->second = foyer_event_clock_time (event, conflict->second_us);
  file->first_side = side_of (store, event, conflict->first, file->first);
  file->second_side = side_of (store, event, conflict->second, file->second);
  return file;
}

GPtrArray *
foyer_conflict_files_read (FoyerStore *store, const FoyerEvent *event, GError **error)
{
  GError *failure = NULL;
  g_autoptr (GPtrArray) all = foyer_projection_conflicts (store, &failure);
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (file_free);

  for (guint i = 0; all != NULL && failure == NULL && i < all->len; i++) {
    const FoyerConflict *conflict = g_ptr_array_index (all, i);
    FoyerConflictFile *file = conflict->settled ? NULL : file_of (store, event, conflict, &failure);

    if (file != NULL)
      g_ptr_array_add (files, file);
  }
  if (failure == NULL)
    return g_steal_pointer (&files);
  g_propagate_error (error, failure);
  return NULL;
}

static gpointer
read_job (FoyerStore *store, gpointer data, GError **error)
{
  g_autoptr (FoyerEvent) event = foyer_registry_event (store, error);

  return event ? foyer_conflict_files_read (store, event, error) : NULL;
}

static void
files_free (gpointer data)
{
  g_ptr_array_unref (data);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *files = foyer_replica_finish (FOYER_REPLICA (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, files, files_free);
}

void
foyer_conflict_files_async (FoyerDoor *door, GAsyncReadyCallback callback, gpointer user_data)
{
  foyer_replica_read_async (foyer_door_get_replica (door), read_job, NULL, NULL, files_free, NULL, on_read,
                            g_task_new (door, NULL, callback, user_data));
}

GPtrArray *
foyer_conflict_files_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
