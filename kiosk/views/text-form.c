/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-text-form"

#include "text-form.h"

#include "action-button.h"
#include "button-row.h"
#include "guard.h"
#include "pad.h"

#include <glib/gi18n.h>

struct _FoyerTextForm {
  GtkWidget    parent_instance;

  GtkWidget   *box;
  GtkLabel    *question;
  GtkEditable *entry;
  GtkWidget   *save;
  GtkWidget   *letters;
  GtkWidget   *digits;
};

enum { GIVEN, LEFT, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_TYPE (FoyerTextForm, foyer_text_form, GTK_TYPE_WIDGET)

static char *
text_of (FoyerTextForm *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
}

static void
on_changed (FoyerTextForm *self)
{
  g_autofree char *text = text_of (self);

  gtk_widget_set_sensitive (self->save, *text != '\0');
}

static void
on_save (FoyerTextForm *self)
{
  g_autofree char *text = text_of (self);

  if (*text != '\0')
    g_signal_emit (self, signals[GIVEN], 0, text);
}

static void
on_never_mind (FoyerTextForm *self)
{
  g_signal_emit (self, signals[LEFT], 0);
}

void
foyer_text_form_ask (FoyerTextForm *self, const char *question, const char *text, GtkInputPurpose purpose)
{
  gboolean digits = purpose == GTK_INPUT_PURPOSE_DIGITS;

  gtk_label_set_label (self->question, question);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, question, -1);
  gtk_entry_set_input_purpose (GTK_ENTRY (self->entry), purpose);
  gtk_editable_set_text (self->entry, text ? text : "");
  gtk_widget_set_visible (self->letters, !digits);
  gtk_widget_set_visible (self->digits, digits);
  on_changed (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_set_position (self->entry, -1);
}

static void
foyer_text_form_dispose (GObject *object)
{
  g_clear_pointer (&FOYER_TEXT_FORM (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (foyer_text_form_parent_class)->dispose (object);
}

static void
foyer_text_form_class_init (FoyerTextFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_text_form_dispose;
  signals[GIVEN] = g_signal_new ("given", FOYER_TYPE_TEXT_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[LEFT] = g_signal_new ("left", FOYER_TYPE_TEXT_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "textform");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
add_question (FoyerTextForm *self)
{
  GtkWidget *question = gtk_label_new (NULL);

  self->question = GTK_LABEL (question);
  gtk_label_set_wrap (self->question, TRUE);
  gtk_label_set_justify (self->question, GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (question, "title");
  gtk_box_append (GTK_BOX (self->box), question);
}

static void
add_entry (FoyerTextForm *self)
{
  GtkWidget *entry = gtk_entry_new ();

  self->entry = GTK_EDITABLE (entry);
  foyer_guard_entry (self->entry);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (on_save), self);
  gtk_box_append (GTK_BOX (self->box), entry);
}

static GtkWidget *
add_pad (FoyerTextForm *self, gboolean letters)
{
  FoyerPad *pad = g_object_new (FOYER_TYPE_PAD, "letters", letters, NULL);

  foyer_pad_serve (pad, self->entry);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (pad));
  return GTK_WIDGET (pad);
}

static void
add_buttons (FoyerTextForm *self)
{
  GtkWidget *buttons = foyer_button_row_new ();
  GtkWidget *never_mind = foyer_action_button_new ("back", _("Never mind"));

  self->save = foyer_action_button_new ("check", _("Save"));
  gtk_widget_add_css_class (self->save, "primary");
  g_signal_connect_swapped (never_mind, "clicked", G_CALLBACK (on_never_mind), self);
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (on_save), self);
  gtk_widget_set_parent (never_mind, buttons);
  gtk_widget_set_parent (self->save, buttons);
  gtk_box_append (GTK_BOX (self->box), buttons);
}

static void
foyer_text_form_init (FoyerTextForm *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  add_question (self);
  add_entry (self);
  self->letters = add_pad (self, TRUE);
  self->digits = add_pad (self, FALSE);
  add_buttons (self);
}
