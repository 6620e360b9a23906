/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-card"

#include "card.h"

#include "wrapped-label.h"

struct _FoyerCard {
  GtkWidget  parent_instance;

  GtkWidget *box;
  GtkWidget *title;
  GtkWidget *content;   /* (nullable): before it says anything */
  char      *said;      /* (nullable) */
};

G_DEFINE_TYPE (FoyerCard, foyer_card, GTK_TYPE_WIDGET)

void
foyer_card_set_title (FoyerCard *self, const char *title)
{
  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

/* A box of its own each time: GTK remembers of one that was empty and hidden that
 * its height does not depend on its width, and goes on believing it. */
gboolean
foyer_card_begin (FoyerCard *self, const char *said)
{
  if (g_strcmp0 (self->said, said) == 0)
    return FALSE;
  g_free (self->said);
  self->said = g_strdup (said);
  if (self->content != NULL)
    gtk_box_remove (GTK_BOX (self->box), self->content);
  self->content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_box_append (GTK_BOX (self->box), self->content);
  return TRUE;
}

void
foyer_card_add (FoyerCard *self, GtkWidget *child)
{
  gtk_box_append (GTK_BOX (self->content), child);
}

static void
foyer_card_dispose (GObject *object)
{
  FoyerCard *self = FOYER_CARD (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->said, g_free);
  G_OBJECT_CLASS (foyer_card_parent_class)->dispose (object);
}

static void
foyer_card_class_init (FoyerCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_card_dispose;
  gtk_widget_class_set_css_name (widget_class, "card");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
foyer_card_init (FoyerCard *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  self->title = foyer_wrapped_label_new (NULL, "card-title");
  gtk_box_append (GTK_BOX (self->box), self->title);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
foyer_card_new (const char *title)
{
  FoyerCard *self = g_object_new (FOYER_TYPE_CARD, NULL);

  foyer_card_set_title (self, title);
  return GTK_WIDGET (self);
}
