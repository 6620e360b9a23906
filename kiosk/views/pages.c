/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pages.h"

#include "trace.h"

void
foyer_pages_drop_focus (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget)))
    gtk_root_set_focus (root, NULL);
}

static void
set_shown (GtkWidget *page, gboolean shown)
{
  if (!shown)
    foyer_pages_drop_focus (page);
  gtk_widget_set_visible (page, shown);
}

void
foyer_pages_show (GtkStack *stack, const char *name)
{
  GtkWidget *page = gtk_stack_get_child_by_name (stack, name);

  g_return_if_fail (page != NULL);

  gtk_widget_set_visible (page, TRUE);
  gtk_stack_set_visible_child (stack, page);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (stack)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    set_shown (child, child == page);
  foyer_trace_step (page, name);
}
