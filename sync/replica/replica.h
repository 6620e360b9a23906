/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FoyerReplica:
 *
 * An event's store behind two threads: one writes, one reads; and a third for
 * what takes long to read, once that is asked. Jobs are plain
 * functions of this folder's headers, run on those threads.
 */
#define FOYER_TYPE_REPLICA (foyer_replica_get_type ())
G_DECLARE_FINAL_TYPE (FoyerReplica, foyer_replica, FOYER, REPLICA, GObject)

/** Who goes first when several jobs wait to write. */
typedef enum {
  FOYER_LANE_DOOR,   /* admissions: someone is standing there */
  FOYER_LANE_SYNC,   /* answers, what people change at the hub */
  FOYER_LANE_FEED,   /* slices of the feed: they come again, so the disk is not waited for */
  FOYER_LANE_N
} FoyerLane;

/**
 * FoyerStoreFunc:
 * @store: inside a transaction; when it is a read, all of it sees one state of the file
 * @data: as given
 *
 * One job. Returns its result, or NULL with @error set: then what it wrote is
 * taken back. Runs on the replica's thread.
 */
typedef gpointer (*FoyerStoreFunc) (FoyerStore *store, gpointer data, GError **error);

/**
 * foyer_replica_open:
 *
 * Opens (and makes) the file and starts its threads. Errors as in #FoyerStoreError.
 */
FoyerReplica *foyer_replica_open         (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Finishes every job that waits, then ends the threads. Before the last unref; repeat at will. */
void          foyer_replica_close        (FoyerReplica *self);

/**
 * foyer_replica_write_async:
 * @data_free: (nullable): frees @data, on any thread, after the job
 * @result_free: (nullable): frees a result that nobody took
 * @callback: (scope async) (nullable): runs in the caller's thread-default main context
 *
 * Runs @func in a write transaction. The callback comes after the commit: what
 * it is told is on the disk, but for FOYER_LANE_FEED: there a power cut may take
 * back the newest jobs, each as a whole. Jobs that wait together share one
 * commit; a job that fails is taken back alone. Cannot be cancelled: a write
 * happens or not.
 */
void          foyer_replica_write_async  (FoyerReplica *self, FoyerLane lane, FoyerStoreFunc func,
                                          gpointer data, GDestroyNotify data_free,
                                          GDestroyNotify result_free,
                                          GAsyncReadyCallback callback, gpointer user_data);
/** Runs @func on the reading thread; sees every commit made before the call, and none that comes
 * while it runs. */
void          foyer_replica_read_async   (FoyerReplica *self, FoyerStoreFunc func,
                                          gpointer data, GDestroyNotify data_free,
                                          GDestroyNotify result_free, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
/** The same for what goes through everybody, as headcounts do: no lookup waits for it. */
void          foyer_replica_survey_async (FoyerReplica *self, FoyerStoreFunc func,
                                          gpointer data, GDestroyNotify data_free,
                                          GDestroyNotify result_free, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
/** (transfer full): the job's result, of any of them. */
gpointer      foyer_replica_finish       (FoyerReplica *self, GAsyncResult *result, GError **error);

/**
 * foyer_replica_write: foyer_replica_read:
 *
 * The same, waiting. Never on a main loop; for sync's and the hub's threads.
 */
gpointer      foyer_replica_write        (FoyerReplica *self, FoyerLane lane, FoyerStoreFunc func,
                                          gpointer data, GError **error);
gpointer      foyer_replica_read         (FoyerReplica *self, FoyerStoreFunc func, gpointer data,
                                          GError **error);

/** Whether someone at the door waits for what is being written now: a long job of another lane
 * then ends early. Any thread. */
gboolean      foyer_replica_door_waits    (FoyerReplica *self);

/**
 * FoyerCommittedFunc:
 *
 * Called on the writing thread after each commit that changed something. Must
 * return at once, and not set another. Once it was replaced or taken back it is
 * not under way any more.
 */
typedef void (*FoyerCommittedFunc) (gpointer user_data);
void          foyer_replica_set_committed (FoyerReplica *self, FoyerCommittedFunc func,
                                           gpointer user_data);

/**
 * FoyerReplica::changed:
 *
 * On the main context, after commits; several commits may be one signal.
 */

G_END_DECLS
