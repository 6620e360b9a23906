/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "views-fixture.h"

#include "language.h"
#include "self-page.h"

#include <gst/gst.h>
#include <string.h>

typedef struct {
  DoorFixture door;
  Views       views;
  GtkWidget  *window;
} World;

static void
world_set_up (World *self, gconstpointer name)
{
  door_fixture_set_up (&self->door, NULL);
  views_set_up (&self->views, &self->door);
  self->window = views_show (&self->views, views_page (name), 1280, 800);
}

static void
world_tear_down (World *self, gconstpointer name)
{
  views_hide (self->window);
  views_tear_down (&self->views);
  door_fixture_tear_down (&self->door, NULL);
}

static void
touch (World *self, const char *symbol)
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
test_yes (World *self, gconstpointer name)
{
  touch (self, "check");
  g_assert_cmpint (foyer_door_get_state (self->door.door), ==, FOYER_DOOR_WELCOME);
  g_assert_cmpstr (foyer_door_get_outcome (self->door.door)->guest, ==, "欧阳明月");
}

static void
test_no (World *self, gconstpointer name)
{
  touch (self, "sorry");
  g_assert_cmpint (foyer_door_get_state (self->door.door), ==, FOYER_DOOR_WAITING);
  g_assert_false (holds (views_page_of (self->window), "欧"));
  touch (self, "help");
  g_assert_cmpint (foyer_door_get_state (self->door.door), ==, FOYER_DOOR_HELP);
}

/* What the screen shows of a guest, and what they typed, goes when the page does. */
static void
test_forgets (World *self, gconstpointer name)
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
test_leaves (World *self, gconstpointer name)
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
test_patience (World *self, gconstpointer name)
{
  gboolean left = FALSE;

  g_signal_connect_swapped (views_page_of (self->window), "left", G_CALLBACK (on_told), &left);
  views_settle (&self->views);
  g_assert_false (left);
  foyer_self_page_set_patience (FOYER_SELF_PAGE (views_page_of (self->window)), 50);
  door_fixture_wait (is_true, &left);
}

static void
test_offered (World *self, gconstpointer name)
{
  gboolean asked = FALSE;

  g_signal_connect_swapped (views_page_of (self->window), "self", G_CALLBACK (on_told), &asked);
  touch (self, "search");
  g_assert_true (asked);
}

#define ADD(name, page, func) \
  g_test_add ("/kiosk/views/self-page/" name, World, page, world_set_up, func, world_tear_down)

int
main (int argc, char **argv)
{
  door_fixture_freeze ();
  foyer_language_init ("en");
  gst_init (NULL, NULL);
  gtk_test_init (&argc, &argv, NULL);
  views_style (1);
  ADD ("yes", "self-found", test_yes);
  ADD ("no", "self-found", test_no);
  ADD ("forgets", "self-found", test_forgets);
  ADD ("leaves", "self-surname", test_leaves);
  ADD ("patience", "self-surname", test_patience);
  ADD ("offered", "waiting", test_offered);
  return g_test_run ();
}
