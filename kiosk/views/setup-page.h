/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kiosk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerSetupPage:
 *
 * A machine that belongs to no event yet: the language, the camera, and what to
 * hold in front of it. Emits "language" when someone wants the other one.
 */
#define FOYER_TYPE_SETUP_PAGE (foyer_setup_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSetupPage, foyer_setup_page, FOYER, SETUP_PAGE, GtkWidget)

GtkWidget *foyer_setup_page_new (FoyerKiosk *kiosk);

G_END_DECLS
