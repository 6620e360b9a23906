/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "credential.h"
#include "http-server.h"
#include "import-staging.h"
#include "json.h"
#include "page-cache.h"
#include "replica.h"
#include "state-folder.h"

G_BEGIN_DECLS

/**
 * FoyerHubEvent:
 *
 * One event at the hub: its store, its key, and the kiosks that wait for
 * something new in its feed. Any thread.
 */
typedef struct _FoyerHubEvent FoyerHubEvent;

/**
 * foyer_hub_event_open:
 * @make: make the store where there is none; else it is an error
 * @context: where held requests are woken; not to run while the event is closed
 */
FoyerHubEvent *foyer_hub_event_open        (FoyerStateFolder *folder, const char *id, gboolean make,
                                            GMainContext *context, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
void           foyer_hub_event_close       (FoyerHubEvent *self);

/**
 * foyer_hub_event_enter:
 *
 * Whoever works with the store does so between this and foyer_hub_event_leave():
 * the store stays. FALSE: come back in a moment, it is being replaced. Does not wait.
 */
gboolean       foyer_hub_event_enter       (FoyerHubEvent *self) G_GNUC_WARN_UNUSED_RESULT;
void           foyer_hub_event_leave       (FoyerHubEvent *self);
/** Whether nobody enters any more: who is inside should be about to leave. */
gboolean       foyer_hub_event_is_shut     (FoyerHubEvent *self);

/**
 * foyer_hub_event_restore:
 * @aside: name of a folder within the state, as in foyer_restore_event()
 *
 * Puts a prepared store in the place of this one, once those who work with it have
 * left; nobody enters meanwhile. After FALSE the old one is served on. Errors:
 * %FOYER_HUB_ANSWER (someone does not leave), #FoyerHubError.
 */
gboolean       foyer_hub_event_restore     (FoyerHubEvent *self, FoyerStateFolder *folder,
                                            const char *aside, GError **error);

const char    *foyer_hub_event_get_id      (FoyerHubEvent *self);
const char    *foyer_hub_event_get_epoch   (FoyerHubEvent *self);
FoyerReplica  *foyer_hub_event_get_replica (FoyerHubEvent *self);
/** Rows of a file that is being imported. */
FoyerImportStaging *foyer_hub_event_get_staging (FoyerHubEvent *self);
/** FALSE while another import runs; one that began has to end. */
gboolean       foyer_hub_event_begin_import (FoyerHubEvent *self) G_GNUC_WARN_UNUSED_RESULT;
void           foyer_hub_event_end_import  (FoyerHubEvent *self);
const guint8  *foyer_hub_event_get_secret_key (FoyerHubEvent *self);

/** Grows with each commit. */
guint          foyer_hub_event_get_generation (FoyerHubEvent *self);

/**
 * foyer_hub_event_check_kiosk:
 * @revocation: (out) (nullable): by which the kiosk was expelled
 *
 * Whether the kiosk may still work for this event. One that the store does not
 * know, though its credential is good, was enrolled after the backup that this
 * store was restored from: it is known again from now on.
 */
gboolean       foyer_hub_event_check_kiosk (FoyerHubEvent *self, const FoyerCredential *kiosk,
                                            char **revocation, GError **error);

/** Remembers, while the hub runs, what a kiosk says of itself. @status: (transfer full). */
void           foyer_hub_event_set_status  (FoyerHubEvent *self, const char *kiosk, json_t *status);
/** (nullable): what it said last. */
json_t        *foyer_hub_event_get_status  (FoyerHubEvent *self, const char *kiosk)
  G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_hub_event_hold:
 * @until_us: monotonic
 *
 * Keeps @request until something is committed or its time is over; then it is
 * handed to its handler again. FALSE when something was committed since
 * @generation already, or the hub stops.
 */
gboolean       foyer_hub_event_hold        (FoyerHubEvent *self, FoyerHttpRequest *request,
                                            guint generation, gint64 until_us);
/** Hands back what waits too long. To be called about twice a second. */
void           foyer_hub_event_tick        (FoyerHubEvent *self);
/** Hands back everything that waits, and holds nothing any more: the hub stops. */
void           foyer_hub_event_release     (FoyerHubEvent *self);

/**
 * FoyerPageWish:
 * @epoch: (nullable): @digest: (nullable): that the kiosk was told with @cursor
 */
typedef struct {
  gint64      cursor;
  const char *epoch;
  const char *digest;
  guint       limit;
  FoyerCoding coding;
} FoyerPageWish;

/**
 * foyer_hub_event_page:
 *
 * The feed after a cursor as the body of an answer. Kiosks that ask for the same
 * page share it. Where the cursor is none of this store's past, a new epoch
 * begins, and the page is its first.
 */
GBytes        *foyer_hub_event_page        (FoyerHubEvent *self, const FoyerPageWish *wish,
                                            FoyerPageNote *note, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/** Makes the page that whoever got this one will ask for next, while they work on theirs. */
void           foyer_hub_event_make_next   (FoyerHubEvent *self, const FoyerPageNote *note, guint limit,
                                            FoyerCoding coding);

G_END_DECLS
