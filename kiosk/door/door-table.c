/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "door-table.h"

#include "names.h"

static const FoyerDoorState next_state[FOYER_DOOR_N_STATES][FOYER_DOOR_N_EVENTS] = {
  [FOYER_DOOR_WAITING] = {
    [FOYER_DOOR_ASKED]       = FOYER_DOOR_CHECKING,
    [FOYER_DOOR_CALLED]      = FOYER_DOOR_HELP,
  },
  [FOYER_DOOR_CHECKING] = {
    /* Another code meanwhile is the next hand reaching in: it has to wait. */
    [FOYER_DOOR_QUESTIONED]  = FOYER_DOOR_ASKING,
    [FOYER_DOOR_WELCOMED]    = FOYER_DOOR_WELCOME,
    [FOYER_DOOR_REFUSED]     = FOYER_DOOR_SORRY,
    [FOYER_DOOR_STAFFED]     = FOYER_DOOR_WAITING,
    [FOYER_DOOR_BROKE]       = FOYER_DOOR_TROUBLE,
    [FOYER_DOOR_TIMED_OUT]   = FOYER_DOOR_HELP,
  },
  [FOYER_DOOR_ASKING] = {
    [FOYER_DOOR_ASKED]       = FOYER_DOOR_CHECKING,
    [FOYER_DOOR_CALLED]      = FOYER_DOOR_HELP,
    [FOYER_DOOR_DISMISSED]   = FOYER_DOOR_WAITING,
    [FOYER_DOOR_TIMED_OUT]   = FOYER_DOOR_WAITING,
  },
  [FOYER_DOOR_WELCOME] = {
    [FOYER_DOOR_ASKED]       = FOYER_DOOR_CHECKING,
    [FOYER_DOOR_CALLED]      = FOYER_DOOR_HELP,
    [FOYER_DOOR_DISMISSED]   = FOYER_DOOR_WAITING,
    [FOYER_DOOR_TIMED_OUT]   = FOYER_DOOR_WAITING,
  },
  [FOYER_DOOR_SORRY] = {
    [FOYER_DOOR_ASKED]       = FOYER_DOOR_CHECKING,
    [FOYER_DOOR_CALLED]      = FOYER_DOOR_HELP,
    [FOYER_DOOR_DISMISSED]   = FOYER_DOOR_WAITING,
    [FOYER_DOOR_TIMED_OUT]   = FOYER_DOOR_WAITING,
  },
  [FOYER_DOOR_HELP] = {
    [FOYER_DOOR_ASKED]       = FOYER_DOOR_CHECKING,
    /* The answer of a check that took too long: the guest still stands here. */
    [FOYER_DOOR_QUESTIONED]  = FOYER_DOOR_ASKING,
    [FOYER_DOOR_WELCOMED]    = FOYER_DOOR_WELCOME,
    [FOYER_DOOR_REFUSED]     = FOYER_DOOR_SORRY,
    [FOYER_DOOR_STAFFED]     = FOYER_DOOR_WAITING,
    [FOYER_DOOR_BROKE]       = FOYER_DOOR_TROUBLE,
    [FOYER_DOOR_DISMISSED]   = FOYER_DOOR_WAITING,
    [FOYER_DOOR_TIMED_OUT]   = FOYER_DOOR_WAITING,
  },
  [FOYER_DOOR_TROUBLE] = {
    /* Trying again is how one learns that the disk has room again. */
    [FOYER_DOOR_ASKED]       = FOYER_DOOR_CHECKING,
    [FOYER_DOOR_CALLED]      = FOYER_DOOR_HELP,
    [FOYER_DOOR_DISMISSED]   = FOYER_DOOR_WAITING,
    [FOYER_DOOR_TIMED_OUT]   = FOYER_DOOR_WAITING,
  },
};

FoyerDoorState
foyer_door_next (FoyerDoorState state, FoyerDoorEvent event)
{
  g_return_val_if_fail (state < FOYER_DOOR_N_STATES, FOYER_DOOR_NONE);
  g_return_val_if_fail (event < FOYER_DOOR_N_EVENTS, FOYER_DOOR_NONE);

  return next_state[state][event];
}

const char *
foyer_door_state_to_string (FoyerDoorState state)
{
  static const char * const names[FOYER_DOOR_N_STATES] = {
    [FOYER_DOOR_NONE]     = "none",
    [FOYER_DOOR_WAITING]  = "waiting",
    [FOYER_DOOR_CHECKING] = "checking",
    [FOYER_DOOR_ASKING]   = "asking",
    [FOYER_DOOR_WELCOME]  = "welcome",
    [FOYER_DOOR_SORRY]    = "sorry",
    [FOYER_DOOR_HELP]     = "help",
    [FOYER_DOOR_TROUBLE]  = "trouble",
  };

  return foyer_name_of (names, FOYER_DOOR_N_STATES, state);
}

const char *
foyer_door_event_to_string (FoyerDoorEvent event)
{
  static const char * const names[FOYER_DOOR_N_EVENTS] = {
    [FOYER_DOOR_ASKED]       = "asked",
    [FOYER_DOOR_QUESTIONED]  = "questioned",
    [FOYER_DOOR_WELCOMED]    = "welcomed",
    [FOYER_DOOR_REFUSED]     = "refused",
    [FOYER_DOOR_STAFFED]     = "staffed",
    [FOYER_DOOR_BROKE]       = "broke",
    [FOYER_DOOR_CALLED]      = "called",
    [FOYER_DOOR_DISMISSED]   = "dismissed",
    [FOYER_DOOR_TIMED_OUT]   = "timed out",
  };

  return foyer_name_of (names, FOYER_DOOR_N_EVENTS, event);
}

GType
foyer_door_state_get_type (void)
{
  static gsize type;
  static const GEnumValue values[] = {
    { FOYER_DOOR_NONE,     "FOYER_DOOR_NONE",     "none" },
    { FOYER_DOOR_WAITING,  "FOYER_DOOR_WAITING",  "waiting" },
    { FOYER_DOOR_CHECKING, "FOYER_DOOR_CHECKING", "checking" },
    { FOYER_DOOR_ASKING,   "FOYER_DOOR_ASKING",   "asking" },
    { FOYER_DOOR_WELCOME,  "FOYER_DOOR_WELCOME",  "welcome" },
    { FOYER_DOOR_SORRY,    "FOYER_DOOR_SORRY",    "sorry" },
    { FOYER_DOOR_HELP,     "FOYER_DOOR_HELP",     "help" },
    { FOYER_DOOR_TROUBLE,  "FOYER_DOOR_TROUBLE",  "trouble" },
    { 0, NULL, NULL },
  };

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("FoyerDoorState", values));
  return type;
}
