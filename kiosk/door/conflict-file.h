/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "door.h"

G_BEGIN_DECLS

/**
 * FoyerConflictFile:
 * @registration: of whose code it is
 * @entry: the later admission, by which the conflict is settled
 * @first, @second: "08:41", in the event's zone
 * @first_side, @second_side: with where and by whom: "08:41 · Door 2 · 陈晨"
 *
 * Somebody came in twice, by doors that could not hear each other, and nobody
 * has said yet what it was.
 */
typedef struct {
  char      *registration;
  char      *entry;
  char      *name;
  FoyerWords list;
  char      *first;
  char      *second;
  char      *first_side;
  char      *second_side;
} FoyerConflictFile;

/** (element-type FoyerConflictFile): those that are open. Reads; on the replica's thread. */
GPtrArray *foyer_conflict_files_read   (FoyerStore *store, const FoyerEvent *event, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
/** Reads those that are open. The callback comes on the main loop. */
void       foyer_conflict_files_async  (FoyerDoor *door, GAsyncReadyCallback callback,
                                        gpointer user_data);
/** (element-type FoyerConflictFile) */
GPtrArray *foyer_conflict_files_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
