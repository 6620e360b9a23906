/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-tables.h"

#include "cli.h"
#include "json.h"
#include "output.h"
#include "report-names.h"
#include "verdict.h"

#include <glib/gi18n.h>

/* Made here of two others. */
#define SHOW_RATE ""

static const struct {
  const char *name;
  const char *heading;
} numbers[] = {
  { "expected",       N_("expected") },
  { "came",           N_("came") },
  { "came_expected",  N_("of those expected") },
  { "walk_ins",       N_("walk-ins") },
  { "came_others",    N_("others let in") },
  { "came_cancelled", N_("cancelled since") },
  { "no_shows",       N_("no-shows") },
  { SHOW_RATE,        N_("show rate, %") },
  { "inside",         N_("here now") },
  { "admissions",     N_("check-ins") },
  { "conflicts",      N_("conflicts") },
};

static const char * const reasons[FOYER_VERDICT_N] = {
  [FOYER_VERDICT_ALREADY_IN]     = N_("had come in already"),
  [FOYER_VERDICT_NOT_INSIDE]     = N_("was not inside"),
  [FOYER_VERDICT_TOO_EARLY]      = N_("too early"),
  [FOYER_VERDICT_TOO_LATE]       = N_("too late"),
  [FOYER_VERDICT_OTHER_LIST]     = N_("belongs to another list"),
  [FOYER_VERDICT_FULL]           = N_("no place left"),
  [FOYER_VERDICT_PENDING]        = N_("not approved yet"),
  [FOYER_VERDICT_WAITLISTED]     = N_("on the waiting list"),
  [FOYER_VERDICT_REJECTED]       = N_("not approved"),
  [FOYER_VERDICT_CANCELLED]      = N_("cancelled"),
  [FOYER_VERDICT_PAYMENT_DUE]    = N_("had to pay first"),
  [FOYER_VERDICT_TICKET_VOID]    = N_("ticket replaced by a newer one"),
  [FOYER_VERDICT_TICKET_EXPIRED] = N_("ticket out of date"),
  [FOYER_VERDICT_TICKET_FORGED]  = N_("ticket forged"),
  [FOYER_VERDICT_OTHER_EVENT]    = N_("ticket of another event"),
  [FOYER_VERDICT_AMBIGUOUS]      = N_("code of several people"),
  [FOYER_VERDICT_UNKNOWN]        = N_("code of nobody"),
  [FOYER_VERDICT_NOT_A_TICKET]   = N_("not a ticket"),
};

/* Of a hundred who were expected; nothing where nobody was. */
static char *
show_rate_of (const json_t *row)
{
  gint64 expected = foyer_output_number (row, "expected");
  gint64 came = foyer_output_number (row, "came_expected");

  if (expected <= 0)
    return g_strdup ("");
  return g_strdup_printf ("%d", (int) ((100 * came + expected / 2) / expected));
}

static char *
number_of (const json_t *row, const char *name)
{
  return g_strdup_printf ("%" JSON_INTEGER_FORMAT,
                          json_integer_value (json_object_get (row, name)));
}

static const char *
list_name (const FoyerEvent *event, const char *id)
{
  return id && *id ? foyer_report_list_name (event, id) : _("whole event");
}

/* "whole event: by channel" */
static char *
title_of (const FoyerEvent *event, const json_t *of, const char *what)
{
  return g_strdup_printf ("%s: %s", list_name (event, foyer_output_text (of, "list")), what);
}

/* Rows of sums: of lists, or of what their keys name. */
static FoyerPaperTable *
sums_table (const FoyerEvent *event, const char *title, const char *first, const json_t *rows)
{
  const char *headings[G_N_ELEMENTS (numbers) + 2] = { first };
  FoyerPaperTable *table;
  const json_t *row;
  size_t i;

  for (i = 0; i < G_N_ELEMENTS (numbers); i++)
    headings[i + 1] = _(numbers[i].heading);
  table = foyer_paper_table_new (title, headings, ~1u);
  json_array_foreach (rows, i, row) {
    const char *key = json_string_value (json_object_get (row, "key"));
    g_auto (GStrv) cells = g_new0 (char *, G_N_ELEMENTS (numbers) + 2);

    cells[0] = g_strdup (key == NULL ? list_name (event, foyer_output_text (row, "list"))
                                     : *key ? key : _("nobody knows yet"));
    for (gsize n = 0; n < G_N_ELEMENTS (numbers); n++)
      cells[n + 1] = g_str_equal (numbers[n].name, SHOW_RATE) ? show_rate_of (row)
                                                              : number_of (row, numbers[n].name);
    foyer_paper_table_add (table, (const char * const *) cells);
  }
  return table;
}

