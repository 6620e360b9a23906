/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "watch-page.h"

#include "cli.h"
#include "output.h"
#include "report.h"
#include "watch-trouble.h"

#include <glib/gi18n.h>
#include <string.h>

#define WIDTH_US    FOYER_REPORT_BUCKET_US
#define MAX_BUCKETS 200
#define SHOWN       8
#define BAR         40

/* Of @rows, the one about @list; NULL is the whole event. */
static const json_t *
of_list (const json_t *rows, const char *list)
{
  const json_t *row;
  size_t i;

  json_array_foreach (rows, i, row) {
    if (g_strcmp0 (json_string_value (json_object_get (row, "list")), list) == 0)
      return row;
  }
  return NULL;
}

/* Sums. */

static void
add_sums (FoyerGrid *grid, const char *name, const json_t *row)
{
  g_autofree char *came = g_strdup_printf ("%d", (int) foyer_output_number (row, "came"));
  g_autofree char *expected = g_strdup_printf ("%d", (int) foyer_output_number (row, "expected"));
  g_autofree char *walk_ins = g_strdup_printf ("%d", (int) foyer_output_number (row, "walk_ins"));
  g_autofree char *inside = g_strdup_printf ("%d", (int) foyer_output_number (row, "inside"));

  foyer_grid_add (grid, (const char *[]) { name, came, expected, walk_ins, inside });
}

static void
add_parts (FoyerGrid *grid, const json_t *rows)
{
  const json_t *row;
  size_t i;

  json_array_foreach (rows, i, row) {
    const char *key = json_string_value (json_object_get (row, "key"));
    g_autofree char *name = g_strconcat ("  ", key && *key ? key : _("nobody knows yet"), NULL);

    add_sums (grid, name, row);
  }
}

static void
print_sums (const FoyerEvent *event, const FoyerList *list, const json_t *report)
{
  g_autoptr (FoyerGrid) grid = foyer_grid_new (5);
  const json_t *parts = of_list (json_object_get (report, "lists"), list->id);
  const json_t *row;
  size_t i;

  foyer_grid_add (grid, (const char *[]) { "", _("came"), _("expected"), _("walk-ins"), _("here now") });
  json_array_foreach (json_object_get (report, "headcounts"), i, row) {
    const char *id = json_string_value (json_object_get (row, "list"));
    const FoyerList *of = id ? foyer_event_list (event, id) : NULL;
    const char *name = of ? foyer_words_in (of->name, foyer_cli_language ()) : id;

    add_sums (grid, name ? name : _("whole event"), row);
  }
  add_parts (grid, json_object_get (parts, "categories"));
  foyer_grid_add (grid, (const char *[]) { "", "", "", "", "" });
  add_parts (grid, json_object_get (parts, "channels"));
  foyer_grid_print (grid);
}

/* Arrivals. */

/* From the bucket in which doors opened up to now. Returns how many. */
static gsize
read_buckets (const FoyerList *list, const json_t *rows, gint64 now_us, gint64 *buckets, gint64 *from_us)
{
  gint64 first_us = foyer_output_time (json_array_get (rows, 0), "from");
  gint64 n;
  const json_t *row;
  size_t i;

  *from_us = list->opens_us != 0 ? MIN (list->opens_us / WIDTH_US * WIDTH_US, first_us) : first_us;
  n = CLAMP ((now_us - *from_us + WIDTH_US - 1) / WIDTH_US, 0, MAX_BUCKETS);
  memset (buckets, 0, sizeof *buckets * MAX_BUCKETS);
  json_array_foreach (rows, i, row) {
    gint64 at = (foyer_output_time (row, "from") - *from_us) / WIDTH_US;

    if (at >= 0 && at < n)
      buckets[at] += foyer_output_number (row, "people");
  }
  return (gsize) n;
}

static guint
count_lanes (const json_t *report, gint64 now_us)
{
  const json_t *kiosk;
  guint lanes = 0;
  size_t i;

  json_array_foreach (json_object_get (report, "kiosks"), i, kiosk)
    lanes += foyer_output_time (kiosk, "last_at") > now_us - WIDTH_US;
  return MAX (lanes, 1);
}

