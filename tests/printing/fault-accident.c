/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-accident.h"

#include <string.h>

static const char *const accident_names[N_ACCIDENTS] = {
  "media empty", "cover open", "jam", "held", "wrong media", "stubborn", "given up", "pulled out",
  "power cut", "cut", "cut in the middle", "accepted and forgotten", "late answer",
  "answer swallowed", "kiosk restarts", "kiosk killed", "guest cancels",
};

/* What the printer says, and what people must read then. Written down here a second time. */
static const struct {
  AccidentKind        kind;
  const char         *keywords;
  FoyerPrinterReasons reason;
  const char         *words;
} troubles[] = {
  { ACCIDENT_MEDIA_EMPTY, "media-empty", FOYER_PRINTER_MEDIA_EMPTY, "out of badges" },
  { ACCIDENT_COVER_OPEN,  "cover-open",  FOYER_PRINTER_COVER_OPEN,  "Close its cover" },
  { ACCIDENT_JAM,         "media-jam",   FOYER_PRINTER_MEDIA_JAM,   "stuck" },
  { ACCIDENT_HOLD,        "paused",      FOYER_PRINTER_PAUSED,      "paused" },
  { ACCIDENT_WRONG_MEDIA, "media-needed", FOYER_PRINTER_MEDIA_NEEDED, "another size" },
};

const char *
accident_to_string (AccidentKind kind)
{
  return accident_names[kind];
}

const char *
accident_keywords (AccidentKind kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (troubles); i++)
    if (troubles[i].kind == kind)
      return troubles[i].keywords;
  return "media-jam";
}

gboolean
accident_meaning (const char *keywords, FoyerPrinterReasons *reason, const char **words)
{
  for (gsize i = 0; i < G_N_ELEMENTS (troubles); i++)
    if (strcmp (troubles[i].keywords, keywords) == 0) {
      *reason = troubles[i].reason;
      *words = troubles[i].words;
      return TRUE;
    }
  return FALSE;
}

void
accident_begin (AccidentKind kind, Desk *desk)
{
  switch (kind) {
  case ACCIDENT_MEDIA_EMPTY:
  case ACCIDENT_COVER_OPEN:
  case ACCIDENT_JAM:
  case ACCIDENT_HOLD:
  case ACCIDENT_WRONG_MEDIA:
    test_printer_set_faults (desk->printer, accident_keywords (kind));
    break;
  case ACCIDENT_STUBBORN:
    test_printer_set_switch (desk->printer, "stubborn", TRUE);
    test_printer_set_faults (desk->printer, accident_keywords (kind));
    break;
  case ACCIDENT_GIVEN_UP:
    test_printer_set_switch (desk->printer, "abort", TRUE);
    break;
  case ACCIDENT_PULLED_OUT:
    printer_proxy_pull_out (desk->cable, TRUE);
    break;
  case ACCIDENT_POWER_CUT:
    test_printer_stop (desk->printer);
    break;
  case ACCIDENT_CUT:
    printer_proxy_set_fault (desk->cable, PROXY_CUTS);
    break;
  case ACCIDENT_CUT_BODY:
    printer_proxy_set_fault (desk->cable, PROXY_CUTS_BODY);
    break;
  case ACCIDENT_FORGOTTEN:
    printer_proxy_set_fault (desk->cable, PROXY_FORGETS);
    break;
  case ACCIDENT_LATE:
    printer_proxy_set_fault (desk->cable, PROXY_ANSWERS_LATE);
    break;
  case ACCIDENT_SWALLOWED:
    printer_proxy_set_fault (desk->cable, PROXY_SWALLOWS_ANSWERS);
    break;
  case ACCIDENT_KIOSK_RESTARTS:
  case ACCIDENT_KIOSK_KILLED:
  case ACCIDENT_GUEST_CANCELS:
  case N_ACCIDENTS:
  default:
    g_assert_not_reached ();
  }
}

void
accident_end (AccidentKind kind, Desk *desk)
{
  if (kind == ACCIDENT_PULLED_OUT)
    printer_proxy_pull_out (desk->cable, FALSE);
  else if (kind == ACCIDENT_POWER_CUT)
    test_printer_start (desk->printer, NULL);
  else if (kind <= ACCIDENT_STUBBORN)
    test_printer_set_faults (desk->printer, NULL);
  test_printer_set_switch (desk->printer, "stubborn", FALSE);
  test_printer_set_switch (desk->printer, "abort", FALSE);
}
