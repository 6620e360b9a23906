/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-trace"

#include "trace.h"

#include "json.h"

#include <stdio.h>

/* A line that waits for a frame. */
typedef struct {
  char   *line;     /* either this, as it is, */
  json_t *json;     /* or this, with the frame's time */
  gulong  handler;
} Trace;

/* Of the code that came last; main thread. */
static gint64 last_seen_us;

static gboolean
is_wanted (void)
{
  return g_strcmp0 (g_getenv ("FOYER_TRACE"), "1") == 0;
}

static void
say (const char *line)
{
  puts (line);
  fflush (stdout);
}

static void
say_json (json_t *json)
{
  g_autofree char *line = foyer_json_line (json);

  say (line);
}

static void
on_after_paint (GdkFrameClock *clock, gpointer user_data)
{
  Trace *trace = user_data;

  g_signal_handler_disconnect (clock, trace->handler);
  if (trace->json != NULL) {
    json_object_set_new (trace->json, "drawn_us", json_integer (g_get_monotonic_time ()));
    say_json (trace->json);
  }
  else
    say (trace->line);
  g_clear_pointer (&trace->json, json_decref);
  g_free (trace->line);
  g_free (trace);
}

/* Takes @line and @json. */
static void
say_after_frame (GtkWidget *widget, char *line, json_t *json)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  Trace *trace = g_new0 (Trace, 1);

  trace->line = line;
  trace->json = json;
  trace->handler = g_signal_connect (clock, "after-paint", G_CALLBACK (on_after_paint), trace);
  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_PAINT);
}

static void
on_map (GtkWidget *window)
{
  g_signal_handlers_disconnect_by_func (window, on_map, NULL);
  say_after_frame (window, g_strdup ("foyer-kiosk: ready"), NULL);
}

void
foyer_trace_ready (GtkWidget *window)
{
  g_signal_connect_after (window, "map", G_CALLBACK (on_map), NULL);
}

void
foyer_trace_seen (gint64 seen_us)
{
  last_seen_us = seen_us;
}

void
foyer_trace_outcome (GtkWidget *window, const FoyerOutcome *outcome)
{
  if (outcome == NULL || !is_wanted () || !gtk_widget_get_mapped (window))
    return;
  say_after_frame (window, NULL, json_pack ("{s:s, s:s?, s:I}", "shown", foyer_verdict_to_string (outcome->verdict),
                                            "entry", outcome->entry, "seen_us", (json_int_t) last_seen_us));
}

void
foyer_trace_step (GtkWidget *widget, const char *step)
{
  if (is_wanted () && gtk_widget_get_mapped (widget))
    say_after_frame (widget, NULL, json_pack ("{s:s}", "step", step));
}

void
foyer_trace_sound (gint64 when_us)
{
  g_autoptr (json_t) sounded = NULL;

  if (!is_wanted ())
    return;
  sounded = json_pack ("{s:I}", "sounded_us", (json_int_t) when_us);
  say_json (sounded);
}
