/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-rehearsal"

#include "rehearsal.h"

#include "admission.h"
#include "clock.h"
#include "id.h"
#include "registry.h"
#include "tree.h"

#define LOOK_S 5

struct _FoyerRehearsal {
  GObject       parent_instance;

  char         *folder;
  FoyerReplica *replica;
  FoyerDoor    *door;
  GPtrArray    *samples;
  gint64        until_us;   /* 0: no doors are to open */
  guint         timer;
};

enum { OVER, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (FoyerRehearsal, foyer_rehearsal, G_TYPE_OBJECT)

/* Sample guests. */

static void
sample_free (gpointer data)
{
  FoyerSample *sample = data;

  g_free (sample->code);
  g_free (sample);
}

static void
add_sample (GPtrArray *samples, FoyerVerdict verdict, const char *code)
{
  FoyerSample *sample = g_new0 (FoyerSample, 1);

  sample->verdict = verdict;
  sample->code = g_strdup (code);
  g_ptr_array_add (samples, sample);
}

/* A guest who shows @verdict, by status, debt or category. */
static gboolean
put_guest (FoyerStore *store, GPtrArray *samples, FoyerVerdict verdict, FoyerStatus status, gint64 due,
           const char *category, GError **error)
{
  g_autoptr (FoyerRegistration) guest = foyer_registration_new ();
  g_autofree char *code = g_strdup_printf ("REHEARSAL-%u", samples->len + 1);

  guest->id = foyer_id_new (foyer_clock_now_us ());
  guest->person = foyer_id_new (foyer_clock_now_us ());
  guest->status = status;
  guest->payment_due = due;
  guest->party = 1;
  guest->revision = 1;
  guest->channel = g_strdup ("rehearsal");
  guest->category = g_strdup (category);
  guest->name = g_strdup_printf ("样例 Sample %u", samples->len + 1);
  guest->codes = g_new0 (char *, 2);
  guest->codes[0] = g_strdup (code);
  add_sample (samples, verdict, code);
  return foyer_registry_put (store, guest, NULL, error);
}

/* (nullable): who may come to another list and not to this one. */
static const char *
stranger_to (const FoyerEvent *event, const FoyerList *list)
{
  for (guint i = 0; i < event->lists->len; i++) {
    const FoyerList *other = event->lists->pdata[i];

    for (gsize c = 0; other->categories != NULL && other->categories[c] != NULL; c++)
      if (!foyer_list_takes (list, other->categories[c]))
        return other->categories[c];
  }
  return NULL;
}

static gboolean
admit_once (FoyerStore *store, GPtrArray *samples, const char *list, GError **error)
{
  const FoyerSample *sample = samples->pdata[samples->len - 1];
  FoyerRequest request = { .code = sample->code, .list = list, .method = FOYER_METHOD_SCAN,
                           .now_us = foyer_clock_now_us () };
  FoyerAdmission *admission = foyer_admission_decide (store, &request, error);

  if (admission == NULL)
    return FALSE;
  foyer_admission_free (admission);
  return TRUE;
}

static gboolean
put_guests (FoyerStore *store, GPtrArray *samples, const FoyerEvent *event, const FoyerList *list,
            GError **error)
{
  const char *category = list->categories ? list->categories[0] : NULL;
  const char *stranger = stranger_to (event, list);

  if (!put_guest (store, samples, FOYER_VERDICT_ADMITTED, FOYER_STATUS_CONFIRMED, 0, category, error) ||
      !put_guest (store, samples, FOYER_VERDICT_ALREADY_IN, FOYER_STATUS_CONFIRMED, 0, category, error) ||
      !admit_once (store, samples, list->id, error) ||
      !put_guest (store, samples, FOYER_VERDICT_PENDING, FOYER_STATUS_PENDING, 0, category, error) ||
      !put_guest (store, samples, FOYER_VERDICT_WAITLISTED, FOYER_STATUS_WAITLISTED, 0, category, error) ||
      !put_guest (store, samples, FOYER_VERDICT_CANCELLED, FOYER_STATUS_CANCELLED, 0, category, error) ||
      !put_guest (store, samples, FOYER_VERDICT_PAYMENT_DUE, FOYER_STATUS_CONFIRMED, 5000, category, error))
    return FALSE;
  if (stranger != NULL && !put_guest (store, samples, FOYER_VERDICT_OTHER_LIST, FOYER_STATUS_CONFIRMED, 0,
                                      stranger, error))
    return FALSE;
  add_sample (samples, FOYER_VERDICT_UNKNOWN, "REHEARSAL-NOBODY");
  add_sample (samples, FOYER_VERDICT_NOT_A_TICKET, "https://example.org/");
  return TRUE;
}

/* Beginning. */

typedef struct {
  char         *store;
  char         *folder;
  char         *list;
  FoyerSession *session;
  GPtrArray    *samples;
} Begin;

static void
begin_free (gpointer data)
{
  Begin *begin = data;

  g_free (begin->store);
  g_free (begin->folder);
  g_free (begin->list);
  g_clear_object (&begin->session);
  g_clear_pointer (&begin->samples, g_ptr_array_unref);
  g_free (begin);
}

static char *
copy_path (const char *folder)
{
  return g_build_filename (folder, "rehearsal.db", NULL);
}

static gboolean
copy_store (const Begin *begin, const char *to, GError **error)
{
  g_autoptr (FoyerStore) store = foyer_store_open (begin->store, FOYER_STORE_READ, error);

  return store != NULL && foyer_store_copy (store, to, error);
}

static gboolean
put_samples (const Begin *begin, FoyerStore *store, GError **error)
{
  g_autoptr (FoyerEvent) event = foyer_registry_event (store, error);
  const FoyerList *list = NULL;

  if (event != NULL)
    list = begin->list ? foyer_event_list (event, begin->list)
                       : foyer_event_list_at (event, foyer_clock_now_us ());
  if (list == NULL) {
    if (error != NULL && *error == NULL)
      g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_MISSING, "there is no list to rehearse");
    return FALSE;
  }
  return foyer_store_begin (store, error) && put_guests (store, begin->samples, event, list, error) &&
         foyer_store_commit (store, error);
}

