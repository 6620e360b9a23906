/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-doubt-list"

#include "doubt-list.h"

#include "action-button.h"
#include "button-row.h"
#include "printers.h"
#include "row.h"
#include "wrapped-label.h"

#include <glib/gi18n.h>

#define SHOWN_MAX 3   /* at a time: the others come when these are answered */

struct _FoyerDoubtList {
  GtkWidget        parent_instance;

  FoyerDoor       *door;
  FoyerPrintQueue *queue;     /* (nullable) */
  gulong           job_id;
  gboolean         reading;
  gboolean         again;     /* something changed meanwhile */
  guint            count;
  GtkWidget       *rows;
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (FoyerDoubtList, foyer_doubt_list, GTK_TYPE_WIDGET)

static char *
question_of (const FoyerBadgeDoubt *doubt)
{
  gboolean failed = doubt->job->state == FOYER_PRINT_FAILED;

  if (doubt->name == NULL)
    return g_strdup (failed ? _("A badge was not printed.") : _("Did the badge come out?"));
  /* Translators: %s is a guest's name. */
  return g_strdup_printf (failed ? _("The badge of %s was not printed.")
                                 : _("Did the badge of %s come out?"), doubt->name);
}

/* "08:43 · left: The printer is out of badges. Put in a new roll." */
static char *
details_of (FoyerDoubtList *self, const FoyerBadgeDoubt *doubt)
{
  const FoyerEvent *event = foyer_door_get_event (self->door);
  g_autofree char *time = event ? foyer_event_clock_time (event, doubt->job->changed_us) : NULL;
  g_autofree char *what = foyer_printers_what_happened (self->queue, doubt->job);

  return time != NULL ? g_strdup_printf ("%s · %s", time, what) : g_steal_pointer (&what);
}

static void read_all (FoyerDoubtList *self);

static void
on_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FoyerDoubtList) self = user_data;

  if (self->door != NULL)
    read_all (self);
}

/* One touch is one answer: the row goes, or can be touched again, when the queue has said so. */
static void
on_answered (GtkButton *button, FoyerDoubtList *self)
{
  const char *job = g_object_get_data (G_OBJECT (button), "job");
  FoyerBadgeAnswer answer = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "answer"));

  gtk_widget_set_sensitive (gtk_widget_get_parent (GTK_WIDGET (button)), FALSE);
  foyer_session_touch (foyer_door_get_session (self->door));
  foyer_badge_answer_async (self->queue, job, answer, on_kept, g_object_ref (self));
}

static void
add_answer (FoyerDoubtList *self, GtkWidget *buttons, const FoyerBadgeDoubt *doubt, const char *question,
            const char *symbol, const char *text, FoyerBadgeAnswer answer)
{
  GtkWidget *button = foyer_action_button_new (symbol, text);

  g_object_set_data_full (G_OBJECT (button), "job", g_strdup (doubt->job->id), g_free);
  g_object_set_data (G_OBJECT (button), "answer", GUINT_TO_POINTER (answer));
  g_signal_connect (button, "clicked", G_CALLBACK (on_answered), self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, question, -1);
  gtk_widget_set_parent (button, buttons);
}

static GtkWidget *
make_answers (FoyerDoubtList *self, const FoyerBadgeDoubt *doubt, const char *question)
{
  GtkWidget *buttons = foyer_button_row_new ();

  if (doubt->job->state == FOYER_PRINT_FAILED) {
    add_answer (self, buttons, doubt, question, "printer", _("Try again"), FOYER_BADGE_AGAIN);
    add_answer (self, buttons, doubt, question, "sorry", _("Give it up"), FOYER_BADGE_GIVEN_UP);
  } else {
    add_answer (self, buttons, doubt, question, "check", _("It came out"), FOYER_BADGE_CAME_OUT);
    add_answer (self, buttons, doubt, question, "printer", _("It did not: print again"), FOYER_BADGE_AGAIN);
  }
  return buttons;
}

static void
add_doubt (FoyerDoubtList *self, const FoyerBadgeDoubt *doubt)
{
  g_autofree char *question = question_of (doubt);
  g_autofree char *details = details_of (self, doubt);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 16);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_box_append (GTK_BOX (head), g_object_new (GTK_TYPE_IMAGE, "icon-name", "foyer-printer-symbolic",
                                                "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  gtk_box_append (GTK_BOX (words), foyer_wrapped_label_new (question, "name"));
  gtk_box_append (GTK_BOX (words), foyer_wrapped_label_new (details, "details"));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (head), words);
  gtk_box_append (GTK_BOX (row), head);
  gtk_box_append (GTK_BOX (row), make_answers (self, doubt, question));
  gtk_widget_add_css_class (row, "doubt");
  gtk_box_append (GTK_BOX (self->rows), row);
}

static void
show_doubts (FoyerDoubtList *self, GPtrArray *doubts)
{
  foyer_rows_clear (self->rows);
  for (guint i = 0; i < MIN (doubts->len, SHOWN_MAX); i++)
    add_doubt (self, doubts->pdata[i]);
  self->count = doubts->len;
  gtk_widget_set_visible (GTK_WIDGET (self), self->count > 0);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (FoyerDoubtList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) doubts = foyer_badge_doubts_finish (result, &error);

  self->reading = FALSE;
  if (self->door == NULL)
    return;
  if (doubts != NULL)
    show_doubts (self, doubts);
  else
    g_warning ("the badges in doubt could not be read: %s", error->message);
  if (self->again)
    read_all (self);
}

static void
read_all (FoyerDoubtList *self)
{
  self->again = self->reading;
  if (self->reading)
    return;
  self->reading = TRUE;
  foyer_badge_doubts_async (self->door, self->queue, on_read, g_object_ref (self));
}

/* Most badges come out, and nothing is read for those. */
static void
on_job_changed (FoyerDoubtList *self, const char *job, guint state)
{
  if (self->count > 0 || self->reading || state == FOYER_PRINT_UNKNOWN || state == FOYER_PRINT_FAILED)
    read_all (self);
}

static void
foyer_doubt_list_dispose (GObject *object)
{
  FoyerDoubtList *self = FOYER_DOUBT_LIST (object);

  if (self->queue != NULL)
    g_clear_signal_handler (&self->job_id, self->queue);
  g_clear_object (&self->queue);
  g_clear_object (&self->door);
  g_clear_pointer (&self->rows, gtk_widget_unparent);
  G_OBJECT_CLASS (foyer_doubt_list_parent_class)->dispose (object);
}

static void
foyer_doubt_list_class_init (FoyerDoubtListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_doubt_list_dispose;
  signals[CHANGED] = g_signal_new ("changed", FOYER_TYPE_DOUBT_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "doubtlist");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
foyer_doubt_list_init (FoyerDoubtList *self)
{
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_widget_set_parent (self->rows, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Badges to look for"), -1);
}

GtkWidget *
foyer_doubt_list_new (void)
{
  return g_object_new (FOYER_TYPE_DOUBT_LIST, NULL);
}

void
foyer_doubt_list_watch (FoyerDoubtList *self, FoyerDoor *door, FoyerPrintQueue *queue)
{
  if (queue == NULL)
    return;
  self->door = g_object_ref (door);
  self->queue = g_object_ref (queue);
  self->job_id = g_signal_connect_swapped (queue, "job-changed", G_CALLBACK (on_job_changed), self);
  read_all (self);
}

guint
foyer_doubt_list_count (FoyerDoubtList *self)
{
  return self->count;
}
