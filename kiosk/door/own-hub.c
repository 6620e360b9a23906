/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-own-hub"

#include "own-hub.h"

#include "clock.h"
#include "door-error.h"
#include "tree.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#define DEFAULT_PLACE   "127.0.0.1:8470"
#define LISTENING       "foyer-hub: listening on "
/* Of a hub whose port somebody else has: PROTOCOL, exit statuses. */
#define EXIT_PORT_TAKEN 69
#define FIRST_PAUSE_MS  250
#define LONGEST_PAUSE_MS (30 * 1000)
/* To end by itself. */
#define PATIENCE_S      5

struct _FoyerOwnHub {
  GObject           parent_instance;

  char             *folder;
  char             *wanted;      /* host and port to ask for */
  char             *address;     /* while it listens */
  gboolean          listened;    /* it has an address that others remember */
  gboolean          stopped;
  GSubprocess      *child;       /* (nullable) */
  GDataInputStream *lines;
  GCancellable     *cancellable;
  guint             timer;
  guint             pause_ms;
};

enum { LISTENING_SIGNAL, STUMBLED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (FoyerOwnHub, foyer_own_hub, G_TYPE_OBJECT)

static void spawn (FoyerOwnHub *self);

/* In the child: it is not to outlive a kiosk that was killed. */
static void
end_with_parent (gpointer user_data)
{
  prctl (PR_SET_PDEATHSIG, SIGTERM);
}

static gboolean
on_pause_over (gpointer user_data)
{
  FoyerOwnHub *self = user_data;

  self->timer = 0;
  spawn (self);
  return G_SOURCE_REMOVE;
}

static void
try_again (FoyerOwnHub *self)
{
  self->timer = g_timeout_add (self->pause_ms, on_pause_over, self);
  self->pause_ms = MIN (self->pause_ms * 2, LONGEST_PAUSE_MS);
}

static void
on_line (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FoyerOwnHub) self = user_data;
  GDataInputStream *lines = G_DATA_INPUT_STREAM (source);
  g_autofree char *line = g_data_input_stream_read_line_finish (lines, result, NULL, NULL);

  if (line == NULL || self->stopped)
    return;
  if (g_str_has_prefix (line, LISTENING)) {
    g_free (self->address);
    self->address = g_strdup (line + strlen (LISTENING));
    self->listened = TRUE;
    self->pause_ms = FIRST_PAUSE_MS;
    g_signal_emit (self, signals[LISTENING_SIGNAL], 0);
  }
  g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, self->cancellable, on_line,
                                       g_object_ref (self));
}

static void
on_gone (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FoyerOwnHub) self = user_data;
  GSubprocess *child = G_SUBPROCESS (source);
  gboolean taken;

  g_subprocess_wait_finish (child, result, NULL);
  if (self->stopped || child != self->child)
    return;
  taken = g_subprocess_get_if_exited (child) && g_subprocess_get_exit_status (child) == EXIT_PORT_TAKEN;
  g_warning ("the hub on this machine ended; it is started again");
  g_clear_object (&self->child);
  g_clear_object (&self->lines);
  g_clear_pointer (&self->address, g_free);
  if (taken && !self->listened) {
    g_free (self->wanted);
    self->wanted = g_strdup ("127.0.0.1:0");
  }
  g_signal_emit (self, signals[STUMBLED], 0);
  try_again (self);
}

static void
listen_to (FoyerOwnHub *self)
{
  self->lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->child));
  g_data_input_stream_read_line_async (self->lines, G_PRIORITY_DEFAULT, self->cancellable, on_line,
                                       g_object_ref (self));
  g_subprocess_wait_async (self->child, NULL, on_gone, g_object_ref (self));
}

static void
spawn (FoyerOwnHub *self)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_set_child_setup (launcher, end_with_parent, NULL, NULL);
  self->child = g_subprocess_launcher_spawn (launcher, &error, "foyer-hub", "--state", self->folder, "--listen",
                                             self->wanted, NULL);
  if (self->child != NULL) {
    listen_to (self);
    return;
  }
  g_warning ("the hub on this machine cannot be started: %s", error->message);
  g_signal_emit (self, signals[STUMBLED], 0);
  try_again (self);
}

void
foyer_own_hub_start (FoyerOwnHub *self, const char *address)
{
  const char *scheme_end = address ? strstr (address, "://") : NULL;

  if (self->child != NULL || self->timer != 0)
    return;
  g_free (self->wanted);
  self->wanted = g_strdup (scheme_end ? scheme_end + strlen ("://") : DEFAULT_PLACE);
  self->stopped = FALSE;
  spawn (self);
}

static void
on_child_ended (GObject *source, GAsyncResult *result, gpointer ended)
{
  (void) g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  *(gboolean *) ended = TRUE;
}

static gboolean
on_patience_over (gpointer child)
{
  g_subprocess_force_exit (child);
  return G_SOURCE_REMOVE;
}

/* It has seconds to write down what it took; what it has answered is there anyway. */
static void
end_child (GSubprocess *child)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GSource) patience = g_timeout_source_new_seconds (PATIENCE_S);
  gboolean ended = FALSE;

  g_main_context_push_thread_default (context);
  g_source_set_callback (patience, on_patience_over, child, NULL);
  g_source_attach (patience, context);
  g_subprocess_send_signal (child, SIGTERM);
  g_subprocess_wait_async (child, NULL, on_child_ended, &ended);
  while (!ended)
    g_main_context_iteration (context, TRUE);
  g_source_destroy (patience);
  g_main_context_pop_thread_default (context);
}

