/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerWindow:
 *
 * The one window: shows the page that fits what the kiosk is doing. Pages are
 * made anew when someone chooses the other language.
 */
#define FOYER_TYPE_WINDOW (foyer_window_get_type ())
G_DECLARE_FINAL_TYPE (FoyerWindow, foyer_window, FOYER, WINDOW, GtkApplicationWindow)

/** @locked: nobody can close it, as on a kiosk without a keyboard */
GtkWidget *foyer_window_new (GtkApplication *application, FoyerKiosk *kiosk, gboolean locked);

G_END_DECLS
