/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "enrolment.h"
#include "health.h"
#include "print-queue.h"
#include "replica.h"

G_BEGIN_DECLS

/**
 * FoyerPaper:
 *
 * All that a kiosk prints: its printers, their queue, and the badges that the
 * journal wants. A kiosk whose printer can't be used still lets people in. What
 * is the matter is told to its health. Main thread.
 */
#define FOYER_TYPE_PAPER (foyer_paper_get_type ())
G_DECLARE_FINAL_TYPE (FoyerPaper, foyer_paper, FOYER, PAPER, GObject)

/**
 * foyer_paper_new:
 * @state: folder of the queue
 * @template_name: (nullable): NULL for the event's
 * @patience_s: how long a printer may be in trouble before another helps out
 *
 * Prints nothing before foyer_paper_use().
 */
FoyerPaper      *foyer_paper_new       (FoyerReplica *replica, FoyerHealth *health,
                                        const FoyerEnrolment *enrolment, const char *state,
                                        const char *template_name, guint patience_s) G_GNUC_WARN_UNUSED_RESULT;

/**
 * foyer_paper_use:
 * @printers: (element-type FoyerConfigPrinter): instead of those of before; empty: nothing is printed
 *
 * What is unfinished goes on at the new ones. Waits for what is being said to the old ones.
 */
void             foyer_paper_use       (FoyerPaper *self, GPtrArray *printers);

/** Ends it in order. Before the last unref; safe to repeat. */
void             foyer_paper_stop      (FoyerPaper *self);

/** (nullable): until foyer_paper_use(): NULL where nothing is printed. */
FoyerPrintQueue *foyer_paper_get_queue (FoyerPaper *self);

/**
 * foyer_paper_try:
 * @event_template: (nullable): the event's
 *
 * Prints a badge of nobody, marked as a test. What becomes of it is told to the health.
 */
void             foyer_paper_try       (FoyerPaper *self, const char *event_template);

/** What is kept in words is said anew, in the present language. */
void             foyer_paper_retell    (FoyerPaper *self);

G_END_DECLS