static gboolean
make_copy (const Begin *begin, GError **error)
{
  g_autofree char *path = copy_path (begin->folder);
  g_autoptr (FoyerStore) store = NULL;

  foyer_tree_remove (begin->folder);
  if (g_mkdir_with_parents (begin->folder, 0700) != 0) {
    g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_READ_ONLY,
                         "no rehearsal can be kept here");
    return FALSE;
  }
  if (!copy_store (begin, path, error))
    return FALSE;
  store = foyer_store_open (path, FOYER_STORE_OWN, error);
  return store != NULL && put_samples (begin, store, error);
}

static void
begin_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Begin *begin = data;
  GError *error = NULL;

  if (make_copy (begin, &error)) {
    g_task_return_boolean (task, TRUE);
    return;
  }
  foyer_tree_remove (begin->folder);
  g_task_return_error (task, error);
}

void
foyer_rehearsal_begin_async (const char *store, const char *folder, const char *list, FoyerSession *session,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Begin *begin = g_new0 (Begin, 1);

  begin->store = g_strdup (store);
  begin->folder = g_strdup (folder);
  begin->list = g_strdup (list);
  begin->session = g_object_ref (session);
  begin->samples = g_ptr_array_new_with_free_func (sample_free);
  g_task_set_task_data (task, begin, begin_free);
  g_task_run_in_thread (task, begin_thread);
}

/* Real doors that are still closed end it. */

static gboolean
on_look (gpointer user_data)
{
  FoyerRehearsal *self = user_data;

  if (self->until_us != 0 && foyer_clock_now_us () >= self->until_us) {
    self->timer = 0;
    g_signal_emit (self, signals[OVER], 0);
    return G_SOURCE_REMOVE;
  }
  return G_SOURCE_CONTINUE;
}

static void
watch_doors (FoyerRehearsal *self)
{
  const FoyerEvent *event = foyer_door_get_event (self->door);
  gint64 now_us = foyer_clock_now_us ();

  if (self->until_us != 0 || event == NULL)
    return;
  for (guint i = 0; i < event->lists->len; i++) {
    const FoyerList *list = event->lists->pdata[i];

    if (list->opens_us > now_us && (self->until_us == 0 || list->opens_us < self->until_us))
      self->until_us = list->opens_us;
  }
}

FoyerRehearsal *
foyer_rehearsal_begin_finish (GAsyncResult *result, GError **error)
{
  Begin *begin = g_task_get_task_data (G_TASK (result));
  g_autofree char *path = copy_path (begin->folder);
  FoyerReplica *replica;
  FoyerRehearsal *self;

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  replica = foyer_replica_open (path, error);
  if (replica == NULL) {
    foyer_tree_remove (begin->folder);
    return NULL;
  }
  self = g_object_new (FOYER_TYPE_REHEARSAL, NULL);
  self->folder = g_strdup (begin->folder);
  self->samples = g_ptr_array_ref (begin->samples);
  self->replica = replica;
  self->door = foyer_door_new (replica, begin->session);
  foyer_door_set_default_list (self->door, begin->list);
  g_signal_connect_object (self->door, "event-changed", G_CALLBACK (watch_doors), self, G_CONNECT_SWAPPED);
  self->timer = g_timeout_add_seconds (LOOK_S, on_look, self);
  return self;
}

FoyerDoor *
foyer_rehearsal_get_door (FoyerRehearsal *self)
{
  return self->door;
}

GPtrArray *
foyer_rehearsal_get_samples (FoyerRehearsal *self)
{
  return self->samples;
}

/* Ending. */

void
foyer_rehearsal_end (FoyerRehearsal *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->replica == NULL)
    return;
  foyer_replica_close (self->replica);
  g_clear_object (&self->replica);
  foyer_tree_remove (self->folder);
}

static void
foyer_rehearsal_finalize (GObject *object)
{
  FoyerRehearsal *self = FOYER_REHEARSAL (object);

  foyer_rehearsal_end (self);
  g_clear_object (&self->door);
  g_clear_pointer (&self->samples, g_ptr_array_unref);
  g_free (self->folder);
  G_OBJECT_CLASS (foyer_rehearsal_parent_class)->finalize (object);
}

static void
foyer_rehearsal_class_init (FoyerRehearsalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_rehearsal_finalize;

  signals[OVER] = g_signal_new ("over", FOYER_TYPE_REHEARSAL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
}

static void
foyer_rehearsal_init (FoyerRehearsal *self)
{
}
