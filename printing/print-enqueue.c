/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-print-queue"

#include "print-queue.h"

/* Wanting a badge off the caller's thread. */

typedef struct {
  char       *id;
  FoyerBadge *badge;
  char       *template_name;
  char       *printer;
} Wish;

static void
wish_free (gpointer data)
{
  Wish *wish = data;

  g_free (wish->id);
  foyer_badge_free (wish->badge);
  g_free (wish->template_name);
  g_free (wish->printer);
  g_free (wish);
}

static void
enqueue_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Wish *wish = data;
  GError *error = NULL;

  if (foyer_print_queue_enqueue (source, wish->id, wish->badge, wish->template_name, wish->printer, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
foyer_print_queue_enqueue_async (FoyerPrintQueue *self, const char *id, const FoyerBadge *badge,
                                 const char *template_name, const char *printer,
                                 GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Wish *wish = g_new0 (Wish, 1);

  wish->id = g_strdup (id);
  wish->badge = foyer_badge_copy (badge);
  wish->template_name = g_strdup (template_name);
  wish->printer = g_strdup (printer);
  g_task_set_source_tag (task, foyer_print_queue_enqueue_async);
  g_task_set_task_data (task, wish, wish_free);
  g_task_run_in_thread (task, enqueue_thread);
}

gboolean
foyer_print_queue_enqueue_finish (FoyerPrintQueue *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
