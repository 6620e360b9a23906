/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "outcome.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * What tests wait for on standard output. No personal data.
 */

/** "foyer-kiosk: ready", once, when @window's first frame is drawn. */
void foyer_trace_ready   (GtkWidget *window);

/*
 * With FOYER_TRACE=1, lines of JSON; moments are those of g_get_monotonic_time().
 */

/** @seen_us: when the frame arrived from which the code that comes next was read; 0 for none. */
void foyer_trace_seen    (gint64 seen_us);

/**
 * foyer_trace_outcome:
 * @outcome: (nullable): nothing happens without one
 *
 * {"shown":"admitted","entry":"…","seen_us":…,"drawn_us":…}, when the next
 * frame, which shows @outcome, is drawn.
 */
void foyer_trace_outcome (GtkWidget *window, const FoyerOutcome *outcome);

/** {"step":"guest","drawn_us":…}, when the frame in which @widget shows that is drawn. */
void foyer_trace_step    (GtkWidget *widget, const char *step);

/** {"sounded_us":…}: when the first samples of a sound reached the sink. */
void foyer_trace_sound   (gint64 when_us);

G_END_DECLS
