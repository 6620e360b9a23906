/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "world.h"

#include "guard.h"
#include "kiosk.h"
#include "window.h"

typedef struct {
  DoorFixture     door;
  Views           views;
  GtkApplication *application;
} World;

static void
set_up (World *self, gconstpointer unused)
{
  door_fixture_set_up (&self->door, NULL);
  views_set_up (&self->views, &self->door);
  self->application = gtk_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (self->application), NULL, NULL);
}

static void
tear_down (World *self, gconstpointer unused)
{
  g_object_unref (self->application);
  views_tear_down (&self->views);
  door_fixture_tear_down (&self->door, NULL);
}

static GtkWidget *
show_window (World *self, gboolean locked)
{
  GtkWidget *window = foyer_window_new (self->application, self->views.kiosk, locked);

  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  if (locked)
    gtk_window_fullscreen (GTK_WINDOW (window));
  gtk_window_present (GTK_WINDOW (window));
  views_settle (&self->views);
  return window;
}

static void
test_locked (World *self, gconstpointer unused)
{
  GtkWidget *window = show_window (self, TRUE);

  gtk_widget_activate_action (window, "window.close", NULL);
  gtk_widget_activate_action (window, "window.toggle-maximized", NULL);
  views_settle (&self->views);
  g_assert_true (gtk_widget_get_mapped (window));
  g_assert_false (gtk_window_is_maximized (GTK_WINDOW (window)));
  gtk_window_close (GTK_WINDOW (window));
  views_settle (&self->views);
  g_assert_true (gtk_widget_get_mapped (window));
  views_hide (window);
}

static void
test_windowed (World *self, gconstpointer unused)
{
  GtkWidget *window = show_window (self, FALSE);

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_widget_activate_action (window, "window.close", NULL);
  views_settle (&self->views);
  g_assert_null (window);
}

static void
test_inspector (World *self, gconstpointer unused)
{
  GtkWidget *window = show_window (self, TRUE);
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());
  guint before = g_list_model_get_n_items (windows);
  gboolean handled = FALSE;

  g_signal_emit_by_name (window, "enable-debugging", FALSE, &handled);
  g_assert_true (handled);
  g_assert_cmpuint (g_list_model_get_n_items (windows), ==, before);
  views_hide (window);
}

static gboolean
has_popover (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (GTK_IS_POPOVER (child) && gtk_widget_get_visible (child))
      return TRUE;
  }
  return FALSE;
}

static void
check_clipboard (GtkWidget *entry, const char *wanted)
{
  GdkContentProvider *content = gdk_clipboard_get_content (gtk_widget_get_clipboard (entry));
  g_auto (GValue) value = G_VALUE_INIT;

  g_assert_nonnull (content);
  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (gdk_content_provider_get_value (content, &value, NULL));
  g_assert_cmpstr (g_value_get_string (&value), ==, wanted);
}

static void
check_entry (GtkWidget *entry)
{
  static const char * const actions[] = { "clipboard.copy", "clipboard.cut", "clipboard.paste",
                                          "misc.insert-emoji", "menu.popup" };
  static const char * const signals[] = { "copy-clipboard", "cut-clipboard", "paste-clipboard",
                                          "insert-emoji" };
  GtkWidget *text = GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (entry)));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (entry), "from elsewhere");
  gtk_editable_set_text (GTK_EDITABLE (entry), "typed");
  gtk_editable_select_region (GTK_EDITABLE (entry), 0, -1);
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_activate_action (text, actions[i], NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_emit_by_name (text, signals[i]);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "typed");
  check_clipboard (entry, "from elsewhere");
  g_assert_false (has_popover (text));
  gtk_editable_delete_text (GTK_EDITABLE (entry), 0, -1);
  gtk_widget_activate_action (text, "text.undo", NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
}

static guint
check_entries (GtkWidget *widget)
{
  guint count = 0;

  if (GTK_IS_TEXT (widget) && !GTK_IS_ENTRY (gtk_widget_get_parent (widget)))
    g_error ("a text that is no entry's");
  if (GTK_IS_ENTRY (widget)) {
    check_entry (widget);
    return 1;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    count += check_entries (child);
  return count;
}

/* Of every page, whether shown or not. */
static void
test_entries (World *self, gconstpointer unused)
{
  GtkWidget *window = views_show (&self->views, views_page ("desk"), 1280, 800);

  g_assert_cmpuint (check_entries (window), ==, 8);
  views_hide (window);
}

static void
test_shortcuts (World *self, gconstpointer unused)
{
  g_assert_true (foyer_guard_is_shortcut (GDK_KEY_F4, GDK_ALT_MASK));
  g_assert_true (foyer_guard_is_shortcut (GDK_KEY_F10, GDK_SHIFT_MASK));
  g_assert_true (foyer_guard_is_shortcut (GDK_KEY_Menu, 0));
  g_assert_true (foyer_guard_is_shortcut (GDK_KEY_I, GDK_CONTROL_MASK | GDK_SHIFT_MASK));
  g_assert_true (foyer_guard_is_shortcut (GDK_KEY_v, GDK_CONTROL_MASK));
  g_assert_true (foyer_guard_is_shortcut (GDK_KEY_period, GDK_CONTROL_MASK));
  g_assert_true (foyer_guard_is_shortcut (GDK_KEY_q, GDK_SUPER_MASK));
  g_assert_false (foyer_guard_is_shortcut (GDK_KEY_Z, GDK_SHIFT_MASK));
  g_assert_false (foyer_guard_is_shortcut (GDK_KEY_z, GDK_LOCK_MASK));
  g_assert_false (foyer_guard_is_shortcut (GDK_KEY_space, GDK_CONTROL_MASK));
  g_assert_false (foyer_guard_is_shortcut (GDK_KEY_Control_L, GDK_SHIFT_MASK | GDK_CONTROL_MASK));
  g_assert_false (foyer_guard_is_shortcut (GDK_KEY_Return, 0));
}

#define ADD(path, test) g_test_add ("/kiosk/views/" path, World, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  views_init (&argc, &argv);
  ADD ("guard/locked", test_locked);
  ADD ("guard/windowed", test_windowed);
  ADD ("guard/inspector", test_inspector);
  ADD ("guard/entries", test_entries);
  ADD ("guard/shortcuts", test_shortcuts);
  return g_test_run ();
}
