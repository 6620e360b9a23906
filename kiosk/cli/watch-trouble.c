/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch-trouble.h"

#include "cli.h"
#include "fleet.h"
#include "notice.h"
#include "output.h"
#include "report-names.h"

#include <glib/gi18n.h>

#define ASLEEP_US (2 * G_TIME_SPAN_MINUTE)
#define SKEWED_US G_TIME_SPAN_MINUTE
#define SHOWN     5

/* Notices. */

static void
print_notice (const FoyerEvent *event, const json_t *row)
{
  g_autoptr (FoyerNotice) notice = foyer_notice_from_json (row, NULL);
  g_autofree char *at = notice ? foyer_event_clock_time (event, notice->at_us) : NULL;
  g_autofree char *until =
    notice && notice->until_us ? foyer_event_clock_time (event, notice->until_us) : NULL;
  g_autofree char *end = until ? g_strdup_printf (_("until %s"), until) : NULL;

  if (notice != NULL)
    foyer_output_row ("", at, foyer_words_in (notice->text, foyer_cli_language ()),
                      notice->audience == FOYER_NOTICE_FOR_EVERYONE ? _("for everyone") : _("for staff"),
                      end ? end : "", NULL);
}

static void
print_notices (const FoyerEvent *event, const json_t *rows)
{
  const json_t *row;
  size_t i;

  if (json_array_size (rows) > 0)
    g_print (_("\nsaid on all kiosks:\n"));
  json_array_foreach (rows, i, row)
    print_notice (event, row);
}

/* Conflicts. */

static void
print_side (const FoyerEvent *event, const json_t *report, const json_t *conflict, const char *side)
{
  g_autofree char *at_name = g_strconcat (side, "_at", NULL);
  g_autofree char *kiosk = g_strconcat (side, "_kiosk", NULL);
  g_autofree char *staff = g_strconcat (side, "_staff", NULL);
  g_autofree char *at = foyer_event_clock_time (event, foyer_output_time (conflict, at_name));
  g_autofree char *names = foyer_report_staff_names (event, foyer_output_text (conflict, staff));

  foyer_output_row ("", at, foyer_report_kiosk_name (report, foyer_output_text (conflict, kiosk)),
                    names, NULL);
}

static void
print_conflict (const FoyerEvent *event, const json_t *report, const json_t *conflict)
{
  g_print (_("\ntwo doors that did not hear each other let one person in: %s\n"),
           foyer_report_list_name (event, foyer_output_text (conflict, "list")));
  print_side (event, report, conflict, "first");
  print_side (event, report, conflict, "second");
  g_print (_("  who it is: foyer people %s\n"), foyer_output_text (conflict, "person"));
  g_print (_("  when you know what it was: foyer journal settle %s REASON\n"),
           foyer_output_text (conflict, "second"));
}

static void
print_conflicts (const FoyerEvent *event, const json_t *report)
{
  const json_t *conflict;
  guint open = 0;
  size_t i;

  json_array_foreach (json_object_get (report, "conflicts"), i, conflict) {
    if (!json_is_true (json_object_get (conflict, "settled")) && open++ < SHOWN)
      print_conflict (event, report, conflict);
  }
  if (open > SHOWN)
    g_print (_("%d more like this: foyer report --json\n"), (int) (open - SHOWN));
}

/* Kiosks. */

static const char *
printer_text (const json_t *status)
{
  FoyerPart printer = FOYER_PART_NONE;

  foyer_part_from_string (json_string_value (json_object_get (status, "printer")), &printer);
  switch (printer) {
  case FOYER_PART_GOOD:      return _("printer well");
  case FOYER_PART_ATTENTION: return _("printer needs a look");
  case FOYER_PART_NONE:
  case FOYER_N_PARTS:
  default:                   return "";
  }
}

static const char *
state_text (const json_t *kiosk, gint64 seen_us, gint64 now_us)
{
  const json_t *status = json_object_get (kiosk, "status");
  gint64 offset_us = foyer_output_number (status, "clock_offset_us");

  if (json_is_true (json_object_get (kiosk, "revoked")))
    return _("revoked");
  if (seen_us < now_us - ASLEEP_US)
    return _("silent");
  if (g_str_equal (foyer_output_text (status, "reader"), foyer_part_to_string (FOYER_PART_ATTENTION)))
    return _("cannot read codes");
  return ABS (offset_us) > SKEWED_US ? _("its clock is wrong") : _("well");
}

/* (transfer full): what @format makes of the number, or nothing of none. */
static char *
some (const json_t *status, const char *name, const char *one_or_more)
{
  gint64 number = foyer_output_number (status, name);

  return number > 0 ? g_strdup_printf ("%d %s", (int) number, one_or_more) : g_strdup ("");
}

static void
print_kiosk (const FoyerEvent *event, const json_t *kiosk, gint64 now_us)
{
  const json_t *status = json_object_get (kiosk, "status");
  gint64 seen_us = foyer_output_time (status, "seen");
  g_autofree char *seen = seen_us ? foyer_event_clock_time (event, seen_us) : g_strdup (_("not seen yet"));
  g_autofree char *badges = some (status, "badges", _("badges not out"));
  g_autofree char *unsent = some (status, "unsent", _("entries unsent"));
  g_autofree char *refused = some (status, "refused", _("entries refused"));

  foyer_output_row (foyer_output_text (kiosk, "name"), seen, state_text (kiosk, seen_us, now_us),
                    printer_text (status), badges, unsent, refused, NULL);
}

static gboolean
any_refused (const json_t *kiosks)
{
  const json_t *kiosk;
  size_t i;

  json_array_foreach (kiosks, i, kiosk) {
    if (foyer_output_number (json_object_get (kiosk, "status"), "refused") > 0)
      return TRUE;
  }
  return FALSE;
}

void
foyer_watch_trouble_print (const FoyerEvent *event, const json_t *report, const json_t *kiosks,
                           gint64 now_us)
{
  const json_t *kiosk;
  size_t i;

  print_notices (event, json_object_get (report, "notices"));
  print_conflicts (event, report);
  if (json_array_size (kiosks) > 0)
    g_print ("\n");
  json_array_foreach (kiosks, i, kiosk)
    print_kiosk (event, kiosk, now_us);
  if (any_refused (kiosks))
    g_print (_("what was refused, and why: on that kiosk, foyer journal --refused --store STATE/EVENT.db\n"));
}
