/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "printer.h"
#include "printer-proxy.h"
#include "test-printer.h"

/* What befalls printers, cables, guests and the kiosk. */

typedef enum {
  ACCIDENT_MEDIA_EMPTY,
  ACCIDENT_COVER_OPEN,
  ACCIDENT_JAM,
  ACCIDENT_HOLD,
  ACCIDENT_WRONG_MEDIA,
  ACCIDENT_STUBBORN,
  ACCIDENT_GIVEN_UP,
  ACCIDENT_PULLED_OUT,
  ACCIDENT_POWER_CUT,
  ACCIDENT_CUT,
  ACCIDENT_CUT_BODY,
  ACCIDENT_FORGOTTEN,
  ACCIDENT_LATE,
  ACCIDENT_SWALLOWED,
  ACCIDENT_KIOSK_RESTARTS,
  ACCIDENT_KIOSK_KILLED,        /* again and again */
  ACCIDENT_GUEST_CANCELS,
  N_ACCIDENTS,
} AccidentKind;

typedef struct {
  AccidentKind kind;
  guint        desk;
  gint64       from_us, to_us;          /* since the run began */
  gboolean     begun, ended;
} Accident;

/* A printer and the cable to it; one thread's, for all its runs. */
typedef struct {
  TestPrinter  *printer;
  PrinterProxy *cable;
  gint64        stuck_us;               /* since when it says the same, to a kiosk that hears it */
  char         *stuck;
} Desk;

const char *accident_to_string (AccidentKind kind);
/* What the printer then says. */
const char *accident_keywords  (AccidentKind kind);
/* What the kiosk must understand of these keywords, and a part of what people must read then;
 * FALSE if they are none of ours. */
gboolean    accident_meaning   (const char *keywords, FoyerPrinterReasons *reason, const char **words);
/* Of the kinds that befall a desk. */
void        accident_begin     (AccidentKind kind, Desk *desk);
void        accident_end       (AccidentKind kind, Desk *desk);
