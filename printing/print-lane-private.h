/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "print-store-private.h"

G_BEGIN_DECLS

/**
 * FoyerPrintLaneEvents:
 * @job_changed: after the change is durable; likewise @printer_changed
 * @others_are_ready: whether a printer other than this one is well
 *
 * How a lane speaks to its queue. Called on the lane's thread.
 */
typedef struct {
  void     (*job_changed)      (gpointer user_data, const char *id, FoyerPrintState state);
  void     (*printer_changed)  (gpointer user_data, const char *printer);
  gboolean (*others_are_ready) (gpointer user_data, const char *printer);
  gpointer user_data;
} FoyerPrintLaneEvents;

/**
 * FoyerPrintLane:
 *
 * One printer and the thread that feeds it. All it knows of a job is in the store, so that it goes
 * on after a crash the way it goes on after any other step.
 */
typedef struct _FoyerPrintLane FoyerPrintLane;

/* Takes @printer. @store and @events' data outlive the lane. @patience_ms: how long the printer may
 * be in trouble before its jobs go to others. */
FoyerPrintLane *foyer_print_lane_start  (const char *name, FoyerPrinter *printer,
                                         FoyerPrintStore *store, guint patience_ms,
                                         const FoyerPrintLaneEvents *events);
/* There may be something new to print. */
void            foyer_print_lane_wake   (FoyerPrintLane *self);
/* @template_name: (nullable): whose size the printer should hold */
void            foyer_print_lane_expect (FoyerPrintLane *self, const char *template_name);
/* Asks the thread to leave, then joins it; two steps, so that several lanes end together. */
void            foyer_print_lane_stop   (FoyerPrintLane *self);
void            foyer_print_lane_free   (FoyerPrintLane *self);

const char        *foyer_print_lane_get_name   (FoyerPrintLane *self);
FoyerPrinterStatus foyer_print_lane_get_status (FoyerPrintLane *self);
/* The printer answers, and nothing keeps it from printing. */
gboolean           foyer_print_lane_is_ready   (FoyerPrintLane *self);

G_END_DECLS
