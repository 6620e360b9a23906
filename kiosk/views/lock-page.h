/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "door.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerLockPage:
 *
 * Asks a volunteer who they are: a PIN on the pad, or a staff code held up to the
 * camera. Emits "left" when nobody is.
 */
#define FOYER_TYPE_LOCK_PAGE (foyer_lock_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerLockPage, foyer_lock_page, FOYER, LOCK_PAGE, GtkWidget)

GtkWidget *foyer_lock_page_new (FoyerDoor *door);

G_END_DECLS
