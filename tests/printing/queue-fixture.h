/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "print-queue.h"

#include <glib/gstdio.h>

/* Iterates this thread's main context until @fact holds; fails after @seconds. */
#define wait_until(seconds, fact)                                              \
  G_STMT_START {                                                               \
    gint64 wait_end = g_get_monotonic_time () + (seconds) * G_USEC_PER_SEC;    \
    while (!(fact) && g_get_monotonic_time () < wait_end)                      \
      wait_a_moment ();                                                        \
    g_assert_true (fact);                                                      \
  } G_STMT_END

static inline gboolean
wait_on_tick (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static inline void
wait_a_moment (void)
{
  GMainContext *context = g_main_context_ref_thread_default ();
  GSource *tick = g_timeout_source_new (10);

  g_source_set_callback (tick, wait_on_tick, NULL, NULL);
  g_source_attach (tick, context);
  g_main_context_iteration (context, TRUE);
  g_source_destroy (tick);
  g_source_unref (tick);
  g_main_context_unref (context);
}

static inline FoyerPrintQueue *
open_queue (const char *dir)
{
  g_autofree char *path = g_build_filename (dir, "queue.db", NULL);
  g_autoptr (GError) error = NULL;
  FoyerPrintQueue *queue = foyer_print_queue_open (path, &error);

  g_assert_no_error (error);
  return queue;
}

static inline void
close_queue (FoyerPrintQueue *queue)
{
  foyer_print_queue_close (queue);
  g_assert_finalize_object (queue);
}

static inline void
add_printer_as (FoyerPrintQueue *queue, const char *name, const char *uri)
{
  g_autoptr (GError) error = NULL;

  foyer_print_queue_add_printer (queue, name, uri, &error);
  g_assert_no_error (error);
}

static inline void
add_printer (FoyerPrintQueue *queue, const char *uri)
{
  add_printer_as (queue, "desk", uri);
}

static inline void
enqueue_for (FoyerPrintQueue *queue, const char *id, const char *printer)
{
  g_autoptr (FoyerBadge) badge = foyer_badge_new ();
  g_autoptr (GError) error = NULL;

  badge->name = g_strdup ("欧阳修远");
  badge->category = g_strdup ("speaker");
  badge->code = g_strdup ("ABCDEF123");
  foyer_print_queue_enqueue (queue, id, badge, "label-62x100", printer, &error);
  g_assert_no_error (error);
}

static inline void
enqueue (FoyerPrintQueue *queue, const char *id)
{
  enqueue_for (queue, id, NULL);
}

static inline void
settle (FoyerPrintQueue *queue, const char *id, FoyerPrintSettle how)
{
  g_autoptr (GError) error = NULL;

  foyer_print_queue_settle (queue, id, how, &error);
  g_assert_no_error (error);
}

static inline FoyerPrintState
state_of (FoyerPrintQueue *queue, const char *id)
{
  g_autoptr (FoyerPrintJob) job = foyer_print_queue_get_job (queue, id);

  g_assert_nonnull (job);
  return job->state;
}

static inline FoyerPrinterReasons
reasons_of (FoyerPrintQueue *queue, const char *id)
{
  g_autoptr (FoyerPrintJob) job = foyer_print_queue_get_job (queue, id);

  g_assert_nonnull (job);
  return job->reasons;
}

static inline FoyerPrinterReasons
reasons_of_printer (FoyerPrintQueue *queue, const char *name)
{
  FoyerPrinterStatus status = { FOYER_PRINTER_UNKNOWN_STATE, FOYER_PRINTER_NO_REASON };

  foyer_print_queue_get_printer (queue, name, &status);
  return status.reasons;
}

static inline guint
count_files (const char *dir, const char *pattern)
{
  g_autoptr (GDir) open = g_dir_open (dir, 0, NULL);
  const char *name;
  guint n = 0;

  while (open != NULL && (name = g_dir_read_name (open)) != NULL)
    n += g_pattern_match_simple (pattern, name);
  return n;
}

static inline void
remove_tree (const char *path)
{
  g_autoptr (GDir) open = g_dir_open (path, 0, NULL);
  const char *name;

  while (open != NULL && (name = g_dir_read_name (open)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    remove_tree (child);
  }
  g_assert_cmpint (g_remove (path), ==, 0);
}
