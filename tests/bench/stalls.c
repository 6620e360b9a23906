/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Loaded before a program (LD_PRELOAD), measures how long its main loop keeps others waiting:
 * every 4 ms a thread asks it for a turn. FOYER_STALLS names the file for what it finds, a line
 * "MOMENT_US WAITED_US" each. */

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>

#define PACE_US 4000

typedef struct {
  FILE  *file;
  gint64 asked_us;
} Turn;

static int answered = TRUE;

static gboolean
on_turn (gpointer data)
{
  Turn *turn = data;

  fprintf (turn->file, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", turn->asked_us,
           g_get_monotonic_time () - turn->asked_us);
  g_free (turn);
  g_atomic_int_set (&answered, TRUE);
  return G_SOURCE_REMOVE;
}

static gpointer
ask (gpointer file)
{
  for (;;) {
    g_usleep (PACE_US);
    if (g_atomic_int_compare_and_exchange (&answered, TRUE, FALSE)) {
      Turn *turn = g_new0 (Turn, 1);
      GSource *source = g_idle_source_new ();

      turn->file = file;
      turn->asked_us = g_get_monotonic_time ();
      /* As a touch would: GDK's own priority. */
      g_source_set_priority (source, G_PRIORITY_DEFAULT);
      g_source_set_callback (source, on_turn, turn, NULL);
      g_source_attach (source, NULL);
      g_source_unref (source);
    }
  }
  return NULL;
}

__attribute__ ((constructor)) static void
begin (void)
{
  const char *path = getenv ("FOYER_STALLS");
  FILE *file = path ? fopen (path, "w") : NULL;

  /* Of this program alone, not of those it starts. */
  unsetenv ("LD_PRELOAD");
  if (file != NULL) {
    setvbuf (file, NULL, _IOLBF, 0);
    g_thread_unref (g_thread_new ("stalls", ask, file));
  }
}
