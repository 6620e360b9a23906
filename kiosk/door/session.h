/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "event.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FoyerSession:
 *
 * Who works at the desk: nobody, or one or two volunteers. Opens by a staff
 * code or a PIN and closes itself when nobody touched the desk for a while.
 * Properties, all notified: "open" (boolean), "names" (string). Main thread.
 */
#define FOYER_TYPE_SESSION (foyer_session_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSession, foyer_session, FOYER, SESSION, GObject)

/** @idle_ms: how long nobody may touch the desk before it locks; 0 for ever */
FoyerSession *foyer_session_new       (guint idle_ms) G_GNUC_WARN_UNUSED_RESULT;

gboolean      foyer_session_is_open   (FoyerSession *self);
/** Their names as colleagues know them: "Lin", "Lin, 陈晨"; "" for nobody. */
const char   *foyer_session_get_names (FoyerSession *self);
/** (nullable): their ids, comma between, as entries keep them. */
const char   *foyer_session_get_staff (FoyerSession *self);

/** A volunteer joins; whoever is the third takes the place of the first. Safe to repeat. */
void          foyer_session_join      (FoyerSession *self, const FoyerStaff *staff);
/** Someone is still working. */
void          foyer_session_touch     (FoyerSession *self);
/** Locks the desk. Safe to repeat. */
void          foyer_session_close     (FoyerSession *self);

/**
 * foyer_session_enter_pin_async:
 * @event: whose volunteers may come
 *
 * The volunteer with this PIN joins. The work, a tenth of a second or two by
 * intent, is done on another thread. Fails with #FoyerDoorError PIN or WAIT.
 */
void          foyer_session_enter_pin_async  (FoyerSession *self, const FoyerEvent *event,
                                              const char *pin, GAsyncReadyCallback callback,
                                              gpointer user_data);
gboolean      foyer_session_enter_pin_finish (FoyerSession *self, GAsyncResult *result,
                                              GError **error);

/** How many seconds no PIN is taken, after several wrong ones; 0 usually. */
guint         foyer_session_get_wait_s (FoyerSession *self);

/** How long the desk refuses PINs after so many wrong ones in a row, in seconds. Pure. */
guint         foyer_session_penalty_s  (guint failures);

G_END_DECLS
