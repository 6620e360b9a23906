/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rehearsal-bar.h"

#include "action-button.h"
#include "button-row.h"
#include "wrapped-label.h"

#include <glib/gi18n.h>

static void
on_clicked (GtkWidget *button, gpointer action)
{
  gtk_widget_activate_action (button, action, NULL);
}

static void
add_button (GtkWidget *row, const char *symbol, const char *text, const char *action)
{
  GtkWidget *button = foyer_action_button_new (symbol, text);

  g_signal_connect (button, "clicked", G_CALLBACK (on_clicked), (gpointer) action);
  gtk_widget_set_parent (button, row);
}

GtkWidget *
foyer_rehearsal_bar_new (void)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 16);
  GtkWidget *row = foyer_button_row_new ();
  GtkWidget *words = foyer_wrapped_label_new (_("REHEARSAL: nothing counts"), "title");

  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (bar), words);
  add_button (row, "ticket", _("Sample codes"), "win.samples");
  add_button (row, "check", _("End the rehearsal"), "win.end-rehearsal");
  gtk_widget_set_hexpand (row, TRUE);
  gtk_box_append (GTK_BOX (bar), row);
  gtk_widget_add_css_class (bar, "rehearsal-bar");
  return bar;
}
