/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-guest-card"

#include "guest-card.h"

#include "guest-row.h"
#include "lookup-policy.h"
#include "row.h"
#include "sentence.h"
#include "wrapped-label.h"

#include <glib/gi18n.h>

struct _FoyerGuestCard {
  GtkWidget  parent_instance;

  GtkWidget *box;
  GtkWidget *name;
  GtkWidget *state;
  GtkGrid   *facts;
  GtkBox    *remarks;
  int        row;       /* of the next fact */
};

G_DEFINE_TYPE (FoyerGuestCard, foyer_guest_card, GTK_TYPE_WIDGET)

static void
set_text (GtkWidget *label, const char *text)
{
  gtk_label_set_label (GTK_LABEL (label), text ? text : "");
  gtk_widget_set_visible (label, text != NULL && *text != '\0');
}

static void
show_state (FoyerGuestCard *self, const FoyerGuest *guest, const FoyerEvent *event)
{
  static const char * const tones[] = { "plain", "welcome", "again", "wait", "sorry" };
  g_autofree char *state = foyer_guest_state_text (guest, event);

  for (gsize i = 0; i < G_N_ELEMENTS (tones); i++)
    gtk_widget_remove_css_class (self->state, tones[i]);
  gtk_widget_add_css_class (self->state, foyer_guest_state_tone (guest));
  set_text (self->state, state);
}

/* @value: (nullable): nothing is known of it */
static void
add_fact (FoyerGuestCard *self, const char *name, const char *value)
{
  GtkWidget *words;

  if (value == NULL || *value == '\0')
    return;
  words = foyer_wrapped_label_new (value, "fact");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_grid_attach (self->facts, foyer_wrapped_label_new (name, "field-label"), 0, self->row, 1, 1);
  gtk_grid_attach (self->facts, words, 1, self->row++, 1, 1);
}

static void
show_facts (FoyerGuestCard *self, const FoyerGuest *guest, const FoyerEvent *event)
{
  const FoyerRegistration *row = guest->registration;
  g_autofree char *phone = foyer_lookup_phone (FOYER_LOOKUP_IN_PUBLIC, row->phone);
  g_autofree char *due = guest->still_due > 0
                           ? foyer_sentence_amount (guest->still_due, event ? event->currency : NULL) : NULL;
  g_autofree char *party = row->party > 1 ? g_strdup_printf ("%" G_GINT64_FORMAT, row->party) : NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->facts))) != NULL)
    gtk_grid_remove (self->facts, child);
  self->row = 0;
  add_fact (self, _("To be paid"), due);
  add_fact (self, _("Company"), row->company);
  add_fact (self, _("Job title"), row->title);
  add_fact (self, _("Phone"), phone);
  add_fact (self, _("Comes as a party of"), party);
  add_fact (self, _("Kind of ticket"), row->category);
  add_fact (self, _("Registered through"), row->channel);
}

static void
add_remark (FoyerGuestCard *self, const char *time, const char *text, gboolean idle)
{
  /* Translators: a correction that changed nothing, such as "张玮 → 张伟 (had no effect)". */
  g_autofree char *said = idle ? g_strdup_printf (_("%s (had no effect)"), text) : g_strdup (text);
  g_autofree char *line = time ? g_strdup_printf ("%s  %s", time, said) : g_strdup (said);

  gtk_box_append (self->remarks, foyer_wrapped_label_new (line, "desk-note"));
}

static void
show_remarks (FoyerGuestCard *self, const FoyerGuestFile *file)
{
  const char *note = file->guest->registration->note;

  foyer_rows_clear (GTK_WIDGET (self->remarks));
  if (note != NULL && *note != '\0')
    add_remark (self, NULL, note, FALSE);
  for (guint i = 0; i < file->remarks->len; i++) {
    const FoyerRemark *remark = g_ptr_array_index (file->remarks, i);

    add_remark (self, remark->time, remark->text, remark->idle);
  }
}

void
foyer_guest_card_show (FoyerGuestCard *self, const FoyerGuestFile *file, const FoyerEvent *event)
{
  set_text (self->name, file->guest->registration->name);
  show_state (self, file->guest, event);
  show_facts (self, file->guest, event);
  show_remarks (self, file);
}

static void
foyer_guest_card_dispose (GObject *object)
{
  g_clear_pointer (&FOYER_GUEST_CARD (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (foyer_guest_card_parent_class)->dispose (object);
}

static void
foyer_guest_card_class_init (FoyerGuestCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_guest_card_dispose;
  gtk_widget_class_set_css_name (widget_class, "guestcard");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

/* The rest of the place is theirs: a guest with a long story can be scrolled. */
static void
add_scroller (FoyerGuestCard *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *inside = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);

  self->facts = GTK_GRID (gtk_grid_new ());
  self->remarks = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 8));
  gtk_grid_set_column_spacing (self->facts, 24);
  gtk_grid_set_row_spacing (self->facts, 12);
  gtk_widget_add_css_class (GTK_WIDGET (self->facts), "facts");
  gtk_box_append (GTK_BOX (inside), GTK_WIDGET (self->facts));
  gtk_box_append (GTK_BOX (inside), GTK_WIDGET (self->remarks));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), inside);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (self->box), scroller);
}

static void
foyer_guest_card_init (FoyerGuestCard *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 20);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->name = foyer_wrapped_label_new (NULL, "guest");
  self->state = foyer_wrapped_label_new (NULL, "chip");
  gtk_widget_set_halign (self->state, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (self->box), self->name);
  gtk_box_append (GTK_BOX (self->box), self->state);
  add_scroller (self);
}
