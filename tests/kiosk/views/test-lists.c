/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the desk says and offers about lists. */

#include "world.h"

#include "desk.h"

#include <string.h>

static void
touch (ViewsWorld *self, GtkWidget *button)
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
test_opened (ViewsWorld *self, gconstpointer page)
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
scan (ViewsWorld *self, const char *code)
{
  foyer_door_scan (self->door.door, code);
  views_settle (&self->views);
}

/* Three guests in a row who belong elsewhere: it is the list that is wrong. */
static void
test_doubt (ViewsWorld *self, gconstpointer page)
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
test_doubt_at_desk (ViewsWorld *self, gconstpointer page)
{
  FoyerStaff staff = { (char *) FIXTURE_STAFF, (char *) "陈晨" };

  test_doubt (self, page);
  views_hide (self->window);
  self->window = views_show (&self->views, views_page ("lock"), 1280, 800);
  foyer_session_join (self->door.session, &staff);
  views_settle (&self->views);
  touch (self, find_words (views_page_of (self->window), "Is “Crew” the right list for this door?"));
  touch (self, find_words (views_page_of (self->window), "Morning"));
  g_assert_false (foyer_door_doubts_list (self->door.door));
}

int
main (int argc, char **argv)
{
  views_init (&argc, &argv);
  views_add ("/kiosk/views/lists/opened", "desk-lists", test_opened);
  views_add ("/kiosk/views/lists/doubt", "outcome-unknown", test_doubt);
  views_add ("/kiosk/views/lists/doubt-at-desk", "outcome-unknown", test_doubt_at_desk);
  return g_test_run ();
}
