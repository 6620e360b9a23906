/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * FoyerDoorState:
 * @FOYER_DOOR_NONE: no state: what a pair that means nothing leads to
 * @FOYER_DOOR_WAITING: for the next guest
 * @FOYER_DOOR_CHECKING: a guest's admission is being decided and written
 * @FOYER_DOOR_ASKING: the guest has something to answer before
 * @FOYER_DOOR_WELCOME: it is on the disk; come in
 * @FOYER_DOOR_SORRY: decided, and the guest does not simply walk in
 * @FOYER_DOOR_HELP: the guest called for a volunteer, or checking takes too long
 * @FOYER_DOOR_TROUBLE: this machine could not write; nobody was admitted
 */
typedef enum {
  FOYER_DOOR_NONE,
  FOYER_DOOR_WAITING,
  FOYER_DOOR_CHECKING,
  FOYER_DOOR_ASKING,
  FOYER_DOOR_WELCOME,
  FOYER_DOOR_SORRY,
  FOYER_DOOR_HELP,
  FOYER_DOOR_TROUBLE,
  FOYER_DOOR_N_STATES
} FoyerDoorState;

typedef enum {
  FOYER_DOOR_ASKED,      /* a code was shown, a volunteer picked someone, or the guest has answered */
  FOYER_DOOR_QUESTIONED, /* nothing is written yet: the guest has to answer first */
  FOYER_DOOR_WELCOMED,   /* committed: the guest walks in */
  FOYER_DOOR_REFUSED,    /* committed: anything else */
  FOYER_DOOR_STAFFED,    /* it was a volunteer's code */
  FOYER_DOOR_BROKE,      /* the store failed */
  FOYER_DOOR_CALLED,     /* someone touched "help" */
  FOYER_DOOR_DISMISSED,  /* someone touched "done" */
  FOYER_DOOR_TIMED_OUT,  /* the state's time is over */
  FOYER_DOOR_N_EVENTS
} FoyerDoorEvent;

#define FOYER_TYPE_DOOR_STATE (foyer_door_state_get_type ())
GType          foyer_door_state_get_type  (void);

/** Where @event leads from @state; FOYER_DOOR_NONE: it means nothing there. Pure. */
FoyerDoorState foyer_door_next            (FoyerDoorState state, FoyerDoorEvent event);

/** "waiting", "checking"…; for logs and styles. */
const char    *foyer_door_state_to_string (FoyerDoorState state);
const char    *foyer_door_event_to_string (FoyerDoorEvent event);

G_END_DECLS
