/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "door-error.h"

G_DEFINE_QUARK (foyer-door-error-quark, foyer_door_error)
