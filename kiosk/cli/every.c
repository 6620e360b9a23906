/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "every.h"

#include <stdlib.h>

typedef struct {
  void   (*func) (gpointer user_data);
  gpointer user_data;
} Job;

static gboolean
on_time (gpointer user_data)
{
  const Job *job = user_data;

  job->func (job->user_data);
  return G_SOURCE_CONTINUE;
}

void
foyer_every (guint seconds, void (*func) (gpointer user_data), gpointer user_data)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Job job = { func, user_data };

  g_timeout_add_seconds (seconds, on_time, &job);
  g_main_loop_run (loop);
  abort ();   /* nobody quits it */
}
