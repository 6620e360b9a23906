/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "views-fixture.h"

#include "action-button.h"
#include "language.h"
#include "stage.h"

#include <gst/gst.h>

static const struct { int width; int height; } sizes[] = { { 1080, 1920 }, { 1280, 800 } };
static const char * const languages[] = { "zh_CN", "en" };

typedef void (*Check) (GtkWidget *window, const char *name);

/* Each page in each language and size, in a world of its own that has to be gone afterwards. */
static void
for_each_page (Check check)
{
  for (gsize l = 0; l < G_N_ELEMENTS (languages); l++) {
    foyer_language_set (languages[l]);
    for (gsize z = 0; z < G_N_ELEMENTS (sizes); z++) {
      for (gsize p = 0; p < views_n_pages; p++) {
        DoorFixture door;
        Views views;
        GtkWidget *window;

        g_test_message ("%s, %s, %d wide", views_pages[p].name, languages[l], sizes[z].width);
        door_fixture_set_up (&door, NULL);
        views_set_up (&views, &door);
        window = views_show (&views, &views_pages[p], sizes[z].width, sizes[z].height);
        check (window, views_pages[p].name);
        views_hide (window);
        views_tear_down (&views);
        door_fixture_tear_down (&door, NULL);
      }
    }
  }
}

/* At usual text size nothing has to be made smaller. */
static void
check_fits (GtkWidget *window, const char *name)
{
  FoyerStage *stage = FOYER_STAGE (gtk_window_get_child (GTK_WINDOW (window)));

  g_assert_cmpfloat (foyer_stage_get_scale (stage), ==, 1.0);
}

static void
test_fits (void)
{
  for_each_page (check_fits);
}

static gboolean
has_words (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && *gtk_label_get_label (GTK_LABEL (widget)) != '\0')
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (gtk_widget_get_visible (child) && has_words (child))
      return TRUE;
  }
  return FALSE;
}

static void
check_names (GtkWidget *widget, const char *page)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  /* A button's accessible name is its words, else one that was given. */
  if (GTK_IS_BUTTON (widget) && !has_words (widget) &&
      !gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL))
    g_error ("%s: a button has no name", page);
  if (GTK_IS_ENTRY (widget))
    g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_names (child, page);
}

static void
check_page_names (GtkWidget *window, const char *name)
{
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (views_page_of (window)),
                                                   GTK_ACCESSIBLE_PROPERTY_LABEL));
  check_names (views_page_of (window), name);
}

static void
test_names (void)
{
  for_each_page (check_page_names);
}

/* A finger needs 15 to 20 mm: 96 pixels on the tall screen's 23 inches. */
static void
check_targets (GtkWidget *widget, int least)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (FOYER_IS_ACTION_BUTTON (widget))
    g_assert_cmpint (gtk_widget_get_allocated_height (widget), >=, least);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_targets (child, least);
}

static void
check_page_targets (GtkWidget *window, const char *name)
{
  check_targets (views_page_of (window), gtk_widget_get_height (window) > 1000 ? 96 : 48);
}

static void
test_targets (void)
{
  for_each_page (check_page_targets);
}

int
main (int argc, char **argv)
{
  door_fixture_freeze ();
  foyer_language_init ("en");
  gst_init (NULL, NULL);
  gtk_test_init (&argc, &argv, NULL);
  views_style (1);
  g_test_add_func ("/kiosk/views/pages/fits", test_fits);
  g_test_add_func ("/kiosk/views/pages/names", test_names);
  g_test_add_func ("/kiosk/views/pages/targets", test_targets);
  return g_test_run ();
}
