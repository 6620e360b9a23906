/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "row.h"

#include "pages.h"
#include "wrapped-label.h"

static void
fill (GtkBox *row, const char *symbol, const char *name, const char *details)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *icon = g_strdup_printf ("foyer-%s-symbolic", symbol);

  gtk_box_append (row, g_object_new (GTK_TYPE_IMAGE, "icon-name", icon, "accessible-role",
                                     GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  gtk_box_append (GTK_BOX (words), foyer_wrapped_label_new (name, "name"));
  if (details != NULL)
    gtk_box_append (GTK_BOX (words), foyer_wrapped_label_new (details, "details"));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (row, words);
}

GtkWidget *
foyer_row_new (const char *symbol, const char *name, const char *details, gboolean attention)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 20);

  fill (GTK_BOX (row), symbol, name, details);
  gtk_widget_add_css_class (row, "check");
  gtk_widget_add_css_class (row, attention ? "attention" : "good");
  return row;
}

GtkWidget *
foyer_row_button_new (const char *symbol, const char *name, const char *details)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 16);

  fill (GTK_BOX (row), symbol, name, details);
  gtk_button_set_child (GTK_BUTTON (button), row);
  gtk_widget_add_css_class (button, "who");
  gtk_widget_set_hexpand (button, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, details ? details : "", -1);
  return button;
}

void
foyer_rows_clear (GtkWidget *box)
{
  GtkWidget *child;

  foyer_pages_drop_focus (box);
  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}
