/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "name-label.h"

#include "action-button.h"
#include "button-row.h"
#include "pad.h"
#include "views-fixture.h"

static int
height_at (GtkWidget *widget, int width)
{
  int height;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  return height;
}

/* GTK looks for a width by halves: it never ends where more width takes more height. */
static void
assert_falls (GtkWidget *widget, int from, int to)
{
  int before = height_at (widget, from);

  for (int width = from + 1; width <= to; width++) {
    int height = height_at (widget, width);

    if (height > before)
      g_error ("%s is %d high at %d, and %d at %d", G_OBJECT_TYPE_NAME (widget), before, width - 1, height, width);
    before = height;
  }
}

/* A name is as large as it can be on one line, and never less than half its size. */
static void
test_name (void)
{
  GtkWidget *window = gtk_window_new ();
  FoyerNameLabel *label = g_object_new (FOYER_TYPE_NAME_LABEL, NULL);
  int width;

  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (label));
  foyer_name_label_set_name (label, "欧阳修远");
  gtk_widget_measure (GTK_WIDGET (label), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  g_assert_cmpint (width, >, 0);
  g_assert_cmpfloat (foyer_name_label_get_scale (label, width), ==, 1);
  g_assert_cmpfloat_with_epsilon (foyer_name_label_get_scale (label, width * 3 / 4), 0.75, 0.03);
  g_assert_cmpfloat (foyer_name_label_get_scale (label, width / 8), ==, 0.5);
  assert_falls (GTK_WIDGET (label), 1, width + 20);
  foyer_name_label_set_name (label, NULL);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (label)));
  gtk_window_destroy (GTK_WINDOW (window));
}


/* Five stand on one line, on two as 3 + 2, or one below the other; a hidden one takes no room. */
static void
test_row (void)
{
  GtkWidget *row = g_object_ref_sink (foyer_button_row_new ());
  GtkWidget *last = NULL;
  int least;

  for (int i = 0; i < 5; i++) {
    last = gtk_label_new (NULL);
    gtk_widget_set_size_request (last, 100, 40);
    gtk_widget_set_parent (last, row);
  }
  gtk_widget_measure (row, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, ==, 100);
  g_assert_cmpint (height_at (row, 564), ==, 40);
  g_assert_cmpint (height_at (row, 563), ==, 96);
  g_assert_cmpint (height_at (row, 100), ==, 264);
  assert_falls (row, 100, 600);
  gtk_widget_size_allocate (row, &(GtkAllocation) { 0, 0, 400, 96 }, -1);
  g_assert_cmpint (gtk_widget_get_width (last), ==, (400 - 32) / 3);
  gtk_widget_set_visible (last, FALSE);
  g_assert_cmpint (height_at (row, 448), ==, 40);
  g_object_unref (row);
}

/* Buttons whose words take two lines where they are narrow. */
static void
test_words_in_row (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *row = foyer_button_row_new ();
  int least;

  gtk_window_set_child (GTK_WINDOW (window), row);
  for (int i = 0; i < 5; i++)
    gtk_widget_set_parent (foyer_action_button_new ("check", "One word and another"), row);
  gtk_widget_measure (row, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  assert_falls (row, least, 2000);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
press_key (GtkWidget *pad, const char *key)
{
  GtkWidget *found = NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (gtk_widget_get_first_child (pad));
       child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child)) {
    const char *text = g_object_get_data (G_OBJECT (child), "key");

    if (g_strcmp0 (text, key) == 0)
      found = child;
  }
  g_assert_nonnull (found);
  g_signal_emit_by_name (found, "clicked");
}

/* A name gets its capitals, for there is no shift; what is looked for does not. */
static void
test_capitals (void)
{
  static const char * const keys[] = { "a", "n", "n", " ", "l", "e", "e" };
  GtkWidget *window = gtk_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *pad = g_object_new (FOYER_TYPE_PAD, "letters", TRUE, NULL);

  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), pad);
  foyer_pad_serve (FOYER_PAD (pad), GTK_EDITABLE (entry));
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    press_key (pad, keys[i]);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "ann lee");
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_NAME);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    press_key (pad, keys[i]);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "Ann Lee");
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  views_style (1);
  g_test_add_func ("/kiosk/views/name-label/fits", test_name);
  g_test_add_func ("/kiosk/views/button-row/lines", test_row);
  g_test_add_func ("/kiosk/views/button-row/words", test_words_in_row);
  g_test_add_func ("/kiosk/views/pad/capitals", test_capitals);
  return g_test_run ();
}
