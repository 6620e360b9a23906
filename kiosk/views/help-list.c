/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-help-list"

#include "help-list.h"

#include "action-button.h"
#include "clock.h"
#include "doubt-list.h"
#include "language.h"
#include "row.h"
#include "sentence.h"

#include <glib/gi18n.h>

struct _FoyerHelpList {
  GtkWidget  parent_instance;

  FoyerDoor *door;
  gulong     queue_id;
  gulong     state_id;
  guint      count;

  GtkWidget *scroller;
  GtkWidget *doubts;
  GtkWidget *rows;
};

enum { CHOSEN, LISTS, CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (FoyerHelpList, foyer_help_list, GTK_TYPE_WIDGET)

/* "张国强" and why; of nobody known, why alone. */
static char *
title_of (const FoyerHelpCase *entry)
{
  const char *headline = entry->outcome ? foyer_sentence_verdict (entry->outcome->verdict)
                                        : _("Somebody called for help");

  if (entry->outcome == NULL || entry->outcome->full_name == NULL)
    return g_strdup (headline);
  return g_strdup_printf ("%s · %s", entry->outcome->full_name, headline);
}

/* "08:43, tried 2 times, called for help" */
static char *
details_of (FoyerHelpList *self, const FoyerHelpCase *entry)
{
  const FoyerEvent *event = foyer_door_get_event (self->door);
  g_autofree char *time = event ? foyer_event_clock_time (event, entry->at_us) : g_strdup ("");
  GString *text = g_string_new (time);

  if (entry->tries > 1)
    g_string_append_printf (text, ngettext (" · tried %u time", " · tried %u times", entry->tries), entry->tries);
  if (entry->called && entry->outcome != NULL)
    g_string_append (text, _(" · called for help"));
  if (entry->taken_by != NULL)
    /* Translators: %s is one or two volunteers' names. */
    g_string_append_printf (text, _(" · %s is helping"), entry->taken_by);
  return g_string_free (text, FALSE);
}

static guint
number_of (GtkWidget *button)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "number"));
}

static void
on_chosen (GtkButton *button, FoyerHelpList *self)
{
  g_autofree char *registration = g_strdup (g_object_get_data (G_OBJECT (button), "registration"));

  foyer_help_queue_take (foyer_door_get_help (self->door), number_of (GTK_WIDGET (button)),
                         foyer_session_get_names (foyer_door_get_session (self->door)));
  g_signal_emit (self, signals[CHOSEN], 0, registration);
}

static void
on_settled (GtkButton *button, FoyerHelpList *self)
{
  foyer_help_queue_close (foyer_door_get_help (self->door), number_of (GTK_WIDGET (button)));
}

static void
on_lists (FoyerHelpList *self)
{
  g_signal_emit (self, signals[LISTS], 0);
}

static void
add_row (FoyerHelpList *self, GtkWidget *row)
{
  gtk_widget_add_css_class (row, "case");
  gtk_box_append (GTK_BOX (self->rows), row);
  self->count++;
}

static void
add_case (FoyerHelpList *self, const FoyerHelpCase *entry)
{
  g_autofree char *title = title_of (entry);
  g_autofree char *details = details_of (self, entry);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *who = foyer_row_button_new ("help", title, details);
  GtkWidget *settled = foyer_action_button_new ("check", _("Settled"));

  g_object_set_data (G_OBJECT (who), "number", GUINT_TO_POINTER (entry->number));
  g_object_set_data (G_OBJECT (settled), "number", GUINT_TO_POINTER (entry->number));
  g_object_set_data_full (G_OBJECT (who), "registration",
                          g_strdup (entry->outcome ? entry->outcome->registration : NULL), g_free);
  g_signal_connect (who, "clicked", G_CALLBACK (on_chosen), self);
  g_signal_connect (settled, "clicked", G_CALLBACK (on_settled), self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (settled), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, title, -1);
  gtk_widget_set_valign (settled, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (row), who);
  gtk_box_append (GTK_BOX (row), settled);
  if (entry->taken_by != NULL)
    gtk_widget_add_css_class (row, "taken");
  add_row (self, row);
}

static void
add_doubt (FoyerHelpList *self)
{
  const FoyerList *list = foyer_door_get_list (self->door);
  g_autofree char *title = NULL;
  GtkWidget *row;

  if (list == NULL || !foyer_door_doubts_list (self->door))
    return;
  /* Translators: %s is a list, such as "Morning". */
  title = g_strdup_printf (_("Is “%s” the right list for this door?"), foyer_language_words (list->name));
  row = foyer_row_button_new ("list", title, _("Three guests in a row belong to another one. Touch to choose."));
  g_signal_connect_swapped (row, "clicked", G_CALLBACK (on_lists), self);
  add_row (self, row);
}

static void
refresh (FoyerHelpList *self)
{
  FoyerHelpQueue *queue = foyer_door_get_help (self->door);

  foyer_rows_clear (self->rows);
  self->count = 0;
  add_doubt (self);
  for (guint i = 0; i < foyer_help_queue_count (queue); i++)
    add_case (self, foyer_help_queue_get (queue, i));
  g_signal_emit (self, signals[CHANGED], 0);
}

guint
foyer_help_list_count (FoyerHelpList *self)
{
  return self->count + foyer_doubt_list_count (FOYER_DOUBT_LIST (self->doubts));
}

static void
on_doubts (FoyerHelpList *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

void
foyer_help_list_set_door (FoyerHelpList *self, FoyerDoor *door, FoyerPrintQueue *badges)
{
  FoyerHelpQueue *queue = foyer_door_get_help (door);

  self->door = g_object_ref (door);
  foyer_help_queue_expire (queue, foyer_clock_now_us ());
  self->queue_id = g_signal_connect_swapped (queue, "changed", G_CALLBACK (refresh), self);
  self->state_id = g_signal_connect_swapped (door, "event-changed", G_CALLBACK (refresh), self);
  foyer_doubt_list_watch (FOYER_DOUBT_LIST (self->doubts), door, badges);
  refresh (self);
}

static void
foyer_help_list_dispose (GObject *object)
{
  FoyerHelpList *self = FOYER_HELP_LIST (object);

  if (self->door != NULL) {
    g_clear_signal_handler (&self->queue_id, foyer_door_get_help (self->door));
    g_clear_signal_handler (&self->state_id, self->door);
  }
  g_clear_object (&self->door);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  G_OBJECT_CLASS (foyer_help_list_parent_class)->dispose (object);
}

static void
foyer_help_list_class_init (FoyerHelpListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_help_list_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", FOYER_TYPE_HELP_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[LISTS] = g_signal_new ("lists", FOYER_TYPE_HELP_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  signals[CHANGED] = g_signal_new ("changed", FOYER_TYPE_HELP_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "helplist");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
foyer_help_list_init (FoyerHelpList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  self->doubts = foyer_doubt_list_new ();
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_box_append (GTK_BOX (box), self->doubts);
  gtk_box_append (GTK_BOX (box), self->rows);
  g_signal_connect_swapped (self->doubts, "changed", G_CALLBACK (on_doubts), self);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), box);
  gtk_widget_set_vexpand (self->scroller, TRUE);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Waiting for help"), -1);
}
