/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-trace"

#include "trace.h"

#include "json.h"

#include <stdio.h>

/* A line that waits for a frame. */
typedef struct {
  char  *line;
  gulong handler;
} Trace;

static void
on_after_paint (GdkFrameClock *clock, gpointer user_data)
{
  Trace *trace = user_data;

  g_signal_handler_disconnect (clock, trace->handler);
  puts (trace->line);
  fflush (stdout);
  g_free (trace->line);
  g_free (trace);
}

/* Takes @line. */
static void
say_after_frame (GtkWidget *window, char *line)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  Trace *trace = g_new0 (Trace, 1);

  trace->line = line;
  trace->handler = g_signal_connect (clock, "after-paint", G_CALLBACK (on_after_paint), trace);
  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
}

static void
on_map (GtkWidget *window)
{
  g_signal_handlers_disconnect_by_func (window, on_map, NULL);
  say_after_frame (window, g_strdup ("foyer-kiosk: ready"));
}

void
foyer_trace_ready (GtkWidget *window)
{
  g_signal_connect_after (window, "map", G_CALLBACK (on_map), NULL);
}

void
foyer_trace_outcome (GtkWidget *window, const FoyerOutcome *outcome)
{
  g_autoptr (json_t) shown = NULL;

  if (outcome == NULL || g_strcmp0 (g_getenv ("FOYER_TRACE"), "1") != 0 ||
      !gtk_widget_get_mapped (window))
    return;
  shown = json_pack ("{s:s, s:s?}", "shown", foyer_verdict_to_string (outcome->verdict),
                     "entry", outcome->entry);
  say_after_frame (window, foyer_json_line (shown));
}
