/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "world.h"

#include "self-page.h"

#include <string.h>

static void
touch (ViewsWorld *self, const char *symbol)
{
  GtkWidget *button = views_find_button (views_page_of (self->window), symbol);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  views_settle (&self->views);
}

static void
on_told (gboolean *told)
{
  *told = TRUE;
}

/* Whether any label or entry, seen or not, still holds @text. */
static gboolean
holds (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return TRUE;
  if (GTK_IS_EDITABLE (widget) && strstr (gtk_editable_get_text (GTK_EDITABLE (widget)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (holds (child, text))
      return TRUE;
  }
  return FALSE;
}

static void
test_yes (ViewsWorld *self, gconstpointer name)
{
  touch (self, "check");
  g_assert_cmpint (foyer_door_get_state (self->door.door), ==, FOYER_DOOR_WELCOME);
  g_assert_cmpstr (foyer_door_get_outcome (self->door.door)->guest, ==, "欧阳明月");
}

static void
test_no (ViewsWorld *self, gconstpointer name)
{
  touch (self, "sorry");
  g_assert_cmpint (foyer_door_get_state (self->door.door), ==, FOYER_DOOR_WAITING);
  g_assert_false (holds (views_page_of (self->window), "欧"));
  touch (self, "help");
  g_assert_cmpint (foyer_door_get_state (self->door.door), ==, FOYER_DOOR_HELP);
}

/* What the screen shows of a guest, and what they typed, goes when the page does. */
static void
test_forgets (ViewsWorld *self, gconstpointer name)
{
  GtkWidget *page = views_page_of (self->window);

  g_assert_true (holds (page, "欧**月"));
  g_assert_true (holds (page, "13611113333"));
  gtk_widget_set_visible (page, FALSE);
  g_assert_false (holds (page, "欧"));
  g_assert_false (holds (page, "13611113333"));
  g_assert_false (holds (page, "ouyang"));
  gtk_widget_set_visible (page, TRUE);
  views_settle (&self->views);
  touch (self, "check");
  g_assert_cmpint (foyer_door_get_state (self->door.door), ==, FOYER_DOOR_WAITING);
}

static void
test_leaves (ViewsWorld *self, gconstpointer name)
{
  gboolean left = FALSE;

  g_signal_connect_swapped (views_page_of (self->window), "left", G_CALLBACK (on_told), &left);
  touch (self, "back");
  g_assert_true (left);
}

static gboolean
is_true (gpointer flag)
{
  return *(gboolean *) flag;
}

/* Whoever touched something is there; nobody is when nothing happens. */
static void
test_patience (ViewsWorld *self, gconstpointer name)
{
  gboolean left = FALSE;

  g_signal_connect_swapped (views_page_of (self->window), "left", G_CALLBACK (on_told), &left);
  views_settle (&self->views);
  g_assert_false (left);
  foyer_self_page_set_patience (FOYER_SELF_PAGE (views_page_of (self->window)), 50);
  door_fixture_wait (is_true, &left);
}

static void
test_offered (ViewsWorld *self, gconstpointer name)
{
  gboolean asked = FALSE;

  g_signal_connect_swapped (views_page_of (self->window), "self", G_CALLBACK (on_told), &asked);
  touch (self, "search");
  g_assert_true (asked);
}

int
main (int argc, char **argv)
{
  views_init (&argc, &argv);
  views_add ("/kiosk/views/self-page/yes", "self-found", test_yes);
  views_add ("/kiosk/views/self-page/no", "self-found", test_no);
  views_add ("/kiosk/views/self-page/forgets", "self-found", test_forgets);
  views_add ("/kiosk/views/self-page/leaves", "self-surname", test_leaves);
  views_add ("/kiosk/views/self-page/patience", "self-surname", test_patience);
  views_add ("/kiosk/views/self-page/offered", "waiting", test_offered);
  return g_test_run ();
}