gboolean
foyer_watch_page_forecast (const FoyerList *list, const json_t *report, gint64 now_us,
                           FoyerForecast *forecast)
{
  const json_t *rows =
    json_object_get (of_list (json_object_get (report, "lists"), list->id), "arrivals");
  gint64 buckets[MAX_BUCKETS];
  FoyerForecastFacts facts = { .starts_us = list->starts_us, .now_us = now_us, .width_us = WIDTH_US,
                               .arrivals = buckets, .lanes = count_lanes (report, now_us) };

  if (json_array_size (rows) == 0)
    return FALSE;
  facts.expected = foyer_output_number (of_list (json_object_get (report, "headcounts"), list->id),
                                        "expected");
  facts.n_arrivals = read_buckets (list, rows, now_us, buckets, &facts.opens_us);
  foyer_forecast (&facts, forecast);
  return TRUE;
}

/* How many would have come in each of @n buckets on a morning as mornings are. */
static void
read_usual (const FoyerList *list, const json_t *report, gint64 from_us, double *usual, gsize n)
{
  const json_t *headcount = of_list (json_object_get (report, "headcounts"), list->id);
  FoyerForecastFacts facts = { .expected = foyer_output_number (headcount, "expected"), .opens_us = from_us,
                               .starts_us = list->starts_us, .now_us = from_us, .width_us = WIDTH_US,
                               .lanes = 1 };

  foyer_forecast_course (&facts, usual, n);
}

static void
print_bar (const FoyerEvent *event, gint64 from_us, gint64 people, double usual, gint64 highest)
{
  g_autofree char *time = foyer_event_clock_time (event, from_us);
  g_autoptr (GString) bar = g_string_new (NULL);

  for (gint64 i = 0; i < people * BAR / MAX (highest, 1); i++)
    g_string_append (bar, "█");
  g_print ("%s %5d %5d  %s\n", time, (int) people, (int) (usual + 0.5), bar->str);
}

static void
print_arrivals (const FoyerEvent *event, const FoyerList *list, const json_t *report, gint64 now_us)
{
  const json_t *rows =
    json_object_get (of_list (json_object_get (report, "lists"), list->id), "arrivals");
  gint64 buckets[MAX_BUCKETS];
  double usual[MAX_BUCKETS];
  gint64 from_us = 0;
  gint64 highest = 0;
  gsize n = json_array_size (rows) > 0 ? read_buckets (list, rows, now_us, buckets, &from_us) : 0;

  if (n > 0)
    g_print (_("from  came  usual\n"));
  read_usual (list, report, from_us, usual, n);
  for (gsize i = 0; i < n; i++)
    highest = MAX (highest, buckets[i]);
  for (gsize i = n > SHOWN ? n - SHOWN : 0; i < n; i++)
    print_bar (event, from_us + (gint64) i * WIDTH_US, buckets[i], usual[i], highest);
}

static void
print_forecast (const FoyerEvent *event, const FoyerList *list, const json_t *report, gint64 now_us)
{
  FoyerForecast forecast;
  g_autofree char *clears = NULL;
  g_autofree char *more = NULL;

  if (!foyer_watch_page_forecast (list, report, now_us, &forecast))
    return;
  g_print (_("about %d will come in all, %d of them in the next ten minutes\n"),
           (int) (forecast.total + 0.5), (int) (forecast.soon + 0.5));
  if (forecast.pressure <= 0.8 || forecast.clears_us == 0)
    return;
  clears = foyer_event_clock_time (event, forecast.clears_us);
  more = foyer_event_clock_time (event, forecast.clears_more_us);
  g_print (_("at this rate the line clears at %s; one more lane would make it %s\n"), clears, more);
}

void
foyer_watch_page_print (const FoyerEvent *event, const json_t *report, const json_t *kiosks,
                        gint64 now_us)
{
  const FoyerList *list = foyer_event_list_at (event, now_us);
  g_autofree char *time = foyer_event_clock_time (event, now_us);

  g_print ("%s  %s\n\n", foyer_words_in (event->name, foyer_cli_language ()), time);
  if (list != NULL) {
    print_sums (event, list, report);
    g_print ("\n");
    print_arrivals (event, list, report, now_us);
    print_forecast (event, list, report, now_us);
  }
  foyer_watch_trouble_print (event, report, kiosks, now_us);
}
