/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "print-lane-private.h"

#include "badge-layout.h"

G_BEGIN_DECLS

/* Inside a lane: what its thread and the steps share. */

struct _FoyerPrintLane {
  char                *name;
  FoyerPrinter        *printer;
  FoyerPrintStore     *store;
  guint                patience_ms;
  FoyerPrintLaneEvents events;
  GThread             *thread;
  gint64               started_us;    /* monotonic, as the others here */

  GMutex               lock;          /* guards what follows, up to the blank line */
  GCond                changed;
  gboolean             stopping;
  guint                news;
  char                *expected;      /* (nullable): a template */
  FoyerPrinterStatus   status;

  guint                seen;          /* of the news; the lane's thread only, as all below */
  guint                failures;      /* in a row, to reach the printer */
  gint64               trouble_us;    /* since when the printer cannot print; 0: it can */
  FoyerPrinterReasons  media;         /* MEDIA_NEEDED while it holds the wrong paper */
  FoyerPrinterReasons  held;          /* why it keeps the job that it has, whatever its own state */
  gboolean             adopted;
  GHashTable          *templates;

  guint                looks;         /* at the job being printed */
  gint64               taken_back_us; /* since when the printer is asked to drop the job; 0: not */
  gint64               asked_us;      /* when it was asked last */
};

/* FALSE once the lane is to stop. @for_news: a new job ends the waiting too. */
gboolean            foyer_print_lane_wait         (FoyerPrintLane *self, guint ms,
                                                   gboolean for_news);
/* What the printer says of itself, told to everyone. */
void                foyer_print_lane_publish      (FoyerPrintLane *self,
                                                   FoyerPrinterStatus status);
/* Its trouble has lasted too long, and there is another that could do its work. */
gboolean            foyer_print_lane_out_of_patience (FoyerPrintLane *self);
gboolean            foyer_print_lane_others_ready (FoyerPrintLane *self);
/* (transfer full) (nullable) */
char               *foyer_print_lane_get_expected (FoyerPrintLane *self);
/* (transfer none): read once */
FoyerBadgeTemplate *foyer_print_lane_get_template (FoyerPrintLane *self, const char *name,
                                                   GError **error);

/* One step. Everything that is known comes from the store, before and after a crash alike. */
void foyer_print_step (FoyerPrintLane *self);

/* The parts of it. */

/* The one place where a lane changes a job. */
void     foyer_print_step_set     (FoyerPrintLane *self, const FoyerPrintJob *job,
                                   FoyerPrintState state, int printer_job,
                                   FoyerPrinterReasons reasons, const char *message);
/* Asks the printer how it is; @job: (nullable): the one that waits for it. */
gboolean foyer_print_step_probe   (FoyerPrintLane *self, const FoyerPrintJob *job,
                                   FoyerPrinterStatus *status);
/* The printer does not answer. */
void     foyer_print_step_lose    (FoyerPrintLane *self, const FoyerPrintJob *job,
                                   const GError *error);
/* From a row to paper. */
void     foyer_print_step_send    (FoyerPrintLane *self, const FoyerPrintJob *job);
/* What became of a job whose answer was lost, here or before a crash. */
void     foyer_print_step_resolve (FoyerPrintLane *self, const FoyerPrintJob *job);
/* A job that the printer has. */
void     foyer_print_step_watch   (FoyerPrintLane *self, const FoyerPrintJob *job);
/* Asks the printer to drop a job; GONE and failures to reach it are seen to. */
void     foyer_print_step_cancel  (FoyerPrintLane *self, const FoyerPrintJob *job,
                                   int printer_job);
/* What it may still have of a job that has gone elsewhere. */
void     foyer_print_step_fence   (FoyerPrintLane *self, const FoyerPrintFence *fence);

/* (transfer full): one for each try, so that an answer about an earlier one is never taken for this
 * one's */
char    *foyer_print_step_name    (const FoyerPrintJob *job, guint try);

G_END_DECLS
