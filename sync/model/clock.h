/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * foyer_clock_now_us:
 *
 * The wall clock, µs since the epoch, UTC. Where the environment sets
 * FOYER_CLOCK to an ISO 8601 time, the clock starts there when the program
 * starts: a rehearsal the night before sees tomorrow's doors. After a "=" it
 * stands there: pictures of a screen are the same each time. Any thread.
 */
gint64      foyer_clock_now_us    (void);

/* So far two clocks may be apart for times at a door: lists open and close on the minute. */
#define FOYER_CLOCK_AGREES_US (60 * G_USEC_PER_SEC)

/** Time since this machine started, asleep or not, in µs. Never goes back. */
gint64      foyer_clock_uptime_us (void);

/** The kernel's id of this start of the machine. Owned by the library. */
const char *foyer_clock_boot_id   (void);

G_END_DECLS
