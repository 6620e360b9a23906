/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-replica"

#include "replica.h"

#include "store-private.h"

/* So many jobs share one commit at most: a slow disk then costs each of them
 * one fsync, and a failed commit takes no more than these back. */
#define MAX_GROUP 256

typedef enum {
  ORDER_DOOR,
  ORDER_SYNC,
  ORDER_FEED,
  ORDER_QUIT,   /* after every job that waits */
} Order;

typedef struct {
  Order           order;
  guint64         serial;       /* first come, first served within an order */
  FoyerStoreFunc  func;
  gpointer        data;
  GDestroyNotify  data_free;
  GDestroyNotify  result_free;
  GTask          *task;         /* answers the caller */
  gpointer        result;
  GError         *error;
} Job;

/* A thread, its connection and the jobs that wait for it. */
typedef struct {
  GThread     *thread;
  GAsyncQueue *jobs;
  FoyerStore  *store;
  char        *path;    /* of the store, where the thread opens it itself */
} Worker;

struct _FoyerReplica {
  GObject            parent_instance;

  Worker             writer;
  Worker             reader;
  Worker             surveyor;       /* begins with the first question for it */
  guint64            serial;
  int                door_waits;     /* atomic: jobs of the door that are not under way yet */
  GMutex             lock;           /* guards serial, closed and change_queued */
  gboolean           closed;
  gboolean           change_queued;
  GMutex             committed_lock; /* held during the call: taken back, it is not under way */
  FoyerCommittedFunc committed;
  gpointer           committed_data;
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (FoyerReplica, foyer_replica, G_TYPE_OBJECT)

static void
job_free (gpointer data)
{
  Job *job = data;

  if (job->data_free != NULL)
    job->data_free (job->data);
  g_clear_object (&job->task);
  g_clear_error (&job->error);
  g_free (job);
}

static int
compare_jobs (gconstpointer a, gconstpointer b, gpointer unused)
{
  const Job *x = a;
  const Job *y = b;

  if (x->order != y->order)
    return x->order < y->order ? -1 : 1;
  return x->serial < y->serial ? -1 : x->serial > y->serial;
}

static void
answer (Job *job)
{
  if (job->error != NULL)
    g_task_return_error (job->task, g_steal_pointer (&job->error));
  else
    g_task_return_pointer (job->task, job->result, job->result_free);
  job_free (job);
}

/* Writing. */

static void
run_in_group (FoyerStore *store, Job *job)
{
  if (!foyer_store_savepoint (store, &job->error))
    return;
  job->result = job->func (store, job->data, &job->error);
  if (job->error == NULL && foyer_store_answered (store, &job->error) &&
      foyer_store_release (store, &job->error))
    return;
  if (job->result != NULL && job->result_free != NULL)
    job->result_free (job->result);
  job->result = NULL;
  foyer_store_take_back (store);
}

static void
fail_group (GPtrArray *group, const GError *failure)
{
  for (guint i = 0; i < group->len; i++) {
    Job *job = g_ptr_array_index (group, i);

    if (job->error != NULL)
      continue;
    if (job->result != NULL && job->result_free != NULL)
      job->result_free (job->result);
    job->result = NULL;
    job->error = g_error_copy (failure);
  }
}

static gboolean
any_done (GPtrArray *group)
{
  for (guint i = 0; i < group->len; i++) {
    if (((Job *) g_ptr_array_index (group, i))->error == NULL)
      return TRUE;
  }
  return FALSE;
}

static gboolean
emit_changed (gpointer data)
{
  FoyerReplica *self = data;

  g_mutex_lock (&self->lock);
  self->change_queued = FALSE;
  g_mutex_unlock (&self->lock);
  g_signal_emit (self, signals[CHANGED], 0);
  return G_SOURCE_REMOVE;
}

static void
tell_committed (FoyerReplica *self)
{
  gboolean queue;

  g_mutex_lock (&self->lock);
  queue = !self->change_queued && !self->closed;
  self->change_queued |= queue;
  g_mutex_unlock (&self->lock);
  g_mutex_lock (&self->committed_lock);
  if (self->committed != NULL)
    self->committed (self->committed_data);
  g_mutex_unlock (&self->committed_lock);
  if (queue)
    g_idle_add_full (G_PRIORITY_DEFAULT, emit_changed, g_object_ref (self), g_object_unref);
}

/* A full or failing disk may end the whole transaction under one job: what ran
 * before is gone then, and what would run after would be outside of it. */
static gboolean
run_group (FoyerStore *store, GPtrArray *group, GError **failure)
{
  for (guint i = 0; i < group->len; i++) {
    Job *job = g_ptr_array_index (group, i);

    run_in_group (store, job);
    if (!foyer_store_in_transaction (store)) {
      *failure = g_error_copy (job->error);
      return FALSE;
    }
  }
  return TRUE;
}

/* TRUE when something was written. */
static gboolean
commit_group (FoyerStore *store, GPtrArray *group, GError **failure)
{
  const Job *first = g_ptr_array_index (group, 0);

  /* What is committed behind a slice of the feed takes it to the disk as well. */
  if (!foyer_store_wait_for_disk (store, first->order != ORDER_FEED, failure) ||
      !foyer_store_begin (store, failure) || !run_group (store, group, failure))
    return FALSE;
  if (any_done (group))
    return foyer_store_commit (store, failure);
  foyer_store_rollback (store);
  return FALSE;
}

static void
write_group (FoyerReplica *self, GPtrArray *group)
{
  g_autoptr (GError) failure = NULL;
  gboolean changed = commit_group (self->writer.store, group, &failure);

  if (failure != NULL)
    fail_group (group, failure);
  if (changed)
    tell_committed (self);
  for (guint i = 0; i < group->len; i++)
    answer (g_ptr_array_index (group, i));
  if (!foyer_replica_door_waits (self))
    foyer_store_tidy_up (self->writer.store);
}

/* The jobs that wait right now, in order. Sync's slices never join a group
 * with the door's: someone is standing there. */
static Job *
gather (FoyerReplica *self, Job *first, GPtrArray *group)
{
  Job *job = first;

  while (job != NULL && job->order != ORDER_QUIT && job->order == first->order &&
         group->len < MAX_GROUP) {
    g_ptr_array_add (group, job);
    if (job->order == ORDER_DOOR)
      g_atomic_int_add (&self->door_waits, -1);
    job = g_async_queue_try_pop (self->writer.jobs);
  }
  return job;
}

static gpointer
writer_thread (gpointer data)
{
  FoyerReplica *self = data;
  Job *job = g_async_queue_pop (self->writer.jobs);

  while (job->order != ORDER_QUIT) {
    g_autoptr (GPtrArray) group = g_ptr_array_new ();
    Job *next = gather (self, job, group);

    write_group (self, group);
    if (next != NULL)
      g_async_queue_push_sorted (self->writer.jobs, next, compare_jobs, NULL);
    job = g_async_queue_pop (self->writer.jobs);
  }
  job_free (job);
  return NULL;
}

/* Reading. */

/* What a job is told fits together, though the writer goes on. */
static void
read_one (Worker *worker, Job *job)
{
  if (worker->store == NULL)
    worker->store = foyer_store_open (worker->path, FOYER_STORE_READ, &job->error);
  if (worker->store == NULL)
    return;
  if (foyer_store_begin_read (worker->store, &job->error))
    job->result = job->func (worker->store, job->data, &job->error);
  foyer_store_end_read (worker->store);
}

static gpointer
reader_thread (gpointer data)
{
  Worker *worker = data;
  Job *job = g_async_queue_pop (worker->jobs);

  while (job->order != ORDER_QUIT) {
    if (!g_task_return_error_if_cancelled (job->task)) {
      read_one (worker, job);
      answer (job);
    }
    else {
      job_free (job);
    }
    job = g_async_queue_pop (worker->jobs);
  }
  job_free (job);
  return NULL;
}

/* The object. */

static void
foyer_replica_finalize (GObject *object)
{
  FoyerReplica *self = FOYER_REPLICA (object);

  /* The last reference may be dropped by a job, on the thread itself: hence
   * close() comes first, always. */
  g_assert (self->writer.thread == NULL && self->reader.thread == NULL && self->surveyor.thread == NULL);
  g_async_queue_unref (self->writer.jobs);
  g_async_queue_unref (self->reader.jobs);
  g_async_queue_unref (self->surveyor.jobs);
  g_free (self->surveyor.path);
  g_mutex_clear (&self->lock);
  g_mutex_clear (&self->committed_lock);
  G_OBJECT_CLASS (foyer_replica_parent_class)->finalize (object);
}

static void
foyer_replica_class_init (FoyerReplicaClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_replica_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
foyer_replica_init (FoyerReplica *self)
{
  g_mutex_init (&self->lock);
  g_mutex_init (&self->committed_lock);
  self->writer.jobs = g_async_queue_new ();
  self->reader.jobs = g_async_queue_new ();
  self->surveyor.jobs = g_async_queue_new ();
}

FoyerReplica *
foyer_replica_open (const char *path, GError **error)
{
  g_autoptr (FoyerStore) owner = foyer_store_open (path, FOYER_STORE_OWN, error);
  FoyerStore *reader = owner ? foyer_store_open (path, FOYER_STORE_READ, error) : NULL;
  FoyerReplica *self;

  if (reader == NULL)
    return NULL;
  self = g_object_new (FOYER_TYPE_REPLICA, NULL);
  self->writer.store = g_steal_pointer (&owner);
  self->writer.store->busy = TRUE;
  self->reader.store = reader;
  self->surveyor.path = g_strdup (path);
  self->writer.thread = g_thread_new ("replica-write", writer_thread, self);
  self->reader.thread = g_thread_new ("replica-read", reader_thread, &self->reader);
  return self;
}

/* FALSE when the replica is closed; the job is answered then. */
static gboolean
push (FoyerReplica *self, Worker *worker, Job *job)
{
  gboolean closed;

  g_mutex_lock (&self->lock);
  closed = self->closed && job->order != ORDER_QUIT;
  job->serial = self->serial++;
  if (!closed && worker == &self->writer && job->order == ORDER_DOOR)
    g_atomic_int_inc (&self->door_waits);
  if (!closed)
    g_async_queue_push_sorted (worker->jobs, job, compare_jobs, NULL);
  g_mutex_unlock (&self->lock);
  if (closed) {
    g_set_error (&job->error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_FAILED, "the replica is closed");
    answer (job);
  }
  return !closed;
}

static void
end_worker (FoyerReplica *self, Worker *worker)
{
  Job *quit = g_new0 (Job, 1);

  quit->order = ORDER_QUIT;
  (void) push (self, worker, quit);
  g_thread_join (g_steal_pointer (&worker->thread));
  g_clear_pointer (&worker->store, foyer_store_close);
}

void
foyer_replica_close (FoyerReplica *self)
{
  g_return_if_fail (FOYER_IS_REPLICA (self));

  if (self->writer.thread == NULL)
    return;
  g_mutex_lock (&self->lock);
  self->closed = TRUE;
  g_mutex_unlock (&self->lock);
  if (self->surveyor.thread != NULL)
    end_worker (self, &self->surveyor);
  end_worker (self, &self->reader);
  end_worker (self, &self->writer);
}

static Job *
job_new (Order order, FoyerStoreFunc func, gpointer data, GDestroyNotify data_free,
         GDestroyNotify result_free, GTask *task)
{
  Job *job = g_new0 (Job, 1);

  job->order = order;
  job->func = func;
  job->data = data;
  job->data_free = data_free;
  job->result_free = result_free;
  job->task = task;
  return job;
}

static Order
order_of (FoyerLane lane)
{
  switch (lane) {
  case FOYER_LANE_DOOR:
    return ORDER_DOOR;
  case FOYER_LANE_FEED:
    return ORDER_FEED;
  case FOYER_LANE_SYNC:
  case FOYER_LANE_N:
  default:
    return ORDER_SYNC;
  }
}

gboolean
foyer_replica_door_waits (FoyerReplica *self)
{
  return g_atomic_int_get (&self->door_waits) > 0;
}

void
foyer_replica_write_async (FoyerReplica *self, FoyerLane lane, FoyerStoreFunc func, gpointer data,
                           GDestroyNotify data_free, GDestroyNotify result_free,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_return_if_fail (FOYER_IS_REPLICA (self));

  g_task_set_source_tag (task, foyer_replica_write_async);
  (void) push (self, &self->writer, job_new (order_of (lane), func, data, data_free, result_free, task));
}

void
foyer_replica_read_async (FoyerReplica *self, FoyerStoreFunc func, gpointer data,
                          GDestroyNotify data_free, GDestroyNotify result_free,
                          GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (FOYER_IS_REPLICA (self));

  g_task_set_source_tag (task, foyer_replica_read_async);
  (void) push (self, &self->reader, job_new (ORDER_DOOR, func, data, data_free, result_free, task));
}

static void
begin_surveyor (FoyerReplica *self)
{
  g_mutex_lock (&self->lock);
  if (!self->closed && self->surveyor.thread == NULL)
    self->surveyor.thread = g_thread_new ("replica-survey", reader_thread, &self->surveyor);
  g_mutex_unlock (&self->lock);
}

void
foyer_replica_survey_async (FoyerReplica *self, FoyerStoreFunc func, gpointer data,
                            GDestroyNotify data_free, GDestroyNotify result_free,
                            GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (FOYER_IS_REPLICA (self));

  g_task_set_source_tag (task, foyer_replica_survey_async);
  begin_surveyor (self);
  (void) push (self, &self->surveyor, job_new (ORDER_DOOR, func, data, data_free, result_free, task));
}

gpointer
foyer_replica_finish (FoyerReplica *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Waiting: the answer comes to a context of the waiting thread's own. */

static void
keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_set_object ((GAsyncResult **) user_data, result);
}

static gpointer
wait_for (FoyerReplica *self, GMainContext *context, GAsyncResult **result, GError **error)
{
  gpointer value;

  while (*result == NULL)
    g_main_context_iteration (context, TRUE);
  value = foyer_replica_finish (self, *result, error);
  g_clear_object (result);
  g_main_context_pop_thread_default (context);
  g_main_context_unref (context);
  return value;
}

static GMainContext *
own_context (void)
{
  GMainContext *context = g_main_context_new ();

  g_main_context_push_thread_default (context);
  return context;
}

gpointer
foyer_replica_write (FoyerReplica *self, FoyerLane lane, FoyerStoreFunc func, gpointer data,
                     GError **error)
{
  GMainContext *context = own_context ();
  GAsyncResult *result = NULL;

  foyer_replica_write_async (self, lane, func, data, NULL, NULL, keep_result, &result);
  return wait_for (self, context, &result, error);
}

gpointer
foyer_replica_read (FoyerReplica *self, FoyerStoreFunc func, gpointer data, GError **error)
{
  GMainContext *context = own_context ();
  GAsyncResult *result = NULL;

  foyer_replica_read_async (self, func, data, NULL, NULL, NULL, keep_result, &result);
  return wait_for (self, context, &result, error);
}

void
foyer_replica_set_committed (FoyerReplica *self, FoyerCommittedFunc func, gpointer user_data)
{
  g_return_if_fail (FOYER_IS_REPLICA (self));

  g_mutex_lock (&self->committed_lock);
  self->committed = func;
  self->committed_data = user_data;
  g_mutex_unlock (&self->committed_lock);
}
