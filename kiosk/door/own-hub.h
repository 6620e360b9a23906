/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "whole-event.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FoyerOwnHub:
 *
 * This machine's own hub: foyer-hub as a child on loopback. It is started again
 * when it dies, and ends with the kiosk, however that ends. Main thread.
 *
 * FoyerOwnHub::listening: it answers from now on
 * FoyerOwnHub::stumbled: it ended by itself; it is started again in a moment
 */
#define FOYER_TYPE_OWN_HUB (foyer_own_hub_get_type ())
G_DECLARE_FINAL_TYPE (FoyerOwnHub, foyer_own_hub, FOYER, OWN_HUB, GObject)

/** @folder: where it keeps everything; made where missing */
FoyerOwnHub *foyer_own_hub_new         (const char *folder) G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_own_hub_start:
 * @address: (nullable): where it listened before: "http://127.0.0.1:8470"
 *
 * There again, if it can be; at its first start another port is taken where
 * that one is not free.
 */
void         foyer_own_hub_start       (FoyerOwnHub *self, const char *address);
/** Ends it and waits. Before the last unref; safe to repeat. */
void         foyer_own_hub_stop        (FoyerOwnHub *self);

/**
 * foyer_own_hub_clear:
 * @remove: what it kept is an attempt that came to nothing, and goes; else it is put aside
 *
 * While it does not run: its folder is empty afterwards. FALSE when that could not be done.
 */
gboolean     foyer_own_hub_clear       (FoyerOwnHub *self, gboolean remove);

/** (nullable): where it listens; NULL while it does not. */
const char  *foyer_own_hub_get_address (FoyerOwnHub *self);

/** Off the main thread what foyer_whole_event_make() does. @event: owned by the caller until the callback */
void            foyer_own_hub_make_async  (FoyerOwnHub *self, const FoyerWholeEvent *event, const char *name,
                                           const char *state, GAsyncReadyCallback callback, gpointer user_data);
FoyerEnrolment *foyer_own_hub_make_finish (FoyerOwnHub *self, GAsyncResult *result, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

/** And what foyer_whole_event_pass() does. */
void            foyer_own_hub_pass_async  (FoyerOwnHub *self, const char *event, const char *name,
                                           GAsyncReadyCallback callback, gpointer user_data);
FoyerPass      *foyer_own_hub_pass_finish (FoyerOwnHub *self, GAsyncResult *result, GError **error)
  G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
