/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FoyerSeats:
 *
 * As many places as the machine has processors, for work that needs one and may
 * wait: whoever asks for a little then finds no crowd before them. Any thread.
 */
typedef struct _FoyerSeats FoyerSeats;

FoyerSeats *foyer_seats_new   (void) G_GNUC_WARN_UNUSED_RESULT;
void        foyer_seats_free  (FoyerSeats *self);

/** Waits for a place; first come, first served is not promised. */
void        foyer_seats_take  (FoyerSeats *self);
/** To be given back before waiting for anything else. */
void        foyer_seats_leave (FoyerSeats *self);

G_END_DECLS
