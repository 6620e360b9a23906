/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-question-page"

#include "question-page.h"

#include "action-button.h"
#include "button-row.h"
#include "language.h"
#include "name-label.h"
#include "pages.h"
#include "split.h"

#include <glib/gi18n.h>

struct _FoyerQuestionPage {
  GtkWidget       parent_instance;

  FoyerDoor      *door;
  gulong          state_id;
  gint64          party_left;   /* how many may come; from 2 on it is asked */
  GPtrArray      *open;         /* (element-type utf8): ids of the questions left to ask */
  guint           n_steps;
  gint64          heads;        /* as answered; 0 not asked, or not yet */
  GPtrArray      *answers;      /* (element-type utf8): question, option, question, option */

  GtkWidget      *split;
  FoyerNameLabel *guest;
  GtkLabel       *question;
  GtkLabel       *progress;
  GtkFlowBox     *options;
};

G_DEFINE_TYPE (FoyerQuestionPage, foyer_question_page, GTK_TYPE_WIDGET)

/* More than that don't come as a party through a door one by one. */
#define MOST_HEADS 12

static void ask_next (FoyerQuestionPage *self);

static const FoyerQuestion *
find_question (FoyerQuestionPage *self, const char *id)
{
  const FoyerEvent *event = foyer_door_get_event (self->door);

  for (guint i = 0; event != NULL && i < event->questions->len; i++) {
    const FoyerQuestion *question = g_ptr_array_index (event->questions, i);

    if (g_str_equal (question->id, id))
      return question;
  }
  return NULL;
}

static void
remove_options (FoyerQuestionPage *self)
{
  GtkWidget *child;

  foyer_pages_drop_focus (GTK_WIDGET (self->options));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->options))) != NULL)
    gtk_flow_box_remove (self->options, child);
}

/* The button is what one touches and what has the focus, not its cell. */
static GtkWidget *
add_option (FoyerQuestionPage *self, const char *text)
{
  GtkWidget *button = foyer_action_button_new (NULL, text);

  gtk_widget_add_css_class (button, "answer");
  gtk_flow_box_append (self->options, button);
  gtk_widget_set_focusable (gtk_widget_get_parent (button), FALSE);
  return button;
}

/* How many are here. */

static void
on_heads (GtkButton *button, FoyerQuestionPage *self)
{
  self->heads = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "heads"));
  ask_next (self);
}

static void
ask_heads (FoyerQuestionPage *self)
{
  gtk_label_set_label (self->question, _("How many of you are here now?"));
  for (gint64 heads = 1; heads <= MIN (self->party_left, MOST_HEADS); heads++) {
    g_autofree char *text = g_strdup_printf ("%d", (int) heads);
    GtkWidget *button = add_option (self, text);

    g_object_set_data (G_OBJECT (button), "heads", GINT_TO_POINTER ((int) heads));
    g_signal_connect (button, "clicked", G_CALLBACK (on_heads), self);
  }
}

/* The event's questions. */

static void
on_option (GtkButton *button, FoyerQuestionPage *self)
{
  const char *option = g_object_get_data (G_OBJECT (button), "option");

  g_ptr_array_add (self->answers, g_strdup (g_ptr_array_index (self->open, 0)));
  g_ptr_array_add (self->answers, g_strdup (option));
  g_ptr_array_remove_index (self->open, 0);
  ask_next (self);
}

static void
ask_question (FoyerQuestionPage *self, const FoyerQuestion *question)
{
  gtk_label_set_label (self->question, foyer_language_words (question->text));
  for (guint i = 0; i < question->options->len; i++) {
    const FoyerOption *option = g_ptr_array_index (question->options, i);
    GtkWidget *button = add_option (self, foyer_language_words (option->text));

    g_object_set_data_full (G_OBJECT (button), "option", g_strdup (option->id), g_free);
    g_signal_connect (button, "clicked", G_CALLBACK (on_option), self);
  }
}

/* All of it. */

static void
answer (FoyerQuestionPage *self)
{
  g_autoptr (GPtrArray) answers = g_steal_pointer (&self->answers);

  g_ptr_array_add (answers, NULL);
  foyer_door_answer (self->door, (const char * const *) answers->pdata, self->heads);
}

