/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the desk says and offers about lists. */

#include "views-fixture.h"

#include "desk.h"
#include "language.h"

#include <gst/gst.h>
#include <string.h>

typedef struct {
  DoorFixture door;
  Views       views;
  GtkWidget  *window;
} World;

static void
show (World *self, const char *name)
{
  for (gsize i = 0; i < views_n_pages; i++) {
    if (g_str_equal (views_pages[i].name, name))
      self->window = views_show (&self->views, &views_pages[i], 1280, 800);
  }
  g_assert_nonnull (self->window);
}

static void
set_up (World *self, gconstpointer page)
{
  door_fixture_set_up (&self->door, NULL);
  views_set_up (&self->views, &self->door);
  show (self, page);
}

static void
tear_down (World *self, gconstpointer page)
{
  views_hide (self->window);
  views_tear_down (&self->views);
  door_fixture_tear_down (&self->door, NULL);
}

static void
touch (World *self, GtkWidget *button)
{
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  views_settle (&self->views);
}

/* (nullable): a button whose words those are */
static GtkWidget *
find_words (GtkWidget *widget, const char *words)
{
  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL)
    return gtk_widget_get_ancestor (widget, GTK_TYPE_BUTTON) ? gtk_widget_get_ancestor (widget, GTK_TYPE_BUTTON)
                                                             : widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_words (child, words);

    if (found != NULL)
      return found;
  }
  return NULL;
}

/* A list that is open is not offered to be opened. */
static void
test_opened (World *self, gconstpointer page)
{
  GtkWidget *desk = views_page_of (self->window);

  g_assert_nonnull (views_find_button (desk, "open"));
  touch (self, views_find_button (desk, "open"));
  touch (self, find_words (desk, "The organizer agreed"));
  g_assert_true (foyer_door_list_is_opened (self->door.door, "afternoon"));
  g_assert_false (foyer_door_list_is_opened (self->door.door, "morning"));
  touch (self, views_find_button (desk, "list"));
  g_assert_nonnull (find_words (desk, "Afternoon"));
  g_assert_null (views_find_button (desk, "open"));
}

static gpointer
serve_crew (FoyerStore *store, gpointer unused, GError **error)
{
  return GINT_TO_POINTER (foyer_store_set_setting (store, "list", "crew", error));
}

static void
scan (World *self, const char *code)
{
  foyer_door_scan (self->door.door, code);
  views_settle (&self->views);
}

/* Three guests in a row who belong elsewhere: it is the list that is wrong. */
static void
test_doubt (World *self, gconstpointer page)
{
  static const char * const strangers[] = { FIXTURE_ZHANG, FIXTURE_OUYANG, "TICKET-ZHANG-2" };
  GtkWidget *outcome = views_page_of (self->window);

  foyer_replica_write (self->door.replica, FOYER_LANE_DOOR, serve_crew, NULL, NULL);
  views_settle (&self->views);
  for (gsize i = 0; i < G_N_ELEMENTS (strangers); i++) {
    g_assert_false (foyer_door_doubts_list (self->door.door));
    scan (self, strangers[i]);
    g_assert_cmpint (foyer_door_get_outcome (self->door.door)->verdict, ==, FOYER_VERDICT_OTHER_LIST);
  }
  g_assert_true (foyer_door_doubts_list (self->door.door));
  g_assert_nonnull (find_words (outcome, "is “Crew” the right list for this door?"));
}

/* The desk asks it on its first screen, and leads to where it is chosen. */
static void
test_doubt_at_desk (World *self, gconstpointer page)
{
  FoyerStaff staff = { (char *) FIXTURE_STAFF, (char *) "陈晨" };

  test_doubt (self, page);
  views_hide (self->window);
  show (self, "lock");
  foyer_session_join (self->door.session, &staff);
  views_settle (&self->views);
  touch (self, find_words (views_page_of (self->window), "Is “Crew” the right list for this door?"));
  touch (self, find_words (views_page_of (self->window), "Morning"));
  g_assert_false (foyer_door_doubts_list (self->door.door));
}

#define ADD(name, page, func) g_test_add ("/kiosk/views/lists/" name, World, page, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  door_fixture_freeze ();
  foyer_language_init ("en");
  gst_init (NULL, NULL);
  gtk_test_init (&argc, &argv, NULL);
  views_style (1);
  ADD ("opened", "desk-lists", test_opened);
  ADD ("doubt", "outcome-unknown", test_doubt);
  ADD ("doubt-at-desk", "outcome-unknown", test_doubt_at_desk);
  return g_test_run ();
}
