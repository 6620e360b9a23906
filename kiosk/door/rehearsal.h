/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "door.h"

G_BEGIN_DECLS

/**
 * FoyerSample:
 * @code: to be held up, or touched
 * @verdict: what it shows on the list that is served
 */
typedef struct {
  char        *code;
  FoyerVerdict verdict;
} FoyerSample;

/**
 * FoyerRehearsal:
 *
 * A door like the real one, over a copy of its store: whatever happens at it
 * is gone when it is over, and no hub ever hears of it. Main thread.
 *
 * FoyerRehearsal::over: the doors of the event open now
 */
#define FOYER_TYPE_REHEARSAL (foyer_rehearsal_get_type ())
G_DECLARE_FINAL_TYPE (FoyerRehearsal, foyer_rehearsal, FOYER, REHEARSAL, GObject)

/**
 * foyer_rehearsal_begin_async:
 * @store: path of the real store, which may be in use
 * @folder: where the copy lives meanwhile; whatever is there goes
 * @list: (nullable): id of the list that the door serves
 *
 * Copies off the main thread. Fails as in #FoyerStoreError; nothing is left then.
 */
void            foyer_rehearsal_begin_async  (const char *store, const char *folder, const char *list,
                                              FoyerSession *session, GAsyncReadyCallback callback,
                                              gpointer user_data);
FoyerRehearsal *foyer_rehearsal_begin_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** (transfer none) */
FoyerDoor      *foyer_rehearsal_get_door     (FoyerRehearsal *self);
/** (transfer none) (element-type FoyerSample): one a verdict that this event can show. */
GPtrArray      *foyer_rehearsal_get_samples  (FoyerRehearsal *self);

/** Closes the copy and removes it. Before the last unref; safe to repeat. */
void            foyer_rehearsal_end          (FoyerRehearsal *self);

G_END_DECLS
