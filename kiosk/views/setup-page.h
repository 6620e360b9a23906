/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "setup.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerSetupPage:
 *
 * The step that set-up is at: what it is about, what there is to choose, and
 * the ways on and back. Emits "language" when someone wants the other one.
 */
#define FOYER_TYPE_SETUP_PAGE (foyer_setup_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSetupPage, foyer_setup_page, FOYER, SETUP_PAGE, GtkWidget)

GtkWidget *foyer_setup_page_new (FoyerSetup *setup);

G_END_DECLS
