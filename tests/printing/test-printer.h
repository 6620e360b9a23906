/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* Debian's ippeveprinter, a real driverless printer; see tests/e2e/ippeveprinter.sh. */
typedef struct {
  char        *dir;
  char        *spool;
  guint16      port;
  GSubprocess *process;
} TestPrinter;

TestPrinter *test_printer_new       (void);
void         test_printer_free      (TestPrinter *self);

/* @formats: (nullable). Waits until it listens. */
void         test_printer_start     (TestPrinter *self, const char *formats);
/* It has no power any more: whatever it was about to do it does not do. */
void         test_printer_stop      (TestPrinter *self);
char        *test_printer_uri       (TestPrinter *self);

/* @faults: (nullable): printer-state-reasons, from the next job on or while one waits */
void         test_printer_set_faults (TestPrinter *self, const char *faults);
/* "abort", "stubborn", "turns" */
void         test_printer_set_switch (TestPrinter *self, const char *name, gboolean on);

/* How many badges of this job came out, whichever try. */
guint        test_printer_count_paper (TestPrinter *self, const char *id);
/* (transfer full) (nullable): the reasons that it reports while a job waits */
char        *test_printer_get_reported (TestPrinter *self);
/* (transfer full) (nullable): which sides the last job that came out had asked for */
char        *test_printer_get_sides   (TestPrinter *self);
gboolean     test_printer_is_stuck    (TestPrinter *self);

char        *uri_for_port            (guint16 port);
guint16      test_printer_free_port  (void);
