/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fault-run.h"
#include "kiosk-process.h"

/* Inside a run: what happens in it, and who judges it. */

#define GUESTS_MAX 4
#define ACCIDENTS_MAX 3

typedef struct {
  char    *id;
  char    *printer;             /* (nullable): where it is wanted */
  gint64   comes_us;
  gboolean said, came;   /* said: to this kiosk; came: the kiosk has it for good */
  gboolean asked, cancelled;
  gint64   asked_us;
} FaultGuest;

typedef struct {
  const char      *program;
  guint            seed;
  GRand           *dice;
  char            *dir;
  Desk            *desks;
  guint            n_desks;
  guint            patience_ms;
  FaultGuest            guests[GUESTS_MAX];
  guint            n_guests;
  Accident         accidents[ACCIDENTS_MAX];
  guint            n_accidents;
  KioskProcess    *kiosk;       /* (nullable) */
  FoyerPrintQueue *queue;       /* (nullable): beside it, to read */
  gint64           start_us;
  gint64           kill_us;     /* when the kiosk is killed next; 0: not */
  gboolean         broken;
} FaultRun;

gint64      fault_run_elapsed      (FaultRun *self);
const char *fault_run_desk_name    (guint i);
guint       fault_run_paper_of     (FaultRun *self, const FaultGuest *guest);
/* The kiosk can be spoken to, and what it knows can be read. */
gboolean    fault_run_kiosk_works  (FaultRun *self);

/* Something is not as it must be: the run is over. */
void        fault_run_broke        (FaultRun *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
/* What the printers have been saying for a while is what people read. */
void        fault_run_listen       (FaultRun *self);
/* At the end. */
void        fault_run_count_badges (FaultRun *self, const FaultGuest *guest);
