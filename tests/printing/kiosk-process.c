/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kiosk-process.h"

#include "queue-fixture.h"

#include <gio/gunixinputstream.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

struct _KioskProcess {
  GSubprocess      *process;
  GCancellable     *cancellable;
  GDataInputStream *says;
  KioskProcessFunc  func;
  gpointer          user_data;
  gboolean          ready, gone, reading;
};

/* The process itself. */

static void
tell (const char *id, const char *what)
{
  g_print ("%s %s\n", id, what);
}

static void
on_changed (FoyerPrintQueue *queue, const char *id, guint state, gpointer user_data)
{
  tell (id, foyer_print_state_to_string (state));
}

/* What was answered meanwhile needs no answer any more. */
static void
try_to_settle (FoyerPrintQueue *queue, const char *id, FoyerPrintSettle how)
{
  g_autoptr (GError) error = NULL;

  if (!foyer_print_queue_settle (queue, id, how, &error))
    g_assert_error (error, FOYER_PRINTING_ERROR, FOYER_PRINTING_ERROR_STATE);
}

static void
obey (FoyerPrintQueue *queue, char **words)
{
  if (strcmp (words[0], "enqueue") == 0)
    enqueue_for (queue, words[1], words[2]);
  else if (strcmp (words[0], "cancel") == 0)
    g_assert_true (foyer_print_queue_cancel (queue, words[1], NULL));
  else
    try_to_settle (queue, words[1], strcmp (words[0], "again") == 0 ? FOYER_PRINT_SETTLE_AGAIN
                                                                    : FOYER_PRINT_SETTLE_PRINTED);
  if (strcmp (words[0], "enqueue") == 0)
    tell (words[1], "kept");
}

static void
on_line (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GDataInputStream *input = G_DATA_INPUT_STREAM (source);
  FoyerPrintQueue **queue = user_data;
  g_autofree char *line = g_data_input_stream_read_line_finish (input, result, NULL, NULL);
  g_auto (GStrv) words = line != NULL ? g_strsplit (line, " ", 3) : NULL;

  if (words == NULL) {
    close_queue (g_steal_pointer (queue));
    return;
  }
  obey (*queue, words);
  g_data_input_stream_read_line_async (input, 0, NULL, on_line, queue);
}

int
kiosk_process_main (int argc, char *argv[])
{
  FoyerPrintQueue *queue = open_queue (argv[2]);
  g_autoptr (GInputStream) stdin_stream = g_unix_input_stream_new (0, FALSE);
  g_autoptr (GDataInputStream) input = g_data_input_stream_new (stdin_stream);

  setvbuf (stdout, NULL, _IOLBF, 0);
  foyer_print_queue_set_patience (queue, (guint) atoi (argv[3]));
  g_signal_connect (queue, "job-changed", G_CALLBACK (on_changed), NULL);
  for (int i = 4; i < argc; i++) {
    g_auto (GStrv) printer = g_strsplit (argv[i], "=", 2);

    add_printer_as (queue, printer[0], printer[1]);
  }
  tell ("kiosk", "ready");
  g_data_input_stream_read_line_async (input, 0, NULL, on_line, &queue);
  while (queue != NULL)
    g_main_context_iteration (NULL, TRUE);
  return 0;
}

/* Whoever started it. */

static void
hear (KioskProcess *self, const char *id, const char *what)
{
  if (strcmp (what, "ready") == 0)
    self->ready = TRUE;
  else if (strcmp (what, "kept") == 0)
    self->func (id, FOYER_PRINT_N_STATES, self->user_data);
  else
    for (guint state = 0; state < FOYER_PRINT_N_STATES; state++)
      if (strcmp (foyer_print_state_to_string (state), what) == 0)
        self->func (id, state, self->user_data);
}

static void hear_on (KioskProcess *self);

static void
on_said (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *line =
    g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, &error);
  KioskProcess *self = user_data;
  g_auto (GStrv) words = line != NULL ? g_strsplit (line, " ", 2) : NULL;

  self->reading = FALSE;
  self->gone = words == NULL && error == NULL;
  if (words == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  hear (self, words[0], words[1]);
  hear_on (self);
}

static void
hear_on (KioskProcess *self)
{
  self->reading = TRUE;
  g_data_input_stream_read_line_async (self->says, 0, self->cancellable, on_said, self);
}

KioskProcess *
kiosk_process_start (const char *program, const char *dir, guint patience_ms,
                     const char *const *printers, KioskProcessFunc func, gpointer user_data)
{
  KioskProcess *self = g_new0 (KioskProcess, 1);
  g_autofree char *patience = g_strdup_printf ("%u", patience_ms);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (words, (gpointer) program);
  g_ptr_array_add (words, (gpointer) "--kiosk");
  g_ptr_array_add (words, (gpointer) dir);
  g_ptr_array_add (words, patience);
  for (gsize i = 0; printers[i] != NULL; i++)
    g_ptr_array_add (words, (gpointer) printers[i]);
  g_ptr_array_add (words, NULL);
  self->process = g_subprocess_newv ((const char *const *) words->pdata,
                                     G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                     &error);
  g_assert_no_error (error);
  self->func = func;
  self->user_data = user_data;
  self->cancellable = g_cancellable_new ();
  self->says = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  hear_on (self);
  return self;
}

gboolean
kiosk_process_is_ready (KioskProcess *self)
{
  return self->ready;
}

gboolean
kiosk_process_is_gone (KioskProcess *self)
{
  return self->gone;
}

void
kiosk_process_say (KioskProcess *self, const char *word)
{
  g_autofree char *line = g_strconcat (word, "\n", NULL);

  g_output_stream_write_all (g_subprocess_get_stdin_pipe (self->process), line, strlen (line), NULL, NULL,
                             NULL);
}

/* The answer to the last read is waited for: it knows of @self. */
static void
forget (KioskProcess *self)
{
  g_subprocess_wait (self->process, NULL, NULL);
  g_cancellable_cancel (self->cancellable);
  while (self->reading)
    wait_a_moment ();
  g_object_unref (self->says);
  g_object_unref (self->cancellable);
  g_object_unref (self->process);
  g_free (self);
}

void
kiosk_process_kill (KioskProcess *self)
{
  g_subprocess_send_signal (self->process, SIGKILL);
  forget (self);
}

void
kiosk_process_end (KioskProcess *self)
{
  g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  g_subprocess_wait (self->process, NULL, NULL);
  g_assert_true (g_subprocess_get_successful (self->process));
  forget (self);
}