static void
show_progress (FoyerQuestionPage *self, guint left)
{
  g_autofree char *text = g_strdup_printf (_("Question %u of %u"), self->n_steps - left + 1, self->n_steps);

  gtk_label_set_label (self->progress, text);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), self->n_steps > 1);
}

static void
ask_next (FoyerQuestionPage *self)
{
  gboolean asks_heads = self->party_left > 1 && self->heads == 0;
  const FoyerQuestion *question =
    self->open->len > 0 ? find_question (self, g_ptr_array_index (self->open, 0)) : NULL;

  remove_options (self);
  show_progress (self, self->open->len + asks_heads);
  if (asks_heads)
    ask_heads (self);
  else if (question != NULL)
    ask_question (self, question);
  else if (self->open->len > 0)
    foyer_door_call (self->door);   /* one that this screen has not heard of yet */
  else
    answer (self);
}

static gpointer
copy_id (gconstpointer id, gpointer unused)
{
  return g_strdup (id);
}

static void
begin (FoyerQuestionPage *self, const FoyerOutcome *outcome)
{
  g_clear_pointer (&self->open, g_ptr_array_unref);
  g_clear_pointer (&self->answers, g_ptr_array_unref);
  self->open = g_ptr_array_copy (outcome->questions, copy_id, NULL);
  g_ptr_array_set_free_func (self->open, g_free);
  self->answers = g_ptr_array_new_with_free_func (g_free);
  self->party_left = outcome->party_left;
  self->heads = 0;
  self->n_steps = self->open->len + (self->party_left > 1);
  foyer_name_label_set_name (self->guest, outcome->guest);
  ask_next (self);
}

static void
on_state (FoyerQuestionPage *self)
{
  const FoyerOutcome *outcome = foyer_door_get_outcome (self->door);

  if (foyer_door_get_state (self->door) == FOYER_DOOR_ASKING && outcome != NULL)
    begin (self, outcome);
}

static void
on_more_time (FoyerQuestionPage *self)
{
  foyer_door_extend (self->door);
}

static void
on_help (FoyerQuestionPage *self)
{
  foyer_door_call (self->door);
}

static void
on_leave (FoyerQuestionPage *self)
{
  foyer_door_dismiss (self->door);
}

static void
foyer_question_page_dispose (GObject *object)
{
  FoyerQuestionPage *self = FOYER_QUESTION_PAGE (object);

  if (self->door != NULL)
    g_clear_signal_handler (&self->state_id, self->door);
  g_clear_object (&self->door);
  g_clear_pointer (&self->open, g_ptr_array_unref);
  g_clear_pointer (&self->answers, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_QUESTION_PAGE);
  G_OBJECT_CLASS (foyer_question_page_parent_class)->dispose (object);
}

static void
foyer_question_page_class_init (FoyerQuestionPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_question_page_dispose;

  g_type_ensure (FOYER_TYPE_SPLIT);
  g_type_ensure (FOYER_TYPE_NAME_LABEL);
  g_type_ensure (FOYER_TYPE_ACTION_BUTTON);
  g_type_ensure (FOYER_TYPE_BUTTON_ROW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/foyer/Kiosk/question-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerQuestionPage, split);
  gtk_widget_class_bind_template_child (widget_class, FoyerQuestionPage, guest);
  gtk_widget_class_bind_template_child (widget_class, FoyerQuestionPage, question);
  gtk_widget_class_bind_template_child (widget_class, FoyerQuestionPage, progress);
  gtk_widget_class_bind_template_child (widget_class, FoyerQuestionPage, options);
  gtk_widget_class_bind_template_callback (widget_class, on_more_time);
  gtk_widget_class_bind_template_callback (widget_class, on_help);
  gtk_widget_class_bind_template_callback (widget_class, on_leave);
}

static void
foyer_question_page_init (FoyerQuestionPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Questions before the check-in"), -1);
}

GtkWidget *
foyer_question_page_new (FoyerDoor *door)
{
  FoyerQuestionPage *self = g_object_new (FOYER_TYPE_QUESTION_PAGE, NULL);

  self->door = g_object_ref (door);
  self->state_id = g_signal_connect_swapped (door, "notify::state", G_CALLBACK (on_state), self);
  on_state (self);
  return GTK_WIDGET (self);
}