void
foyer_own_hub_stop (FoyerOwnHub *self)
{
  self->stopped = TRUE;
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->address, g_free);
  if (self->child == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  end_child (self->child);
  g_clear_object (&self->child);
  g_clear_object (&self->lines);
  self->listened = FALSE;
}

gboolean
foyer_own_hub_clear (FoyerOwnHub *self, gboolean remove)
{
  g_autofree char *aside = g_strdup_printf ("%s.before-%" G_GINT64_FORMAT, self->folder, foyer_clock_now_us ());

  if (!g_file_test (self->folder, G_FILE_TEST_EXISTS))
    return TRUE;
  if (!remove)
    return g_rename (self->folder, aside) == 0;
  foyer_tree_remove (self->folder);
  return !g_file_test (self->folder, G_FILE_TEST_EXISTS);
}

const char *
foyer_own_hub_get_address (FoyerOwnHub *self)
{
  return self->address;
}

/* What blocks. */

typedef struct {
  char                  *address;
  char                  *token_path;
  const FoyerWholeEvent *whole;
  char                  *event;
  char                  *name;
  char                  *state;
} Errand;

static void
errand_free (gpointer data)
{
  Errand *errand = data;

  g_free (errand->address);
  g_free (errand->token_path);
  g_free (errand->event);
  g_free (errand->name);
  g_free (errand->state);
  g_free (errand);
}

static GTask *
errand_new (FoyerOwnHub *self, const char *name, GAsyncReadyCallback callback, gpointer user_data,
            Errand **errand)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  *errand = g_new0 (Errand, 1);
  (*errand)->address = g_strdup (self->address);
  (*errand)->token_path = g_build_filename (self->folder, "organizer-token", NULL);
  (*errand)->name = g_strdup (name);
  g_task_set_task_data (task, *errand, errand_free);
  return task;
}

static char *
errand_token (const Errand *errand, GError **error)
{
  char *token = NULL;

  if (errand->address == NULL) {
    g_set_error_literal (error, FOYER_DOOR_ERROR, FOYER_DOOR_ERROR_HUB, "the hub on this machine does not run");
    return NULL;
  }
  return g_file_get_contents (errand->token_path, &token, NULL, error) ? g_strstrip (token) : NULL;
}

static void
make_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Errand *errand = data;
  GError *error = NULL;
  g_autofree char *token = errand_token (errand, &error);
  FoyerEnrolment *enrolment =
    token ? foyer_whole_event_make (errand->whole, errand->address, token, errand->name, errand->state, &error)
          : NULL;

  if (enrolment != NULL)
    g_task_return_pointer (task, enrolment, (GDestroyNotify) foyer_enrolment_free);
  else
    g_task_return_error (task, error);
}

void
foyer_own_hub_make_async (FoyerOwnHub *self, const FoyerWholeEvent *event, const char *name, const char *state,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  Errand *errand;
  g_autoptr (GTask) task = errand_new (self, name, callback, user_data, &errand);

  errand->whole = event;
  errand->state = g_strdup (state);
  g_task_run_in_thread (task, make_thread);
}

FoyerEnrolment *
foyer_own_hub_make_finish (FoyerOwnHub *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
pass_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Errand *errand = data;
  GError *error = NULL;
  g_autofree char *token = errand_token (errand, &error);
  FoyerPass *pass = token ? foyer_whole_event_pass (errand->address, token, errand->event, errand->name, &error)
                          : NULL;

  if (pass != NULL)
    g_task_return_pointer (task, pass, (GDestroyNotify) foyer_pass_free);
  else
    g_task_return_error (task, error);
}

void
foyer_own_hub_pass_async (FoyerOwnHub *self, const char *event, const char *name, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  Errand *errand;
  g_autoptr (GTask) task = errand_new (self, name, callback, user_data, &errand);

  errand->event = g_strdup (event);
  g_task_run_in_thread (task, pass_thread);
}

FoyerPass *
foyer_own_hub_pass_finish (FoyerOwnHub *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
foyer_own_hub_finalize (GObject *object)
{
  FoyerOwnHub *self = FOYER_OWN_HUB (object);

  foyer_own_hub_stop (self);
  g_clear_object (&self->cancellable);
  g_free (self->folder);
  g_free (self->wanted);
  G_OBJECT_CLASS (foyer_own_hub_parent_class)->finalize (object);
}

static void
foyer_own_hub_class_init (FoyerOwnHubClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_own_hub_finalize;

  signals[LISTENING_SIGNAL] = g_signal_new ("listening", FOYER_TYPE_OWN_HUB, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 0);
  signals[STUMBLED] = g_signal_new ("stumbled", FOYER_TYPE_OWN_HUB, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
}

static void
foyer_own_hub_init (FoyerOwnHub *self)
{
  self->cancellable = g_cancellable_new ();
  self->pause_ms = FIRST_PAUSE_MS;
}

FoyerOwnHub *
foyer_own_hub_new (const char *folder)
{
  FoyerOwnHub *self = g_object_new (FOYER_TYPE_OWN_HUB, NULL);

  self->folder = g_strdup (folder);
  return self;
}
