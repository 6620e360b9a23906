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

/**
 * foyer_trace_outcome:
 * @outcome: (nullable): nothing happens without one
 *
 * With FOYER_TRACE=1: a line of JSON, {"shown":"admitted","entry":"…"}, when
 * the next frame, which shows @outcome, is drawn.
 */
void foyer_trace_outcome (GtkWidget *window, const FoyerOutcome *outcome);

G_END_DECLS
