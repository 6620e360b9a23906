/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "foyer-guard"

#include "guard.h"

static void
stop (gpointer text, const char *signal)
{
  g_signal_stop_emission_by_name (text, signal);
}

/* GTK enables the clipboard's actions anew with every selection, so what they
 * lead to is stopped instead. */
void
foyer_guard_entry (GtkEditable *entry)
{
  static const char * const signals[] = { "cut-clipboard", "copy-clipboard", "paste-clipboard",
                                          "insert-emoji" };
  GtkEditable *text = gtk_editable_get_delegate (entry);

  g_return_if_fail (GTK_IS_TEXT (text));

  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect (text, signals[i], G_CALLBACK (stop), (gpointer) signals[i]);
  gtk_text_set_input_hints (GTK_TEXT (text), GTK_INPUT_HINT_NO_EMOJI);
  gtk_widget_action_set_enabled (GTK_WIDGET (text), "menu.popup", FALSE);
  gtk_editable_set_enable_undo (text, FALSE);
}

static void
on_pressed (GtkGesture *click)
{
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (click));

  if (button > GDK_BUTTON_PRIMARY)
    gtk_gesture_set_state (click, GTK_EVENT_SEQUENCE_CLAIMED);
}

void
foyer_guard_window (GtkWindow *window)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), NULL);
  gtk_widget_add_controller (GTK_WIDGET (window), GTK_EVENT_CONTROLLER (click));
  gtk_window_set_deletable (window, FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (window), "window.minimize", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (window), "window.toggle-maximized", FALSE);
}

gboolean
foyer_guard_is_shortcut (guint keyval, GdkModifierType state)
{
  if (keyval == GDK_KEY_Menu || (keyval >= GDK_KEY_F1 && keyval <= GDK_KEY_F35))
    return TRUE;
  /* Ctrl+Space and Super+Space change the input method. */
  return keyval != GDK_KEY_space && !(keyval >= GDK_KEY_Shift_L && keyval <= GDK_KEY_Hyper_R) &&
         (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK | GDK_HYPER_MASK)) != 0;
}
