/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FOYER_DOOR_ERROR (foyer_door_error_quark ())
GQuark foyer_door_error_quark (void);

/**
 * FoyerDoorError:
 * @FOYER_DOOR_ERROR_CONFIG: a person has to mend the configuration; the message names file, group and key
 * @FOYER_DOOR_ERROR_PIN: nobody has this PIN; ask again
 * @FOYER_DOOR_ERROR_WAIT: too many wrong PINs, ask again after foyer_session_get_wait_s(); or
 * guests who looked themselves up
 * @FOYER_DOOR_ERROR_EVENT: a person has to mend the event's file; the message says what
 * @FOYER_DOOR_ERROR_HUB: this machine's own hub does not run; it is tried again by itself
 */
typedef enum {
  FOYER_DOOR_ERROR_CONFIG,
  FOYER_DOOR_ERROR_PIN,
  FOYER_DOOR_ERROR_WAIT,
  FOYER_DOOR_ERROR_EVENT,
  FOYER_DOOR_ERROR_HUB,
} FoyerDoorError;

G_END_DECLS