static char *
time_of (const FoyerEvent *event, const char *text)
{
  gint64 at_us;

  return foyer_time_from_string (text, &at_us) ? foyer_event_clock_time (event, at_us)
                                               : g_strdup ("");
}

static FoyerPaperTable *
arrivals_table (const FoyerEvent *event, const char *title, const json_t *rows)
{
  const char *headings[] = { _("from"), _("people"), NULL };
  FoyerPaperTable *table = foyer_paper_table_new (title, headings, 1 << 1);
  const json_t *row;
  size_t i;

  json_array_foreach (rows, i, row) {
    g_autofree char *from = time_of (event, foyer_output_text (row, "from"));
    g_autofree char *people = number_of (row, "people");

    foyer_paper_table_add (table, (const char *[]) { from, people });
  }
  return table;
}

static FoyerPaperTable *
refusals_table (const char *title, const json_t *rows)
{
  const char *headings[] = { _("reason"), _("times"), _("people"), NULL };
  FoyerPaperTable *table = foyer_paper_table_new (title, headings, 1 << 1 | 1 << 2);
  const json_t *row;
  size_t i;

  json_array_foreach (rows, i, row) {
    g_autofree char *times = number_of (row, "times");
    g_autofree char *people = number_of (row, "people");
    const char *reason = foyer_output_text (row, "verdict");
    FoyerVerdict verdict;

    if (foyer_verdict_from_string (reason, &verdict) && reasons[verdict] != NULL)
      reason = _(reasons[verdict]);
    foyer_paper_table_add (table, (const char *[]) { reason, times, people });
  }
  return table;
}

static FoyerPaperTable *
overlaps_table (const FoyerEvent *event, const json_t *rows)
{
  const char *headings[] = { _("list"), _("and list"), _("people at both"), NULL };
  FoyerPaperTable *table = foyer_paper_table_new (_("At both"), headings, 1 << 2);
  const json_t *row;
  size_t i;

  json_array_foreach (rows, i, row) {
    const json_t *lists = json_object_get (row, "lists");
    g_autofree char *people = number_of (row, "people");

    foyer_paper_table_add (table, (const char *[]) {
      list_name (event, json_string_value (json_array_get (lists, 0))),
      list_name (event, json_string_value (json_array_get (lists, 1))), people });
  }
  return table;
}

static FoyerPaperTable *
cash_table (const FoyerEvent *event, const json_t *rows)
{
  const char *headings[] = { _("volunteers"), _("payments"), _("amount"), NULL };
  const char *currency = event->currency ? event->currency : "";
  g_autofree char *title = g_strdup_printf ("%s %s", _("Paid at the door"), currency);
  FoyerPaperTable *table = foyer_paper_table_new (title, headings, 1 << 1 | 1 << 2);
  const json_t *row;
  size_t i;

  json_array_foreach (rows, i, row) {
    g_autofree char *names = foyer_report_staff_names (event, foyer_output_text (row, "staff"));
    g_autofree char *payments = number_of (row, "payments");
    json_int_t amount = json_integer_value (json_object_get (row, "amount"));
    g_autofree char *paid =
      g_strdup_printf ("%s%" JSON_INTEGER_FORMAT ".%02d", amount < 0 ? "-" : "", ABS (amount) / 100,
                       (int) (ABS (amount) % 100));

    foyer_paper_table_add (table, (const char *[]) { names, payments, paid });
  }
  return table;
}

static FoyerPaperTable *
kiosks_table (const FoyerEvent *event, const json_t *rows)
{
  const char *headings[] = { _("kiosk"), _("entries"), _("last number"), _("missing"),
                             _("last heard"), NULL };
  FoyerPaperTable *table = foyer_paper_table_new (_("Complete for these kiosks"), headings,
                                                  1 << 1 | 1 << 2 | 1 << 3);
  const json_t *row;
  size_t i;

  json_array_foreach (rows, i, row) {
    const char *name = json_string_value (json_object_get (row, "name"));
    g_autofree char *entries = number_of (row, "entries");
    g_autofree char *last = number_of (row, "last");
    g_autofree char *missing = number_of (row, "missing");
    g_autofree char *at = time_of (event, foyer_output_text (row, "last_at"));

    foyer_paper_table_add (table, (const char *[]) { name ? name : foyer_output_text (row, "kiosk"), entries,
                                                     last, missing, at });
  }
  return table;
}

