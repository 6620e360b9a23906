/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "door-table.h"
#include "help-queue.h"
#include "notice-board.h"
#include "outcome.h"
#include "replica.h"
#include "session.h"

G_BEGIN_DECLS

/**
 * FoyerDoorSound:
 *
 * What a door wants to be heard; see FoyerDoor::sound.
 */
typedef enum {
  FOYER_DOOR_SOUND_ADMITTED,
  FOYER_DOOR_SOUND_AGAIN,
  FOYER_DOOR_SOUND_REFUSED,
  FOYER_DOOR_SOUND_HELP,
} FoyerDoorSound;

/**
 * FoyerDoor:
 *
 * One guest's way: a code comes in, is decided and written, and only then is
 * the outcome shown. Main thread; nothing here waits for the disk.
 *
 * Properties, all notified: "state" (#FoyerDoorState), "outcome"
 * (#FoyerOutcome, of the states asking, welcome and sorry, else NULL).
 */
#define FOYER_TYPE_DOOR (foyer_door_get_type ())
G_DECLARE_FINAL_TYPE (FoyerDoor, foyer_door, FOYER, DOOR, GObject)

/** Reads the event at once, and again whenever the replica says that something changed. */
FoyerDoor          *foyer_door_new          (FoyerReplica *replica, FoyerSession *session)
  G_GNUC_WARN_UNUSED_RESULT;

FoyerReplica       *foyer_door_get_replica  (FoyerDoor *self);
FoyerSession       *foyer_door_get_session  (FoyerDoor *self);
FoyerDoorState      foyer_door_get_state    (FoyerDoor *self);
/** (nullable) (transfer none) */
FoyerOutcome       *foyer_door_get_outcome  (FoyerDoor *self);
/** (transfer none): who waits for a volunteer's help here. */
FoyerHelpQueue     *foyer_door_get_help     (FoyerDoor *self);
/** (transfer none): what is said on all kiosks. */
FoyerNoticeBoard   *foyer_door_get_notices  (FoyerDoor *self);
/** Three guests in a row belonged to another list than the one served: it may be the wrong one. */
gboolean            foyer_door_doubts_list  (FoyerDoor *self);
/** 0 when a guest may look themselves up now, and that is counted; else how long to wait, in µs. */
gint64              foyer_door_ask_self     (FoyerDoor *self);
/** (nullable) (transfer none): why the state is TROUBLE. */
const GError       *foyer_door_get_trouble  (FoyerDoor *self);
/** (nullable) (transfer none): until FoyerDoor::event-changed; NULL before the first pull. */
const FoyerEvent   *foyer_door_get_event    (FoyerDoor *self);
/** (nullable) (transfer none): the list served: what staff chose, else the configured one, else by the clock. */
const FoyerList    *foyer_door_get_list     (FoyerDoor *self);
/** Whether staff chose that list. */
gboolean            foyer_door_list_is_chosen (FoyerDoor *self);
/** Whether staff opened that list here before its time. */
gboolean            foyer_door_list_is_opened (FoyerDoor *self, const char *list);

/** The list of the configuration, for when staff chose none. */
void                foyer_door_set_default_list  (FoyerDoor *self, const char *list);
/** Whether the hub confirmed this machine's clock; FALSE at first. */
void                foyer_door_set_clock_trusted (FoyerDoor *self, gboolean trusted);
/** How long a state lasts before it times out. */
void                foyer_door_set_duration      (FoyerDoor *self, FoyerDoorState state, guint ms);

/**
 * foyer_door_scan:
 *
 * A code was shown. The same code within two seconds, or while its own welcome
 * is on the screen, is one scan; another one while a guest is being checked is
 * ignored, and so is any before the guest list is here.
 *
 * Returns: whether it was taken
 */
gboolean            foyer_door_scan         (FoyerDoor *self, const char *text);

/**
 * foyer_door_answer:
 * @answers: (nullable): question, option, question, option, NULL
 * @heads: how many of the party come now; 0 where that was not asked
 *
 * The guest answered what the state ASKING asks; the same code is decided again
 * with it.
 *
 * Returns: FALSE where nothing is being asked
 */
gboolean            foyer_door_answer       (FoyerDoor *self, const char * const *answers, gint64 heads);

/** A volunteer picked someone. @confirmed: and says yes to a list that asks for it. */
gboolean            foyer_door_admit        (FoyerDoor *self, const char *registration,
                                             gboolean confirmed);
/** A volunteer lets someone in against the verdict. */
gboolean            foyer_door_override     (FoyerDoor *self, const char *registration,
                                             const char *reason);
/** Registers someone here, and admits them where the event says so. */
gboolean            foyer_door_walk_in      (FoyerDoor *self, const FoyerRegistration *draft);

/** The guest, or the volunteer, has seen it. */
void                foyer_door_dismiss      (FoyerDoor *self);
/** The guest wants a volunteer. */
void                foyer_door_call         (FoyerDoor *self);
/** The guest wants to read on: the state lasts for its time once more, at least 20 s. */
void                foyer_door_extend       (FoyerDoor *self);

/** Reads event and list anew. After the list was chosen; the rest goes by itself. */
void                foyer_door_reload       (FoyerDoor *self);

/**
 * FoyerDoor::event-changed:
 *
 * The event, or the list that is served, is another one.
 */
/**
 * FoyerDoor::sound:
 * @sound: a #FoyerDoorSound, with the state that goes with it
 */
/**
 * FoyerDoor::staffed:
 *
 * A volunteer's code was shown; the session is open.
 */

G_END_DECLS
