/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "views-fixture.h"

#include "doubt-list.h"
#include "language.h"

#include <gst/gst.h>
#include <string.h>

/* The desk as a volunteer comes to it, with two badges in doubt. */
typedef struct {
  DoorFixture     door;
  Views           views;
  GtkWidget      *window;
  FoyerPrintState wanted;     /* how many jobs of this state */
  guint           count;
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

static GtkWidget *
doubts_of (World *self)
{
  return views_find_type (views_page_of (self->window), FOYER_TYPE_DOUBT_LIST);
}

static gboolean
reads (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (reads (child, text))
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_so (gpointer user_data)
{
  World *self = user_data;

  return foyer_print_queue_count (self->views.badges, self->wanted) == self->count;
}

/* Touches the answer with that symbol, and waits until the queue has it. */
static void
answer (World *self, const char *symbol, FoyerPrintState wanted)
{
  GtkWidget *button = views_find_button (doubts_of (self), symbol);

  g_assert_nonnull (button);
  self->wanted = wanted;
  self->count = foyer_print_queue_count (self->views.badges, wanted) + 1;
  g_signal_emit_by_name (button, "clicked");
  g_assert_false (gtk_widget_is_sensitive (button));
  door_fixture_wait (is_so, self);
  views_settle (&self->views);
}

static gboolean
is_gone (gpointer user_data)
{
  return doubts_of (user_data) == NULL;
}

/* Whose, and what the printer says; one touch for each, and nothing is left to answer. */
static void
test_answers (World *self, gconstpointer name)
{
  g_assert_true (reads (doubts_of (self), "Did the badge of 张伟 come out?"));
  g_assert_true (reads (doubts_of (self), "left: A badge is stuck in the printer. Open it and take the paper out."));
  g_assert_true (reads (doubts_of (self), "The badge of 欧阳明月 was not printed."));
  g_assert_true (reads (doubts_of (self), "right: the printer gave it up"));
  answer (self, "check", FOYER_PRINT_PRINTED);
  g_assert_cmpuint (foyer_doubt_list_count (FOYER_DOUBT_LIST (doubts_of (self))), ==, 1);
  answer (self, "sorry", FOYER_PRINT_CANCELLED);
  door_fixture_wait (is_gone, self);
}

static void
test_again (World *self, gconstpointer name)
{
  answer (self, "printer", FOYER_PRINT_QUEUED);
  answer (self, "printer", FOYER_PRINT_QUEUED);
  door_fixture_wait (is_gone, self);
}

int
main (int argc, char **argv)
{
  door_fixture_freeze ();
  foyer_language_init ("en");
  foyer_language_set ("en");
  gst_init (NULL, NULL);
  gtk_test_init (&argc, &argv, NULL);
  views_style (1);
#define ADD(path, page, test) g_test_add (path, World, page, world_set_up, test, world_tear_down)
  ADD ("/kiosk/views/doubts/answers", "desk-doubts", test_answers);
  ADD ("/kiosk/views/doubts/again", "desk-doubts", test_again);
  ADD ("/kiosk/views/doubts/recent", "desk-doubts-recent", test_answers);
  return g_test_run ();
}
