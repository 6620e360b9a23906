/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "badges.h"
#include "camera.h"
#include "choices.h"
#include "config.h"
#include "desk.h"
#include "door.h"
#include "health.h"
#include "neighbours.h"
#include "own-hub.h"
#include "rehearsal.h"
#include "session.h"

G_BEGIN_DECLS

/**
 * FoyerKioskPhase:
 * @FOYER_KIOSK_SETUP: this machine belongs to no event yet
 * @FOYER_KIOSK_OPEN: there is a door
 * @FOYER_KIOSK_TROUBLE: the store can't be used; foyer_kiosk_get_trouble() says why
 */
typedef enum {
  FOYER_KIOSK_SETUP,
  FOYER_KIOSK_OPEN,
  FOYER_KIOSK_TROUBLE,
} FoyerKioskPhase;

/**
 * FoyerKiosk:
 *
 * All that stands behind the window: camera, scanner, sound, replica, engine,
 * door, badges. Joins them, and tells FoyerKiosk::changed when the phase is
 * another one or enrolling has come further. Main thread.
 */
#define FOYER_TYPE_KIOSK (foyer_kiosk_get_type ())
G_DECLARE_FINAL_TYPE (FoyerKiosk, foyer_kiosk, FOYER, KIOSK, GObject)

/** Opens what the state folder holds. Whatever is wrong becomes a phase, not an error. */
FoyerKiosk      *foyer_kiosk_new            (const FoyerConfig *config) G_GNUC_WARN_UNUSED_RESULT;
/** Starts camera, reading and this machine's own hub; when there is a window to show them in. */
void             foyer_kiosk_start          (FoyerKiosk *self);
/** Ends everything in order and waits for it. Before the last unref; safe to repeat. */
void             foyer_kiosk_stop           (FoyerKiosk *self);

FoyerKioskPhase  foyer_kiosk_get_phase      (FoyerKiosk *self);
/** (nullable): of the phase TROUBLE. */
const GError    *foyer_kiosk_get_trouble    (FoyerKiosk *self);
/** Whether an enrolment code was shown and is being tried. */
gboolean         foyer_kiosk_is_enrolling   (FoyerKiosk *self);
/** (nullable): why the last enrolment code did not work, in words for people. */
const char      *foyer_kiosk_get_enrol_note (FoyerKiosk *self);

FoyerCamera     *foyer_kiosk_get_camera     (FoyerKiosk *self);
FoyerHealth     *foyer_kiosk_get_health     (FoyerKiosk *self);
FoyerNeighbours *foyer_kiosk_get_neighbours (FoyerKiosk *self);
FoyerSession    *foyer_kiosk_get_session    (FoyerKiosk *self);
/** (nullable): of the phase OPEN, where badges are printed. */
FoyerPrintQueue *foyer_kiosk_get_queue      (FoyerKiosk *self);
/** (nullable): of the phase OPEN; while a rehearsal lasts, its door. */
FoyerDoor       *foyer_kiosk_get_door       (FoyerKiosk *self);
/** (nullable): what this place is called. */
const char      *foyer_kiosk_get_name       (FoyerKiosk *self);

/** Prints a badge of nobody, marked as a test; what becomes of it is told to the health. */
void             foyer_kiosk_try_badge      (FoyerKiosk *self);

/* Rehearsing. */

/** Another door takes the place of the real one, as soon as it is there; safe to repeat. */
void             foyer_kiosk_rehearse       (FoyerKiosk *self);
/** The real door again, as if nothing had happened; safe to repeat. */
void             foyer_kiosk_end_rehearsal  (FoyerKiosk *self);
/** (nullable): while one lasts. */
FoyerRehearsal  *foyer_kiosk_get_rehearsal  (FoyerKiosk *self);

/* Setting up. */

/** (transfer none): what was chosen at this screen. */
FoyerChoices    *foyer_kiosk_get_choices    (FoyerKiosk *self);
/** Whether there are steps of setting up that nobody has gone yet. */
gboolean         foyer_kiosk_wants_setup    (FoyerKiosk *self);
/** Whether they are all asked at this screen; FALSE: the hub's code is all that is missing. */
gboolean         foyer_kiosk_asks           (FoyerKiosk *self);
/** While @held, nobody is let in: codes are for whoever sets this machine up. */
void             foyer_kiosk_set_held       (FoyerKiosk *self, gboolean held);
/** (transfer none): the state folder; and (nullable) where to look for tables. */
const char      *foyer_kiosk_get_state      (FoyerKiosk *self);
const char      *foyer_kiosk_get_tables     (FoyerKiosk *self);
/** (transfer none): this machine's own hub, which may not run. */
FoyerOwnHub     *foyer_kiosk_get_own_hub    (FoyerKiosk *self);
/** Opens the door of the event that @enrolment (transfer full) is for. In the phase SETUP. */
void             foyer_kiosk_take_enrolment (FoyerKiosk *self, FoyerEnrolment *enrolment);
/** (transfer none) (element-type FoyerConfigPrinter): the printers in use. */
GPtrArray       *foyer_kiosk_get_printers   (FoyerKiosk *self);
void             foyer_kiosk_use_printer    (FoyerKiosk *self, const char *name, const char *uri);
void             foyer_kiosk_use_camera     (FoyerKiosk *self, const char *source);
/** @list: (nullable): NULL by the clock */
void             foyer_kiosk_use_list       (FoyerKiosk *self, const char *list);
/** (nullable): the list in use when staff chose none. */
const char      *foyer_kiosk_get_list       (FoyerKiosk *self);
FoyerRole        foyer_kiosk_get_role       (FoyerKiosk *self);
void             foyer_kiosk_use_role       (FoyerKiosk *self, FoyerRole role);
/** On a tall screen all controls are in its lower part. */
gboolean         foyer_kiosk_is_seated      (FoyerKiosk *self);

/** What is kept in words is said anew, in the present language. */
void             foyer_kiosk_retell         (FoyerKiosk *self);

/** A code from any reader: an enrolment code while setting up, else a guest's. */
void             foyer_kiosk_scan           (FoyerKiosk *self, const char *text);

G_END_DECLS
