/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fault-accident.h"

/* What all runs came to. */
typedef struct {
  int broken, asked, seen, moved, killed, killed_sending;      /* atomic, as what follows */
  int accidents[N_ACCIDENTS];
} FaultCounts;

extern FaultCounts fault_counts;

/* One morning with accidents, drawn from the seed, at two desks. @program: this one; it is a
 * kiosk_process_main() with "--kiosk". */
void fault_run (const char *program, guint seed, Desk *desks);
