/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What GTK offers by itself and a kiosk must not. */

/**
 * foyer_guard_entry:
 *
 * From now on the entry takes text and nothing else: no menu, no clipboard, no
 * emoji, and no undo, which would bring back what was typed about somebody else.
 */
void foyer_guard_entry  (GtkEditable *entry);

/**
 * foyer_guard_window:
 *
 * Only a finger, or the first button of a mouse, does anything here; the window
 * can't be closed, minimized or restored by its own actions. Once it is shown.
 */
void foyer_guard_window (GtkWindow *window);

/** Whether a key would open a menu, call a shortcut or leave the kiosk. */
gboolean foyer_guard_is_shortcut (guint keyval, GdkModifierType state);

G_END_DECLS
