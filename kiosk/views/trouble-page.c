/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-trouble-page"

#include "trouble-page.h"

#include "split.h"

#include <glib/gi18n.h>

struct _FoyerTroublePage {
  GtkWidget  parent_instance;

  GtkWidget *split;
  GtkLabel  *text;
};

G_DEFINE_TYPE (FoyerTroublePage, foyer_trouble_page, GTK_TYPE_WIDGET)

void
foyer_trouble_page_set_text (FoyerTroublePage *self, const char *text)
{
  gtk_label_set_label (self->text, text);
}

static void
foyer_trouble_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FOYER_TYPE_TROUBLE_PAGE);
  G_OBJECT_CLASS (foyer_trouble_page_parent_class)->dispose (object);
}

static void
foyer_trouble_page_class_init (FoyerTroublePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_trouble_page_dispose;

  g_type_ensure (FOYER_TYPE_SPLIT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/foyer/Kiosk/trouble-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerTroublePage, split);
  gtk_widget_class_bind_template_child (widget_class, FoyerTroublePage, text);
}

static void
foyer_trouble_page_init (FoyerTroublePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("This kiosk has a problem"), -1);
}

GtkWidget *
foyer_trouble_page_new (const char *text)
{
  FoyerTroublePage *self = g_object_new (FOYER_TYPE_TROUBLE_PAGE, NULL);

  foyer_trouble_page_set_text (self, text);
  return GTK_WIDGET (self);
}