/* "08:41 West door, Chen" */
static char *
side_of (const FoyerEvent *event, const json_t *report, const json_t *conflict, const char *side)
{
  g_autofree char *at_name = g_strconcat (side, "_at", NULL);
  g_autofree char *kiosk = g_strconcat (side, "_kiosk", NULL);
  g_autofree char *staff = g_strconcat (side, "_staff", NULL);
  g_autofree char *at = time_of (event, foyer_output_text (conflict, at_name));
  g_autofree char *names = foyer_report_staff_names (event, foyer_output_text (conflict, staff));
  const char *name = foyer_report_kiosk_name (report, foyer_output_text (conflict, kiosk));

  return g_strdup_printf ("%s %s, %s", at, name, names);
}

static FoyerPaperTable *
conflicts_table (const FoyerEvent *event, const json_t *report)
{
  const char *headings[] = { _("person"), _("list"), _("first"), _("again"), _("settled"), NULL };
  FoyerPaperTable *table = foyer_paper_table_new (_("Let in twice, by doors that were apart"),
                                                  headings, 0);
  const json_t *row;
  size_t i;

  json_array_foreach (json_object_get (report, "conflicts"), i, row) {
    g_autofree char *first = side_of (event, report, row, "first");
    g_autofree char *second = side_of (event, report, row, "second");
    const char *list = foyer_report_list_name (event, foyer_output_text (row, "list"));
    const char *settled = json_is_true (json_object_get (row, "settled")) ? _("yes") : _("no");

    foyer_paper_table_add (table, (const char *[]) { foyer_output_text (row, "person"), list, first, second,
                                                     settled });
  }
  return table;
}

static void
add (FoyerReportTables *self, FoyerPaperTable *table)
{
  if (foyer_paper_table_get_n_rows (table) > 0)
    g_ptr_array_add (self->tables, table);
  else
    foyer_paper_table_free (table);
}

static void
add_chart (FoyerReportTables *self, FoyerPaperTable *table)
{
  if (foyer_paper_table_get_n_rows (table) > 0)
    g_ptr_array_add (self->charts, table);
  add (self, table);
}

static void
add_of_list (FoyerReportTables *self, const FoyerEvent *event, const json_t *of)
{
  g_autofree char *category = title_of (event, of, _("by category"));
  g_autofree char *channel = title_of (event, of, _("by channel"));
  g_autofree char *arrivals = title_of (event, of, _("arrivals in ten minutes each"));
  g_autofree char *refused = title_of (event, of, _("refused"));

  add_chart (self, arrivals_table (event, arrivals, json_object_get (of, "arrivals")));
  add (self, sums_table (event, category, _("category"), json_object_get (of, "categories")));
  add (self, sums_table (event, channel, _("channel"), json_object_get (of, "channels")));
  add (self, refusals_table (refused, json_object_get (of, "refusals")));
}

FoyerReportTables *
foyer_report_tables_new (const FoyerEvent *event, const json_t *report)
{
  FoyerReportTables *self = g_new0 (FoyerReportTables, 1);
  const json_t *lists = json_object_get (report, "lists");
  const json_t *of;
  size_t i;

  self->tables = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_paper_table_free);
  self->charts = g_ptr_array_new ();
  add (self, sums_table (event, _("Who came"), _("list"), json_object_get (report, "headcounts")));
  json_array_foreach (lists, i, of)
    add_of_list (self, event, of);
  add (self, overlaps_table (event, json_object_get (report, "overlaps")));
  add (self, cash_table (event, json_object_get (report, "cash")));
  add (self, conflicts_table (event, report));
  add (self, kiosks_table (event, json_object_get (report, "kiosks")));
  return self;
}

gboolean
foyer_report_tables_is_chart (const FoyerReportTables *self, const FoyerPaperTable *table)
{
  return g_ptr_array_find (self->charts, table, NULL);
}

void
foyer_report_tables_free (FoyerReportTables *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->tables);
  g_ptr_array_unref (self->charts);
  g_free (self);
}
