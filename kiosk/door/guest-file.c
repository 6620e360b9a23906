/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-guest-file"

#include "guest-file.h"

#include "amend.h"
#include "journal.h"
#include "json.h"
#include "overlay.h"
#include "registry.h"

#define REMARKS_MAX 6

typedef struct {
  char *registration;
  char *list;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->registration);
  g_free (job->list);
  g_free (job);
}

static void
remark_free (gpointer data)
{
  FoyerRemark *remark = data;

  g_free (remark->time);
  g_free (remark->text);
  g_free (remark);
}

void
foyer_guest_file_free (FoyerGuestFile *self)
{
  if (self == NULL)
    return;
  foyer_guest_free (self->guest);
  g_ptr_array_unref (self->remarks);
  g_free (self);
}

/* (nullable): what is worth reading in the entry. */
static char *
text_of (const FoyerEntry *entry)
{
  if (entry->kind == FOYER_ENTRY_NOTE) {
    g_autoptr (json_t) body = entry->body ? foyer_json_parse (entry->body, -1, NULL) : NULL;

    return g_strdup (json_string_value (json_object_get (body, "text")));
  }
  if (entry->kind == FOYER_ENTRY_AMEND) {
    g_autoptr (FoyerAmend) amend = foyer_amend_from_body (entry->body);

    if (amend != NULL && amend->was != NULL && amend->value != NULL)
      return g_strdup_printf ("%s → %s", amend->was, amend->value);
  }
  return NULL;
}

static gboolean
has_id (gconstpointer entry, gconstpointer id)
{
  return g_str_equal (((const FoyerEntry *) entry)->id, id);
}

static void
add_remark (FoyerGuestFile *self, const FoyerEvent *event, const FoyerEntry *entry, gboolean idle)
{
  char *text = text_of (entry);
  FoyerRemark *remark;

  if (text == NULL)
    return;
  remark = g_new0 (FoyerRemark, 1);
  remark->text = text;
  remark->time = event ? foyer_event_clock_time (event, entry->wall_us) : g_strdup ("");
  remark->idle = idle;
  g_ptr_array_add (self->remarks, remark);
}

static gboolean
read_remarks (FoyerStore *store, FoyerGuestFile *self, GError **error)
{
  const char *id = self->guest->registration->id;
  g_autoptr (FoyerEvent) event = foyer_registry_event (store, error);
  g_autoptr (GPtrArray) entries = event ? foyer_journal_of_registration (store, id, error) : NULL;
  g_autoptr (GPtrArray) idle = entries ? foyer_overlay_idle (store, id, error) : NULL;

  if (idle == NULL)
    return FALSE;
  for (guint i = entries->len; i > 0 && self->remarks->len < REMARKS_MAX; i--) {
    const FoyerEntry *entry = g_ptr_array_index (entries, i - 1);

    add_remark (self, event, entry, g_ptr_array_find_with_equal_func (idle, entry->id, has_id, NULL));
  }
  return TRUE;
}

static gpointer
read_job (FoyerStore *store, gpointer data, GError **error)
{
  Job *job = data;
  GError *failure = NULL;
  g_autoptr (FoyerGuestFile) self = g_new0 (FoyerGuestFile, 1);

  self->remarks = g_ptr_array_new_with_free_func (remark_free);
  self->guest = foyer_lookup_guest (store, job->registration, job->list, &failure);
  if (self->guest != NULL && read_remarks (store, self, &failure))
    return g_steal_pointer (&self);
  if (failure == NULL)
    g_set_error (&failure, FOYER_STORE_ERROR, FOYER_STORE_ERROR_MISSING,
                 "there is no such registration");
  g_propagate_error (error, failure);
  return NULL;
}

static void
file_free (gpointer data)
{
  foyer_guest_file_free (data);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  FoyerGuestFile *file = foyer_replica_finish (FOYER_REPLICA (source), result, &error);

  if (file == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, file, file_free);
}

void
foyer_guest_file_async (FoyerDoor *door, const char *registration, GAsyncReadyCallback callback,
                        gpointer user_data)
{
  const FoyerList *list = foyer_door_get_list (door);
  Job *job = g_new0 (Job, 1);

  job->registration = g_strdup (registration);
  job->list = g_strdup (list ? list->id : NULL);
  foyer_session_touch (foyer_door_get_session (door));
  foyer_replica_read_async (foyer_door_get_replica (door), read_job, job, job_free, file_free, NULL, on_read,
                            g_task_new (door, NULL, callback, user_data));
}

FoyerGuestFile *
foyer_guest_file_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
